"""A file of any kind -> Markdown: which reader reads which."""

from collections.abc import Callable

from news.intake.decoding import checked, decoded
from news.intake.html import read_html
from news.intake.kinds import check_content, check_size, kind_of
from news.intake.links import clean_text
from news.intake.mail import read_mail
from news.intake.plain_text import as_markdown
from news.intake.source import Source
from news.intake.word import read_word

Reader = Callable[[str, bytes | str], Source]


def read_source(name: str, data: bytes | str) -> Source:
    """Read a file of this name; raises ReleaseRefused with a sentence that says why not."""
    reader = READERS[kind_of(name)]
    check_size(name, len(data))
    check_content(name, data if isinstance(data, bytes) else data[:20].encode("utf-8", "replace"))
    return reader(name, data)


def text_of(name: str, data: bytes | str) -> str:
    """The characters of a text file."""
    return checked(name, decoded(name, data) if isinstance(data, bytes) else data)


def _read_text(name: str, data: bytes | str) -> Source:
    text = text_of(name, data)
    lines = clean_text(text).split("\n")
    return Source("\n".join(as_markdown(line) for line in lines), text=text)


def _read_markdown(name: str, data: bytes | str) -> Source:
    text = text_of(name, data)
    return Source("\n".join(line.rstrip() for line in clean_text(text).split("\n")), text=text)


READERS: dict[str, Reader] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_word,
    ".eml": read_mail,
}
