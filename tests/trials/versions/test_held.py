"""Who holds a page of a trial's history gets another one when anything of it changes, no sooner."""

import random
from collections.abc import Callable
from itertools import count
from typing import Any

import pghistory
import pytest
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings, strategies
from model_bakery import baker

from tests.examples import examples
from tests.held import changed_by, soon, wait_for
from tests.records import PUBLIC, a_finding, a_source, a_status, a_trial, an_approval
from tests.trials.versions.acts import ACTS, NUMBERS, Act
from trials.models import Approval, Finding, GuidelineListing, Source, SupportingTrial, Trial
from trials.publishing import Publishing
from trials.versions.kinds import Kind, event_of, keys
from trials.versions.public import public_kinds

pytestmark = pytest.mark.django_db(transaction=True)
HISTORY = "/trials/A021602/history"
ENDS = ("/", ".json", "/?from=1&to=2", ".json?from=1&to=2", "/1/", "/1.json", "/2/", "/3/")
PAGES = [f"{HISTORY}{end}" for end in ENDS]
TRIALS = count(30_000)
Change = Callable[[], Any]
WITHDRAWN = {"state": "WITHDRAWN", "withdrawn_at": timezone.now(), "withdrawal_reason": "Wrong."}
SEQUENCES = strategies.lists(
    strategies.lists(strategies.sampled_from(ACTS), min_size=1, max_size=3), min_size=1, max_size=4
)


def acted(trial: Trial, acts: list[Act], chance: random.Random) -> None:
    with transaction.atomic():
        for act in acts:
            act(trial, chance)
    Finding.objects.filter(state="DRAFT").update(**PUBLIC)


@pytest.mark.slow
@given(sequence=SEQUENCES, seed=strategies.integers(0, 2**32))
@settings(max_examples=examples(30))
def test_whatever_is_done_moves_what_differs(sequence: list[list[Act]], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    number = next(TRIALS)
    trial = a_trial(f"A{number:06}", nct_id=f"NCT{next(NUMBERS)}")
    a_trial(f"A{next(TRIALS):06}", merged_into=trial)
    pages = [f"/trials/A{number:06}/history{end}" for end in ENDS]
    for acts in sequence:
        changed_by(lambda acts=acts: acted(trial, acts, chance), pages)  # type: ignore[misc]


def other() -> Trial:
    return Trial.objects.get(protocol_id="A021702")


def unnamed(trial: Trial) -> Source:
    """A source that stood beside a status which is gone."""
    source = a_source("A talk")
    change = a_status(trial, "RECRUITING", source=source)
    trial.arms.create(label="Drug")
    change.delete()
    return source


def carried_on(trial: Trial) -> Finding:
    """A finding that another trial has now."""
    finding = a_finding(trial, "298", a_source())
    trial.arms.create(label="Drug")
    Finding.objects.filter(pk=finding.pk).update(trial=other())
    return finding


def let_go(trial: Trial) -> Approval:
    """An approval of another trial that this one supported."""
    approval = an_approval(other())
    link = baker.make(SupportingTrial, approval=approval, trial=trial)
    trial.arms.create(label="Drug")
    link.delete()
    return approval


def update(rows: Any, **fields: Any) -> Any:
    return type(rows).objects.filter(pk=rows.pk).update(**fields)


def a_source_taken_back(trial: Trial) -> Change:
    source = unnamed(trial)
    return lambda: update(source, public_from=None)


def a_finding_withdrawn(trial: Trial) -> Change:
    finding = carried_on(trial)
    return lambda: update(finding, **WITHDRAWN)


def an_approval_withdrawn(trial: Trial) -> Change:
    approval = let_go(trial)
    return lambda: update(approval, **WITHDRAWN)


def its_trial_withdrawn(trial: Trial) -> Change:
    approval = let_go(trial)
    return lambda: update(approval.trial, **WITHDRAWN)


@pytest.mark.slow
@pytest.mark.parametrize(
    "elsewhere",
    [a_source_taken_back, a_finding_withdrawn, an_approval_withdrawn, its_trial_withdrawn],
)
def test_what_old_versions_showed_and_is_elsewhere_moves_them(
    elsewhere: Callable[[Trial], Change],
) -> None:
    a_trial("A021702")
    change = elsewhere(a_trial("A021602"))
    assert changed_by(change, PAGES)


@pytest.mark.slow
@pytest.mark.parametrize("of", [unnamed, carried_on])
def test_time_moves_what_is_elsewhere(of: Callable[[Trial], Any]) -> None:
    """What was shown, was taken back and comes again."""
    a_trial("A021702")
    rows = of(a_trial("A021602"))
    moment = soon(PAGES)
    update(rows if isinstance(rows, Source) else rows.source, public_from=moment)
    assert changed_by(lambda: wait_for(moment), PAGES)


@pytest.mark.slow
def test_the_reason_of_a_change_is_told() -> None:
    trial = a_trial("A021602")

    def change() -> None:
        with pghistory.context(reason="A slip of the pen"):
            update(trial, acronym="CABINET")

    assert PAGES[0] in changed_by(change, PAGES)
    assert "A slip of the pen" in Client().get(PAGES[0]).content.decode()


@pytest.mark.slow
def test_another_trial_leaves_it_as_it_is() -> None:
    a_trial("A021602")
    another = a_trial("A021702")
    tags = [Client().get(page).get("ETag") for page in PAGES]
    a_finding(another, "298", a_source())
    assert [Client().get(page).get("ETag") for page in PAGES] == tags


def definition() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('trial_history_position(bigint)'::regprocedure)")
        return str(cursor.fetchone()[0])


def test_no_kind_that_names_a_source_or_is_published_is_forgotten() -> None:
    kinds: list[Kind] = [Trial, *public_kinds()]
    told = definition()
    for kind in kinds:
        table = event_of(kind)._meta.db_table
        for key in keys(kind):
            if key.related_model is Source:
                assert f"SELECT e.{key.attname} FROM {table} e" in told
            if key.related_model is Approval:
                assert f"FROM {table} e" in told
        if issubclass(kind, Publishing) and kind is not Trial:
            assert f"JOIN {kind._meta.db_table}" in told
    assert {Finding, Approval, GuidelineListing} < set(kinds)
