"""What the registry sends after a merge: the duplicate stays gone, what was decided here stays."""

import copy
from typing import Any

import pytest

from tests.records import a_trial
from tests.trials.ctgov.studies import INVENTED
from tests.trials.ctgov.test_importer import minimal, refusal, taken_in
from tests.trials.ctgov.test_importer_updates import module
from tests.trials.merging.pairs import merged
from trials.ctgov.importer import Outcome, import_study
from trials.models import Finding, Proposal, RegistryRecord, Trial

pytestmark = pytest.mark.django_db


def next_month() -> Any:
    """A copy of a later version, to be changed."""
    changed = copy.deepcopy(INVENTED)
    date = {"date": "2098-05-12", "type": "ESTIMATED"}
    module(changed, "status")["lastUpdatePostDateStruct"] = date
    return changed


def imported_duplicate() -> tuple[Trial, Trial]:
    """Made by hand under the group's number, and taken in under the registry's."""
    return a_trial("A021602", brief_title="Our title"), taken_in(INVENTED)


@pytest.mark.slow
def test_the_same_record_again_is_known_and_nothing_is_written() -> None:
    into, duplicate = imported_duplicate()
    merged(duplicate, into)
    again = import_study(INVENTED)
    assert (again.outcome, again.trial_id) == (Outcome.UNCHANGED, into.pk)
    assert Trial.objects.count() == 2


@pytest.mark.slow
def test_the_next_version_goes_to_the_trial_that_stays() -> None:
    into, duplicate = imported_duplicate()
    findings = Finding.objects.filter(trial=duplicate).count()
    arms = duplicate.arms.count()
    merged(duplicate, into, theirs=["enrollment", "official_title"])
    changed = next_month()
    module(changed, "identification")["briefTitle"] = "Their newest title"
    module(changed, "design")["enrollmentInfo"] = {"count": 1298, "type": "ACTUAL"}
    result = import_study(changed)
    assert (result.outcome, result.trial_id) == (Outcome.UPDATED, into.pk)
    into.refresh_from_db()
    assert (into.brief_title, into.enrollment) == ("Our title", 1298)
    assert into.nct_id == INVENTED["protocolSection"]["identificationModule"]["nctId"]
    asked = Proposal.objects.get(field="brief_title")
    assert (asked.target, asked.proposed_value) == (into, "Their newest title")
    assert (into.findings.count(), into.arms.count()) == (findings, arms)
    duplicate.refresh_from_db()
    assert duplicate.merged_into == into
    assert not RegistryRecord.objects.filter(trial=duplicate).exists()


@pytest.mark.slow
def test_of_two_records_the_one_that_stays_is_followed() -> None:
    into, duplicate = taken_in(minimal("NCT00000001")), taken_in(INVENTED)
    numbers = duplicate.findings.count()
    merged(duplicate, into, is_one_study=True)
    assert into.findings.count() == numbers
    assert not into.findings.exclude(registry_record=None).exists()
    assert "take in the record of that number" in str(refusal(next_month()))
    assert import_study(INVENTED).outcome is Outcome.UNCHANGED
    newer = minimal("NCT00000001", briefTitle="Newer")
    assert import_study(newer).trial_id == into.pk
    assert into.findings.count() == numbers
    assert Trial.objects.filter(merged_into=None).get() == into


@pytest.mark.slow
def test_what_the_registry_asked_of_the_duplicate_is_asked_of_the_trial_that_stays() -> None:
    into, duplicate = imported_duplicate()
    Trial.objects.filter(pk=duplicate.pk).update(enrollment=7)
    changed = next_month()
    module(changed, "design")["enrollmentInfo"] = {"count": 1298, "type": "ACTUAL"}
    import_study(changed)
    merged(duplicate, into)
    asked = Proposal.objects.waiting_by_registry().get(field="enrollment")
    assert (asked.target, asked.registry_record.trial) == (into, into)  # type: ignore[union-attr]


@pytest.mark.slow
def test_what_the_registry_asked_of_a_record_no_longer_followed_is_closed() -> None:
    into, duplicate = taken_in(minimal("NCT00000001")), taken_in(INVENTED)
    Trial.objects.filter(pk=duplicate.pk).update(enrollment=7)
    changed = next_month()
    module(changed, "design")["enrollmentInfo"] = {"count": 1298, "type": "ACTUAL"}
    import_study(changed)
    merged(duplicate, into, is_one_study=True)
    assert not Proposal.objects.waiting_by_registry().exists()
    assert Proposal.objects.get(field="enrollment").decision == "KEPT"
