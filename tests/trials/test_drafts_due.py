"""Approved drafts take effect in their time, by the database's clock; nobody's words are lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as site
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.models import F
from django.test import Client
from django.utils import timezone

from tests.accounts import member
from tests.clock import clock_to_set
from tests.records import a_trial
from trials.drafts import approve, keep, take_back
from trials.drafts.due import Clock, apply_due
from trials.models import Draft, Trial
from trials.models.draft import NOT_IN_TIME

pytestmark = pytest.mark.django_db

LATER = timezone.now() + timedelta(days=1)  # whole runs may take hours
NEW = "A title for tomorrow"


@pytest.fixture
def trial(db: Any) -> Trial:
    return a_trial(brief_title="A title of today")


def prepared(trial: Trial, **values: Any) -> Draft:
    """A draft of a day from now, approved."""
    typed = Trial.objects.get(pk=trial.pk)
    for name, value in values.items():
        setattr(typed, name, value)
    author = member(f"author{Draft.objects.count()}")
    with transaction.atomic():
        draft = keep(trial, typed, author, "For the congress", takes_effect_at=LATER)
    assert draft is not None
    return approve(draft, member(f"approver{draft.pk}"))


def test_it_is_in_effect_from_its_moment_on(trial: Trial, capsys: Any) -> None:
    set_clock = clock_to_set()
    draft = prepared(trial, brief_title=NEW)
    assert draft.state == "APPROVED"
    set_clock(LATER - timedelta(seconds=1))
    assert apply_due() == 0
    trial.refresh_from_db()
    assert trial.brief_title == "A title of today"
    set_clock(LATER)
    call_command("apply_drafts")
    assert capsys.readouterr().out == "Drafts put into effect: 1\n"
    trial.refresh_from_db()
    draft.refresh_from_db()
    assert (trial.brief_title, draft.state) == (NEW, "APPLIED")
    assert apply_due() == 0


@pytest.mark.slow
def test_the_first_page_after_it_shows_the_new(trial: Trial, settings: Any) -> None:
    settings.MIDDLEWARE = ["trials.drafts.due.TakesEffect", *site.MIDDLEWARE]
    set_clock = clock_to_set()
    prepared(trial, brief_title=NEW)
    assert NEW not in Client().get(trial.get_absolute_url()).content.decode()
    set_clock(LATER)
    assert NEW in Client().get(trial.get_absolute_url()).content.decode()


def test_the_history_names_who_approved_not_who_asked_for_the_page(trial: Trial) -> None:
    set_clock = clock_to_set()
    draft = prepared(trial, brief_title=NEW)
    set_clock(LATER)
    apply_due()
    model: Any = Trial
    told = model.pgh_event_model.objects.filter(pgh_obj_id=trial.pk).latest("pgh_id")
    assert draft.decided_by is not None
    assert told.pgh_context.metadata["user"] == draft.decided_by.pk
    assert told.pgh_context.metadata["reason"] == "For the congress"
    assert told.pgh_context.metadata["draft"] == draft.pk


def test_what_moved_meanwhile_comes_back_with_the_reason(trial: Trial) -> None:
    set_clock = clock_to_set()
    draft = prepared(trial, brief_title=NEW)
    Trial.objects.filter(pk=trial.pk).update(brief_title="Theirs")
    set_clock(LATER)
    assert apply_due() == 0
    trial.refresh_from_db()
    draft.refresh_from_db()
    assert (trial.brief_title, draft.state) == ("Theirs", "OPEN")
    assert "It could not take effect in its time: The record changed" in draft.obstacle


@pytest.mark.slow
def test_one_that_cannot_does_not_hold_the_others(trial: Trial) -> None:
    set_clock = clock_to_set()
    other = a_trial("A021502")
    bad, good = prepared(trial, acronym="CAB"), prepared(other, acronym="OTHER")
    bad.proposals.update(proposed_value="x" * 5000)
    set_clock(LATER)
    assert apply_due() == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == ("OPEN", "APPLIED")


@pytest.mark.slow
def test_a_fault_of_the_program_keeps_nobody_from_a_page(trial: Trial, caplog: Any) -> None:
    """Such as a column that an upgrade took away while the draft waited."""
    set_clock = clock_to_set()
    bad, good = prepared(trial, acronym="CAB"), prepared(a_trial("A021502"), acronym="OTHER")
    bad.proposals.update(field="a_column_of_before")
    set_clock(LATER)
    assert apply_due() == 1
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.state, good.state) == ("OPEN", "APPLIED")
    assert "the fault is the program's" in bad.obstacle
    assert f"Draft {bad.pk} could not take effect." in caplog.text


def test_an_approval_is_taken_back_in_time(trial: Trial) -> None:
    set_clock = clock_to_set()
    draft = prepared(trial, brief_title=NEW)
    take_back(draft, member("second"))
    set_clock(LATER)
    assert apply_due() == 0
    with pytest.raises(ValidationError):
        take_back(draft, member("third"))


def test_what_is_approved_once_more_says_no_more_that_it_missed_its_time(trial: Trial) -> None:
    draft = prepared(trial, brief_title=NEW)
    Draft.objects.update(state="OPEN", decided_by=None, decided_at=None, obstacle=NOT_IN_TIME)
    again = approve(Draft.objects.get(pk=draft.pk), member("another"))
    assert (again.state, again.obstacle) == ("APPROVED", "")


def test_each_process_asks_before_the_moment_comes(trial: Trial) -> None:
    clock = Clock()
    assert clock.is_time()
    clock.ask()
    assert not clock.is_time()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("limit", ["lock_timeout", "statement_timeout"])
def test_one_whose_record_somebody_holds_does_not_hold_the_others(limit: str) -> None:
    trials = [a_trial(f"A02150{number}") for number in range(4)]
    first, second, *others = [prepared(one, acronym="NEW") for one in trials]
    Draft.objects.update(takes_effect_at=F("created_at"))
    with holding(trials[0], trials[1]), connection.cursor() as cursor:
        cursor.execute(f"SET {limit} = 300")
        with pytest.raises(OperationalError, match=r"timeout|could not obtain lock"):
            apply_due()
        cursor.execute(f"RESET {limit}")
        assert {state_of(one) for one in (first, second)} == {"APPROVED"}
        assert {state_of(one) for one in others} == {"APPLIED"}
    assert apply_due() == 2
    assert state_of(first) == "APPLIED"


@contextmanager
def holding(*trials: Trial) -> Iterator[None]:
    """Somebody else is writing these records."""
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            keys = [one.pk for one in trials]
            cursor.execute("SELECT FROM trials_trial WHERE id = ANY(%s) FOR UPDATE", [keys])
        yield
    finally:
        other.close()


def state_of(draft: Draft) -> str:
    draft.refresh_from_db()
    return str(draft.state)
