"""The rows of a form that really arrived, whatever numbers it gives of them.

A form says how many rows it has, and anybody can write 500 there. Rows that were not sent are not
made; of rows sent by the hundred a form takes as many as a person writes, beside the record's own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms.models import _get_foreign_key

from trials.admin.keys import is_key
from trials.admin.newer.rows import ROW

# New rows that one form adds at once.
MOST_NEW = 100
NOT_WHOLE = (
    "The rows of this form did not arrive as a form sends them, so nothing was saved. See whether"
    " all that you typed is there, then save again."
)
Store = Any  # a QueryDict, or the files beside it


class TooManyRows(Exception):
    """More rows than one form may add; the text is the number."""


@dataclass
class Arrived:
    """What was sent, its rows counted from 0 without a gap."""

    data: Store
    files: Store
    rows: int
    is_whole: bool
    """Whether each table says of its rows what arrived."""


def table_names(screen: Any, inlines: Iterable[Any]) -> list[str]:
    """The prefixes of the tables of a screen, as Django gives them."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for inline in inlines:
        key: Any = _get_foreign_key(screen.model, inline.model, fk_name=inline.fk_name)
        name = key.remote_field.get_accessor_name(model=inline.model).replace("+", "")
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return names


def arrived(names: list[str], data: Store, files: Store) -> Arrived:
    """Count the rows of the tables with these names."""
    if not names:
        return Arrived(data, files, 0, is_whole=True)
    rows = _rows(names, (data, files))
    is_whole = all(_is_whole(name, rows[name], data) for name in names)
    total = sum(len(places) for places in rows.values()) + sum(
        name.startswith(ROW) for name in data
    )
    if is_whole and all(_has_no_gap(name, rows[name], data) for name in names):
        return Arrived(data, files, total, is_whole)
    data, files = data.copy(), files.copy()
    for name in names:
        _count_anew(name, sorted(rows[name]), data, files)
    return Arrived(data, files, total, is_whole)


def _rows(names: list[str], stores: tuple[Store, Store]) -> dict[str, set[int]]:
    """The numbers of the rows of each table of which anything was sent."""
    rows: dict[str, set[int]] = {name: set() for name in names}
    longest_first = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    start = re.compile(rf"({longest_first})-([0-9]{{1,6}})-")
    for key in (key for store in stores for key in store):
        if found := start.match(key):
            rows[found[1]].add(int(found[2]))
    return rows


def _is_whole(name: str, places: set[int], data: Store) -> bool:
    total, initial = _said(name, data)
    return total is not None and initial is not None and max(places, default=-1) < total


def _has_no_gap(name: str, places: set[int], data: Store) -> bool:
    total, initial = _said(name, data)
    return total == len(places) and (initial or 0) <= total


def _said(name: str, data: Store) -> tuple[int | None, int | None]:
    """How many rows a table says it has, and how many of them are the record's."""
    said = (data.get(f"{name}-{end}_FORMS", "") for end in ("TOTAL", "INITIAL"))
    total, initial = (int(one) if is_key(one) else None for one in said)
    return total, initial


def _count_anew(name: str, places: list[int], data: Store, files: Store) -> None:
    _, initial = _said(name, data)
    if initial is None:
        of_record = sum(is_key(data.get(f"{name}-{place}-id", "")) for place in places)
    else:
        of_record = sum(place < initial for place in places)
    for store in (data, files):
        moved = list(_moved(name, places, store))
        for key, _, _ in moved:
            del store[key]
        for _, key, values in moved:
            store.setlist(key, values)
    data[f"{name}-TOTAL_FORMS"] = str(len(places))
    data[f"{name}-INITIAL_FORMS"] = str(of_record)


def _moved(name: str, places: list[int], store: Store) -> Iterator[tuple[str, str, list[Any]]]:
    """The inputs whose row gets another number: their key, the new one, what they say."""
    new = {place: number for number, place in enumerate(places)}
    row = re.compile(rf"{re.escape(name)}-([0-9]{{1,6}})-")
    for key, values in store.lists():
        found = row.match(key)
        if found and int(found[1]) in new:
            yield key, f"{name}-{new[int(found[1])]}-{key[found.end() :]}", values
