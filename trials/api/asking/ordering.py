"""In what order studies come: `sort` as keys of a row, and the rows after a given one.

Studies that do not state a key come last, whatever its direction; the trial decides between equals.
"""

import dataclasses
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from django.db.models import Case, F, FloatField, Q, QuerySet, When
from django.db.models.functions import Cast

from trials.api import search
from trials.api.errors import BadRequest, perhaps
from trials.api.index.numbers import is_compared
from trials.api.pieces import find, suggest
from trials.publishing import listed_by

RELEVANCE = "@relevance"
BY_VALUE = "Studies are sorted by dates, numbers and ages."


@dataclasses.dataclass(frozen=True)
class Key:
    """One thing to sort by; its value is a number, in the database as in a page token."""

    name: str
    expression: Any
    descending: bool

    def of_listed(self) -> "Key":
        """The same, unknown of trials that are listed no more: their order would tell it."""
        known = When(listed_by("trial"), then=Cast(self.expression, FloatField()))
        return dataclasses.replace(self, expression=Case(known, output_field=FloatField()))


def keys(items: Sequence[str], relevance: Callable[[], Any]) -> tuple[Key, ...]:
    """The keys that `sort` asks for; relevance gives None where there is nothing to fit."""
    found = [_key(item, relevance) for item in items]
    return tuple(
        dataclasses.replace(key, name=f"key_{number}")
        for number, key in enumerate(key for key in found if key)
    )


def _key(item: str, relevance: Callable[[], Any]) -> Key | None:
    name, _, direction = item.partition(":")
    if name == RELEVANCE:
        fits = relevance()
        return Key("", fits, direction != "asc") if fits is not None else None
    piece = find(name)
    if piece is None or not is_compared(piece):
        meant = BY_VALUE if piece else perhaps(_sortable(name))
        raise BadRequest(f"Unknown sort field `{name}`", meant)
    descending = direction == "desc" or (piece.is_date and not direction)
    return Key("", search.sort_key(piece, descending=descending), descending)


def _sortable(name: str) -> list[str]:
    """Names like this one, of fields that studies are sorted by."""
    return [near for near in suggest(name, 10) if (piece := find(near)) and is_compared(piece)][:3]


def ordered(rows: QuerySet[Any], by: Sequence[Key]) -> QuerySet[Any]:
    """The rows in this order, each with its keys."""
    found = rows.annotate(**{key.name: Cast(key.expression, FloatField()) for key in by})
    columns = [
        F(key.name).desc(nulls_last=True) if key.descending else F(key.name).asc(nulls_last=True)
        for key in by
    ]
    rows_in_order: QuerySet[Any] = found.order_by(*columns, "trial_id")
    return rows_in_order


def after(by: Sequence[Key], values: Sequence[float | None], trial: int) -> Q:
    """Which of ordered rows come after the row that has these values."""
    pairs = list(zip(by, values, strict=True))
    return reduce(_before, reversed(pairs), Q(trial_id__gt=trial))


def _before(rest: Q, pair: tuple[Key, float | None]) -> Q:
    """Rows further on by this key, or equal by it and further on by the rest."""
    key, value = pair
    unknown = Q(**{f"{key.name}__isnull": True})
    if value is None:
        return unknown & rest
    further = Q(**{f"{key.name}__{'lt' if key.descending else 'gt'}": value})
    return further | unknown | (Q(**{key.name: value}) & rest)
