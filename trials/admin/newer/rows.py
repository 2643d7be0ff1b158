"""Rows of a table as they were sent: those known by their keys, new ones, and those gone."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from trials.admin.keys import is_key
from trials.admin.newer.shown import Table

# Begins the names of inputs that carry a row of mine which they removed.
ROW = "_row:"


@dataclass
class Row:
    """One row, its inputs without their prefix."""

    data: dict[str, list[str]] = field(default_factory=dict)
    files: dict[str, list[Any]] = field(default_factory=dict)
    prefix: str = ""
    """Of the inputs that it was sent in; "" where it was carried from a page before."""

    @property
    def is_deleted(self) -> bool:
        """Whether "Delete" is ticked."""
        return "DELETE" in self.data


class SentRows:
    """The rows of one table in what was sent."""

    def __init__(self, table: Table, data: Any, files: Any) -> None:
        self.table = table
        self.by_key: dict[str, Row] = {}
        self.gone: dict[str, Row] = {}
        self.new: list[Row] = []
        here = {part.key for part in table.parts}
        initial = _number(data, f"{table.name}-INITIAL_FORMS", table)
        for at, row in enumerate(self._read(data, files)):
            key = row.data.get("id", [""])[0]
            if at >= initial or not is_key(key):
                self.new.append(row)
            else:
                (self.by_key if key in here else self.gone).setdefault(key, row)
        self._read_carried(data, here)

    def write(self, rows: list[Row], added: list[Row], data: Any, files: Any) -> None:
        """Lay these rows out instead: those of the record, then new ones."""
        name = self.table.name
        for store in (data, files):
            for key in [key for key in store if self._index(key) is not None]:
                del store[key]
        for at, row in enumerate([*rows, *added]):
            for store, inputs in ((data, row.data), (files, row.files)):
                for end, values in inputs.items():
                    store.setlist(f"{name}-{at}-{end}", values)
        data[f"{name}-TOTAL_FORMS"] = str(len(rows) + len(added))
        data[f"{name}-INITIAL_FORMS"] = str(len(rows))

    def _read(self, data: Any, files: Any) -> list[Row]:
        total = _number(data, f"{self.table.name}-TOTAL_FORMS", self.table)
        rows = [Row(prefix=f"{self.table.name}-{at}-") for at in range(total)]
        for store, of in ((data, "data"), (files, "files")):
            for key, values in store.lists():
                at = self._index(key)
                if at is not None and at < total:
                    getattr(rows[at], of)[key[len(rows[at].prefix) :]] = values
        return rows

    def _read_carried(self, data: Any, here: set[str]) -> None:
        start = f"{ROW}{self.table.name}:"
        for name in [name for name in data if name.startswith(start)]:
            key = name.removeprefix(start)
            found = row_inputs(data.pop(name)[-1])
            if is_key(key) and key not in here and found:
                self.gone.setdefault(key, Row(found))

    def _index(self, key: str) -> int | None:
        found = re.match(rf"{re.escape(self.table.name)}-([0-9]{{1,6}})-", key)
        return int(found[1]) if found else None


def _number(data: Any, name: str, table: Table) -> int:
    text = data.get(name, "")
    return min(int(text), int(table.formset.absolute_max)) if is_key(text) else 0


def row_inputs(text: str) -> dict[str, list[str]]:
    """A row that was carried by the page; it is the person's own, and may say anything."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        _text(name): [_text(one) for one in values]
        for name, values in found.items()
        if isinstance(values, list)
    }


def _text(value: Any) -> str:
    """As a browser sends it: JSON can name halves of letters, which no text holds."""
    return str(value).encode(errors="replace").decode()
