"""Drafts and those who decide on them at the same moment: one effect, nothing acknowledged lost.

Real requests and real transactions; who comes first is left to chance, round by round.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from tests.accounts import client_of, member
from tests.at_once import at_once, twin
from tests.drafts import change, keep, pressed, typed_rows
from tests.forms import form_data
from trials.drafts import RowChange, approve
from trials.drafts import keep as keep_draft
from trials.drafts.due import apply_due
from trials.drafts.rows import values_of
from trials.models import Cohort, Draft, Trial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

ROUNDS = 4
NEW, THEIRS = "A title of the draft", "A title of the form"


@pytest.fixture
def public(trial: Trial) -> Trial:
    Trial.objects.update(state="APPROVED", release_at=Now())
    trial.refresh_from_db()
    return trial


@pytest.fixture
def second(db: Any) -> Client:
    return client_of(member("peter", "Publishers"))


def with_a_row(editor: Client, trial: Trial, number: int = 0) -> Draft:
    """A draft of a title and a new cohort."""
    rows = typed_rows(editor, trial, "cohorts", new=[{"label": f"New {number}"}])
    return keep(editor, trial, **rows, brief_title=f"{NEW} {number}")


def post(client: Client, address: str, data: dict[str, Any]) -> Callable[[], Any]:
    return partial(twin(client).post, address, data)


def state_of(draft: Draft) -> str:
    draft.refresh_from_db()
    return str(draft.state)


def times_made(label: str) -> int:
    """How often a cohort of this name was made, by the history."""
    model: Any = Cohort
    made = model.pgh_event_model.objects.filter(pgh_label="insert", label=label)
    return int(made.count())


def test_approved_twice_it_is_in_effect_once(
    editor: Client, publisher: Client, second: Client, public: Trial
) -> None:
    for number in range(ROUNDS):
        revision = Trial.objects.get(pk=public.pk).revision
        draft = with_a_row(editor, public, number)
        data = pressed(publisher, draft, "approve")
        others = pressed(second, draft, "approve")
        at_once(
            post(publisher, change(draft), data),
            post(publisher, change(draft), data),
            post(second, change(draft), others),
        )
        assert state_of(draft) == "APPLIED"
        assert times_made(f"New {number}") == 1
        fresh = Trial.objects.get(pk=public.pk)
        assert (fresh.brief_title, fresh.revision) == (f"{NEW} {number}", revision + 1)


@pytest.mark.parametrize("field", ["acronym", "brief_title"])
def test_an_approval_and_a_save_lose_nothing(
    editor: Client, publisher: Client, public: Trial, field: str
) -> None:
    other = client_of(member("olga", "Editors"))
    for number in range(ROUNDS):
        draft = with_a_row(editor, public, number)
        form = form_data(other, change(public)) | {field: f"F{number}"}
        saved, _ = at_once(
            post(other, change(public), form),
            post(publisher, change(draft), pressed(publisher, draft, "approve")),
        )
        fresh = Trial.objects.get(pk=public.pk)
        applied = state_of(draft) == "APPLIED"
        assert applied or saved.status_code == 302
        assert public.cohorts.filter(label=f"New {number}").count() == int(applied)
        if saved.status_code == 302:
            assert getattr(fresh, field) == f"F{number}"
        if applied and (field != "brief_title" or saved.status_code == 200):
            assert fresh.brief_title == f"{NEW} {number}"
        assert not (applied and field == "brief_title" and saved.status_code == 302)


def test_approved_and_withdrawn_it_is_one_of_both(
    editor: Client, publisher: Client, public: Trial
) -> None:
    for number in range(ROUNDS):
        draft = with_a_row(editor, public, number)
        at_once(
            post(publisher, change(draft), pressed(publisher, draft, "approve")),
            post(editor, change(draft), pressed(editor, draft, "withdraw")),
        )
        state = state_of(draft)
        assert state in ("APPLIED", "WITHDRAWN")
        there = public.cohorts.filter(label=f"New {number}").exists()
        assert there == (state == "APPLIED")
        assert {one.decision for one in draft.proposals.all()} == {"ACCEPTED" if there else "KEPT"}


def test_what_falls_due_takes_effect_once_whoever_asks(public: Trial) -> None:
    author, approver = member("author"), member("approver")
    for number in range(ROUNDS):
        draft = _due(public, number, author, approver)
        assert sum(at_once(apply_due, apply_due, apply_due)) == 1
        assert state_of(draft) == "APPLIED"
        assert times_made(f"Due {number}") == 1


def test_what_falls_due_while_it_is_withdrawn_is_one_of_both(editor: Client, public: Trial) -> None:
    author, approver = member("author"), member("approver")
    for number in range(ROUNDS):
        draft = _due(public, number, author, approver)
        data = pressed(editor, draft, "withdraw")
        at_once(apply_due, post(editor, change(draft), data))
        there = public.cohorts.filter(label=f"Due {number}").exists()
        assert state_of(draft) == ("APPLIED" if there else "WITHDRAWN")


def _due(trial: Trial, number: int, author: Any, approver: Any) -> Draft:
    """An approved draft of a new cohort, whose time has come."""
    record = Trial.objects.get(pk=trial.pk)
    row = values_of(Cohort(trial=record, label=f"Due {number}"), record)
    at = timezone.now() + timedelta(hours=1)
    with transaction.atomic():
        draft = keep_draft(
            record,
            Trial.objects.get(pk=trial.pk),
            author,
            "For the congress",
            rows=[RowChange(Cohort, 0, None, row)],
            takes_effect_at=at,
        )
    assert draft is not None
    approve(draft, approver)
    Draft.objects.filter(pk=draft.pk).update(takes_effect_at=F("created_at"))
    return draft


def test_a_page_that_is_older_than_a_row_decides_nothing(
    editor: Client, publisher: Client, public: Trial
) -> None:
    draft = with_a_row(editor, public)
    data = pressed(publisher, draft, "approve")
    public.arms.filter(label="Placebo").update(description="Changed by itself")
    answer = publisher.post(change(draft), data)
    assert "changed while this page was open" in answer.content.decode()
    assert state_of(draft) == "OPEN"
