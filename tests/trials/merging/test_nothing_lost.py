"""After a merge of any two records nothing is lost, and what both were can be told."""

import random
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import given, settings, strategies

from tests.examples import examples
from tests.records import PUBLIC, a_link, a_source, an_editor, an_item
from tests.trials.merging.pairs import WHY
from tests.trials.versions.standing import assert_same, shared, standing
from trials.merging import Plan, merge
from trials.merging.alike import Row, pointers
from trials.models import Approval, Finding, GuidelineListing, SupportingTrial, Trial
from trials.models.design import ArmIntervention, EndpointCohort
from trials.versions.kinds import parts_of
from trials.versions.rebuilding import rebuild

pytestmark = pytest.mark.django_db(transaction=True)
NUMBERS = count(1)
LABELS = ("Drug", "drug ", "Placebo", "DRUG")
STATES: list[dict[str, Any]] = [PUBLIC, PUBLIC, {"state": "DRAFT"}, {"state": "IN_REVIEW"}]


def a_record(chance: random.Random, state: dict[str, Any]) -> Trial:
    """A trial with some parts, of few names, so that two of them share some."""
    number = next(NUMBERS)
    ours, registrys = {"protocol_id": f"CALGB-{70000 + number}"}, {"nct_id": f"NCT{number:08}"}
    trial: Trial = Trial.objects.create(
        brief_title=chance.choice(["One", "Two"]),
        acronym=chance.choice(["", "ACE"]),
        **chance.choice([ours, registrys, ours | registrys]),
        **state,
    )
    for label in chance.sample(LABELS, chance.randint(0, 3)):
        trial.arms.create(label=label, position=chance.randint(0, 3))
        trial.cohorts.create(label=label)
        trial.interventions.create(name=label)
        trial.endpoints.create(level="PRIMARY", measure=label)
        trial.sites.create(city=label)
    _join(trial, chance)
    _tell(trial, chance)
    trial.identifiers.create(kind="CTRP", value=f"NCI-2020-{number:05}")
    trial.identifiers.create(kind="FUNDING", value="U10CA180821", resolves=False)
    return trial


def _join(trial: Trial, chance: random.Random) -> None:
    for arm in trial.arms.all():
        arm.interventions.set(x for x in trial.interventions.all() if chance.random() < 0.5)
    for endpoint in trial.endpoints.all():
        endpoint.cohorts.set(x for x in trial.cohorts.all() if chance.random() < 0.5)
    for site in trial.sites.all():
        trial.contacts.create(site=site, name="Desk")
    for cohort in trial.cohorts.all():
        trial.status_changes.create(cohort=cohort, status="COMPLETED", as_of="2024")
    trial.status_changes.create(status=chance.choice(["COMPLETED", "RECRUITING"]), as_of="2025")


def _tell(trial: Trial, chance: random.Random) -> None:
    """Numbers, most of them preferred where no other one is yet."""
    preferred = set()
    for _ in range(chance.randint(0, 6)):
        parts = {
            name: chance.choice([None, *getattr(trial, f"{name}s").all()])
            for name in ("arm", "cohort", "endpoint")
        }
        subject = tuple(parts.values())
        Finding.objects.create(
            trial=trial,
            quantity="MEDIAN",
            value_text=chance.choice("123"),
            source=chance.choice(SOURCES),
            is_preferred=subject not in preferred and chance.random() < 0.7,
            **parts,
            **chance.choice(STATES),
        )
        preferred.add(subject)
    for agency in chance.sample(["FDA", "MHRA"], chance.randint(0, 2)):
        state = chance.choice(STATES)
        Approval.objects.create(trial=trial, agency=agency, product="Drug", **state)
        GuidelineListing.objects.create(trial=trial, body=agency, guideline="Drug", **state)


SOURCES: list[Any] = []


@pytest.mark.slow
@given(seed=strategies.integers(0, 2**32))
@settings(max_examples=examples(50))
def test_nothing_is_lost(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    SOURCES[:] = [a_source(f"{next(NUMBERS)}") for _ in range(2)]
    into, duplicate = a_record(chance, PUBLIC), a_record(chance, chance.choice(STATES))
    items = _linked(into, duplicate, chance)
    _supported(into, duplicate, chance)
    before = {one: (revision(one), snapshot(one)) for one in (into, duplicate)}
    keys = list(duplicate.identifiers.filter(resolves=True).values_list("value", flat=True))
    asked = ("brief_title", "acronym", "overall_status")
    theirs = [name for name in asked if chance.random() < 0.5]
    made = merge(duplicate, into, an_editor(), WHY, theirs=theirs, is_one_study=True)
    with transaction.atomic():
        connection.check_constraints()
    _reached(made, into)
    _whole(into)
    _whole(duplicate)
    _links_kept(items, into)
    address = Trial.objects.get(pk=into.pk).get_absolute_url()
    for value in keys:
        if value not in address:
            assert Client().get(f"/trials/{value}/")["Location"] == address
        assert Trial.objects.public().reached_by(value) == into
    for trial, (number, stood) in before.items():
        assert_same(rebuild(Trial, trial.pk, number), *stood)
        assert revision(trial) == number + 1
        assert_same(rebuild(Trial, trial.pk, number + 1), *snapshot(trial))


def _linked(into: Trial, duplicate: Trial, chance: random.Random) -> dict[Any, set[str]]:
    items: dict[Any, set[str]] = {}
    for _ in range(3):
        item = an_item(f"item-{next(NUMBERS)}")
        for trial in chance.sample([into, duplicate], chance.randint(1, 2)):
            link = a_link(item, trial, chance.choice(["SUGGESTED", "CONFIRMED", "REJECTED"]))
            items.setdefault(item, set()).add(link.status)
    return items


def _supported(into: Trial, duplicate: Trial, chance: random.Random) -> None:
    for approval in Approval.objects.filter(trial__in=[into, duplicate]):
        for trial in (into, duplicate):
            if approval.trial_id != trial.pk and chance.random() < 0.5:
                SupportingTrial.objects.create(approval=approval, trial=trial)


def _reached(made: Plan, into: Trial) -> None:
    """Every row is at the trial that stays, or the same as one that is there."""
    for kind, rows in made.theirs.items():
        gone = rows.keys() - made.same[kind].keys() - made.stays[kind].keys()
        here = set(kind._base_manager.filter(trial=into).values_list("pk", flat=True))
        lost = gone - here
        assert all(_supports_itself(kind, rows[key], into) for key in lost), kind
        assert set(made.same[kind].values()) <= here
    for key, other in made.same[Finding].items():
        one, same = Finding.objects.get(pk=key), Finding.objects.get(pk=other)
        assert (one.value_text, one.source_id) == (same.value_text, same.source_id)
        assert "APPROVED" in (same.state, "APPROVED" if one.state != "APPROVED" else "")


def _supports_itself(kind: Any, row: Row, into: Trial) -> bool:
    if kind is not SupportingTrial:
        return False
    return Approval.objects.get(pk=row["approval_id"]).trial_id == into.pk


def _whole(trial: Trial) -> None:
    """What its rows point to is its own."""
    for kind in parts_of(Trial):
        for column, other in pointers(kind):
            if other is not Approval:
                own = kind._base_manager.filter(trial=trial, **{f"{column}__isnull": False})
                pointed = other._base_manager.filter(pk__in=own.values(column))
                assert not pointed.exclude(trial=trial).exists(), (kind, column)
    for arm, intervention in ArmIntervention.objects.filter(arm__trial=trial).values_list(
        "arm__trial", "intervention__trial"
    ):
        assert arm == intervention
    for endpoint, cohort in EndpointCohort.objects.filter(endpoint__trial=trial).values_list(
        "endpoint__trial", "cohort__trial"
    ):
        assert endpoint == cohort


def _links_kept(items: dict[Any, set[str]], into: Trial) -> None:
    order = ["SUGGESTED", "REJECTED", "CONFIRMED"]
    for item, statuses in items.items():
        link = item.trial_links.get()
        assert (link.trial_id, link.status) == (into.pk, max(statuses, key=order.index))


def revision(trial: Trial) -> int:
    return int(Trial.objects.values_list("revision", flat=True).get(pk=trial.pk))


def snapshot(trial: Trial) -> Any:
    rows = standing(Trial, trial.pk)
    return rows, shared(rows)
