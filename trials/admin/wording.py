"""Two texts side by side, with the words marked that only one of them has. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

# Words in common that are shown on each side of a change; longer runs are left out between.
AROUND = 20
# The share of changed words up to which they are marked: of another text all of them would be.
MOST_CHANGED = 0.6
# Pairs of words that are compared at most; of longer texts the whole middle counts as changed.
MOST = 25_000_000


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
    runs = list(_runs([one.strip() for one in mine], [one.strip() for one in other]))
    for at, (is_same, i1, i2, j1, j2) in enumerate(runs):
        ends = at == 0, at == len(runs) - 1
        left += _pieces(mine[i1:i2], is_same, *ends)
        right += _pieces(other[j1:j2], is_same, *ends)
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


def _runs(a: list[str], b: list[str]) -> Iterable[tuple[bool, int, int, int, int]]:
    """Whether each run is the same, and where it stands in both."""
    start = _common(zip(a, b, strict=False))
    end = _common(zip(reversed(a[start:]), reversed(b[start:]), strict=False))
    until_a, until_b = len(a) - end, len(b) - end
    if start:
        yield True, 0, start, 0, start
    middle_a, middle_b = a[start:until_a], b[start:until_b]
    if len(middle_a) * len(middle_b) > MOST:
        yield False, start, until_a, start, until_b
    else:
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, middle_a, middle_b).get_opcodes():
            yield tag == "equal", start + i1, start + i2, start + j1, start + j2
    if end:
        yield True, until_a, len(a), until_b, len(b)


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


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
