"""A file of any kind -> Markdown: which reader reads which."""

import re
from collections.abc import Callable

from news.intake.correspondence import looks_like_mail, release_in, without_quoting
from news.intake.dates import printed_date
from news.intake.decoding import checked, decoded
from news.intake.html import read_html
from news.intake.kinds import check_content, check_size, kind_of
from news.intake.links import clean_text
from news.intake.mail import read_mail
from news.intake.plain_text import text_as_markdown
from news.intake.source import Source
from news.intake.word import read_word

MOST_SETTINGS = 60
_SETTING = re.compile(r"(?P<name>[\w-]+):(?P<value>.*)")
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
    if not looks_like_mail(text):
        return Source(text_as_markdown(text), text=text)
    markdown, subject = release_in(text_as_markdown(without_quoting(text)))
    return Source(markdown, subject, text=text)


def _read_markdown(name: str, data: bytes | str) -> Source:
    text = text_of(name, data)
    lines, title = _without_front_matter(clean_text(text).split("\n"))
    return Source("\n".join(line.rstrip() for line in lines), title, text=text)


def _without_front_matter(lines: list[str]) -> tuple[list[str], str]:
    """Take off the block of settings that tools for web pages put on top; gives its title."""
    end = next((n for n, line in enumerate(lines[1:MOST_SETTINGS], 1) if line == "---"), 0)
    settings = [_SETTING.match(line) for line in lines[1:end] if line[:1] not in (" ", "-", "")]
    if lines[0] != "---" or not end or not all(settings):
        return lines, ""
    found = {match["name"].lower(): match["value"].strip(" \"'") for match in settings if match}
    title, dated = found.get("title", ""), printed_date(found.get("date", "")[:40])
    return [dated, "", *lines[end + 1 :]], title


READERS: dict[str, Reader] = {
    ".txt": _read_text,
    ".md": _read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_word,
    ".eml": read_mail,
}
