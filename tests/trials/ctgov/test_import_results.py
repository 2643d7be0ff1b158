"""Numbers of the registry's results, from one version of a record to the next."""

import copy
from typing import Any

import pytest

from tests.trials.ctgov.results import RESULTS, a_measure, measured, with_results
from trials.ctgov.drift import drift_of
from trials.ctgov.importer import import_study
from trials.models import Finding, Proposal, Trial

pytestmark = pytest.mark.django_db

LATER = {"date": "2102-01-01", "type": "ACTUAL"}


def study(*measures: dict[str, Any], later: bool = False) -> dict[str, Any]:
    data = copy.deepcopy(with_results({"outcomeMeasuresModule": {"outcomeMeasures": [*measures]}}))
    if later:
        data["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"] = LATER
    return data


def taken_in(data: object, *, publish: bool = True) -> Trial:
    return Trial.objects.get(pk=import_study(data, publish=publish).trial_id)


@pytest.mark.slow
def test_a_number_is_as_public_as_its_trial_and_names_its_version() -> None:
    trial = taken_in(study(a_measure()))
    finding = trial.findings.listed().get()
    assert (finding.value_text, str(finding.arm), str(finding.endpoint)) == (
        "4.0",
        "Examplinib",
        "Survival",
    )
    record = trial.registry_records.get()
    assert (finding.registry_record, finding.source) == (record, record.source)


def test_a_draft_has_drafts() -> None:
    taken_in(with_results(RESULTS), publish=False)
    assert set(Finding.objects.values_list("state", flat=True)) == {"DRAFT"}


@pytest.mark.slow
def test_results_posted_later_join_the_trial_that_is_public() -> None:
    trial = taken_in(study())
    taken_in(study(a_measure(), later=True))
    assert trial.findings.listed().get().registry_record.version == 2


def test_a_number_that_changes_names_the_version_that_changed_it() -> None:
    trial = taken_in(study(a_measure(), a_measure(title="Response")))
    changed = a_measure(classes=measured(value="5.5"))
    taken_in(study(changed, a_measure(title="Response"), later=True))
    said = trial.findings.order_by("endpoint__position")
    assert [(one.value_text, one.registry_record.version) for one in said] == [
        ("5.5", 2),
        ("4.0", 1),
    ]


def test_a_number_mended_here_stays_and_the_registrys_is_proposed() -> None:
    trial = taken_in(study(a_measure()))
    trial.findings.update(value_text="4.5", value="4.5")
    taken_in(study(a_measure(classes=measured(value="5.5")), later=True))
    assert trial.findings.get().value_text == "4.5"
    asked = dict(Proposal.objects.values_list("field", "proposed_value"))
    assert asked == {"value_text": "5.5", "value": "5.5"}


def test_a_public_number_that_goes_is_withdrawn_with_the_reason() -> None:
    trial = taken_in(study(a_measure()))
    taken_in(study(later=True))
    finding = trial.findings.get()
    assert (finding.state, finding.withdrawal_reason) == (
        "WITHDRAWN",
        "The registry's record no longer has this number.",
    )
    assert not trial.findings.listed()


def test_a_draft_that_goes_is_gone_and_its_endpoint_with_it() -> None:
    trial = taken_in(study(a_measure(title="Planned by nobody")), publish=False)
    assert trial.endpoints.filter(measure="Planned by nobody").exists()
    taken_in(study(later=True))
    assert not trial.findings.exists()
    assert not trial.endpoints.filter(measure="Planned by nobody").exists()


def test_an_editors_own_finding_from_the_registry_is_left_alone() -> None:
    trial = taken_in(study(a_measure()))
    source = trial.findings.get().source
    mine = Finding.objects.create(
        trial=trial, source=source, quantity="ENROLLMENT", value_text="298"
    )
    taken_in(study(later=True))
    mine.refresh_from_db()
    assert mine.state == "DRAFT"


def test_numbers_of_a_trial_with_arms_and_endpoints_of_our_own_are_told_in_words() -> None:
    trial = Trial.objects.create(nct_id="NCT99999901", brief_title="Our own")
    trial.arms.create(label="Ours")
    trial.endpoints.create(level="PRIMARY", measure="Ours")
    import_study(study(a_measure()))
    finding = trial.findings.get()
    assert (finding.endpoint, finding.arm) == (None, None)
    assert (finding.measure, finding.population) == ("Survival", "Examplinib")
    import_study(study(a_measure(classes=measured(value="5.5")), later=True))
    assert trial.findings.get().value_text == "5.5"


def test_what_breaks_a_rule_stays_in_the_json_and_is_reported() -> None:
    wrong = a_measure(
        dispersionType="95% Confidence Interval",
        classes=measured(value="4.0", lowerLimit="5.0", upperLimit="6.0"),
    )
    imported = import_study(study(wrong, a_measure(title="Response")))
    assert Finding.objects.count() == 1
    assert any(
        note.startswith("left out: resultsSection.") and "does not contain" in note
        for note in imported.notes
    )


def test_a_number_that_comes_back_stands_again() -> None:
    trial = taken_in(dated(study(a_measure()), 1))
    out = trial.findings.get().release_at
    taken_in(dated(study(), 2))
    taken_in(dated(study(a_measure(classes=measured(value="5.5"))), 3))
    finding = trial.findings.listed().get()
    assert (finding.value_text, finding.registry_record.version) == ("5.5", 3)
    assert (finding.withdrawal_reason, finding.withdrawn_at) == ("", None)
    assert finding.release_at == out
    assert not Proposal.objects.exists()


def test_a_number_that_a_person_withdrew_stays_withdrawn() -> None:
    trial = taken_in(dated(study(a_measure()), 1))
    taken_in(dated(study(), 2))
    trial.findings.update(withdrawal_reason="It is wrong.")
    taken_in(dated(study(a_measure()), 3))
    assert trial.findings.get().state == "WITHDRAWN"


@pytest.mark.slow
def test_parts_that_numbers_hold_here_are_known_when_all_comes_back() -> None:
    first = study(a_measure())
    trial = taken_in(dated(first, 1))
    whole = {arm.label for arm in trial.arms.all()}, trial.endpoints.count()
    empty = study()
    for module in ("armsInterventionsModule", "outcomesModule"):
        empty["protocolSection"][module] = {}
    taken_in(dated(empty, 2))
    assert trial.arms.count() == trial.endpoints.count() == 1
    taken_in(dated(first, 3))
    assert ({arm.label for arm in trial.arms.all()}, trial.endpoints.count()) == whole
    assert trial.findings.listed().get().arm.label == "Examplinib"


def dated(data: dict[str, Any], month: int) -> dict[str, Any]:
    posted = {"date": f"2102-{month:02}-01", "type": "ACTUAL"}
    data = copy.deepcopy(data)
    data["protocolSection"]["statusModule"]["lastUpdatePostDateStruct"] = posted
    return data


@pytest.mark.slow
def test_a_number_is_called_by_what_it_is_about() -> None:
    trial = taken_in(study(a_measure()))
    trial.findings.update(value_text="4.5")
    assert [one.record for one in drift_of(trial).differences] == [
        "finding Survival, Examplinib, Median"
    ]
    notes = import_study(study(later=True)).notes
    assert "finding gone at the registry, kept here: Survival, Examplinib, MEDIAN" in notes


@pytest.mark.slow
def test_a_number_of_an_arm_renamed_here_is_no_longer_followed_and_that_is_told() -> None:
    trial = taken_in(study(a_measure()))
    trial.arms.filter(label="Examplinib").update(label="Ours")
    imported = import_study(study(a_measure(classes=measured(value="5.5")), later=True))
    assert trial.findings.get().value_text == "4.0"
    said = "finding changed at the registry, renamed or removed here: Survival, MEDIAN, Examplinib"
    assert imported.notes == (said,)
