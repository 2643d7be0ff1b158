"""Events that no seal holds: those since the last run wait for the next; older ones were added."""

from collections.abc import Iterator

from django.db import connection

from trials.sealing.checks.counts import Counts
from trials.sealing.checks.words import event_of
from trials.sealing.sources import Source
from trials.sealing.waiting import Moment

UNSEALED = """
FROM {table} e WHERE NOT EXISTS (
    SELECT FROM trials_eventseal s JOIN trials_sealedtable t ON t.id = s.table_id
    WHERE t.name = '{table}' AND s.event = e.{key})"""
PAST = "coalesce(e.{key} <= %(given_out)s OR e.{at} < %(settled_at)s, false)"


def check(source: Source, settled: Moment, counts: Counts) -> Iterator[str]:
    """Name those that were added to what was settled by then; count the others."""
    given = settled.of(source.table)
    unsealed, past = source.sql(UNSEALED), source.sql(PAST)
    with connection.cursor() as cursor:
        numbers = f"count(*) FILTER (WHERE NOT {past}), count(*) FILTER (WHERE {past})"
        cursor.execute(f"SELECT {numbers} {unsealed}", given)
        waiting, added = cursor.fetchone()
        counts.unsealed += waiting
        if not added:
            return
        which = source.sql("SELECT e.{key}, e.{record}")
        cursor.execute(f"{which} {unsealed} AND {past} ORDER BY 1", given)
        found = cursor.fetchall()
    for event, record_key in found:
        yield (
            f"{event_of(source, event, record_key)} was added to the past: all that was there at"
            " its date had been sealed."
        )
