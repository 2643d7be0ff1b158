"""What is answered: the hits of a page, how many there are, and what else could be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from trials.search.documents import Document


@dataclass(frozen=True)
class Snippet:
    """Where in a record the words stand: the field in words, and the passage with marks."""

    label: str
    html: SafeString


@dataclass(frozen=True)
class Hit:
    """A record found."""

    document: Document
    title: SafeString
    why: tuple[Snippet, ...] = ()
    as_typed: bool = True
    """It has the visitor's own words, not only another name of what they call."""
    miles: float | None = None
    is_open_near: bool = False


@dataclass(frozen=True)
class Choice:
    """A value of a parameter, and how many records choosing it (too) would show."""

    value: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class OtherNames:
    """What of the words is a name of something, and by which other names it was searched, too."""

    typed: str
    concept: str
    names: tuple[str, ...]
    foreign: Mapping[str, str] = field(default_factory=dict)
    """The languages of those that are not English ones."""


@dataclass(frozen=True)
class Reading:
    """How the words were read."""

    words: str
    """As they were searched: corrected, and without those that were dropped."""
    corrected_from: str = ""
    other_names: tuple[OtherNames, ...] = ()
    dropped: tuple[str, ...] = ()
    """Words left out, since nothing has all of them."""
    in_capitals: tuple[tuple[str, str], ...] = ()
    """Where little was found: the words in capitals that are a name of something, and of what."""
    unknown_ids: tuple[str, ...] = ()
    nearest_ids: tuple[str, ...] = ()
    is_ids: bool = False
    """The words are nothing but identifiers: hits are in their order."""


@dataclass(frozen=True)
class Found:
    """The answer to a question."""

    total: int
    hits: list[Hit]
    next_key: str
    facets: Mapping[str, list[Choice]]
    reading: Reading
    apart: list[Hit] = field(default_factory=list)
    """Where few have a name that was typed in so many words: records with its words apart. They
    come before those with other names, and are not among the `total`."""
    near_misses: list[Hit] = field(default_factory=list)
    """Where few records have all the words: records with some of them."""

    @property
    def in_order(self) -> list[Hit]:
        """All of the page in the order it is shown."""
        typed = [hit for hit in self.hits if hit.as_typed]
        others = [hit for hit in self.hits if not hit.as_typed]
        together = [*typed, *self.apart, *others] if self.apart else self.hits
        return [*together, *self.near_misses]

    @property
    def only_record(self) -> str:
        """The address of the record, where nothing but its identifier was asked for; else ""."""
        is_one = self.reading.is_ids and self.total == 1 and not self.reading.unknown_ids
        return self.hits[0].document.address if is_one and self.hits else ""
