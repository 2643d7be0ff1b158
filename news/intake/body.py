"""What stands below the title: the text, about the group, whom to call, the reference."""

import re
from collections import deque
from dataclasses import dataclass, field

from news.intake.contacts import Paragraph, is_label, take_contact, trailing_contact
from news.intake.plain_text import bare, inline, words
from trials.identifiers import find_mentions

HEADING_LIMIT = 120
_END_MARK = re.compile(
    r"(?:#[ ]?){3,}|[-\u2013\u2014] ?(?:30|###|end)s? ?[-\u2013\u2014]|ENDS?", re.IGNORECASE
)
_REFERENCE = re.compile(r"(?:\W*)(?:References?|Referencias?)\b\W*(?::|$)", re.IGNORECASE)
_OF = r"(?:About (?:the )?|(?:Acerca de|Sobre) (?:el |la |los |las )?)"
_ABOUT = re.compile(rf"{_OF}[A-Z0-9][^.!?]*(?:\([^()]*\))?")
_ABOUT_IN_LINE = re.compile(rf"({_OF}[A-Z0-9][^.!?:]{{1,100}}):\W* (?=[A-Z])")
_BOLD_LINE = re.compile(r"\*\*([^*\n]{1,80}[^*\n.,:;])\*\*")
_SOURCE = re.compile(r"SOURCE:? [A-Z].{1,80}")
_GROUP = re.compile(
    r"\b(?:Alliance|Group|Foundation|Institutes?|Center|Centre|Network|Society|Associat\w+|Inc"
    r"|Corp\w*|LLC|Ltd|GmbH|Company|Universit\w+|Hospitals?|Clinics?|Consortium|Pharma\w*|SWOG"
    r"|Therapeutics|Oncology|ECOG-ACRIN|NRG|NCI|NCTN)\b"
)
_IS_A_GROUP = re.compile(
    r"\b(?:is|are) (?:a|an|the|one of the) [^.]{0,120}?\b(?:compan(?:y|ies)|organi[sz]ations?"
    r"|groups?|networks?|institutes?|foundations?|societ(?:y|ies)|hospitals?|universit(?:y|ies)"
    r"|cent(?:er|re)s?|agenc(?:y|ies)|leader)\b|\((?:Nasdaq|NYSE)|headquartered in"
)


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
    groups: list[list[str]] = []
    into = body.blocks
    while paragraphs:
        lines = paragraphs.popleft()
        first = words(lines[0][: HEADING_LIMIT * 2])
        alone = len(lines) == 1
        if alone and (_END_MARK.fullmatch(first.strip()) or _SOURCE.fullmatch(first)):
            into = body.blocks
        elif _REFERENCE.match(first):
            body.reference.append(_with_heading("\n".join(lines)))
            into = body.reference if alone and _REFERENCE.fullmatch(first.strip()) else into
        elif is_label(bare(first)):
            body.media_contact.append(take_contact(lines, paragraphs))
            into = body.blocks
        elif heading := _about(lines, alone):
            rest = _below(heading, lines)
            if rest:
                paragraphs.appendleft(rest)
            into = _section_about(heading, body, groups, paragraphs)
        else:
            block = _with_heading("\n".join(lines))
            into = body.blocks if block.startswith("#") else into
            into.append(block)
    body.boilerplate = _told_apart(groups)
    if not body.media_contact and (contact := trailing_contact(groups[-1] if groups else into)):
        body.media_contact.append(contact)
        body.boilerplate = _told_apart(groups)
    return body


def _with_heading(block: str) -> str:
    """Make a heading of a line that is only printed as one, in bold type."""
    return _BOLD_LINE.sub(r"## \1", block) if _BOLD_LINE.fullmatch(block) else block


def _about(lines: Paragraph, alone: bool) -> str:
    """Give the heading with which a section about something begins; "" if none does."""
    if in_line := _ABOUT_IN_LINE.match(bare(lines[0])):
        return in_line[1]
    heading = bare(words(lines[0][: HEADING_LIMIT * 2]))
    if len(heading) > (HEADING_LIMIT if alone else HEADING_LIMIT / 2):
        return ""
    return heading if _ABOUT.fullmatch(heading) else ""


def _below(heading: str, lines: Paragraph) -> Paragraph:
    """Give what follows the heading in its paragraph, in the same line too."""
    line = lines[0].lstrip(" *#_")
    text = line[len(heading) :].lstrip(" :*_") if line.startswith(f"{heading}") else ""
    return [text, *lines[1:]] if text else lines[1:]


def _section_about(
    heading: str, body: Body, groups: list[list[str]], following: deque[Paragraph]
) -> list[str]:
    """Give where the section goes: words about a group are not of this release alone."""
    text = " ".join(following[0])[:300] if following else ""
    if find_mentions(heading) or not (_GROUP.search(heading) or _IS_A_GROUP.search(text)):
        body.blocks.append(f"## {inline(heading)}")
        return body.blocks
    groups.append([heading])
    return groups[-1]


def _told_apart(groups: list[list[str]]) -> list[str]:
    """Give the words about each group; of several each under its name."""
    if len(groups) == 1:
        return groups[0][1:]
    return [
        block
        for heading, *blocks in groups
        if blocks
        for block in (f"**{inline(heading)}**", *blocks)
    ]
