"""Which trials of the registry an item names, where, and in which words."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol, TypeVar

from news.models import NewsItem
from trials import identifiers
from trials.detection import Match, detect
from trials.models import Trial
from trials.vocabulary import LinkMethod

BETWEEN = "\n\n"
"""Title and body, and paragraphs."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A mark of Markdown that is meant as itself."""
AROUND = 80
"""Characters of evidence kept on each side of a mention, up to the ends of its paragraph."""


class Place(Protocol):
    """Words in title and body together, and how sure it is what they name."""

    @property
    def start(self) -> int:
        """Where they start, in code points."""

    @property
    def end(self) -> int:
        """Where they end."""

    @property
    def confidence(self) -> Decimal:
        """From 0 to 1."""


P = TypeVar("P", bound=Place)


@dataclass(frozen=True)
class Named:
    """One place where an item names a trial; `start` and `end` count in title and body together."""

    start: int
    end: int
    method: LinkMethod
    confidence: Decimal
    ambiguous: bool = False
    """Whether the words fit another trial as well."""


@dataclass
class Reading:
    """What was found in one item."""

    text: str
    body_starts: int
    trials: dict[Trial, list[Named]] = field(default_factory=dict)
    matches: list[Match] = field(default_factory=list)
    """All that was found, in the order of the text."""

    @property
    def unknown_matches(self) -> list[Match]:
        """Numbers that the registry does not have."""
        return [match for match in self.matches if not match.known]

    @property
    def unknown(self) -> list[str]:
        """Well-formed identifiers that the registry does not have, as their groups write them."""
        return list(self.unknown_places)

    @property
    def unknown_places(self) -> dict[str, list[Match]]:
        """Where each of these stands; an alias stands with the number that it is known to mean."""
        places: dict[str, list[Match]] = {}
        for match in self.unknown_matches:
            places.setdefault(number_of(match), []).append(match)
        return places

    def is_ambiguous(self, trial: Trial) -> bool:
        """Whether every place that may mean this trial may mean another."""
        return all(named.ambiguous for named in self.trials[trial])

    def positions(self, places: Sequence[Place]) -> list[int]:
        """Those of them in the body, in code points of the body."""
        starts = (place.start - self.body_starts for place in places)
        return [start for start in starts if start >= 0]

    def evidence(self, places: Sequence[Place]) -> str:
        """The words around the surest place."""
        best = self.surest(places)
        return _around(self.text, best.start, best.end)

    def surest(self, places: Sequence[P]) -> P:
        """The surest place, the first of those in the body where there is one."""
        return max(
            places,
            key=lambda place: (place.confidence, place.start >= self.body_starts, -place.start),
        )

    def paragraphs(self, places: Sequence[Place]) -> list[str]:
        """The paragraphs of the body that they stand in."""
        starts = [0, *(match.end() for match in re.finditer(BETWEEN, self.text))]
        wanted = dict.fromkeys(
            bisect_right(starts, place.start) - 1
            for place in places
            if place.start >= self.body_starts
        )
        return [self.text[starts[at] :].split(BETWEEN, 1)[0] for at in wanted]


def read_mentions(item: NewsItem) -> Reading:
    """Find what the item names in its title and body."""
    text = f"{item.title}{BETWEEN}{item.body}"
    reading = Reading(text, body_starts=len(item.title) + len(BETWEEN))
    for match in detect(text):
        reading.matches.append(match)
        for trial in match.candidates or filter(None, [match.trial]):
            several = bool(match.candidates)
            named = Named(match.start, match.end, match.method, match.confidence, several)
            reading.trials.setdefault(trial, []).append(named)
    return reading


def number_of(match: Match) -> str:
    """The number that a match stands for, as its group writes it."""
    return identifiers.display(match.nct_id or match.protocol_id)


def _around(text: str, start: int, end: int) -> str:
    """The words around a place, cut at its paragraph and between words, without marks before."""
    before = text[max(0, start - AROUND) : start].rpartition(BETWEEN)[2]
    after = text[end : end + AROUND].partition(BETWEEN)[0]
    if len(before) == AROUND:
        before = "…" + before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0] + "…"
    words = " ".join((before + text[start:end] + after).split())
    return _ESCAPED.sub(r"\1", words).lstrip("#>- ")
