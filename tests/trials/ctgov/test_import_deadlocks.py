"""An import and an editor wait for each other: the editor is served, then the import goes on."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.trials.ctgov.test_import_batches import numbered, outcomes, take
from trials.ctgov.importer.missing import Seen
from trials.models import Trial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

LOCK = "SELECT FROM trials_trial WHERE nct_id = %s FOR UPDATE"
BE_PATIENT = """SELECT set_config('deadlock_timeout', '10min', false)
    WHERE has_parameter_privilege('deadlock_timeout', 'SET')"""
# All of it in the server, so that the editor waits within that second however busy we are.
LOCK_ONCE_SOMEBODY_WAITS_FOR_US = """
DO $$ BEGIN
    WHILE NOT EXISTS (SELECT FROM pg_locks
            WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))) LOOP
        IF clock_timestamp() > now() + interval '60 seconds' THEN
            RAISE 'The import does not come to the second trial.';
        END IF;
        PERFORM pg_sleep(0.01);
    END LOOP;
    PERFORM FROM trials_trial WHERE nct_id = '{}' FOR UPDATE;
END $$"""
FIRST, SECOND = ["NCT00000001"], ["NCT00000002"]


def an_editor() -> "psycopg.Connection[Any]":
    """With a connection of their own."""
    settings = connection.get_connection_params()
    names = ("host", "port", "user", "dbname", "password")
    return psycopg.connect(**{name: settings[name] for name in names if settings.get(name)})


# Who waited for a second looks whether it is for each other, and is sent away: the editor never is.
def while_an_editor_holds_the_second_and_wants_the_first(work: Callable[[], Any]) -> Any:
    def run() -> Any:
        try:
            return work()
        finally:
            connection.close()

    with an_editor() as editor, ThreadPoolExecutor(1) as pool:
        editor.execute(BE_PATIENT)
        editor.execute(LOCK, SECOND)
        importing = pool.submit(run)
        editor.execute(LOCK_ONCE_SOMEBODY_WAITS_FOR_US.format(*FIRST).encode())
        editor.commit()
        return importing.result()


def test_a_batch() -> None:
    take(numbered(1), numbered(2))
    changed = [numbered(number, briefTitle="Changed") for number in (1, 2)]
    results = while_an_editor_holds_the_second_and_wants_the_first(lambda: take(*changed))
    assert outcomes(results) == ["updated", "updated"]
    assert set(Trial.objects.values_list("brief_title", flat=True)) == {"Changed"}


def test_marking_what_is_missing() -> None:
    take(numbered(1), numbered(2))
    work = while_an_editor_holds_the_second_and_wants_the_first
    assert sorted(work(lambda: Seen().mark_the_others())) == FIRST + SECOND


def test_marking_what_is_back() -> None:
    take(numbered(1), numbered(2))
    Seen().mark_the_others()
    again = [numbered(1), numbered(2)]
    results = while_an_editor_holds_the_second_and_wants_the_first(lambda: take(*again))
    assert outcomes(results) == ["unchanged", "unchanged"]
    assert not Trial.objects.filter(missing_since__isnull=False).exists()
