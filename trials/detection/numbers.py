"""Numbers of a text, looked up: identifiers, other numbers in a group's list, unknown ones."""

import re
from collections.abc import Iterator
from decimal import Decimal

from trials.detection.context import stands_alone
from trials.detection.found import Found, Rank
from trials.detection.registry import Known
from trials.identifiers import Mention, find_mentions
from trials.vocabulary import IdentifierKind, LinkMethod

MAIN_KINDS = {IdentifierKind.PROTOCOL, IdentifierKind.NCT}
# A bare number that other things look like too is a trial's only because the registry knows it.
UNCERTAIN = Decimal("0.6")
CONFIDENCE = {
    LinkMethod.IDENTIFIER: Decimal("0.99"),
    LinkMethod.ALIAS: Decimal("0.95"),
    LinkMethod.LINK: Decimal("0.9"),
}
_ADDRESS = re.compile(
    r"(?:https?://|www\.|bit\.ly/|(?:classic\.)?clinicaltrials\.gov/)[^\s<>]+", re.IGNORECASE
)


class Numbers:
    """The numbers of one text."""

    def __init__(self, text: str) -> None:
        self._text, self._mentions = text, find_mentions(text)
        self._in_address = _inside(self._mentions, text)

    @property
    def keys(self) -> set[str]:
        """What to look up."""
        return {mention.key for mention in self._mentions}

    def found(self, known: dict[str, list[Known]]) -> Iterator[Found]:
        """Each with the trials it leads to; one nobody knows only if it is surely a number."""
        for mention in self._mentions:
            rows = _first_of(known.get(mention.key, []))
            certain = mention.certain or stands_alone(self._text, mention.start, mention.end)
            if rows or certain:
                yield self._one(mention, rows, certain)

    def _one(self, mention: Mention, rows: list[Known], certain: bool) -> Found:
        method = self._method(mention, rows)
        sure = CONFIDENCE[method] if certain else min(CONFIDENCE[method], UNCERTAIN)
        trials = frozenset(row.trial_id for row in rows if row.trial_id)
        return Found(
            mention.start,
            mention.end,
            Rank.NUMBER if trials else Rank.UNKNOWN,
            method,
            sure,
            trials,
            mention.key,
            frozenset(row.target for row in rows if row.target),
        )

    def _method(self, mention: Mention, rows: list[Known]) -> LinkMethod:
        if mention.start in self._in_address:
            return LinkMethod.LINK
        if all(row.kind in MAIN_KINDS and not row.retired for row in rows):
            return LinkMethod.IDENTIFIER
        return LinkMethod.ALIAS


def _first_of(rows: list[Known]) -> list[Known]:
    """The registry's own number before a list's, and both before a sponsor's or an acronym."""
    own = [row for row in rows if row.resolves]
    listed = [row for row in rows if row.target]
    return own or listed or [row for row in rows if row.kind == IdentifierKind.SPONSOR]


def _inside(mentions: list[Mention], text: str) -> set[int]:
    """Beginnings of those that stand in an address."""
    spans = [match.span() for match in _ADDRESS.finditer(text)]
    inside, at = set(), 0
    for mention in mentions:
        while at < len(spans) and spans[at][1] <= mention.start:
            at += 1
        if at < len(spans) and spans[at][0] <= mention.start:
            inside.add(mention.start)
    return inside
