"""What `fields` asks for: a study cut down to some of its fields, in its own shape and order.

A selection is compiled once and applied to any number of studies. What is kept is not copied:
the cut study shares its values with the study, so neither may be changed afterwards.
"""

import dataclasses
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from trials.api.pieces.areas import pieces_of_area
from trials.api.pieces.finding import find, suggest
from trials.api.pieces.piece import Piece

Json = dict[str, Any]
Plan = dict[str, Any]
"""Keys to keep, each with the plan for what is below; an empty plan keeps it whole."""
QUERIED = "@query"
"""The name that stands for all fields the query looks into."""


class UnknownField(ValueError):
    """A name that is no field, or one that is never written out; with names that may be meant."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no field {name!r}.")
        self.name = name
        self.suggestions = suggest(name)


@dataclasses.dataclass(frozen=True)
class Selection:
    """Fields to keep of each study."""

    plan: Plan

    @classmethod
    def of_paths(cls, paths: Iterable[str]) -> "Selection":
        """What stands at these paths, whole. In order a branch comes before what is below it."""
        plan: Plan = {}
        for path in sorted(paths):
            _add(plan, path.split("."))
        return cls(plan)

    def of(self, study: Json) -> Json:
        """The study with these fields alone; what it does not state stays absent."""
        return _cut(study, self.plan)


def selection(names: Iterable[str], queried: Iterable[str] = ()) -> Selection:
    """Compile piece names, paths, branches and search areas; `queried` is what `@query` means."""
    return _compiled(tuple(names), tuple(queried))


@lru_cache(maxsize=256)
def _compiled(names: tuple[str, ...], queried: tuple[str, ...]) -> Selection:
    asked = [part for name in names for part in (queried if name == QUERIED else (name,))]
    return Selection.of_paths({piece.path for name in asked for piece in _meant(name)})


def _meant(name: str) -> list[Piece]:
    piece = find(name)
    if piece and not piece.reckoned:
        return [piece]
    if area := pieces_of_area(name):
        return area
    raise UnknownField(name)


def _add(plan: Plan, steps: list[str]) -> None:
    """Below a branch that is kept whole nothing is added."""
    for step in steps[:-1]:
        if step in plan and not plan[step]:
            return
        plan = plan.setdefault(step, {})
    plan[steps[-1]] = {}


def _cut(part: Json, plan: Plan) -> Json:
    kept: Json = {}
    for key, value in part.items():
        below = plan.get(key)
        if below is None:
            continue
        if not below:
            kept[key] = value
        elif isinstance(value, dict):
            if cut := _cut(value, below):
                kept[key] = cut
        elif isinstance(value, list) and any(cuts := _each(value, below)):
            kept[key] = cuts
    return kept


def _each(items: list[Any], plan: Plan) -> list[Json]:
    """Item by item; one without any of the fields keeps its place, so that items still line up."""
    return [_cut(item, plan) if isinstance(item, dict) else {} for item in items]
