"""A field by the name somebody gives it, and what they may have meant where there is none."""

from rapidfuzz import process
from rapidfuzz.fuzz import WRatio

from trials.api.pieces.piece import Piece
from trials.api.pieces.table import BY_NAME, BY_PATH, OTHER_NAMES

LONGEST = 200
"""No name is longer; what is, is cut before it is compared with all of them."""
ALIKE = 70
"""Less alike than this, of 100, is no suggestion."""
_SMALL = {name.lower(): name for name in (*BY_PATH, *BY_NAME)}


def find(name: str) -> Piece | None:
    """The field of this piece name or full path; large and small letters count, as there."""
    return BY_NAME.get(OTHER_NAMES.get(name, name)) or BY_PATH.get(name)


def suggest(name: str, most: int = 3) -> list[str]:
    """Names of fields like this one, the likest first: paths for a path, else piece names."""
    asked = name[:LONGEST].strip().lower()
    if asked in _SMALL:
        return [_SMALL[asked]]
    names = BY_PATH if "." in asked else BY_NAME
    found = process.extract(
        asked, names.keys(), scorer=WRatio, processor=str.lower, limit=most, score_cutoff=ALIKE
    )
    return [name for name, _, _ in found]
