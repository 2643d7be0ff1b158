"""What the database refuses of a finding, found before it is asked. Pure."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from django.db import models

from trials.ctgov.importer.rows import Row
from trials.models import Finding
from trials.models.evidence import P_VALUE

NUMBERS = ("value", "lower", "upper", "level")


def broken_rule(row: Row) -> str:
    """The first rule of `Finding` that a row breaks, as a sentence; "" where it breaks none."""
    return next(_broken(row), "")


def fits(number: Decimal | None, column: str) -> bool:
    """Whether a column keeps all digits of the number."""
    return number is None or not _digits_lost(number, column)


def _broken(row: Row) -> Iterator[str]:
    if not row["value_text"]:
        yield "it has no value"
    for column, limit in _lengths().items():
        length = len(row.get(column) or "")
        if length > limit:
            yield f"{column.replace('_', ' ')} has {length} characters, {limit} fit"
    yield from filter(None, (_digits_lost(row[column], column) for column in NUMBERS))
    yield from _interval(row)
    if row["p_value"] and not re.fullmatch(P_VALUE, row["p_value"]):
        yield f"the p-value “{row['p_value']}” is not one as 0.03 or <0.001"
    if row["comparator__label"] and row["arm__label"] in ("", row["comparator__label"]):
        yield "a comparison needs two different arms"


def _interval(row: Row) -> Iterator[str]:
    value, lower, upper, level = (row[column] for column in NUMBERS)
    if None not in (lower, upper) and lower > upper:
        yield f"the interval {lower} to {upper} ends before it begins"
    below = value is not None and lower is not None and value < lower
    above = value is not None and upper is not None and value > upper
    if below or above:
        yield f"the interval {_between(lower, upper)} does not contain {value}"
    if level is not None and not 0 < level < 100:
        yield f"the level of an interval is between 0 and 100, not {level}"
    if level is not None and lower is None and upper is None:
        yield "a level needs a limit of the interval"


def _between(lower: Decimal | None, upper: Decimal | None) -> str:
    if lower is None:
        return f"up to {upper}"
    return f"from {lower}" if upper is None else f"{lower} to {upper}"


def _digits_lost(number: Decimal | None, column: str) -> str:
    """Why a column would round a number or refuse it; zeros at its end do not count."""
    if number is None:
        return ""
    _, digits, exponent = number.normalize().as_tuple()
    field = _decimal(column)
    places = max(0, -int(exponent))
    if places > field.decimal_places:
        return f"{number:f} has {places} decimal places, {field.decimal_places} fit"
    if len(digits) + int(exponent) > field.max_digits - field.decimal_places:
        return f"{number:f} is too large"
    return ""


def _decimal(column: str) -> "models.DecimalField[Decimal, Decimal]":
    field = Finding._meta.get_field(column)
    assert isinstance(field, models.DecimalField)  # noqa: S101 (for the type checker)
    return field


@cache
def _lengths() -> dict[str, int]:
    """Texts that are cut nowhere, by column."""
    fields = Finding._meta.local_concrete_fields
    return {one.name: one.max_length for one in fields if one.max_length}
