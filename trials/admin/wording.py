"""Two texts side by side, with the words marked that only one of them has. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from trials.words_in_common import runs

# Words in common that are shown on each side of a change; longer runs are left out between.
AROUND = 20
# The share of changed words up to which they are marked: of another text all of them would be.
MOST_CHANGED = 0.6
MOST = 25_000_000  # pairs of words


@dataclass(frozen=True)
class Piece:
    """A run of words: in both texts or in one, or only the number of those left out."""

    text: str
    is_changed: bool = False
    left_out: int = 0


Pieces = list[Piece]


def side_by_side(ours: str, theirs: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces. How words are spaced makes no difference."""
    mine, other = _words(ours), _words(theirs)
    left: Pieces = []
    right: Pieces = []
    found = list(runs([one.strip() for one in mine], [one.strip() for one in other], MOST))
    for at, run in enumerate(found):
        ends = at == 0, at == len(found) - 1
        left += _pieces(mine[run.ours], run.is_same, *ends)
        right += _pieces(other[run.theirs], run.is_same, *ends)
    return left, right


def are_cut(pieces: Iterable[Piece]) -> bool:
    """Whether something was left out."""
    return any(piece.left_out for piece in pieces)


def are_alike(*sides: Pieces) -> bool:
    """Whether enough is the same for marks to say anything."""
    words = [(len(piece.text.split()) + piece.left_out, piece) for side in sides for piece in side]
    changed = sum(count for count, piece in words if piece.is_changed)
    return changed <= MOST_CHANGED * sum(count for count, _ in words)


def _words(text: str) -> list[str]:
    return re.findall(r"\S+\s*", text)


def _pieces(words: list[str], is_same: bool, is_first: bool, is_last: bool) -> Iterable[Piece]:
    """The run; of a long one that both have only its ends beside what changed."""
    before, after = 0 if is_first else AROUND, 0 if is_last else AROUND
    left_out = len(words) - before - after
    if not is_same or left_out <= AROUND or (is_first and is_last):
        if words:
            yield Piece("".join(words), is_changed=not is_same)
        return
    if before:
        yield Piece("".join(words[:before]))
    yield Piece("", left_out=left_out)
    if after:
        yield Piece("".join(words[-after:]))
