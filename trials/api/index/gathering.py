"""The values of all fields of a study, in one walk over its JSON."""

from collections.abc import Callable
from typing import Any

from trials.api.pieces import SECTIONS, Kind, Piece

Json = dict[str, Any]
Plan = dict[str, tuple[Piece, "Plan"]]
"""Keys, each with its field and the plan for what is below it."""
Values = dict[Piece, list[Any]]


def plan_of(wanted: Callable[[Piece], bool]) -> Plan:
    """A plan that finds some fields, and the branches on the way to them."""
    return _plan(SECTIONS, wanted)


def gathered(study: Json, plan: Plan) -> Values:
    """Values by field in the order of the study; a branch has its objects."""
    found: Values = {}
    _gather(study, plan, found)
    return found


def _plan(pieces: tuple[Piece, ...], wanted: Callable[[Piece], bool]) -> Plan:
    below = {piece: _plan(piece.children, wanted) for piece in pieces if not piece.reckoned}
    return {
        piece.key: (piece, plan)
        for piece, plan in below.items()
        if plan or (piece.kind is not Kind.STRUCT and wanted(piece))
    }


def _gather(part: Json, plan: Plan, found: Values) -> None:
    for key, value in part.items():
        if key not in plan or value is None or value == []:
            continue
        piece, below = plan[key]
        values = value if isinstance(value, list) else [value]
        found.setdefault(piece, []).extend(values)
        if below:
            for item in values:
                if isinstance(item, dict):
                    _gather(item, below, found)
