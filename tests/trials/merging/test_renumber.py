"""A trial that gets another number keeps the old one for ever."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.records import a_trial
from tests.trials.merging.pairs import WHY, merged
from trials.merging import renumber
from trials.models import Organisation, Trial, TrialIdentifier

pytestmark = pytest.mark.django_db


def numbers(trial: Trial) -> dict[str, bool]:
    return dict(trial.identifiers.values_list("value", "retired"))


def test_the_old_number_is_given_up_and_leads_here() -> None:
    trial = a_trial("A021602", nct_id="NCT03375320")
    renumber(trial, "AFT-38", WHY)
    assert numbers(trial) == {"A021602": True, "NCT03375320": False, "AFT-38": False}
    assert Trial.objects.reached_by("a021602") == trial
    event = Trial.pgh_event_model.objects.order_by("-pgh_id").first()  # type: ignore[attr-defined]
    assert event.pgh_context.metadata["reason"] == f"A021602 became AFT-38: {WHY}"


def test_a_number_once_used_is_never_used_again() -> None:
    trial, other = a_trial("A021602"), a_trial("A031201")
    renumber(trial, "AFT-38", WHY)
    for number in ("A021602", "AFT-38"):
        with pytest.raises(ValidationError, match="never used again"):
            renumber(other, number, WHY)
        with pytest.raises(IntegrityError), transaction.atomic():
            Trial.objects.filter(pk=other.pk).update(protocol_id=number)
    assert TrialIdentifier.objects.get(key="A021602").trial == trial


def test_it_can_have_its_own_old_number_back() -> None:
    trial = a_trial("A021602")
    renumber(trial, "AFT-38", WHY)
    renumber(trial, "A021602", WHY)
    assert numbers(trial) == {"A021602": False, "AFT-38": True}


@pytest.mark.parametrize("number", ["", "E1234567890", "NCT03375320", "A 02"])
def test_what_is_no_number_of_a_group_is_refused(number: str) -> None:
    with pytest.raises(ValidationError):
        renumber(a_trial("A021602"), number, WHY)


def test_other_groups_lead_from_now_on() -> None:
    trial = a_trial("A021602")
    old, kept, new = (Organisation.objects.create(name=n, is_group=True) for n in ("A", "B", "C"))
    for group in (old, kept):
        trial.memberships.create(organisation=group, role="GROUP")
    trial.memberships.create(organisation=old, role="COLLABORATOR")
    renumber(trial, "AFT-38", WHY, [kept, new])
    leading = trial.memberships.filter(role="GROUP").values_list("organisation__name", flat=True)
    assert sorted(leading) == ["B", "C"]
    assert trial.memberships.filter(role="COLLABORATOR").exists()


@pytest.mark.slow
def test_a_duplicate_is_numbered_no_more() -> None:
    trial, duplicate = a_trial("A021602"), a_trial("A021698")
    merged(duplicate, trial)
    with pytest.raises(ValidationError, match="number that one"):
        renumber(duplicate, "AFT-38", WHY)
