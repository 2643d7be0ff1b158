"""The documents of a page: one query, as fast as it goes, since every page makes it."""

from collections.abc import Sequence

import orjson
from psycopg.types.json import set_json_loads

from trials.models import SearchDocument
from trials.search.look import binary_cursor

READ = """
    SELECT d.number, d.kind, d.record_id, d.card, d.texts
    FROM unnest(%s::integer[]) WITH ORDINALITY AS asked (number, place)
    JOIN trials_searchdocument d ON d.number = asked.number ORDER BY asked.place
"""


def documents(numbers: Sequence[int]) -> list[SearchDocument]:
    """The documents of these numbers, in their order; one that went meanwhile is left out."""
    if not numbers:
        return []
    with binary_cursor() as cursor:
        set_json_loads(orjson.loads, cursor.cursor)
        cursor.execute(READ, [list(numbers)])
        return [
            SearchDocument(number=number, kind=kind, record_id=record, card=card, texts=texts)
            for number, kind, record, card, texts in cursor
        ]
