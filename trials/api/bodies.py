"""The stored texts of studies on their way out: read row by row as bytes, never as a whole.

Nothing of them is decoded or parsed here, and a page of many megabytes is in memory in small parts.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import BigIntegerField, F, Func, IntegerField, QuerySet, Value
from psycopg.adapt import Loader

from trials.models.study import StudyVersion, StudyVersionQuerySet

ROWS = 25
"""Rows that are fetched at once: a study may have some megabytes."""
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
    found = StudyVersion.objects.current().listed().filter(trial__in=trials)
    in_order: StudyVersionQuerySet = found.order_by(
        Func(
            Value(list(trials), ArrayField(BigIntegerField())),
            F("trial_id"),
            function="array_position",
            output_field=IntegerField(),
        )
    )
    return in_order


def read(versions: QuerySet[Any], *columns: str) -> Iterator[tuple[Any, ...]]:
    """These columns of each row, texts as bytes; one query with a cursor on the server."""
    try:
        sql, parameters = versions.values_list(*columns).query.sql_with_params()
    except EmptyResultSet:  # nothing can meet the conditions
        return
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        for name in TEXTS:
            cursor.cursor.adapters.register_loader(name, AsItIs)
        cursor.cursor.itersize = ROWS
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
