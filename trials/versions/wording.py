"""Which words of a text another one has not: both texts in pieces, those marked that differ."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trials.words_in_common import runs

# A day is one word: half of another one says nothing.
WORDS = re.compile(r"\s+|\b[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\b|\w+|[^\w\s]")
MOST = 4_000_000  # pairs of words
# An unchanged piece is shortened in its middle, unless it is no longer than twice this.
AROUND = 160


@dataclass(frozen=True)
class Piece:
    """Some words of one text; `differs` where the other text has others there."""

    text: str
    differs: bool = False


def compared(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for run in runs(old, new, MOST):
        _add(left, old[run.ours], not run.is_same)
        _add(right, new[run.theirs], not run.is_same)
    return [_short(piece) for piece in left], [_short(piece) for piece in right]


def _add(pieces: list[Piece], words: Sequence[str], differs: bool) -> None:
    if words:
        pieces.append(Piece("".join(words), differs))


def _short(piece: Piece) -> Piece:
    text = piece.text
    if piece.differs or len(text) <= 2 * AROUND:
        return piece
    start, end = text[:AROUND].rpartition(" ")[0], text[-AROUND:].partition(" ")[2]
    return Piece(f"{start or text[:AROUND]} … {end or text[-AROUND:]}")
