"""After a restore into a new server: what is written then comes after all that was there."""

import pytest
from django.db import connection, transaction

from tests.config.processes import CHECKOUT
from tests.trials.search.asking import a_concept

pytestmark = pytest.mark.django_db(transaction=True)
SCRIPT = (CHECKOUT / "docs" / "after_restore.sql").read_text()


def test_names_that_were_changed_after_the_last_record_count_too() -> None:
    """Tags of lists name the last transaction of names: one below it would move none."""
    a_concept("Carcinoid growth")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE trials_conceptnameevent SET pgh_xact = pg_current_xact_id()::text::bigint + 50"
            " RETURNING pgh_xact"
        )
        (last,) = cursor.fetchone()

    with connection.cursor() as cursor:
        cursor.execute(SCRIPT)
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        assert cursor.fetchone()[0] > last
