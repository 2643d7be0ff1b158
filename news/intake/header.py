"""What stands above and right below the title: newsletter, section, kind, date, release line."""

import re
from collections import deque
from dataclasses import dataclass, field
from itertools import islice

from news.intake.dates import printed_date
from news.intake.embargo import continues
from news.intake.plain_text import words
from news.intake.release_line import LONGEST, is_release_line
from trials.vocabulary import NewsKind

Paragraph = list[str]

TITLE_LIMIT = 500
ONE_TITLE = 300
SECTION_LIMIT = 120
ABOVE = 12
"""Paragraphs that may stand above a title."""
_ISSUE = re.compile(
    r"(?P<name>(?:[\w'.]+[ -]){0,4}?E?-?(?:news|newsletter|bulletin))"
    r" ?[-\u2013\u2014|:,] ?(?P<date>.+)",
    re.IGNORECASE,
)
_KINDS = {
    NewsKind.PRESS_RELEASE: r"(?:press|news|media) release|comunicado(?: de prensa)?",
    NewsKind.ANNOUNCEMENT: r"announcement|anuncio",
    NewsKind.NEWSLETTER_ARTICLE: r"(?:newsletter|feature) article",
}
_GREETING = re.compile(
    r"(?:dear|hi|hello|good (?:morning|afternoon)|please (?:find|see)|fyi|see below|attached"
    r"|estimad[oa]s?|hola|buenos d\u00edas|adjunt)\b",
    re.IGNORECASE,
)
CONTACT = re.compile(
    r"(?:(?:(?:media|press|news) )?contacts?(?: information)?"
    r"|contacto(?: (?:de|para) (?:prensa|medios|los medios))?)(?::|$)",
    re.IGNORECASE,
)


@dataclass
class Header:
    """What was read of it; all but the title may be missing."""

    title: str = ""
    issue: str = ""
    issue_dated: str = ""
    section: str = ""
    kind: NewsKind | None = None
    dated: str = ""
    release_line: str = ""
    left_out: list[str] = field(default_factory=list)
    """Lines above the title that are of no known form."""


def bare(line: str) -> str:
    """The words of a line without the marks around them: hashes, stars, colons, brackets."""
    text = words(line).lstrip(" #*:_=~->").rstrip(" #*:_=~-")
    return text[1:-1].strip() if text[:1] == "[" and text[-1:] == "]" else text


def read_header(paragraphs: deque[Paragraph], subject: str = "") -> Header:
    """Take the header, title included, off the paragraphs; the title is "" if there is none.

    `subject` is the title that stands beside the text: it says which line is the title, and is
    the title where the text begins without one.
    """
    header = Header()
    above = _paragraphs_above_title(paragraphs, subject)
    while paragraphs and not header.title:
        lines = paragraphs.popleft()
        rest = _lines_above(header, lines, paragraphs)
        if rest and above > 0:
            header.left_out += [bare(line) for line in rest]
        elif rest:
            below = _title(header, rest, subject)
            if below:
                paragraphs.appendleft(below)
        above -= 1
    while paragraphs and len(paragraphs[0]) == 1 and _known(header, paragraphs[0][0]):
        paragraphs.popleft()
    return header


def _paragraphs_above_title(paragraphs: deque[Paragraph], subject: str) -> int:
    """Count the short paragraphs above the highest heading, or above the words of the subject."""
    for number, lines in enumerate(islice(paragraphs, ABOVE)):
        text = " ".join(lines)
        if lines[0].startswith("# ") or (
            subject and _folded(bare(text[: TITLE_LIMIT * 2])) == _folded(subject)
        ):
            return number
        if len(text) > SECTION_LIMIT and not is_release_line(bare(text[:ONE_TITLE])):
            break
    return 0


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _lines_above(header: Header, lines: Paragraph, following: deque[Paragraph]) -> Paragraph:
    """Take the lines that stand above a title; give those from the title on."""
    issue_is_here = False
    for number, line in enumerate(lines):
        if not bare(line[:LONGEST]) or _known(header, line):
            issue_is_here |= _issue(line) is not None
        elif header.issue and not header.section and (issue_is_here or _kind_next(following)):
            header.section = bare(line)[:SECTION_LIMIT]
        else:
            return lines[number:]
    return []


def _kind_next(following: deque[Paragraph]) -> bool:
    return bool(following) and _kind(following[0][0]) is not None


def _title(header: Header, lines: Paragraph, subject: str) -> Paragraph:
    """Take the title: the paragraph, or its first line where that is too much for a title."""
    whole = " ".join(lines)
    if subject and not _could_be_title(whole):
        header.title = subject
        return lines if not _GREETING.match(bare(whole[:ONE_TITLE])) else lines[len(lines) :]
    heading = lines[0].startswith("#")
    one = not heading and len(whole) <= ONE_TITLE
    header.title = " ".join(bare(whole if one else lines[0]).replace("**", "").split())
    return [] if one else lines[1:]


def _could_be_title(text: str) -> bool:
    """Whether a first paragraph is no greeting and no sentence of a text."""
    text = bare(text[: ONE_TITLE * 2])
    return len(text) <= ONE_TITLE and not text.endswith((".", ",")) and not _GREETING.match(text)


def _known(header: Header, line: str) -> bool:
    """Take a line that is of the header by its form."""
    text = bare(line[: LONGEST * 2])
    if header.release_line and continues(header.release_line, text):
        header.release_line = f"{header.release_line} {text}"
    elif not header.release_line and is_release_line(text):
        header.release_line = text
    elif len(text) > SECTION_LIMIT:
        return False
    elif not header.issue and (issue := _issue(line)):
        header.issue, header.issue_dated = issue
    elif header.kind is None and (kind := _kind(line)):
        header.kind = kind
    elif not header.dated and (date := printed_date(text)):
        header.dated = date
    else:
        return False
    return True


def _issue(line: str) -> tuple[str, str] | None:
    """Give title and date of the issue that a line like "E-News - March 2025" names."""
    match = _ISSUE.fullmatch(bare(line)[:SECTION_LIMIT])
    if match is None or not (dated := printed_date(match["date"])):
        return None
    return f"{match['name'].strip()}, {match['date'].strip()}", dated


def _kind(line: str) -> NewsKind | None:
    text = bare(line[:SECTION_LIMIT])
    return next((kind for kind, form in _KINDS.items() if re.fullmatch(f"(?i){form}", text)), None)
