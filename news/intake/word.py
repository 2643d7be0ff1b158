"""Word documents -> HTML by the names of their styles -> Markdown."""

import re
from typing import Any

import mammoth  # type: ignore[import-untyped]

from news.intake.html import html_source
from news.intake.images import MAX_PICTURE, Found
from news.intake.kinds import ReleaseRefused
from news.intake.package import checked_package
from news.intake.source import Source

_BACK = re.compile(r' ?<a href="#(?:foot|end)note-ref-[^"]*">\u2191</a>')
_NOTES = re.compile(r'<ol><li id="(?:foot|end)note-')
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Caption'] => figcaption:fresh
p[style-name='caption'] => figcaption:fresh
p[style-name='Quote'] => p:fresh
p[style-name='Intense Quote'] => p:fresh
"""


def read_word(name: str, data: bytes | str) -> Source:
    """Read a .docx; raises ReleaseRefused for one that is protected, broken or hostile."""
    package = checked_package(name, data if isinstance(data, bytes) else data.encode())
    inside: dict[str, Found] = {}

    def set_aside(image: Any) -> dict[str, str]:
        address = f"word:{len(inside)}"
        with image.open() as stream:
            inside[address] = Found(stream.read(MAX_PICTURE + 1))
        return {"src": address}

    try:
        result = mammoth.convert_to_html(
            package,
            style_map=STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(set_aside),
        )
    except Exception as error:  # the library has no word of its own for a file that is none
        raise ReleaseRefused(
            f"{name} cannot be read as a Word document ({type(error).__name__}): open it in Word"
            " and save it anew as .docx."
        ) from None
    return html_source(name, _with_notes_apart(result.value), inside)


def _with_notes_apart(html: str) -> str:
    """Put a heading above the footnotes, and take off the arrows that lead back from them."""
    html = _BACK.sub("", html)
    at = _NOTES.search(html)
    return f"{html[: at.start()]}<h2>Notes</h2>{html[at.start() :]}" if at else html
