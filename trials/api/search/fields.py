"""The fields that the name in `AREA[name]` means: of a piece, a search area, a path or a branch."""

from functools import cache, lru_cache

from trials.api.essie import QueryError
from trials.api.index.numbers import is_compared
from trials.api.index.tags import GROUPS, is_indexed, tag
from trials.api.pieces import AREAS, PIECES, Kind, Piece, Reckoned, find, find_area, suggest

Fields = tuple[tuple[Piece, float], ...]
"""Fields with their weights, the weightiest first."""


def fields_of(name: str) -> Fields:
    """What an area, a piece, its path or a branch with all below it stands for."""
    if area := find_area(name):
        return area.parts
    piece = find(name)
    if piece is None or piece.historic:
        near = suggest(name) or [area.name for area in AREAS if area.name.lower() == name.lower()]
        raise QueryError(f"Unknown area name: `{name}`", 0, meant(near))
    return tuple((field, 1.0) for field in below(piece))


def meant(names: list[str]) -> str:
    """The sentence that suggests other names."""
    return f"Did you mean {' or '.join(names)}?" if names else ""


@cache
def below(piece: Piece) -> tuple[Piece, ...]:
    """The field itself, or those below a branch that a query may name."""
    if piece.kind is not Kind.STRUCT:
        return (piece,)
    return tuple(field for child in piece.children for field in below(child) if field.is_searched)


def tags_of(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    """Tags under which a word stands if it is in any of these fields.

    Raises QueryError if none of them is searched for words.
    """
    found = _tags(pieces)
    if not found:
        first = pieces[0] if pieces else None
        raise QueryError(
            f"Field `{first.path if first else ''}` is not searched for words",
            0,
            "Ask RANGE, MISSING or another field.",
        )
    return found


@lru_cache(maxsize=512)
def _tags(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    names = {piece.name for piece in pieces}
    whole = {group for group, members in _MEMBERS.items() if members <= names}
    return tuple(
        dict.fromkeys(
            group if (group := GROUPS.get(piece.name, "")) in whole else tag(piece)
            for piece in pieces
            if is_indexed(piece)
        )
    )


_MEMBERS = {
    group: {name for name, of in GROUPS.items() if of == group} for group in set(GROUPS.values())
}


def counting(name: str) -> Piece:
    """The field that counts the entries of a list: of `Phase` it is NumPhases."""
    fields_of(name)
    listed = find(name)
    if listed is None or listed.path not in _COUNTS:
        raise QueryError(f"Field `{name}` has no size", 0, "Only lists have one, as Phase:size.")
    return _COUNTS[listed.path]


_COUNTS = {
    f"{'.'.join(piece.steps[:-1])}.{piece.of[0]}": piece
    for piece in PIECES
    if piece.reckoned is Reckoned.COUNT and len(piece.of) == 1 and is_compared(piece)
}
