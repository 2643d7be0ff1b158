"""Conditions on the numbers of studies: dates, counts, ages; and the keys that studies sort by."""

import json

from django.db.models import BooleanField, F, FloatField, Func, Q, Value
from django.db.models.expressions import Expression

from trials.api.essie import QueryError, Range
from trials.api.index.numbers import is_compared
from trials.api.pieces import Piece
from trials.api.search import values


def within_range(pieces: tuple[Piece, ...], asked: Range) -> Q:
    """Studies with a value between the two in any of these fields; what is missing is in no range.

    A date that is known to the month counts as its first day; a limit that is a month is all of it.
    """
    if not all(is_compared(piece) for piece in pieces):
        path = next(piece.path for piece in pieces if not is_compared(piece))
        message = f"Field `{path}` is not compared: no range, date or number of it can be asked for"
        raise QueryError(message)
    found = Q()
    for piece in pieces:
        found |= Q(_Holds(_path(piece, asked)))
    return found


def absent(piece: Piece) -> Q:
    """Studies without any number in a field."""
    return ~Q(numbers__has_key=piece.name)


def sort_key(piece: Piece, *, descending: bool) -> Expression:
    """What to sort studies by: the number of the field, of several the first in this order.

    Null where it is missing: order with `nulls_last=True`.
    """
    place = "last" if descending else "0"
    return _First(Value(f"$.{json.dumps(piece.name)}[{place}]"))


def limits(piece: Piece, asked: Range) -> tuple[float | None, float | None]:
    """Both ends as numbers, None where there is no limit."""
    low = values.lowest(piece, asked.low) if asked.low else None
    high = values.highest(piece, asked.high) if asked.high else None
    return low, high


def _path(piece: Piece, asked: Range) -> str:
    """JSON path of the values in the range; a list is looked through without being told to."""
    low, high = limits(piece, asked)
    tests = [
        f"@ {comparison} {_plain(limit)}"
        for comparison, limit in ((">=", low), ("<=", high))
        if limit is not None
    ]
    return f"$.{json.dumps(piece.name)} ? ({' && '.join(tests) or '@ == @'})"


def _plain(number: float) -> str:
    """Without an exponent; whole where it is."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


class _Holds(Func):
    """Whether there is anything at a JSON path."""

    function = "jsonb_path_exists"
    template = "%(function)s(%(expressions)s::jsonpath)"

    def __init__(self, path: str) -> None:
        super().__init__(F("numbers"), Value(path), output_field=BooleanField())


class _First(Func):
    """The first number at a JSON path."""

    function = "jsonb_path_query_first"
    template = "(%(function)s(%(expressions)s::jsonpath))::float8"

    def __init__(self, path: Value) -> None:
        super().__init__(F("numbers"), path, output_field=FloatField())
