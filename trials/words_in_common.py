"""Which runs of words two texts have in common, and which only one of them has. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Run:
    """Words that follow one another: where they stand in the one text, and where in the other."""

    is_same: bool
    ours: slice
    theirs: slice


def runs(ours: Sequence[str], theirs: Sequence[str], most: int) -> Iterator[Run]:
    """From the first word to the last.

    At most so many pairs of words are compared: of longer texts all between what they begin and
    end with counts as different.
    """
    start = _common(zip(ours, theirs, strict=False))
    end = _common(zip(reversed(ours[start:]), reversed(theirs[start:]), strict=False))
    our_end, their_end = len(ours) - end, len(theirs) - end
    if start:
        yield Run(True, slice(0, start), slice(0, start))
    for is_same, i, j, k, m in _between(ours[start:our_end], theirs[start:their_end], most):
        yield Run(is_same, slice(start + i, start + j), slice(start + k, start + m))
    if end:
        yield Run(True, slice(our_end, len(ours)), slice(their_end, len(theirs)))


def _between(
    ours: Sequence[str], theirs: Sequence[str], most: int
) -> Iterator[tuple[bool, int, int, int, int]]:
    if len(ours) * len(theirs) > most:
        yield False, 0, len(ours), 0, len(theirs)
        return
    for word, i, j, k, m in SequenceMatcher(None, ours, theirs).get_opcodes():
        yield word == "equal", i, j, k, m


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs at the beginning are of the same word."""
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count
