"""Which lines are a title, and which the sentence below it that says more: the deck."""

import re
from collections import deque

from news.intake.contacts import Paragraph
from news.intake.plain_text import bare, words
from news.intake.speakers import END
from trials.identifiers import find_mentions

TITLE_LIMIT = 500
ONE_TITLE = 300
LEAST_BELOW_DECK = 120
"""Characters of the text below, so that a text of one short line stays one."""
_GREETING = re.compile(
    r"(?:dear|hi|hello|good (?:morning|afternoon)|please (?:find|see)|fyi|see below|attached"
    r"|estimad[oa]s?|hola|buenos d\u00edas|adjunt)\b",
    re.IGNORECASE,
)
_NO_DECK = re.compile(
    r"[.:;,!?]$|[\"\u201c\u201d\u2022]|^(?:by|por|dear|#)\b|[-\u2013\u2014]$", re.IGNORECASE
)
_PLACE = re.compile(r"[A-Z]{3}[^\u2013\u2014-]{0,80}[\u2013\u2014-]{1,2}")
_MARKS = ("#", "- ", "> ", "|", "1.", "![")


def take_title(lines: Paragraph, subject: str) -> tuple[str, str, Paragraph]:
    """Give title, deck and what is left of a paragraph.

    The title is the paragraph, or its first line where that is too much for a title.
    """
    whole = " ".join(lines)
    if subject and not could_be_title(whole):
        return subject, "", [] if _GREETING.match(bare(whole[:ONE_TITLE])) else lines
    one = not lines[0].startswith("#") and len(whole) <= ONE_TITLE
    if one and len(lines) == 2 and _is_deck(*lines):
        return _clean(lines[0]), _clean(lines[1]), []
    return (_clean(whole), "", []) if one else (_clean(lines[0]), "", lines[1:])


def _clean(line: str) -> str:
    return " ".join(bare(line).replace("**", "").split())


def _is_deck(title: str, line: str) -> bool:
    """Whether a second line is a sentence below a title, whose words begin with capitals."""
    return _capitals(title) > 0.6 > 0.4 > _capitals(line) and line[:1].isupper()


def _capitals(text: str) -> float:
    """The share of longer words that begin with a capital."""
    longer = [word for word in re.findall(r"[^\W\d_][\w-]*", text) if len(word) > 3]
    return sum(word[0].isupper() for word in longer) / len(longer) if longer else 0.5


def take_deck(paragraphs: deque[Paragraph]) -> str:
    """Take the short paragraph that stands between a title and a text, and ends in no point."""
    if len(paragraphs) < 2 or len(" ".join(paragraphs[1])) < LEAST_BELOW_DECK:
        return ""
    line = words(" ".join(paragraphs[0])[: ONE_TITLE * 2]).strip(" *_-\u2013\u2014")
    if not 3 < len(line.split()) < 40 or paragraphs[0][0].startswith(_MARKS):
        return ""
    if find_mentions(line):  # trials are looked for in title and text
        return ""
    if _NO_DECK.search(line) or _PLACE.match(line) or END.search(line):
        return ""
    paragraphs.popleft()
    return " ".join(line.split())


def could_be_title(text: str) -> bool:
    """Whether a first paragraph is no greeting and no sentence of a text."""
    text = bare(text[: ONE_TITLE * 2])
    return len(text) <= ONE_TITLE and not text.endswith((".", ",")) and not _GREETING.match(text)
