"""Lists of a study, and bringing one kind of part in line with our rows, item by item.

An item whose row we have stays, and of it what we say otherwise is changed; one whose row we do
not have goes; a row that the registry lacks becomes a new item, in its place.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trials.api.study.registry.columns import as_received, written
from trials.api.study.registry.paths import Json, at, put
from trials.ctgov.drift.difference import same
from trials.ctgov.importer.parts.kind import Key, Kind, content
from trials.ctgov.importer.rows import Row

Rows = dict[Key, Row]
THE_ITEM = ""
"""The place of a column that is the item itself: a list of texts."""


@dataclass(frozen=True)
class Shelf:
    """A list of a document: where a row's columns stand in an item, which new rows it takes."""

    path: str
    places: Mapping[str, str]
    takes: Callable[[Row], bool] = lambda row: True

    def items(self, document: Json) -> list[Any]:
        """What stands there."""
        return at(document, self.path) or []

    def made(self, row: Row) -> Any:
        """A new item."""
        item: Json = {}
        for column, place in self.places.items():
            if place == THE_ITEM:
                return row[column]
            put(item, place, written(column, row[column]))
        return item


@dataclass
class _Entry:
    item: Any
    place: float
    leads: bool = True
    """Whether its place is its own: of items that are one row only the first."""


@dataclass
class Lists:
    """The lists of one kind: each shelf in its document, in the order of the kind's rows."""

    kind: Kind
    shelves: Sequence[tuple[Json, Shelf]]

    def bring_in_line(
        self, rows: Sequence[Row | None], ours: Rows
    ) -> Iterator[tuple[Any, Key | None]]:
        """Change the lists; all items that stood or stand there, with the keys of their rows.

        `rows` are the registry's, one for each item; None for one that is no row and stays.
        """
        said = [row for row in rows if row is not None]
        theirs = self.kind.keyed(said)[0]
        keyed = iter(zip(keys_of(self.kind, rows), rows, strict=True))
        new = {key: row for key, row in ours.items() if key not in theirs}
        for document, shelf in self.shelves:
            kept, found = [], shelf.items(document)
            for item in found:
                key, row = next(keyed)
                yield item, key
                if key is None:
                    kept.append(_Entry(item, float("inf"), leads=False))
                elif key in ours and row is not None:
                    self._change(shelf, item, (row, theirs[key], ours[key]))
                    kept.append(_Entry(item, ours[key]["position"], row is theirs[key]))
            added = {key: shelf.made(row) for key, row in new.items() if shelf.takes(row)}
            yield from ((item, key) for key, item in added.items())
            entries = [_Entry(item, new[key]["position"]) for key, item in added.items()]
            ordered = [entry.item for entry in _in_order(kept, entries)]
            if [id(item) for item in ordered] != [id(item) for item in found]:
                put(document, shelf.path, ordered)

    def _change(self, shelf: Shelf, item: Any, rows: tuple[Row, Row, Row]) -> None:
        """Of items that are one row, what says the same as the first is changed with it."""
        own, theirs, ours = rows
        for column in self.kind.written:
            place = shelf.places.get(column)
            if place and not same(ours[column], theirs[column]) and own[column] == theirs[column]:
                put(item, place, as_received(written(column, ours[column]), at(item, place)))


def keys_of(kind: Kind, rows: Sequence[Row | None]) -> list[Key | None]:
    """The counted key of each row; of one that stands there twice that of the first."""
    found, _ = kind.keyed([row for row in rows if row is not None])
    keys: dict[int, Key] = {id(row): key for key, row in found.items()}
    if len(keys) < len(rows):
        alike = {(kind.key(row), content(row)): key for key, row in found.items()}
        for row in (row for row in rows if row is not None and id(row) not in keys):
            first = (kind.key(row), 0)
            keys[id(row)] = first if kind.once else alike[kind.key(row), content(row)]
    return [None if row is None else keys[id(row)] for row in rows]


def _in_order(kept: list[_Entry], added: list[_Entry]) -> list[_Entry]:
    """As received, unless somebody ordered them otherwise here; the new ones at their places."""
    places = [entry.place for entry in kept if entry.leads]
    ordered = kept if places == sorted(places) else sorted(kept, key=lambda entry: entry.place)
    ordered = list(ordered)
    for entry in added:
        later = (n for n, other in enumerate(ordered) if other.leads and other.place > entry.place)
        ordered.insert(next(later, len(ordered)), entry)
    return ordered
