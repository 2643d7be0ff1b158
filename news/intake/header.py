"""What stands above and right below the title: newsletter, section, kind, date, release line."""

import re
from collections import deque
from dataclasses import dataclass, field
from itertools import islice

from news.intake.contacts import Paragraph, is_detail, is_label, take_contact
from news.intake.dates import printed_date
from news.intake.embargo import continues
from news.intake.newsletters import issue_named, newsletter_named
from news.intake.plain_text import bare, words
from news.intake.release_line import LONGEST, is_release_line
from news.intake.titles import ONE_TITLE, TITLE_LIMIT, could_be_title, take_deck, take_title
from trials.vocabulary import NewsKind

SECTION_LIMIT = 120
CONTACT_LINES = 12
ABOVE = 12
"""Paragraphs that may stand above a title."""
_KINDS = {
    NewsKind.PRESS_RELEASE: r"(?:press|news|media) release|comunicado(?: de prensa)?",
    NewsKind.ANNOUNCEMENT: r"announcement|anuncio",
    NewsKind.NEWSLETTER_ARTICLE: r"(?:newsletter|feature) article",
}
_SECTION = re.compile(
    r"\b(?:spotlight|news|announcements?|updates?|highlights?|corner|features?|message|meetings?"
    r"|people|publications?|trials?|stud(?:y|ies)|research|committees?|advocacy|awards?|events?)\b",
    re.IGNORECASE,
)
_PROVIDED_BY = re.compile(r"news provided by\b", re.IGNORECASE)
_BUTTONS = re.compile(
    r"(?:share (?:this )?(?:article|page|story)|print|e-?mail|listen)", re.IGNORECASE
)
_COLUMNS = re.compile(
    r" {3,}|(?<!\bMedia)(?<!\bPress)(?<!\bNews)\s+(?=(?:Media |Press |News )?Contacts?:)"
)


@dataclass
class Header:
    """What was read of it; all but the title may be missing."""

    title: str = ""
    deck: str = ""
    """The sentence below the title that says more, and is not of the text yet."""
    issue: str = ""
    issue_dated: str = ""
    section: str = ""
    kind: NewsKind | None = None
    dated: str = ""
    release_line: str = ""
    newsletter: str = ""
    """The name of one whose date follows."""
    contact: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    """Lines above the title that are of no known form."""


def read_header(paragraphs: deque[Paragraph], subject: str = "") -> Header:
    """Take the header, title included, off the paragraphs; the title is "" if there is none.

    `subject` is the title that stands beside the text: it says which line is the title, and is
    the title where the text begins without one.
    """
    header = Header()
    below_title = len(paragraphs) - _paragraphs_above_title(paragraphs, subject)
    while paragraphs and not header.title:
        is_above = len(paragraphs) > below_title
        lines = paragraphs.popleft()
        rest = _lines_above(header, lines, paragraphs)
        if rest and is_above:
            header.left_out += [bare(line) for line in rest]
        elif rest:
            lines = _without_ending(header, rest)
            header.title, header.deck, below = take_title(lines, subject)
            if below:
                paragraphs.appendleft(below)
    while paragraphs and (_is_of_a_wire(header, paragraphs[0]) or _is_known(header, paragraphs[0])):
        paragraphs.popleft()
    if header.newsletter and not header.issue:
        header.left_out.insert(0, header.newsletter)
    header.deck = header.deck or take_deck(paragraphs)
    return header


def _is_known(header: Header, lines: Paragraph) -> bool:
    whole = " ".join(lines)
    return len(whole) <= LONGEST and _known(header, whole)


def _is_of_a_wire(header: Header, lines: Paragraph) -> bool:
    """Whether a paragraph is what news wires put below a title: who sent it, buttons."""
    if _PROVIDED_BY.match(lines[0]) and len(lines) < 5:
        header.dated = header.dated or printed_date(lines[-1])
        return True
    return len(lines) == 1 and bool(_BUTTONS.fullmatch(lines[0]))


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
    lines = [cell for line in lines for cell in _columns(line)]
    while lines:
        line = bare(lines[0][:LONGEST])
        if is_label(line) or (header.contact and is_detail(line)):
            lines = _contact(header, lines, following)
            continue
        if not line or _known(header, lines[0]):
            issue_is_here |= bool(header.issue)
        elif _is_section(header, line, following, issue_is_here):
            header.section = line[:SECTION_LIMIT]
        elif _is_of_a_letterhead(lines, following):
            header.left_out.append(line)
        else:
            return lines
        lines = lines[1:]
    return []


def _columns(line: str) -> list[str]:
    """Give what stands side by side in one line, as a date and whom to call."""
    return _COLUMNS.split(line) if len(line) <= LONGEST else [line]


def _contact(header: Header, lines: Paragraph, following: deque[Paragraph]) -> Paragraph:
    """Take a contact off the lines, and what stands beside it in another column."""
    near = enumerate(lines[:CONTACT_LINES])
    last = max((n for n, line in near if is_detail(bare(line))), default=0)
    ours = [line for line in lines[1 : last + 1] if not _known(header, line)]
    rest = lines[last + 1 :]
    if is_label(bare(lines[0])):
        header.contact.append(take_contact([lines[0], *ours], deque() if rest else following))
    else:
        header.contact += [words(line).strip() for line in [lines[0], *ours]]
    return rest


def _is_section(
    header: Header, line: str, following: deque[Paragraph], issue_is_here: bool
) -> bool:
    """Whether a line below the name of an issue is the section, and not the title."""
    if not header.issue or header.section or not following:
        return False
    named = len(line) <= 60 and _SECTION.search(line) and could_be_title(" ".join(following[0]))
    return issue_is_here or _kind_next(following) or bool(named and len(following) > 1)


def _is_of_a_letterhead(lines: Paragraph, following: deque[Paragraph]) -> bool:
    """Whether a line only names who sends it: one of what stands above titles comes below it."""
    below = [bare(line[:LONGEST]) for line in lines[1:4]]
    if len(lines[0]) > SECTION_LIMIT:
        return False
    if any(_kind(line) or is_release_line(line) or is_label(line) for line in below):
        return True
    dated = any(printed_date(line) for line in below)
    return dated and len(following) > 1 and could_be_title(" ".join(following[0]))


def _kind_next(following: deque[Paragraph]) -> bool:
    return bool(following) and _kind(following[0][0]) is not None


def _without_ending(header: Header, lines: Paragraph) -> Paragraph:
    """Take off the end of a title's paragraph what is known by its form, as a date."""
    while len(lines) > 1 and _known(header, lines[-1]):
        lines = lines[:-1]
    return lines


def _known(header: Header, line: str) -> bool:
    """Take a line that is of the header by its form."""
    text = bare(line[: LONGEST * 2])
    if header.release_line and continues(header.release_line, text):
        header.release_line = f"{header.release_line} {text}"
    elif not header.release_line and is_release_line(text):
        header.release_line = text
    elif len(text) > SECTION_LIMIT:
        return False
    elif not header.issue and (issue := issue_named(text, header.newsletter)):
        header.issue, header.issue_dated = issue
    elif not header.issue and (name := newsletter_named(text)):
        header.newsletter = name
    elif header.kind is None and (kind := _kind(line)):
        header.kind = kind
    elif not header.dated and (date := printed_date(text)):
        header.dated = date
    else:
        return False
    return True


def _kind(line: str) -> NewsKind | None:
    text = bare(line[:SECTION_LIMIT])
    return next((kind for kind, form in _KINDS.items() if re.fullmatch(f"(?i){form}", text)), None)
