"""A file -> a draft: the parts of a release, told apart by their form."""

import hashlib
import re
from collections import deque
from itertools import groupby

from django.conf import settings

from news.intake.body import Body, read_body
from news.intake.contacts import Paragraph
from news.intake.dates import dateline, find_day
from news.intake.draft import Draft, Issue
from news.intake.embargo import read_embargo
from news.intake.header import Header, read_header
from news.intake.kinds import ReleaseRefused
from news.intake.language import language_of
from news.intake.plain_text import words
from news.intake.quotes import find_quotations
from news.intake.reading import read_source
from news.intake.source import Source
from news.intake.titles import TITLE_LIMIT
from trials.vocabulary import NewsKind

_WORD = re.compile(r"[^\W_]+")


def read_release(name: str, data: bytes | str) -> Draft:
    """Read a file of this name; raises ReleaseRefused with a sentence that says why not."""
    source = read_source(name, data)
    paragraphs = _paragraphs(source.markdown)
    header = read_header(paragraphs, source.subject)
    _check_title(name, header.title)
    first = words(" ".join(paragraphs[0])[:500]) if paragraphs else ""
    body = read_body(paragraphs)
    if not body.blocks:
        raise ReleaseRefused(f"{name} has a title but no text below it.")
    return _draft(source, header, body, dateline(first))


def _draft(source: Source, header: Header, body: Body, dated: str) -> Draft:
    text = "\n\n".join([*body.blocks, *body.reference])
    embargo = read_embargo(header.release_line, settings.NEWSROOM_ZONE)
    return Draft(
        title=header.title,
        body=text,
        kind=header.kind
        or (NewsKind.NEWSLETTER_ARTICLE if header.issue else NewsKind.PRESS_RELEASE),
        digest=digest_of_words(f"{header.title}\n\n{header.deck}\n\n{text}"),
        summary=header.deck,
        former_digest=digest(source.text) if source.text else "",
        dated=header.dated or dated or _day_of(header.release_line) or header.issue_dated,
        issue=Issue(header.issue, header.issue_dated) if header.issue else None,
        section=header.section,
        boilerplate="\n\n".join(body.boilerplate),
        media_contact="\n\n".join([*header.contact, *body.media_contact]),
        reference="\n\n".join(body.reference),
        release_line=header.release_line,
        embargo=embargo.at,
        zone=embargo.zone,
        language=language_of(text),
        quotations=find_quotations(body.blocks),
        images=tuple(source.pictures),
        notes=(*source.notes, *_left_out(header), *_several(header, body), *embargo.notes),
    )


def _day_of(release_line: str) -> str:
    """The day that the line names: that of the release, where nothing else says it."""
    day = find_day(release_line)
    return day.date if day and not day.fault else ""


def _left_out(header: Header) -> list[str]:
    """Say which lines above the title are not in the draft."""
    if not header.left_out:
        return []
    lines = " / ".join(header.left_out)[:300]
    return [f"Above the title, and left out: “{lines}”."]


def _several(header: Header, body: Body) -> list[str]:
    """Say that an issue of a newsletter may hold more than this article."""
    headings = [block.lstrip("# ") for block in body.blocks if block.startswith("#")]
    others = [words(one)[:80] for one in headings if not one.startswith("About ")]
    if not header.issue or len(others) < 2:
        return []
    named = "”, “".join(others[:3])
    return [f"More headings stand in it (“{named}”): an article of its own is taken in by itself."]


def digest(text: str) -> str:
    """Give the same for the same text, however it is broken into lines."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def digest_of_words(markdown: str) -> str:
    """Give the same for the same words, however they are marked and pointed."""
    return hashlib.sha256(" ".join(_WORD.findall(words(markdown).casefold())).encode()).hexdigest()


def _paragraphs(text: str) -> deque[Paragraph]:
    grouped = groupby(text.split("\n"), key=lambda line: bool(line.strip()))
    return deque(list(lines) for filled, lines in grouped if filled)


def _check_title(name: str, title: str) -> None:
    if not title:
        raise ReleaseRefused(f"{name} has no title: its first paragraph becomes the title.")
    if len(title) > TITLE_LIMIT:
        raise ReleaseRefused(
            f"{name} has no title: its first line has {len(title)} characters, and {TITLE_LIMIT} is"
            " the most for one. Put the title on a line of its own."
        )
