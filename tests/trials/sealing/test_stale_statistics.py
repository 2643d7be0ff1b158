"""Seals are made as fast where the server counted the tables while they had no rows."""

import pytest
from django.db import connection

from trials.sealing.chain import seal

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

EVENTS, BATCH = 3_000, 500
TABLES = (
    "trials_organisation",
    "trials_organisationevent",
    "trials_eventseal",
    "trials_contextseal",
    "trials_seal",
    "pghistory_context",
)
READ = "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables"
ADD = """
INSERT INTO trials_organisation (name, short_name, agency_class, is_group)
SELECT %s || ' ' || number, '', '', false FROM generate_series(1, %s) AS number"""


def add(name: str) -> None:
    """So many organisations, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(ADD, [name, EVENTS])


def take_for_empty() -> None:
    """Count seals and events at a moment when there are pages of them but no rows."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("SET LOCAL session_replication_role TO DEFAULT")
        cursor.execute(f"ANALYZE {', '.join(TABLES)}")


def rows_read() -> int:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        (rows,) = cursor.fetchone()
    return int(rows)


def test_no_seal_is_held_against_all_events() -> None:
    add("Robin")
    list(seal())
    take_for_empty()
    add("Wren")
    before = rows_read()
    list(seal(BATCH))
    assert rows_read() - before < 100 * EVENTS
