"""The draft that is read from a file: parts of a news item, nothing saved."""

import hashlib
from collections import deque
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePath

from news.intake.body import read_body
from news.intake.dates import dateline
from news.intake.decoding import ReleaseRefused, text_of
from news.intake.header import TITLE_LIMIT, Header, Paragraph, read_header
from news.intake.plain_text import as_markdown
from trials.vocabulary import NewsKind


@dataclass(frozen=True)
class Issue:
    """The newsletter issue that a release stands in."""

    title: str
    dated: str


@dataclass(frozen=True)
class Draft:
    """A release as read; what it does not say is empty. The Markdown `body` ends in `reference`."""

    title: str
    body: str
    kind: NewsKind
    digest: str
    dated: str = ""
    summary: str = ""
    issue: Issue | None = None
    section: str = ""
    boilerplate: str = ""
    media_contact: str = ""
    reference: str = ""
    release_line: str = ""
    """Such as "FOR IMMEDIATE RELEASE": for the person who sets the time, it publishes nothing."""


def read_release(name: str, data: bytes | str) -> Draft:
    """Read a file of this name; raises ReleaseRefused with a sentence that says why not."""
    text = text_of(name, data)
    paragraphs = _paragraphs(text)
    header = read_header(paragraphs)
    _check_title(name, header.title)
    first = " ".join(paragraphs[0]) if paragraphs else ""
    body = read_body(paragraphs, str.rstrip if _is_markdown(name) else as_markdown)
    if not body.blocks:
        raise ReleaseRefused(f"{name} has a title but no text below it.")
    reference = "\n\n".join(body.reference)
    return Draft(
        title=header.title,
        body="\n\n".join([*body.blocks, *body.reference]),
        kind=header.kind
        or (NewsKind.NEWSLETTER_ARTICLE if header.issue else NewsKind.PRESS_RELEASE),
        digest=digest(text),
        dated=header.dated or dateline(first) or header.issue_dated,
        issue=_issue(header),
        section=header.section,
        boilerplate="\n\n".join(body.boilerplate),
        media_contact="\n\n".join(body.media_contact),
        reference=reference,
        release_line=header.release_line,
    )


def digest(text: str) -> str:
    """Give the same for the same words, however they are broken into lines."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def _is_markdown(name: str) -> bool:
    return PurePath(name).suffix.lower() == ".md"


def _paragraphs(text: str) -> deque[Paragraph]:
    grouped = groupby(text.split("\n"), key=lambda line: bool(line.strip()))
    return deque(list(lines) for filled, lines in grouped if filled)


def _issue(header: Header) -> Issue | None:
    return Issue(header.issue, header.issue_dated) if header.issue else None


def _check_title(name: str, title: str) -> None:
    if not title:
        raise ReleaseRefused(f"{name} has no title: its first paragraph becomes the title.")
    if len(title) > TITLE_LIMIT:
        raise ReleaseRefused(
            f"{name} has no title: its first line has {len(title)} characters, and {TITLE_LIMIT} is"
            " the most for one. Put the title on a line of its own."
        )
