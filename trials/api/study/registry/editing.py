"""Puts what was edited here into the registry's JSON, at exactly the places that are edited.

What a version says is compared with ours as rows, as an import would write it: so what a column
cannot hold, or spells otherwise, is no edit, and stays as received.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from trials.api.study.registry.columns import put_columns
from trials.api.study.registry.links import Link, put_links
from trials.api.study.registry.numbers import number_key, put_numbers
from trials.api.study.registry.ours import MAIN, Ours, is_hidden
from trials.api.study.registry.parts import (
    CENTRAL_CONTACTS,
    PARTS,
    REFERENCES,
    SITES,
    Part,
    contacts_at,
)
from trials.api.study.registry.paths import Json
from trials.api.study.registry.shelves import Lists, Rows
from trials.ctgov.drift.ours import their_columns
from trials.ctgov.importer import parts
from trials.ctgov.importer.numbers import identifier_rows, main_ids
from trials.ctgov.importer.parts.held import with_keys
from trials.ctgov.importer.parts.kind import Key, Kind
from trials.ctgov.importer.rows import Row
from trials.ctgov.records import Study


def edited(data: Json, study: Study | None, ours: Ours, now: datetime) -> Json:
    """Change `data`, a version as received and read as `study`, into what we say; the same object.

    Without a version `data` is empty, and all of it is ours.
    """
    _Editing(data, study, ours, now).edit()
    return data


class _Editing:
    """One study under way."""

    def __init__(self, data: Json, study: Study | None, ours: Ours, now: datetime) -> None:
        self._data, self._study, self._ours, self._now = data, study, ours, now

    def edit(self) -> None:
        put_columns(
            self._data, self._ours.columns, their_columns(self._study) if self._study else {}
        )
        self._edit_numbers()
        for part in PARTS:
            list(self._edit_part(part))
        self._edit_contacts(list(self._edit_part(SITES)))
        put_links(self._data, _links(self._mine(parts.LINKS)), _links(self._said(parts.LINKS)))

    def _said(self, kind: Kind) -> list[Row]:
        return kind.rows(self._study) if self._study else []

    def _mine(self, kind: Kind) -> list[Row]:
        return self._ours.rows[kind.name]

    def _edit_numbers(self) -> None:
        ids = {column: self._ours.columns[column] for column in MAIN}
        their_ids = main_ids(self._study) if self._study else {}
        mine = {number_key(row["value"]): row for row in self._mine(parts.IDENTIFIERS)}
        theirs = identifier_rows(self._study) if self._study else []
        given = {number_key(row["value"]): row for row in theirs}
        put_numbers(self._data, mine, given, ids, their_ids)

    def _edit_part(self, part: Part) -> Iterator[tuple[Any, Key | None]]:
        said, mine = self._said(part.kind), self._mine(part.kind)
        ours = part.kind.keyed(mine)[0]
        if part.kind is REFERENCES:
            ours = self._shown(ours, said)
        lists = Lists(part.kind, [(self._data, shelf) for shelf in part.shelves])
        return lists.bring_in_line(said, ours)

    def _shown(self, ours: Rows, said: list[Row]) -> Rows:
        """Of a reference that may not be named yet what the registry says of it, if anything."""
        theirs = REFERENCES.keyed(said)[0]
        shown = {key: row for key, row in ours.items() if not is_hidden(row, self._now)}
        return shown | {
            key: theirs[key] | {"position": row["position"]}
            for key, row in ours.items()
            if key not in shown and key in theirs
        }

    def _edit_contacts(self, sites: Sequence[tuple[Json, Key | None]]) -> None:
        """At the end, since they stand in the locations: those that stay, go and come."""
        kind = parts.CONTACTS
        held = parts.SITES.keyed(self._mine(parts.SITES))[0]
        ids = {"site": {key: row["id"] for key, row in held.items()}}
        places = {None, *ids["site"].values()}
        rows = [row for row in self._mine(kind) if row["site_id"] in places]
        ours = kind.keyed(with_keys(kind, rows, ids))[0]
        shelves = [
            (self._data, CENTRAL_CONTACTS),
            *((place, contacts_at(key)) for place, key in sites),
        ]
        items = [item for document, shelf in shelves for item in shelf.items(document)]
        said = iter(self._said(kind))
        aligned = [next(said) if _says_anything(item) else None for item in items]
        list(Lists(kind, shelves).bring_in_line(aligned, ours))


def _links(rows: list[Row]) -> list[Link]:
    return [
        (row["arm__label"], row["intervention__type"], row["intervention__name"]) for row in rows
    ]


def _says_anything(contact: Json) -> bool:
    return any(contact.get(key, "").strip() for key in ("name", "phone", "email"))
