"""The records as they stand against the last that history says of them, and revisions one by one.

A tail that was cut off shows here too, and a change that was made with the triggers off.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils.text import capfirst

from trials.history import Revised
from trials.sealing.checks.counts import Counts
from trials.sealing.checks.words import record_of
from trials.sealing.sources import Source, columns_of

LAST = """
WITH last AS (SELECT max(pgh_id) AS event FROM {events} GROUP BY pgh_obj_id)
SELECT coalesce(e.pgh_obj_id, r.{key}), e.pgh_id,
    CASE WHEN e.pgh_id IS NULL THEN 'unknown' WHEN r.{key} IS NULL THEN 'gone'
        WHEN e.pgh_label = 'delete' THEN 'back' ELSE 'other' END
FROM (SELECT e.* FROM {events} e JOIN last ON last.event = e.pgh_id) e
FULL JOIN {table} r ON r.{key} = e.pgh_obj_id
WHERE e.pgh_id IS NULL OR (r.{key} IS NULL) <> (e.pgh_label = 'delete')
    OR (r.{key} IS NOT NULL AND ({here}) IS DISTINCT FROM ({then}))
ORDER BY 1"""
SAID = {
    "unknown": "has no history: its events are missing.",
    "gone": "is gone, and history does not say that it was removed: the last event is {event}.",
    "back": "is here, though event {event} says that it was removed.",
    "other": "is not what event {event}, its last, says: events after it are missing, or it was"
    " changed behind the history.",
}
REVISIONS = """
SELECT record, record_id, max(revision), count(*) FROM trials_changelogentry
GROUP BY record, record_id HAVING count(*) <> max(revision) OR min(revision) <> 1
ORDER BY 1, 2"""
# The log's last revision is the record's own, which tags of pages and versions are made of.
OTHER_REVISION = """
SELECT r.id, r.revision, l.revision FROM {table} r LEFT JOIN LATERAL (
    SELECT max(revision) AS revision FROM trials_changelogentry
    WHERE record = %s AND record_id = r.id) l ON true
WHERE r.revision IS DISTINCT FROM l.revision ORDER BY 1"""


def check(source: Source, counts: Counts) -> Iterator[str]:
    """Compare all rows of one table."""
    model: Any = source.model
    table = model._meta.db_table
    with connection.cursor() as cursor:
        both = set(columns_of(cursor, source.table))
        columns = [one for one in columns_of(cursor, table) if one in both]
        sql = LAST.format(
            events=source.table,
            table=table,
            key=f'"{model._meta.pk.column}"',
            here=", ".join(f'r."{column}"' for column in columns),
            then=", ".join(f'e."{column}"' for column in columns),
        )
        cursor.execute(sql)
        wrong = cursor.fetchall()
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  # nosec B608 # names of our own
        counts.records += cursor.fetchone()[0]
    for record, event, how in wrong:
        yield f"{capfirst(record_of(source, record))} {SAID[how].format(event=event)}"


def check_revisions() -> Iterator[str]:
    """Each record has each of its revisions in the change log."""
    with connection.cursor() as cursor:
        cursor.execute(REVISIONS)
        for record, key, last, count in cursor.fetchall():
            yield (
                f"The change log has {count} revisions of {record} {key}, whose last is {last}:"
                f" {last - count} are missing."
            )
        for model in apps.get_models():
            if issubclass(model, Revised) and not model._meta.proxy:
                yield from _other_revisions(cursor, model)


def _other_revisions(cursor: CursorWrapper, model: type[Revised]) -> Iterator[str]:
    cursor.execute(OTHER_REVISION.format(table=model._meta.db_table), [model.logged_as])
    for key, here, logged in cursor.fetchall():
        yield (
            f"The revision of {model._meta.verbose_name} {key} is {here}, and the last that the"
            f" change log has is {logged}: one of them was changed behind the other."
        )
