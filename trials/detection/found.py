"""What was found in a text before it is settled which trial is meant: a place, and whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from operator import itemgetter
from typing import NamedTuple

from trials.vocabulary import LinkMethod


class Rank(IntEnum):
    """Of two that overlap the lower is kept."""

    NUMBER = 0
    TITLE = 1
    UNKNOWN = 2
    ALIAS = 3
    ACRONYM = 4


@dataclass(frozen=True, eq=False, slots=True)
class Meaning:
    """The trials (by primary key) that words fit, and what else is known: one for all places.

    Two are the same only if they are one: a text may say a thing a hundred thousand times.
    """

    rank: Rank
    method: LinkMethod
    confidence: Decimal
    trials: frozenset[int] = frozenset()
    key: str = ""
    targets: frozenset[str] = frozenset()
    """IDs of trials that are not in the registry, for which these words stand."""


class Found(NamedTuple):
    """Words of the text as given."""

    start: int
    end: int
    meaning: Meaning


def apart(found: Iterable[Found]) -> list[Found]:
    """Those that do not overlap, in the order of the text: better ones first, then longer ones."""
    taken: list[Found] = []
    until = 0
    for one in sorted(found, key=itemgetter(0)):
        if one.start < until:
            taken[-1] = min(taken[-1], one, key=_worth)
        else:
            taken.append(one)
        until = taken[-1].end
    return taken


def _worth(one: Found) -> tuple[int, int]:
    return one.meaning.rank, one.start - one.end
