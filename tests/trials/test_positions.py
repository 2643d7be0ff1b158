"""Where the data of a page stands: it moves with what is written, and with moments that pass."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from model_bakery import baker
from pytest_django.plugin import DjangoDbBlocker

from news.models import NewsItem
from news.positions import of_item
from tests.clock import clock_to_set
from tests.records import (
    a_finding,
    a_guideline_listing,
    a_link,
    a_source,
    a_status,
    a_trial,
    an_approval,
    an_item,
)
from trials.models import SupportingTrial, Trial
from trials.positions import of_everything, of_trial
from trials.search.indexing import refresh

NOON = datetime(2045, 3, 26, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WAITS: dict[str, Any] = {"state": "APPROVED", "release_at": NOON}


@pytest.fixture
def clock(db: None) -> Callable[[datetime], None]:
    return clock_to_set()


def a_finding_of_a_source(trial: Trial) -> None:
    a_finding(trial, "99", a_source("Later", public_from=NOON))


def a_status_of_a_source(trial: Trial) -> None:
    a_status(trial, "COMPLETED", source=a_source("Later", public_from=NOON))


def another_trial_of_an_approval(trial: Trial) -> None:
    baker.make(SupportingTrial, approval=an_approval(trial), trial=a_trial("A021699", **WAITS))


def an_approval_of_another_trial(trial: Trial) -> None:
    approval = an_approval(a_trial("A021699", **WAITS))
    baker.make(SupportingTrial, approval=approval, trial=trial)


WAITING: list[Callable[[Trial], Any]] = [
    a_finding_of_a_source,
    a_status_of_a_source,
    another_trial_of_an_approval,
    an_approval_of_another_trial,
    lambda trial: a_finding(trial, "99", a_source(), **WAITS),
    lambda trial: an_approval(trial, **WAITS),
    lambda trial: a_guideline_listing(trial, "NETs", **WAITS),
    lambda trial: a_link(an_item("later", **WAITS), trial),
]


def of_the_trial() -> str:
    return Trial.objects.annotate(stands_at=of_trial()).get(protocol_id="A021602").stands_at  # type: ignore[no-any-return]


def of_the_item() -> str:
    return NewsItem.objects.annotate(stands_at=of_item()).get(slug="told").stands_at  # type: ignore[no-any-return]


@pytest.mark.parametrize("wait", WAITING)
def test_a_trial_moves_when_something_of_it_becomes_public(
    clock: Callable[[datetime], None], wait: Callable[[Trial], None]
) -> None:
    wait(a_trial("A021602"))
    clock(NOON - SECOND)
    before = of_the_trial()
    assert of_the_trial() == before
    clock(NOON)
    after = of_the_trial()
    assert after != before
    clock(NOON + SECOND)
    assert of_the_trial() == after


@pytest.mark.parametrize(
    "wait",
    [
        a_status_of_a_source,
        lambda trial: a_link(NewsItem.objects.get(), a_trial("A021699", **WAITS)),
    ],
)
def test_an_item_moves_with_its_trials(
    clock: Callable[[datetime], None], wait: Callable[[Trial], None]
) -> None:
    trial = a_trial("A021602")
    a_link(an_item("told"), trial)
    wait(trial)
    clock(NOON - SECOND)
    before = of_the_item()
    assert of_the_item() == before
    clock(NOON)
    assert of_the_item() != before


def of_all_but_running() -> list[Any]:
    """Without the transactions of other tests at the same time, that may end between."""
    last, at, due, _, *documents = json.loads(of_everything())
    return [last, at, due, *documents]


@pytest.fixture(scope="module")
def two_moments(committed_once: DjangoDbBlocker) -> None:
    """Of one trial; nobody asks between the second and the third position."""
    with committed_once.unblock():
        trial = a_trial("A021602")
        an_approval(trial, **WAITS)
        a_finding(trial, "99", a_source(), state="APPROVED", release_at=NOON + 9 * SECOND)
        an_item("later", state="APPROVED", release_at=NOON + 20 * SECOND)
        refresh()


def test_lists_move_with_each_moment(two_moments: None, clock: Callable[[datetime], None]) -> None:
    found = []
    for seconds in (-1, 0, 5, 9, 15, 20, 25):
        clock(NOON + seconds * SECOND)
        found.append(of_all_but_running())
    assert found[1] == found[2]
    assert found[3] == found[4]
    assert found[5] == found[6]
    assert len(set(map(str, found))) == 4


@pytest.mark.django_db(transaction=True)
def test_lists_move_with_a_transaction_that_began_earlier_and_ends_later(
    clear_queue: None,
) -> None:
    other = a_trial("A021702")
    early = connection.copy()
    try:
        early.set_autocommit(False)
        with early.cursor() as cursor:
            cursor.execute("UPDATE trials_trial SET acronym = 'E' WHERE protocol_id = 'A021701'")
        Trial.objects.filter(pk=other.pk).update(brief_title="Late")
        before = of_everything()
        early.commit()
        assert of_everything() != before
    finally:
        early.close()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_where_all_stands_is_one_row(clear_queue: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        first = of_all_but_running()
    assert len(queries) == 1
    assert of_all_but_running() == first
    an_item("told")
    assert of_all_but_running() != first


@pytest.fixture
def clear_queue(transactional_db: None) -> None:
    a_trial("A021701")
    refresh()


@pytest.mark.django_db
def test_nothing_stands_somewhere_too() -> None:
    assert of_all_but_running() == of_all_but_running()
