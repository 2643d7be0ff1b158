"""Two imports at once: the second says so and stops, and works when the first has ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.config.processes import wait_until
from tests.trials.ctgov.many import a_study, written
from tests.trials.ctgov.runs import started, wait_until_alone
from trials.models import Trial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

PROMPT = 30  # seconds for a busy machine to start Python and say a sentence


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "three.jsonl", (a_study(number) for number in range(3)))


@contextmanager
def nobody_may_write() -> Iterator[None]:
    """An import waits in the middle of its work, however fast it is."""
    settings = connection.get_connection_params()
    names = {
        name: settings[name]
        for name in ("host", "port", "user", "dbname", "password")
        if settings.get(name)
    }
    with psycopg.connect(**names) as holder:
        holder.execute("LOCK TABLE trials_trial IN SHARE MODE")
        yield


def waits_for_a_lock(table: str = "trials_trial") -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            # Databases that were made of one template have tables with the same keys.
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = %s::regclass"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [table],
        )
        return bool(cursor.fetchone()[0])


def test_the_second_says_so_and_stops(file: Path) -> None:
    with nobody_may_write(), started(file) as first:
        wait_until(waits_for_a_lock, "the first import does not begin")
        with started(file) as second:
            try:
                said = second.communicate(timeout=PROMPT)[0]
            finally:
                second.kill()
                first.kill()
    assert second.returncode not in (0, -9)
    assert "import" in said
    assert "Traceback" not in said


def test_after_the_first_has_ended_the_next_works(file: Path) -> None:
    for expected in ("created 3", "unchanged 3"):
        with started(file) as run:
            assert expected in run.communicate(timeout=PROMPT)[0]
        assert run.returncode == 0


def test_after_the_first_was_killed_the_next_works(file: Path) -> None:
    with nobody_may_write(), started(file) as first:
        wait_until(waits_for_a_lock, "the first import does not begin")
        first.kill()
    wait_until_alone()
    assert not Trial.objects.exists()
    with started(file) as run:
        assert "created 3" in run.communicate(timeout=PROMPT)[0]
    assert run.returncode == 0
