"""Word documents -> HTML by the names of their styles -> Markdown."""

from typing import Any

import mammoth  # type: ignore[import-untyped]

from news.intake.html import html_source
from news.intake.images import MAX_PICTURE, Found
from news.intake.kinds import ReleaseRefused
from news.intake.package import checked_package
from news.intake.source import Source

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
    return html_source(name, result.value, inside)
