"""Each fault: no save that was acknowledged is lost, none is half there, who waits is told when."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from benchmarks.production import CHECKOUT
from config.postgres_keeper import APPLICATION, SUPERUSER
from tests.faults.conftest import TOLD
from tests.faults.disk import filled, small_disk
from tests.faults.people import Seen, at_work
from tests.faults.site import Faulty, locked, wait_until
from tests.trials.ctgov.many import a_study, written

pytestmark = pytest.mark.fault
BEFORE, AFTER = 2.0, 2.0  # seconds of ordinary work around a fault
KILLED = {"ConnectionError", "ChunkedEncodingError"}
"""How a client sees that the process which held its connection was killed."""
END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE usename = %s AND pid <> ALL (%s)"""
STUDIES = 1500
# Of each imported trial: its parts of some kinds, and how often it came into being.
IMPORTED = """
    SELECT t.nct_id,
        (SELECT count(*) FROM trials_arm a WHERE a.trial_id = t.id),
        (SELECT count(*) FROM trials_endpoint o WHERE o.trial_id = t.id),
        (SELECT count(*) FROM trials_site s WHERE s.trial_id = t.id),
        (SELECT count(*) FROM trials_trialevent e
            WHERE e.pgh_obj_id = t.id AND e.pgh_label = 'insert')
    FROM trials_trial t WHERE t.nct_id = ANY (%s)"""


def check(faulty: Faulty, seen: Seen, name: str, seconds: float) -> None:
    """What holds after every fault."""
    assert seen.acknowledged, f"nothing was saved at all: {seen.statuses()}"
    assert not seen.refused(), seen.refused()[0].text
    assert not seen.unclear(), seen.unclear()[0]
    whole = faulty.sql(
        """
        SELECT t.brief_title,
            (SELECT count(*) FROM trials_arm a WHERE a.trial_id = t.id),
            (SELECT count(*) FROM trials_cohort c WHERE c.trial_id = t.id),
            (SELECT count(*) FROM trials_trialidentifier i WHERE i.trial_id = t.id),
            (SELECT count(*) FROM trials_trialevent e
                WHERE e.pgh_obj_id = t.id AND e.pgh_label = 'insert'),
            (SELECT count(*) FROM trials_armevent e WHERE e.trial_id = t.id)
        FROM trials_trial t WHERE t.brief_title = ANY (%s)""",
        seen.tried,
    )
    lost = set(seen.acknowledged) - {str(row[0]) for row in whole}
    assert not lost, f"acknowledged, and gone: {sorted(lost)}"
    half = [row for row in whole if row[1:] != (1, 1, 1, 1, 1)]
    assert not half, f"half there: {half}"
    TOLD.append(
        f"{name}: {len(seen.acknowledged)} saves acknowledged and there, {len(seen.reads)} pages,"
        f" outcomes {seen.statuses()}, well again after {seconds:.1f} s"
    )


def broke_only_as(seen: Seen, *kinds: str) -> None:
    """Which connections may have broken."""
    others = [one for one in seen.broken() if one.broke not in kinds]
    assert not others, others[0]


def test_a_worker_is_killed_while_it_saves(faulty: Faulty, sessions: list[str], run: int) -> None:
    with at_work(faulty, sessions, f"worker {run}") as seen:
        for _ in range(3):
            time.sleep(BEFORE / 2 + random.random())
            os.kill(random.choice(faulty.workers()), signal.SIGKILL)
        seconds = faulty.recovered()
        time.sleep(AFTER)
    broke_only_as(seen, *KILLED)
    check(faulty, seen, "worker killed", seconds)


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGQUIT, signal.SIGKILL])
def test_postgres_ends_under_load(
    faulty: Faulty, sessions: list[str], run: int, signum: signal.Signals
) -> None:
    with at_work(faulty, sessions, f"{signum.name} {run}") as seen:
        time.sleep(BEFORE)
        faulty.stop_postgres(signum)
        # A short absence is only waited for: it lasts until somebody is told.
        wait_until(lambda: any(one.status == 503 for one in seen.reads), "no page says so")
        faulty.start_postgres()
        seconds = faulty.recovered()
        time.sleep(AFTER)
    broke_only_as(seen)
    check(faulty, seen, f"PostgreSQL {signum.name}", seconds)


def test_all_connections_are_taken(faulty: Faulty, sessions: list[str], run: int) -> None:
    """Somebody else has taken all that the server gives, but those of superusers."""
    with at_work(faulty, sessions, f"connections {run}") as seen, ExitStack() as held:
        time.sleep(BEFORE)
        end = time.monotonic() + 12  # longer than the pool waits for one
        pids: list[int] = []
        while time.monotonic() < end:
            faulty.sql(END_OTHERS, APPLICATION, pids)
            pids += _take_all(faulty, held)
            time.sleep(0.1)
        held.close()
        seconds = faulty.recovered()
        time.sleep(AFTER)
    broke_only_as(seen)
    assert seen.any_told_to_wait()
    check(faulty, seen, "connections exhausted", seconds)


def _take_all(faulty: Faulty, held: ExitStack) -> list[int]:
    """The processes of all connections that could be had."""
    dsn = faulty.site.dsn.replace(f"user={SUPERUSER}", f"user={APPLICATION}")
    pids = []
    with suppress(psycopg.OperationalError):
        while True:
            pids.append(held.enter_context(closing(psycopg.connect(dsn))).info.backend_pid)
    return pids


def test_a_slow_query_is_stopped(faulty: Faulty, sessions: list[str], run: int) -> None:
    with at_work(faulty, sessions, f"slow {run}") as seen:
        time.sleep(BEFORE)
        with locked(faulty, "trials_trial"):
            time.sleep(12)  # longer than a statement may wait for a lock
        seconds = faulty.recovered()
        time.sleep(AFTER)
    broke_only_as(seen)
    assert seen.any_told_to_wait()
    check(faulty, seen, "slow query", seconds)


def test_a_deploy_loses_no_request(faulty: Faulty, sessions: list[str], run: int) -> None:
    with at_work(faulty, sessions, f"deploy {run}") as seen:
        time.sleep(BEFORE)
        old = faulty.gunicorn
        assert old is not None
        faulty.serve()
        wait_until(lambda: len(faulty.workers()) > 0, "no worker of the new site")
        time.sleep(3)
        old.terminate()
        old.wait()
        seconds = faulty.recovered()
        time.sleep(AFTER)
    broke_only_as(seen)
    assert set(seen.statuses()) <= {"200", "302"}, seen.statuses()
    check(faulty, seen, "deploy", seconds)


def test_an_import_is_killed(faulty: Faulty, sessions: list[str], run: int, tmp_path: Path) -> None:
    """What came in is whole; the same import once more brings the rest."""
    studies = [a_study(number) for number in range(run * STUDIES, (run + 1) * STUDIES)]
    whole = dict(map(_counted, studies))
    file = written(tmp_path / "studies.jsonl", studies)
    command = [sys.executable, "manage.py", "import_ctgov", "--publish", str(file)]
    with at_work(faulty, sessions, f"import {run}") as seen:
        importing = subprocess.Popen(command, cwd=CHECKOUT, env=faulty.variables)
        wait_until(lambda: bool(faulty.sql(IMPORTED, list(whole))), "nothing is imported")
        time.sleep(2 * random.random())
        importing.kill()
        importing.wait()
        came = faulty.sql(IMPORTED, list(whole))
        seconds = faulty.recovered()
        faulty.manage(*command[2:])
    ended = faulty.sql(IMPORTED, list(whole))
    for rows in (came, ended):
        assert [row for row in rows if row[1:] != whole[str(row[0])]] == []
    assert len(ended) == STUDIES
    broke_only_as(seen)
    check(faulty, seen, f"import killed at {len(came)} of {STUDIES}", seconds)


def _counted(study: Any) -> tuple[str, tuple[int, ...]]:
    """A study's number, and what `IMPORTED` should find of it."""
    said = study["protocolSection"]
    outcomes = sum(map(len, said["outcomesModule"].values()))
    arms = said["armsInterventionsModule"]["armGroups"]
    sites = said["contactsLocationsModule"].get("locations", [])
    return said["identificationModule"]["nctId"], (len(arms), outcomes, len(sites), 1)


def test_the_disk_is_full(faulty: Faulty, sessions: list[str], run: int) -> None:
    with small_disk(faulty) as disk:
        faulty.recovered()
        with at_work(faulty, sessions, f"disk {run}") as seen:
            time.sleep(BEFORE)
            with filled(disk):
                time.sleep(5)
                # What fits in the files that are there is saved still: until one has to grow.
                wait_until(
                    lambda: seen.any_save_told_to_wait() or not faulty.cluster.lives(),
                    "no save is told of a full disk",
                    120,
                )
            if not faulty.cluster.lives():
                faulty.cluster.leave()
                faulty.start_postgres()
            seconds = faulty.recovered()
            time.sleep(AFTER)
        broke_only_as(seen)
        check(faulty, seen, "disk full", seconds)


def test_the_history_holds_after_all_of_it(faulty: Faulty) -> None:
    """What the faults above left is sealed, and every event is as its record says."""
    digest = faulty.site.measured("seal_history").output
    verified = faulty.site.measured("verify_history", "--digest", digest.split()[-1])
    TOLD.append(f"history: {verified.output.splitlines()[-1]}")
