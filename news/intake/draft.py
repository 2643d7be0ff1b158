"""The draft that is read from a file: parts of a news item, nothing saved."""

import datetime as dt
from dataclasses import dataclass

from news.intake.source import Picture
from trials.vocabulary import NewsKind


@dataclass(frozen=True)
class Issue:
    """The newsletter issue that a release stands in."""

    title: str
    dated: str


@dataclass(frozen=True)
class Quote:
    """What somebody says in it; the speaker is "" where none is named."""

    text: str
    speaker: str = ""
    affiliation: str = ""


@dataclass(frozen=True)
class Draft:
    """A release as read; what it does not say is empty. The Markdown `body` ends in `reference`."""

    title: str
    body: str
    kind: NewsKind
    digest: str
    """The same for the same words, whatever the kind of file."""
    former_digest: str = ""
    """What a text file's digest was before; releases taken in then are known by it."""
    dated: str = ""
    summary: str = ""
    issue: Issue | None = None
    section: str = ""
    boilerplate: str = ""
    media_contact: str = ""
    reference: str = ""
    release_line: str = ""
    """Such as "FOR IMMEDIATE RELEASE": for the person who sets the time, it publishes nothing."""
    embargo: dt.datetime | None = None
    """The moment, with its zone; None where there is none or it cannot be read for sure."""
    zone: str = ""
    """The embargo's zone by its name in the IANA database; "" where there is no embargo."""
    language: str = "en"
    quotations: tuple[Quote, ...] = ()
    images: tuple[Picture, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences for the person who takes it in."""
