"""Since when nobody can add to the past: all who were at work then have ended.

A change carries the time at which its transaction began, and a number given out while it ran; both
are in no order of commits. Once every transaction that ran at a moment has ended, nothing dated
before it, and no number given out before it, can come any more.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from trials.sealing.sources import Source

MARGIN = "10 seconds"
"""How long after it is dated a transaction may begin to be seen."""
AGAIN = 0.1  # seconds

# Each transaction holds a lock on its own number, which everybody may see; a prepared one holds
# only that on its permanent number. Two cannot share a number: it is of the session and its count.
# Those at work in another database of the server write nothing here.
RUNNING = """
SELECT DISTINCT coalesce(virtualxid, transactionid::text) FROM pg_locks l
WHERE locktype IN ('virtualxid', 'transactionid') AND granted AND mode = 'ExclusiveLock'
    AND pid IS DISTINCT FROM pg_backend_pid()
    AND NOT EXISTS (SELECT FROM pg_stat_activity a JOIN pg_database d ON d.oid = a.datid
        WHERE a.pid = l.pid AND d.datname <> current_database())"""


@dataclass
class Moment:
    """A moment before which nothing can come any more; `at` is None as long as that is not sure."""

    at: datetime | None = None
    given_out: dict[str, int] = field(default_factory=dict)
    """The last number of each table that was given out."""

    def of(self, table: str) -> dict[str, Any]:
        """For SQL: before when, and up to which number, no row of this table can come."""
        last = self.given_out.get(table, 0) if self.at else None
        return {"settled_at": self.at, "given_out": last}


def settled(sources: Iterable[Source], patience: float) -> Moment:
    """Wait until all who are at work now have ended; at most `patience` seconds."""
    moment = _moment(list(sources))
    before = _running()
    end = time.monotonic() + patience
    while before and time.monotonic() < end:
        time.sleep(AGAIN)
        before &= _running()
    return Moment(None, moment.given_out) if before else moment


def _moment(sources: list[Source]) -> Moment:
    last = ", ".join(
        f"coalesce(pg_sequence_last_value(pg_get_serial_sequence('{s.table}', '{s.key}')), 0)"
        for s in sources
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT clock_timestamp() - interval '{MARGIN}', {last}")
        at, *numbers = cursor.fetchone()
    return Moment(at, dict(zip((s.table for s in sources), numbers, strict=True)))


def _running() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(RUNNING)
        return {row[0] for row in cursor.fetchall()}
