"""What stands below the title: the text, about the group, whom to call, the reference."""

import re
from collections import deque
from dataclasses import dataclass, field

from news.intake.header import CONTACT, Paragraph, bare
from news.intake.plain_text import inline, words
from trials.identifiers import find_mentions

HEADING_LIMIT = 120
_END_MARK = re.compile(r"(?:#[ ]?){3,}|-\s?(?:30|###|end)\s?-", re.IGNORECASE)
_REFERENCE = re.compile(r"(?:\W*)References?\b\W*:", re.IGNORECASE)
_ABOUT = re.compile(r"About (?:the )?[A-Z0-9][^.!?]*(?:\([^()]*\))?")
_GROUP = re.compile(r"\b(?:Alliance|Group|Foundation|Institute|Center|Network|Society|Inc)\b")


@dataclass
class Body:
    """The parts of a release, each in Markdown."""

    blocks: list[str] = field(default_factory=list)
    boilerplate: list[str] = field(default_factory=list)
    media_contact: list[str] = field(default_factory=list)
    reference: list[str] = field(default_factory=list)


def read_body(paragraphs: deque[Paragraph]) -> Body:
    """Sort the paragraphs."""
    body = Body()
    into = body.blocks
    while paragraphs:
        lines = paragraphs.popleft()
        first = words(lines[0][: HEADING_LIMIT * 2])
        if _END_MARK.fullmatch(first.strip()) and len(lines) == 1:
            into = body.blocks
        elif _REFERENCE.match(first):
            body.reference.append("\n".join(lines))
        elif CONTACT.match(bare(first)):
            _contact(body, lines, paragraphs)
        elif heading := _about(bare(first), alone=len(lines) == 1):
            into = body.boilerplate if _is_of_a_group(heading) else body.blocks
            if into is body.blocks:
                into.append(f"## {inline(heading)}")
            if lines[1:]:
                paragraphs.appendleft(lines[1:])
        else:
            into = body.blocks if lines[0].startswith("#") else into
            into.append("\n".join(lines))
    return body


def _contact(body: Body, lines: Paragraph, following: deque[Paragraph]) -> None:
    """Keep whom reporters may call; where the words stand alone the next paragraph says it."""
    first = CONTACT.sub("", bare(lines[0])).strip(" :*_")
    found = [first, *lines[1:]] if first else lines[1:]
    if not found and following:
        found = following.popleft()
    body.media_contact.append("\n".join(words(line).strip() for line in found))


def _about(heading: str, alone: bool) -> str:
    """Give the heading with which a section about something begins; "" if none does."""
    if len(heading) > (HEADING_LIMIT if alone else HEADING_LIMIT / 2):
        return ""
    return heading if _ABOUT.fullmatch(heading) else ""


def _is_of_a_group(heading: str) -> bool:
    return bool(_GROUP.search(heading)) and not find_mentions(heading)
