"""Rows of drafts below the pages: what the database refuses, and what waits for its time."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.accounts import member
from tests.clock import clock_to_set
from tests.records import a_finding, a_source, a_trial
from trials.drafts import RowChange, approve, keep
from trials.drafts.due import apply_due
from trials.drafts.rows import values_of
from trials.models import Arm, Cohort, Draft, Proposal, Trial

pytestmark = pytest.mark.django_db

LATER = timezone.now() + timedelta(days=1)  # whole runs may take hours


@pytest.fixture
def trial(db: Any) -> Trial:
    return a_trial("A021602")


def prepared(trial: Trial, *rows: RowChange, **more: Any) -> Draft:
    record, typed = (Trial.objects.get(pk=trial.pk) for _ in range(2))
    author = member(f"author{Draft.objects.count()}")
    with transaction.atomic():
        draft = keep(record, typed, author, "For the congress", rows=rows, **more)
    assert draft is not None
    return draft


def new_row(row: Any, trial: Trial) -> RowChange:
    return RowChange(type(row), 0, None, values_of(row, trial))


def removed(row: Any, trial: Trial) -> RowChange:
    row.refresh_from_db()
    return RowChange(type(row), row.pk, values_of(row, trial), None)


def test_a_new_row_comes_with_its_time(trial: Trial) -> None:
    set_clock = clock_to_set()
    change = new_row(Cohort(trial=trial, label="epNET"), trial)
    approve(prepared(trial, change, takes_effect_at=LATER), member("paula"))
    assert apply_due() == 0
    assert not trial.cohorts.exists()
    set_clock(LATER)
    assert (apply_due(), apply_due()) == (1, 0)
    assert trial.cohorts.get().label == "epNET"


def test_a_row_that_cannot_be_in_its_time_comes_back_with_the_reason(trial: Trial) -> None:
    set_clock = clock_to_set()
    change = new_row(Cohort(trial=trial, label="epNET"), trial)
    draft = approve(prepared(trial, change, takes_effect_at=LATER), member("paula"))
    trial.cohorts.create(label="epNET")
    set_clock(LATER)
    assert apply_due() == 0
    draft.refresh_from_db()
    assert draft.state == "OPEN"
    assert "New cohort: Another cohort of this trial has this label." in draft.obstacle


def test_a_finding_that_readers_have_by_then_stays(trial: Trial) -> None:
    finding = a_finding(trial, "13.8", a_source("NEJM"), state="DRAFT", release_at=None)
    draft = prepared(trial, removed(finding, trial))
    type(finding).objects.filter(pk=finding.pk).update(
        state="APPROVED", release_at=timezone.now() - timedelta(days=1)
    )
    with pytest.raises(IntegrityError, match="public"), transaction.atomic():
        approve(draft, member("paula"))
    assert trial.findings.get() == finding


def test_a_removed_row_that_another_needs_is_told(trial: Trial) -> None:
    arm = trial.arms.create(label="Sham")
    draft = prepared(trial, removed(arm, trial))
    a_finding(trial, "3", a_source("NEJM"), quantity="RATE", arm=arm)
    with pytest.raises((ValidationError, IntegrityError)), transaction.atomic():
        approve(draft, member("paula"))
    assert trial.arms.get() == arm


def test_the_place_of_a_removed_name_is_free_for_a_new_one(trial: Trial) -> None:
    old = trial.arms.create(label="Sham", ratio=1)
    draft = prepared(
        trial, removed(old, trial), new_row(Arm(trial=trial, label="Sham", ratio=2), trial)
    )
    approve(draft, member("paula"))
    assert [arm.ratio for arm in trial.arms.all()] == [2]


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"draft": None, "object_id": -1, "field": ""}, "proposal_of_rows_in_drafts"),
        ({"draft": None, "object_id": 1, "field": ""}, "proposal_of_rows_in_drafts"),
        ({"object_id": -2, "field": "label"}, "proposal_of_a_new_row"),
        ({"object_id": -2, "field": "", "base_value": {}}, "proposal_of_a_new_row"),
        ({"object_id": -1, "field": ""}, "proposal_once_in_a_draft"),
    ],
)
def test_rules_of_the_database(trial: Trial, values: dict[str, Any], rule: str) -> None:
    draft = prepared(trial, new_row(Cohort(trial=trial, label="epNET"), trial))
    about = draft.proposals.get().content_type
    given = {"draft": draft, "content_type": about, "origin": "EDITOR"} | values
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Proposal.objects.create(**given)
