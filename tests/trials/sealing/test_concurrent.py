"""Events that commit in another order than they were numbered; and a great many of them."""

import time
from threading import Event, Thread, Timer

import pytest
from django.db import connection, transaction

from tests.trials.sealing.tampering import as_owner, change, problems
from trials.models import Organisation
from trials.sealing.chain import last_settled, seal
from trials.sealing.checks import Counts, verify

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
MANY = 120_000


def in_a_transaction(begun: Event, go_on: Event, name: str) -> Thread:
    """Somebody who has changed something and commits when told."""

    def work() -> None:
        with transaction.atomic():
            Organisation.objects.create(name=name)
            begun.set()
            go_on.wait(60)
        connection.close()

    thread = Thread(target=work)
    thread.start()
    return thread


def sealed_organisations() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM trials_eventseal s JOIN trials_sealedtable t"
            " ON t.id = s.table_id WHERE t.name = 'trials_organisationevent'"
        )
        return int(cursor.fetchone()[0])


def test_an_event_that_commits_late_is_sealed_late() -> None:
    begun, go_on = Event(), Event()
    late = in_a_transaction(begun, go_on, "First by number, last by commit")
    begun.wait(60)
    Organisation.objects.create(name="Second by number")

    list(seal(patience=0.3))
    assert sealed_organisations() == 1
    go_on.set()
    late.join()
    assert problems() == []

    list(seal())
    assert sealed_organisations() == 2
    assert problems() == []


def test_a_run_that_finds_nothing_new_still_says_that_nobody_can_add_any_more() -> None:
    begun, go_on = Event(), Event()
    Organisation.objects.create(name="Sealed while somebody is at work")
    late = in_a_transaction(begun, go_on, "Never committed before the seal")
    begun.wait(60)
    list(seal(patience=0.2))
    assert last_settled().at is None
    go_on.set()
    late.join()

    list(seal(patience=60))
    assert last_settled().at
    assert list(seal(patience=60)) == []


def test_nobody_waits_for_another_database() -> None:
    elsewhere = connection.copy()
    elsewhere.settings_dict["NAME"] = "postgres"
    Organisation.objects.create(name="Here")
    try:
        with elsewhere.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT 1")
        list(seal(patience=20))
    finally:
        elsewhere.close()

    assert last_settled().at


def test_sealing_waits_a_little_for_those_at_work() -> None:
    begun, go_on = Event(), Event()
    late = in_a_transaction(begun, go_on, "At work")
    begun.wait(60)
    Timer(0.5, go_on.set).start()

    list(seal(patience=60))

    late.join()
    assert sealed_organisations() == 1
    as_owner("DELETE FROM trials_organisationevent")
    assert problems()


def test_many_write_while_it_is_sealed() -> None:
    def write(first: int) -> None:
        for number in range(first, first + 15):
            with transaction.atomic():
                change(number, number % 2)
        connection.close()

    writers = [Thread(target=write, args=[first]) for first in (100, 200, 300, 400)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        list(seal(7, 0.1))
    for writer in writers:
        writer.join()
    list(seal())

    assert problems() == []


def test_a_run_that_was_stopped_is_gone_on_with() -> None:
    for number in range(20):
        change(number, 0)
    run = seal(3)
    first = [next(run) for _ in range(4)]
    run.close()

    rest = list(seal(3))

    assert rest[0].number == first[-1].number + 1
    assert problems() == []
    assert list(seal(3)) == []


def test_a_great_many_events(capsys: pytest.CaptureFixture[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trials_organisation (name, short_name, agency_class, is_group)"
            f" SELECT 'Group ' || n, '', '', false FROM generate_series(1, {MANY}) n"
        )
        # Counted by the server while they came, they were none.
        cursor.execute("ANALYZE trials_organisationevent, pghistory_context")
    start = time.perf_counter()
    sealed = sum(one.events for one in seal())
    between = time.perf_counter()
    counts = Counts()
    assert list(verify([], counts)) == []
    end = time.perf_counter()
    with capsys.disabled():
        print(
            f"\n{counts.events:,} events sealed ({sealed / (between - start):,.0f}/s)"
            f" and verified ({counts.events / (end - between):,.0f}/s)"
        )
    assert counts.events >= MANY

    as_owner("UPDATE trials_organisationevent SET name = 'x' WHERE pgh_id % 60000 = 0")
    assert len(problems()) >= MANY // 60_000
