"""What was found in a text before it is settled which trial is meant: a place, and whose it is."""

from collections.abc import Iterable
from decimal import Decimal
from enum import IntEnum
from typing import NamedTuple

from trials.vocabulary import LinkMethod


class Rank(IntEnum):
    """Of two that overlap the lower is kept."""

    NUMBER = 0
    TITLE = 1
    UNKNOWN = 2
    ALIAS = 3
    ACRONYM = 4


class Found(NamedTuple):
    """Words of the text as given, the trials (by primary key) they fit, and what else is known."""

    start: int
    end: int
    rank: Rank
    method: LinkMethod
    confidence: Decimal
    trials: frozenset[int] = frozenset()
    key: str = ""
    targets: frozenset[str] = frozenset()
    """IDs of trials that are not in the registry, for which these words stand."""


def apart(found: Iterable[Found]) -> list[Found]:
    """Those that do not overlap, in the order of the text: better ones first, then longer ones."""
    taken: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, one.rank, -one.end)):
        if taken and taken[-1].end > one.start:
            taken[-1] = min(taken[-1], one, key=lambda one: (one.rank, one.start - one.end))
        else:
            taken.append(one)
    return taken
