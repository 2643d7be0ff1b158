"""Whatever was edited: read again, the study says what our rows say, and nothing in it is empty."""

import copy
import random
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.trials.api.study.rendering import compared, differences
from tests.trials.api.study.test_columns import nothing_empty
from tests.trials.ctgov.studies import INVENTED
from tests.trials.ctgov.test_importer import GROUP_TRIAL, taken_in
from trials.api.study.registry import edited
from trials.api.study.registry.ours import ours_of
from trials.ctgov.records import parse_study
from trials.models import (
    Arm,
    Contact,
    Document,
    Endpoint,
    Intervention,
    Official,
    Reference,
    Site,
    StatusChange,
    Trial,
    TrialCondition,
    TrialIdentifier,
    TrialOrganisation,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PARTS: dict[Any, tuple[str, ...]] = {
    Intervention: ("name", "description"),
    Arm: ("label", "description"),
    Endpoint: ("measure", "time_frame", "description"),
    Official: ("name", "affiliation"),
    Site: ("facility", "city", "zip", "state"),
    Contact: ("name", "phone", "email"),
    Reference: ("citation",),
    Document: ("label", "filename"),
    TrialIdentifier: ("domain",),
    TrialCondition: (),
    TrialOrganisation: (),
}


def edit_something(trial: Trial, chance: random.Random) -> None:
    """One part becomes another, moves, goes, or comes."""
    model = chance.choice(list(PARTS))
    rows = list(model.objects.filter(trial=trial))
    if not rows:
        return
    row, columns = chance.choice(rows), PARTS[model]
    act = chance.choice(["write", "write", "empty", "move", "remove", "add"])
    if act == "write" and columns:
        setattr(row, chance.choice(columns), f"New {chance.randint(0, 3)}")
        row.save()
    elif act == "empty" and columns[1:]:  # a form refuses an empty name
        setattr(row, chance.choice(columns[1:]), "")
        row.save()
    elif act == "move" and hasattr(row, "position"):
        row.position = chance.randint(0, len(rows))
        row.save()
    elif act == "remove":
        row.delete()
    elif act == "add" and columns:
        row.pk = None
        setattr(row, columns[0], f"Added {chance.randint(0, 9)}")
        row.save()


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("study", [INVENTED, GROUP_TRIAL], ids=["invented", "group trial"])
def test_what_is_told_is_what_our_rows_say(study: Any, seed: int) -> None:
    assert_told_right(study, seed)


def assert_told_right(study: Any, seed: int) -> None:
    trial, chance = taken_in(study), random.Random(seed)  # noqa: S311
    for _ in range(6):
        try:
            with transaction.atomic():
                edit_something(trial, chance)
        except IntegrityError:
            continue
        told = compared(trial).study
        assert nothing_empty(told)
        assert differences(told, told_again(trial, told)) == {}


def told_again(trial: Trial, told: Any) -> Any:
    """What would become of it if it were the registry's version: nothing is to be changed."""
    change = StatusChange.objects.filter(trial=trial).last()
    status = {trial.pk: (change.status, change.as_of)} if change else {}
    ours = ours_of([trial.pk], status)[trial.pk]
    return edited(copy.deepcopy(told), parse_study(told), ours, timezone.now())
