"""What a search sees: a look, what is live as of it, and what changed since taken in before."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from trials.search.catalogue import Live, SegmentGoneError, live
from trials.search.indexing import take_in
from trials.search.look import Look, look

LOOKS = 5
_taken_in = threading.local()
"""`own`: what this thread's transaction had written when that was taken in."""


@dataclass(frozen=True)
class Seen:
    """What one look brought, and what is live as of it."""

    look: Look
    live: Live

    def has(self, word: str) -> bool:
        """Whether anything listed has a word: postings remember the withdrawn for a while."""
        parts = self.look.rows.get(word, ())
        found = BitMap().union(*(BitMap.deserialize(numbers) for numbers, _ in parts))
        return any(found.intersect(alive) for alive in self.live.by_kind.values())


def seen(words: Sequence[str], names: Sequence[str] = ()) -> Seen:
    """Look; what changed since is taken in first."""
    for _ in range(LOOKS):
        found = look(words, names)
        if found.waits or found.own != getattr(_taken_in, "own", None):
            take_in(own=found.own is not None)
            _taken_in.own = found.own
            continue
        try:
            return Seen(found, live(found.segments, found.dead))
        except SegmentGoneError:
            continue
    # Others write without a pause: as it was a moment ago will do.
    found = look(words, names)
    return Seen(found, live(found.segments, found.dead))


class Looks:
    """The looks for one page: for the same words there is one."""

    def __init__(self) -> None:
        self._made: dict[tuple[tuple[str, ...], tuple[str, ...]], Seen] = {}

    def seen(self, words: Sequence[str], names: Sequence[str]) -> Seen:
        """What there is of these words and names."""
        key = tuple(words), tuple(names)
        if key not in self._made:
            self._made[key] = seen(words, names)
        return self._made[key]
