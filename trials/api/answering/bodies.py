"""The stored texts of studies on their way out: read row by row as bytes, never as a whole.

Nothing of them is decoded or parsed here, and a page of many megabytes is in memory in small parts.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import F, Func, IntegerField, Q, QuerySet, Value
from psycopg.adapt import Loader

from trials.models.study import StudyVersion, StudyVersionQuerySet
from trials.statements import OneOf

ROWS = 1000
ROOM = 4_000_000
"""Bytes of studies that are fetched at once, about: some have megabytes, most a few thousand."""
OF_MANY = 100
"""Rows that are fetched at once where nobody knows how large they are."""
LEAST = 1 << 16
"""Bytes that are sent at once, so that small studies do not make many small parts."""
TEXTS = ("text", "varchar")


class AsItIs(Loader):
    """A text of the database as the bytes it came in, which are UTF-8."""

    def load(self, data: Any) -> bytes:
        """Give them out of the buffer of the connection."""
        return bytes(data)


def standing(trials: Sequence[int]) -> StudyVersionQuerySet:
    """What stands of these trials now, in their order; nothing of those listed no more."""
    keys, trial = Value(list(trials)), F("trial_id")
    found = StudyVersion.objects.current().listed().filter(Q(OneOf(trial, keys)))
    place = Func(keys, trial, function="array_position", output_field=IntegerField())
    rising = all(one < another for one, another in pairwise(trials))
    in_order: StudyVersionQuerySet = found.order_by("trial_id" if rising else place)
    return in_order


def at_once(count: int, size: int) -> int:
    """How many rows to fetch at once of so many with so many bytes."""
    return max(1, min(ROWS, ROOM * count // max(size, 1)))


def read(versions: QuerySet[Any], *columns: str, rows: int = OF_MANY) -> Iterator[tuple[Any, ...]]:
    """These columns of each row, texts as bytes; one query, from which some rows come at once."""
    try:
        sql, parameters = versions.values_list(*columns).query.sql_with_params()
    except EmptyResultSet:  # nothing can meet the conditions
        return
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        for name in TEXTS:
            cursor.cursor.adapters.register_loader(name, AsItIs)
        cursor.cursor.itersize = rows
        cursor.execute(sql, parameters)
        yield from cursor


def gathered(parts: Iterable[bytes], least: int = LEAST) -> Iterator[bytes]:
    """The same bytes in parts of some size."""
    waiting, size = [], 0
    for part in parts:
        waiting.append(part)
        size += len(part)
        if size >= least:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)
