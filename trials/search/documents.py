"""The documents of a page: one query, as fast as it goes, since every page makes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from django.urls import reverse
from psycopg.types.json import set_json_loads

from trials import identifiers
from trials.search.look import binary_cursor

READ = """
    SELECT coalesce(d.number, 0), d.kind, d.record_id, d.card, d.texts
    FROM unnest(%s::bigint[]) WITH ORDINALITY AS asked (key, place)
    JOIN trials_searchdocument d ON {} ORDER BY asked.place
"""
BY_NUMBER = READ.format("d.number = asked.key")
BY_RECORD = READ.format("d.record_id = asked.key AND d.kind = %s")


@dataclass(frozen=True, slots=True)
class Document:
    """What is shown of a record: of a `SearchDocument` the columns that a page needs."""

    number: int
    """In the index; 0 of one that was made since."""
    kind: str
    """trial or news."""
    record_id: int
    card: dict[str, Any]
    texts: dict[str, Any]

    @property
    def address(self) -> str:
        """Where the record is shown."""
        told: str = self.card.get("address") or ""
        return told or reverse("trial", args=[identifiers.slug(self.card["id"])])


def documents(numbers: Sequence[int]) -> list[Document]:
    """The documents of these numbers, in their order; one that went meanwhile is left out."""
    return _read(BY_NUMBER, list(numbers)) if numbers else []


def documents_of(kind: str, records: Sequence[int]) -> list[Document]:
    """The documents of these records as they are now, in their order, without those withdrawn."""
    return _read(BY_RECORD, list(records), kind)


def _read(query: str, *asked: Any) -> list[Document]:
    with binary_cursor() as cursor:
        set_json_loads(orjson.loads, cursor.cursor)
        cursor.execute(query, asked)
        return [Document(*row) for row in cursor]
