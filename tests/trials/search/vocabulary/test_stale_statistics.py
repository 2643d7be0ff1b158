"""A load takes no longer where the database still takes a table for empty that is not."""

import pytest
from django.db import connection

from trials.search.vocabulary import write
from trials.search.vocabulary.entry import Entry

pytestmark = pytest.mark.django_db

NAMES = 1_000
READ = "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables"


def entries(source: str) -> list[Entry]:
    """So many concepts of one name each."""
    return [Entry(f"{source} {number}") for number in range(NAMES)]


def take_for_empty() -> None:
    """Count the events of names at a moment when there are pages of them but no rows."""
    write("Aviary", entries("finch"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM trials_conceptnameevent")
        cursor.execute("SET LOCAL session_replication_role TO DEFAULT")
        cursor.execute("ANALYZE trials_conceptnameevent")


def rows_read() -> int:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        (rows,) = cursor.fetchone()
    return int(rows)


@pytest.mark.slow
def test_no_name_is_held_against_the_events_of_all_names() -> None:
    take_for_empty()
    write("Aviary", entries("wren"))
    before = rows_read()
    write("Flock", entries("swan"))
    assert rows_read() - before < 60 * NAMES
