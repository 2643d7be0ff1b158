"""What of a study is compared: dates, numbers and ages, by piece name, as numbers that order.

A date is 20180731, with a time 20180731.2359, and one that is known to the month is its first day.
An age is in minutes. Of several values all are there, the lowest first.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from trials.api.index.gathering import Json, gathered, plan_of
from trials.api.pieces import PIECES, Kind, Piece, comparable, values_at

Number = int | float


def is_compared(piece: Piece) -> bool:
    """Whether a field has numbers here; the many of results' tables have none."""
    if piece.historic or not (piece.is_date or piece.is_number or piece.kind is Kind.TIME_SPAN):
        return False
    return not (piece.path.startswith("resultsSection") and piece.in_list)


_RECKONED = tuple(piece for piece in PIECES if piece.reckoned and is_compared(piece))
_PLAN = plan_of(is_compared)


def numbers_of(study: Json) -> dict[str, Any]:
    """The numbers of a study: one, or a list of several, by piece name."""
    found = {
        piece.name: [number_of(comparable(piece, value)) for value in values]
        for piece, values in gathered(study, _PLAN).items()
        if piece.kind is not Kind.STRUCT
    }
    found |= {piece.name: values_at(study, piece) for piece in _RECKONED}
    return {name: told for name, values in found.items() if (told := _told(values)) is not None}


def number_of(value: Any) -> Number | None:
    """A comparable value as a number; None stays None."""
    if isinstance(value, dt.datetime):
        return float(f"{value:%Y%m%d.%H%M}")
    if isinstance(value, dt.date):
        return value.year * 10_000 + value.month * 100 + value.day
    return float(value) if isinstance(value, Decimal) else value


def _told(values: list[Any]) -> Any:
    known = sorted({value for value in values if isinstance(value, int | float)})
    return known[0] if len(known) == 1 else known or None
