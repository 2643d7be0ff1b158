"""Bytes of a file -> clean text, or one sentence that says why not."""

import codecs
import re
import unicodedata
from pathlib import PurePath

MAX_BYTES = 2_000_000
ACCEPTED = (".txt", ".md")
BYTE_ORDER_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")


class ReleaseRefused(Exception):
    """A file that cannot be taken in; the message is a sentence for the person who sent it."""


def text_of(name: str, data: bytes | str) -> str:
    """Give the text of the file, its lines ended by a newline and its spaces plain.

    Raises ReleaseRefused.
    """
    if PurePath(name).suffix.lower() not in ACCEPTED:
        raise ReleaseRefused(
            f"{name} is not of a kind that can be taken in: save the release as"
            f" {' or '.join(ACCEPTED)}."
        )
    _refuse_large(name, len(data))
    text = _decoded(name, data) if isinstance(data, bytes) else data
    _refuse_what_is_no_text(name, text)
    text = _INVISIBLE.sub("", _SPACES.sub(" ", _LINE_ENDS.sub("\n", text)))
    if not text.strip():
        raise ReleaseRefused(f"{name} is empty.")
    return unicodedata.normalize("NFC", text)


def _refuse_large(name: str, size: int) -> None:
    if size > MAX_BYTES:
        raise ReleaseRefused(
            f"{name} is larger than {MAX_BYTES // 1_000_000} MB, as no release is: check the file."
        )


def _decoded(name: str, data: bytes) -> str:
    encoding = BYTE_ORDER_MARKS.get(data[:2], "utf-8-sig")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ReleaseRefused(
            f"{name} is not text in UTF-8: open it in an editor and save it as UTF-8."
        ) from None


def _refuse_what_is_no_text(name: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ReleaseRefused(
            f"{name} holds half characters (surrogates): save it as UTF-8."
        ) from None
    if _CONTROL.search(text):
        raise ReleaseRefused(f"{name} holds control characters: it is not a text file.")
    if text.startswith(("{\\rtf", "%PDF-")):
        raise ReleaseRefused(f"{name} is a document of another kind: save it as plain text.")
