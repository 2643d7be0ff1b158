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
    SELECT d.number, d.kind, d.record_id, d.card, d.texts
    FROM unnest(%s::integer[]) WITH ORDINALITY AS asked (number, place)
    JOIN trials_searchdocument d ON d.number = asked.number ORDER BY asked.place
"""


@dataclass(frozen=True, slots=True)
class Document:
    """What is shown of a record: of a `SearchDocument` the columns that a page needs."""

    number: int
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
    if not numbers:
        return []
    with binary_cursor() as cursor:
        set_json_loads(orjson.loads, cursor.cursor)
        cursor.execute(READ, [list(numbers)])
        return [Document(*row) for row in cursor]
