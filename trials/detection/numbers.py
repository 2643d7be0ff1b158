"""Numbers of a text, looked up: identifiers, other numbers in a group's list, unknown ones."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from trials.detection.context import stands_alone
from trials.detection.found import Found, Meaning, Rank
from trials.detection.registry import Known
from trials.identifiers import SCHEMES, Plain, in_one_list, mentions_in
from trials.vocabulary import IdentifierKind, LinkMethod

MAIN_KINDS = {IdentifierKind.PROTOCOL, IdentifierKind.NCT}
# A bare number that other things look like too is a trial's only because the registry knows it.
UNCERTAIN = Decimal("0.6")
# So long a one that this is hardly chance.
TELLING = Decimal("0.9")
CERTAIN = Decimal(1)
CONFIDENCE = {
    LinkMethod.IDENTIFIER: Decimal("0.99"),
    LinkMethod.ALIAS: Decimal("0.95"),
    LinkMethod.LINK: Decimal("0.9"),
}
_TELLING = frozenset(scheme.name for scheme in SCHEMES if scheme.telling)
_ADDRESS = re.compile(r"(?:https?://|www\.|bit\.ly/|clinicaltrials\.gov/)[^ <>]+")


class Numbers:
    """The numbers of one text."""

    def __init__(self, text: str, plain_texts: list[Plain]) -> None:
        self._text, self._plain = text, plain_texts[0]
        self._mentions = mentions_in(plain_texts, text)

    @property
    def keys(self) -> set[str]:
        """What to look up."""
        return {mention.key for mention in self._mentions}

    def found(self, known: dict[str, list[Known]]) -> Iterator[Found]:
        """Each with the trials it leads to; one nobody knows only if it is surely a number."""
        meanings: dict[tuple[str, Decimal, bool], Meaning | None] = {}
        for mention, certain in zip(self._mentions, self._certain(known), strict=True):
            by_itself = TELLING if mention.scheme in _TELLING else UNCERTAIN
            most = CERTAIN if certain else by_itself
            said = (mention.key, most, mention.start in self._in_address)
            if said not in meanings:
                meanings[said] = _meaning(*said, known.get(mention.key, []))
            if meaning := meanings[said]:
                yield Found(mention.start, mention.end, meaning)

    def _certain(self, known: dict[str, list[Known]]) -> list[bool]:
        """Whether each is surely a number: by itself, or in a list with one that is known."""
        certain = [
            one.certain or stands_alone(self._text, one.start, one.end) for one in self._mentions
        ]
        trusted = [
            sure or one.key in known for one, sure in zip(self._mentions, certain, strict=True)
        ]
        order = range(len(certain))
        for one, other in (*pairwise(order), *pairwise(reversed(order))):
            if trusted[one] and not trusted[other] and self._in_one_list(min(one, other)):
                trusted[other] = certain[other] = True
        return certain

    def _in_one_list(self, at: int) -> bool:
        return in_one_list(self._text, self._mentions[at].end, self._mentions[at + 1].start)

    @cached_property
    def _in_address(self) -> set[int]:
        """Beginnings of those that stand in an address."""
        addresses = _ADDRESS.finditer(self._plain.lower)
        spans = [self._plain.span(*address.span()) for address in addresses]
        inside, at = set(), 0
        for mention in self._mentions if spans else ():
            while at < len(spans) and spans[at][1] <= mention.start:
                at += 1
            if at < len(spans) and spans[at][0] <= mention.start:
                inside.add(mention.start)
        return inside


def _meaning(key: str, most: Decimal, in_address: bool, known: list[Known]) -> Meaning | None:
    """What it stands for, with `most` of confidence; one nobody knows has to be certain."""
    rows = _first_of(known) if known else []
    method = _method(rows, in_address)
    if not rows:
        unknown = Meaning(Rank.UNKNOWN, method, CONFIDENCE[method], key=key)
        return unknown if most == CERTAIN else None
    trials = frozenset(row.trial_id for row in rows if row.trial_id)
    return Meaning(
        Rank.NUMBER if trials else Rank.UNKNOWN,
        method,
        min(CONFIDENCE[method], most),
        trials,
        key,
        frozenset(row.target for row in rows if row.target),
    )


def _method(rows: list[Known], in_address: bool) -> LinkMethod:
    if in_address:
        return LinkMethod.LINK
    if all(row.kind in MAIN_KINDS and not row.retired for row in rows):
        return LinkMethod.IDENTIFIER
    return LinkMethod.ALIAS


def _first_of(rows: list[Known]) -> list[Known]:
    """The registry's own number before a list's, and both before a sponsor's or an acronym."""
    own = [row for row in rows if row.resolves]
    listed = [row for row in rows if row.target]
    return own or listed or [row for row in rows if row.kind == IdentifierKind.SPONSOR]
