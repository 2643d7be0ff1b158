"""How a word is written with the field it stands in, and which fields have their words indexed.

A lexeme is the word, "/" and the tag of a field: `carcinoid/Vbw`. Tags are short, since a study has
some 1,500 lexemes; they are made of piece names alone, so that a new field changes no other's tag.
"""

import hashlib
import string
from functools import cache

from trials.api.pieces import AREAS, PIECES, Kind, Piece

BEGIN, END = "^", "$"
"""Before the first and after the last word of a value; BEGIN also says that there is a value."""
LARGE_AREA = 20
"""Areas of more fields have tags of their own, so that a word in them is no query of 57 words."""
# Cells of tables: numbers of participants, of events, of whatever was measured, and their comments.
_CELLS = ("Denom", "Measurement", "Stats", "FlowAchievement", "FlowReason")
_SIGNS = string.digits + string.ascii_letters


@cache
def tag_of(name: str) -> str:
    """Three signs for the name of a piece; a test sees that no two pieces have the same."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8])
    signs = (number // len(_SIGNS) ** place % len(_SIGNS) for place in range(3))
    return "".join(_SIGNS[sign] for sign in signs)


def tag(piece: Piece) -> str:
    """The tag of a field."""
    return tag_of(piece.name)


@cache
def is_indexed(piece: Piece) -> bool:
    """Whether its words are indexed; of all others it is known only whether there is a value."""
    if piece.kind is Kind.STRUCT or piece.historic or piece.reckoned:
        return False
    if piece.is_date or piece.is_number or piece.kind in {Kind.TIME_SPAN, Kind.GEO_POINT}:
        return False
    is_cell = any(cell in piece.name for cell in _CELLS)
    return not (is_cell and piece.path.startswith("resultsSection"))


def _grouped() -> dict[str, str]:
    """The group of each field of a large area: fields that are in the same large areas."""
    large = [area for area in AREAS if len(area.parts) > LARGE_AREA]
    found = {}
    for piece in PIECES:
        names = [area.name for area in large if any(piece is part for part, _ in area.parts)]
        if names and is_indexed(piece):
            found[piece.name] = tag_of("+".join(names))
    return found


GROUPS = _grouped()
"""The tag of a field's group, by piece name. A large area is the groups that it consists of."""
