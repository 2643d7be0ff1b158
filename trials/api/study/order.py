"""The order of a study's keys: the registry's, as people read them. The database keeps another.

Items of lists are left as they are: they are most of a study, and no program asks for their order.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from trials.api.pieces import SECTIONS, Piece

Json = dict[str, Any]
Order = Mapping[str, Any]


def _order(pieces: Iterable[Piece]) -> Order:
    return {piece.key: {} if piece.many else _order(piece.children) for piece in pieces}


ORDER = _order(SECTIONS)


def in_order(study: Json, order: Order = ORDER) -> Json:
    """The same study; keys that the registry's schema does not know come last."""
    found: Json = {}
    for key, below in order.items():
        if key in study:
            value = study[key]
            found[key] = in_order(value, below) if below and isinstance(value, dict) else value
    if len(found) < len(study):
        found |= {key: value for key, value in study.items() if key not in found}
    return found
