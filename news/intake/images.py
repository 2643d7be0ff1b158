"""Pictures inside a file: which are ones, and what is asked of the person about them."""

import base64
import binascii
import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from PIL import Image

from news.intake.source import Picture

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MAX_PICTURE = 10_000_000
MAX_PIXELS = 50_000_000
MAX_PICTURES = 20
ALTERNATIVE_LIMIT = 500
NAMED = 5
_NO_WORDS = re.compile(
    r"^[\w.() -]{1,200}\.(?:png|jpe?g|gif|webp|bmp|tiff?|svg)$|^(?:image|picture|photo|graphic|img)"
    r"[ _-]?[0-9]*$|description automatically generated|^https?:|^cid:",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """Bytes that are said to be a picture."""

    data: bytes

    @classmethod
    def of_base64(cls, coded: str) -> "Found":
        """Decode; what is not base64 is no picture."""
        try:
            return cls(base64.b64decode("".join(unquote(coded).split()), validate=True))
        except (binascii.Error, ValueError):
            return cls(b"")


def found_in(soup: BeautifulSoup, inside: Mapping[str, Found]) -> tuple[list[Picture], list[str]]:
    """Take the pictures out of the tree; gives them, and what a person has to know."""
    pictures: list[Picture] = []
    elsewhere: list[str] = []
    unread = 0
    for tag in soup.find_all("img"):
        address = str(tag.get("src", "")).strip()
        picture = _picture(tag, inside[address]) if address in inside else None
        if address not in inside:
            elsewhere.append(_caption(tag) or _alternative(tag) or PurePosixPath(address).name)
        elif picture is None or len(pictures) >= MAX_PICTURES:
            unread += 1
        elif picture not in pictures:
            pictures.append(picture)
        tag.extract()
    return pictures, _notes(pictures, elsewhere, unread)


def format_of(data: bytes) -> str:
    """The picture's format; "" if it is none that a page can show, or not whole."""
    if not data or len(data) > MAX_PICTURE:
        return ""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=FORMATS) as image:
            warnings.simplefilter("error")
            kind, size = image.format or "", image.width * image.height
            if size > MAX_PIXELS:
                return ""
            image.verify()
    except Exception:  # whatever a library of pictures says of bytes that are none
        return ""
    return kind


def _picture(tag: Tag, found: Found) -> Picture | None:
    kind = format_of(found.data)
    if not kind:
        return None
    return Picture(found.data, kind, _alternative(tag), _caption(tag))


def _alternative(tag: Tag) -> str:
    """What a person said of the picture; "" for what only a program did."""
    text = " ".join(str(tag.get("alt", "")).split())[:ALTERNATIVE_LIMIT]
    return "" if _NO_WORDS.search(text) else text


def _caption(tag: Tag) -> str:
    """Take the words below a picture."""
    figure = tag.find_parent("figure")
    caption = figure.find("figcaption") if figure else None
    if caption is None and isinstance(tag.parent, Tag):
        below = tag.parent.find_next_sibling()
        caption = below if below is not None and below.name == "figcaption" else None
    if not isinstance(caption, Tag):
        return ""
    return " ".join(caption.extract().get_text(" ").split())[:2000]


def _notes(pictures: list[Picture], elsewhere: list[str], unread: int) -> list[str]:
    notes = []
    bare = sum(not picture.alternative_text for picture in pictures)
    if bare:
        notes.append(
            f"Pictures without alternative text: {bare}. Say what each shows before approval."
        )
    if elsewhere:
        notes.append(
            f"Pictures that lie elsewhere: {len(elsewhere)}{_named(elsewhere)}. They were not taken"
            " along: add those that belong to the release."
        )
    if unread:
        notes.append(
            f"Pictures left out: {unread}. A page shows whole PNG, JPEG, GIF and WebP of up to"
            f" {MAX_PICTURE // 1_000_000} MB, {MAX_PICTURES} at most."
        )
    return notes


def _named(pictures: list[str]) -> str:
    """A few of them, so that a person knows which they are."""
    names = [name[:60] for name in dict.fromkeys(pictures) if name]
    return f" ({', '.join(names[:NAMED])})" if names else ""
