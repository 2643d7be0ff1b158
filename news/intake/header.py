"""What stands above and right below the title: newsletter, section, kind, date, release line."""

import re
from collections import deque
from dataclasses import dataclass

from news.intake.dates import printed_date
from trials.vocabulary import NewsKind

Paragraph = list[str]

TITLE_LIMIT = 500
ONE_TITLE = 300
SECTION_LIMIT = 120
_ISSUE = re.compile(
    r"(?P<name>(?:[\w'.]+[ -]){0,4}?E?-?(?:news|newsletter|bulletin))"
    r" ?[-\u2013\u2014|:,] ?(?P<date>.+)",
    re.IGNORECASE,
)
_KINDS = {
    NewsKind.PRESS_RELEASE: r"(?:press|news|media) release",
    NewsKind.ANNOUNCEMENT: r"announcement",
    NewsKind.NEWSLETTER_ARTICLE: r"(?:newsletter|feature) article",
}
_RELEASE_LINE = re.compile(
    r"(?:for (?:immediate )?release|(?:under )?embargo(?:ed)?)\b", re.IGNORECASE
)
CONTACT = re.compile(r"(?:(?:media|press|news) )?contacts?(?: information)?(?::|$)", re.IGNORECASE)


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


def bare(line: str) -> str:
    """The words of a line without the marks around them: hashes, stars, colons, underscores."""
    return line.lstrip(" #*:_=~->").rstrip(" #*:_=~-")


def read_header(paragraphs: deque[Paragraph]) -> Header:
    """Take the header, title included, off the paragraphs; the title is "" if there is none."""
    header = Header()
    while paragraphs and not header.title:
        lines = paragraphs.popleft()
        rest = _lines_above(header, lines, paragraphs)
        if rest:
            below = _title(header, rest)
            if below:
                paragraphs.appendleft(below)
    while paragraphs and len(paragraphs[0]) == 1 and _known(header, paragraphs[0][0]):
        paragraphs.popleft()
    return header


def _lines_above(header: Header, lines: Paragraph, following: deque[Paragraph]) -> Paragraph:
    """Take the lines that stand above a title; give those from the title on."""
    issue_is_here = False
    for number, line in enumerate(lines):
        if not bare(line) or _known(header, line):
            issue_is_here |= _issue(line) is not None
        elif header.issue and not header.section and (issue_is_here or _kind_next(following)):
            header.section = bare(line)[:SECTION_LIMIT]
        else:
            return lines[number:]
    return []


def _kind_next(following: deque[Paragraph]) -> bool:
    return bool(following) and _kind(following[0][0]) is not None


def _title(header: Header, lines: Paragraph) -> Paragraph:
    """Take the title: the paragraph, or its first line where that is too much for a title."""
    whole = " ".join(lines)
    heading = lines[0].startswith("#")
    one = not heading and len(whole) <= ONE_TITLE
    header.title = " ".join(bare((whole if one else lines[0]).replace("**", "")).split())
    return [] if one else lines[1:]


def _known(header: Header, line: str) -> bool:
    """Take a line that is of the header by its form."""
    text = bare(line)
    if len(text) > SECTION_LIMIT:
        return False
    if not header.issue and (issue := _issue(line)):
        header.issue, header.issue_dated = issue
    elif header.kind is None and (kind := _kind(line)):
        header.kind = kind
    elif not header.dated and (date := printed_date(text)):
        header.dated = date
    elif not header.release_line and _RELEASE_LINE.match(text):
        header.release_line = text
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
    text = bare(line)
    return next((kind for kind, form in _KINDS.items() if re.fullmatch(f"(?i){form}", text)), None)
