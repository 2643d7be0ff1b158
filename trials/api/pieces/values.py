"""Values of a field in a study: all of them, flat, and in a form that can be compared."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from typing import Any

from trials.api.pieces.finding import find
from trials.api.pieces.piece import Kind, Piece, Reckoned
from trials.partial_dates import PATTERN, first_day

Json = dict[str, Any]
Comparable = str | int | float | bool | dt.date
_SPAN = re.compile(r"([0-9]{1,6}) *(year|month|week|day|hour|minute)s?", re.IGNORECASE)
_DAY = 24 * 60
MINUTES = {
    "minute": 1,
    "hour": 60,
    "day": _DAY,
    "week": 7 * _DAY,
    # Twelve months are a year, and four years have a leap day: 30.4375 and 365.25 days.
    "month": 43_830,
    "year": 12 * 43_830,
}


def values_at(study: Json, field: Piece | str) -> list[Any]:
    """All values of a field, in order, out of whatever lists; KeyError for a name that is none.

    A branch gives its objects. A field that only the search knows gives numbers, worked out.
    """
    piece = find(field) if isinstance(field, str) else field
    if piece is None:
        raise KeyError(field)
    if piece.reckoned:
        parents = _at([study], piece.steps[:-1])
        return [value for parent in parents for value in _worked_out(piece, parent)]
    return _at([study], piece.steps)


def _at(parts: list[Any], steps: Iterable[str]) -> list[Any]:
    for step in steps:
        found: list[Any] = []
        for part in parts:
            value = part.get(step) if isinstance(part, dict) else None
            if isinstance(value, list):
                found.extend(value)
            elif value is not None:
                found.append(value)
        parts = found
    return parts


def _worked_out(piece: Piece, parent: Json) -> list[int]:
    """How many neighbours there are, how many different ones, or the year of the one."""
    found = [value for path in piece.of for value in _at([parent], path.split("."))]
    if piece.reckoned is Reckoned.COUNT:
        return [len(found)]
    if piece.reckoned is Reckoned.DISTINCT:
        return [len(set(found))]
    return [int(value[:4]) for value in found]


def comparable(piece: Piece, value: Any) -> Comparable | None:
    """A value to sort and compare by; None where it is not of the field's kind.

    A partial date counts as its first day, an age in minutes, text without regard to case.
    """
    try:
        return _COMPARED.get(piece.kind, _as_it_is)(value)
    except (TypeError, ValueError):
        return None


def _day(text: str) -> dt.date:
    if not re.fullmatch(PATTERN, text):
        raise ValueError(f"expected 2018, 2018-07 or 2018-07-15, found {text!r}")
    return first_day(text)


def minutes(text: str) -> int:
    """How long `18 Years`, `6 months` or `1 Day` is; ValueError for any other text."""
    found = _SPAN.fullmatch(text.strip())
    if not found:
        raise ValueError(f"expected a number with its unit, as 18 Years, found {text!r}")
    number, unit = found.groups()
    return int(number) * MINUTES[unit.lower()]


def _as_it_is(value: Any) -> Comparable:
    if isinstance(value, str):
        return value.casefold()
    if isinstance(value, bool | int | float):
        return value
    raise TypeError(value)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(value)
    return value


_COMPARED: dict[Kind, Callable[[Any], Comparable]] = {
    Kind.DATE: _day,
    Kind.PARTIAL_DATE: _day,
    Kind.MINUTE: dt.datetime.fromisoformat,
    Kind.TIME_SPAN: minutes,
    Kind.SHORT: _whole,
    Kind.INTEGER: _whole,
    Kind.LONG: _whole,
}
