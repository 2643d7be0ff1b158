"""Drafts of a trial that is merged: they are of the trial that stays, and are read again."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from news.models import TrialLink
from tests.accounts import member
from tests.records import an_item
from tests.trials.merging.pairs import merged, ours, theirs
from trials.admin.merging_words import warnings
from trials.drafts import RowChange, approve, keep, lines_of, remark, settle
from trials.drafts.due import apply_due
from trials.drafts.rows import values_of
from trials.merging import plan
from trials.models import Arm, Draft, Trial

pytestmark = pytest.mark.django_db


def drafted(trial: Trial, rows: Any = (), takes_effect_at: Any = None, **values: Any) -> Draft:
    trial, typed = (Trial.objects.get(pk=trial.pk) for _ in range(2))
    for name, value in values.items():
        setattr(typed, name, value)
    author = member(f"author{Draft.objects.count()}")
    with transaction.atomic():
        draft = keep(trial, typed, author, "A reason", rows=rows, takes_effect_at=takes_effect_at)
    assert draft is not None
    return draft


def changed(row: Any, trial: Any, **values: Any) -> RowChange:
    before = values_of(row, trial)
    return RowChange(type(row), row.pk, before, before | values)


@pytest.mark.slow
def test_a_draft_is_of_the_trial_that_stays() -> None:
    into, duplicate = ours(), theirs()
    draft = drafted(duplicate, plain_summary="In plain words", keywords=["NET"])
    told = " ".join(warnings(plan(duplicate, into)))
    assert f"1 draft of {duplicate} will be of {into}" in told
    merged(duplicate, into)
    draft.refresh_from_db()
    assert draft.target == into
    assert draft.state == "OPEN"
    assert "was merged into A021602" in draft.obstacle
    into.refresh_from_db()
    moved = {line.place: line.has_moved for line in lines_of(draft, into)}
    assert moved == {"keywords": False, "plain_summary": False}
    approve(draft, member("paula"))
    into.refresh_from_db()
    assert into.plain_summary == "In plain words"


@pytest.mark.slow
def test_what_the_other_trial_says_otherwise_is_decided_by_name() -> None:
    into, duplicate = ours(enrollment=298), theirs(enrollment=290)
    draft = drafted(duplicate, enrollment=291)
    merged(duplicate, into)
    draft.refresh_from_db()
    into.refresh_from_db()
    assert [line.title for line in lines_of(draft, into) if line.has_moved] == ["enrollment"]
    settle(draft, member("edith"), "enrollment", take=True)
    approve(draft, member("paula"))
    into.refresh_from_db()
    assert into.enrollment == 291


@pytest.mark.slow
def test_rows_go_on_with_those_that_stay() -> None:
    into, duplicate = ours(), theirs()
    same = duplicate.arms.get(label="cabozantinib")
    here, moving = into.arms.get(label="Cabozantinib"), duplicate.arms.get(label="Placebo")
    drug = duplicate.interventions.get(name="Cabozantinib")
    new = values_of(moving, duplicate) | {"label": "Sham", "interventions": [drug.pk]}
    draft = drafted(
        duplicate,
        rows=[
            changed(same, duplicate, description="The drug"),
            changed(moving, duplicate, description="No drug"),
            RowChange(Arm, 0, None, new),
        ],
    )
    said = remark(draft, member("olga"), f"arm.{same.pk}.description", "Which drug?")
    type(said).objects.update(closed_by=draft.author, closed_at=timezone.now())
    merged(duplicate, into)
    draft.refresh_from_db()
    said.refresh_from_db()
    assert said.field == f"arm.{here.pk}.description"
    assert not [line.title for line in lines_of(draft, into) if line.has_moved]
    approve(draft, member("paula"))
    arms = {arm.label: arm for arm in into.arms.all()}
    assert arms["Cabozantinib"].description == "The drug"
    assert arms["Placebo"].description == "No drug"
    assert [one.trial for one in arms["Sham"].interventions.all()] == [into]


@pytest.mark.slow
def test_an_approval_does_not_come_along() -> None:
    into, duplicate = ours(), theirs()
    at = timezone.now() + timedelta(hours=1)
    draft = approve(drafted(duplicate, takes_effect_at=at, acronym="X"), member("paula"))
    assert draft.state == "APPROVED"
    merged(duplicate, into)
    Draft.objects.update(takes_effect_at=timezone.now())
    assert apply_due() == 0
    draft.refresh_from_db()
    assert (draft.state, draft.decided_by) == ("OPEN", None)
    assert Trial.objects.get(pk=into.pk).acronym == "CABINET"


@pytest.mark.slow
def test_a_status_that_stays_behind_is_told_as_gone() -> None:
    into, duplicate = ours(), theirs()
    status = duplicate.status_changes.get(cohort=None)
    draft = drafted(duplicate, rows=[changed(status, duplicate, reason="Why")])
    merged(duplicate, into)
    draft.refresh_from_db()
    (line,) = lines_of(draft, into)
    assert line.is_gone
    assert line.has_moved


@pytest.mark.slow
def test_drafts_of_news_follow_the_link() -> None:
    into, duplicate = ours(), theirs()
    item = an_item("another")
    both = [item.trial_links.create(trial=one, role="INTERIM") for one in (duplicate, into)]
    values = {**values_of(both[0], item), "trial": duplicate.pk}
    typed = type(item).objects.get(pk=item.pk)
    with transaction.atomic():
        draft = keep(
            item,
            typed,
            member("stan"),
            "A reason",
            rows=[
                changed(both[0], item, role="RESULTS"),
                RowChange(TrialLink, 0, None, values),
            ],
        )
    assert draft is not None
    merged(duplicate, into)
    assert {(one.object_id, one.field) for one in draft.proposals.all()} == {
        (both[1].pk, "role"),
        (-1, ""),
    }
    new = draft.proposals.get(object_id=-1).proposed_value
    assert new is not None
    assert new["trial"] == into.pk
