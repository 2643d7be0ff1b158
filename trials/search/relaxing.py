"""Where nothing has all the words: which to leave out, so that something is found."""

from functools import reduce
from operator import and_, or_

from pyroaring import BitMap

from trials.search.evidence import Evidence, units_of
from trials.search.typed import Branch, Typed, Unit

DIGITS = "0123456789"
MOST_OF_A_NUMBER = 4  # digits
MUCH = 1000.0


def relaxed(evidence: Evidence, typed: Typed, among: BitMap) -> tuple[Typed, tuple[str, ...]]:
    """The same without as few units as will do, of those that tell least; and what was left out.

    A number of a trial tells most.

    `among` are the documents that everything else lets through.
    """
    if len(typed.branches) != 1:
        return typed, ()
    branch = typed.branches[0]
    left = [one for one in branch.units if evidence.unit(one) & among]
    while left and not reduce(and_, map(evidence.unit, left), among):
        left = _without_one(evidence, left, among)
    dropped = tuple(one.text for one in branch.units if one not in left)
    if not left:
        return typed, ()
    return Typed(typed.text, (Branch(tuple(left), branch.without),)), dropped


def _without_one(evidence: Evidence, units: list[Unit], among: BitMap) -> list[Unit]:
    """Without the one that tells least of those whose absence helps, else without that."""
    rests = [[one for one in units if one is not left_out] for left_out in units]
    helping = [rest for rest in rests if reduce(and_, map(evidence.unit, rest), among)]
    return max(helping or rests, key=lambda rest: sum(_tells(evidence, one) for one in rest))


def _tells(evidence: Evidence, unit: Unit) -> float:
    is_number = sum(sign in DIGITS for sign in unit.text) >= MOST_OF_A_NUMBER
    return sum(evidence.rarity(word) for word in unit.stems) + (MUCH if is_number else 0)


def some_words(evidence: Evidence, typed: Typed) -> BitMap:
    """The documents that have any of the words, or of the names."""
    without = [evidence.unit(one) for branch in typed.branches for one in branch.without]
    loose = (unit for unit in units_of(typed) if not unit.is_phrase)
    words = (evidence.having(stem) for unit in loose for stem in unit.stems)
    found = reduce(or_, [*words, *map(evidence.unit, units_of(typed))], BitMap())
    return found - reduce(or_, without, BitMap())
