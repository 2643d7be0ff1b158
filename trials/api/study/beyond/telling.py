"""How our section writes values: keys in the registry's manner, and nothing that is empty."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from trials.ctgov.importer.merge import is_empty

Json = dict[str, Any]


def known(values: Mapping[str, Any]) -> Json:
    """Without what is empty; "no" and 0 say something."""
    return {key: value for key, value in values.items() if not is_empty(value)}


def renamed(row: Mapping[str, Any], keys: Mapping[str, str]) -> Json:
    """The columns of a row that say something, under these keys."""
    return {
        key: number(value) if isinstance(value, Decimal) else value
        for column, key in keys.items()
        if not is_empty(value := row[column])
    }


def number(value: Decimal) -> int | float:
    """As JSON has it: 95 and 13.8, without zeros at the end."""
    return int(value) if value == value.to_integral_value() else float(value)


def moment(value: datetime | None) -> str | None:
    """A moment in UTC, to the second: 2025-03-26T14:00:00Z."""
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if value else None


def by_trial(rows: Iterable[tuple[int, Json]]) -> dict[int, list[Json]]:
    """What is told of each trial, in order."""
    found: dict[int, list[Json]] = {}
    for trial, told in rows:
        found.setdefault(trial, []).append(told)
    return found
