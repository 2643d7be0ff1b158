"""Ours beside the registry's: which fields differ, how we got there, and what a person decides."""

import copy
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts import member
from tests.trials.ctgov.studies import INVENTED
from tests.trials.ctgov.test_importer import GROUP_TRIAL, taken_in
from tests.trials.ctgov.test_importer_updates import later, module
from trials.ctgov.drift import Difference, drift_of, keep_ours, report, take_theirs
from trials.ctgov.importer import import_study
from trials.models import Organisation, Proposal, StatusChange, Trial
from trials.proposals import reopen

pytestmark = pytest.mark.django_db


@pytest.fixture
def edith(db: Any) -> Any:
    return member("edith", "Editors")


def edited(**fields: Any) -> Trial:
    """A trial of the registry, with fields changed here."""
    trial = taken_in(GROUP_TRIAL)
    Trial.objects.filter(pk=trial.pk).update(**fields)
    return Trial.objects.get(pk=trial.pk)


def only(trial: Trial) -> Difference:
    (found,) = drift_of(Trial.objects.get(pk=trial.pk)).differences
    return found


def take(trial: Trial, user: Any) -> Trial:
    """Take the registry's value of the only difference."""
    drift = drift_of(Trial.objects.get(pk=trial.pk))
    (found,) = drift.differences
    take_theirs(found, user)
    return Trial.objects.get(pk=trial.pk)


def keep(trial: Trial, user: Any) -> None:
    drift = drift_of(Trial.objects.get(pk=trial.pk))
    (found,) = drift.undecided
    keep_ours(found, user)


@pytest.mark.slow
def test_a_record_as_it_was_received_differs_in_nothing() -> None:
    for study in (GROUP_TRIAL, INVENTED):
        drift = drift_of(taken_in(study))
        assert (drift.differences, drift.only_theirs, drift.only_ours) == ([], [], [])
    assert drift_of(Trial.objects.create(nct_id="NCT00000001", brief_title="x")).version is None


def test_what_was_changed_here_differs_though_nothing_was_proposed() -> None:
    found = only(edited(brief_title="Our Title"))
    assert (found.field, found.ours, found.theirs) == (
        "brief_title",
        "Our Title",
        "Invented Group Trial",
    )
    assert found.proposal is None
    assert found.how == "Ours was written here; the registry's has not changed since."


def test_how_we_got_there_is_told() -> None:
    trial = edited(brief_title="Our Title", acronym="", enrollment=1)
    changed = later()
    module(changed, "identification")["briefTitle"] = "Their Title"
    import_study(changed)
    told = {one.field: one.how for one in drift_of(Trial.objects.get(pk=trial.pk)).differences}
    assert told["brief_title"] == "Changed here, and then at the registry too."
    assert told["acronym"] == "Removed here."


def test_what_the_registry_does_not_say_is_only_told() -> None:
    drift = drift_of(edited(why_stopped="We know why"))
    assert drift.differences == []
    assert [(one.kind, list(one.names)) for one in drift.only_ours] == [("field", ["why stopped"])]


def test_parts_that_match_are_compared_and_the_others_told() -> None:
    trial = edited()
    trial.arms.filter(label="Examplinib").update(type="NO_INTERVENTION", position=9)
    trial.arms.filter(label="Placebo").update(description="Only ours")
    trial.sites.filter(facility="Beispielklinik").delete()
    trial.officials.create(name="Typed in here")
    drift = drift_of(trial)
    (found,) = drift.differences
    assert (found.record, found.field, found.ours) == (
        "arm Examplinib",
        "type",
        "NO_INTERVENTION",
    )
    assert [(one.kind, len(one.names)) for one in drift.only_theirs] == [("site", 1)]
    assert [list(one.names) for one in drift.only_ours] == [
        ["arm Placebo: description"],
        ["Typed in here"],
    ]


@pytest.mark.parametrize(
    ("field", "ours"),
    [
        ("brief_title", "Our Title"),
        ("phases", ["PHASE1"]),
        ("keywords", ["ours"]),
        ("start_date", "2090"),
        ("enrollment", 3),
        ("has_dmc", None),
        ("is_fda_regulated_drug", None),
        ("responsible_party", {}),
        ("masking", ""),
        ("eligibility_criteria", "Ours"),
    ],
)
def test_every_kind_of_field_can_be_taken_over(field: str, ours: Any, edith: Any) -> None:
    trial = taken_in(INVENTED)
    before = getattr(trial, field)
    assert before != ours
    Trial.objects.filter(pk=trial.pk).update(**{field: ours})
    if field == "enrollment":
        Trial.objects.filter(pk=trial.pk).update(enrollment_type="ESTIMATED")
    assert getattr(take(trial, edith), field) == before
    assert drift_of(Trial.objects.get(pk=trial.pk)).differences == []
    proposal = Proposal.objects.get()
    assert (proposal.decision, proposal.decided_by) == ("ACCEPTED", edith)
    assert Trial.objects.get(pk=trial.pk).enrollment_type == "ESTIMATED"


def test_a_sponsor_is_taken_over_under_the_registrys_exact_name(edith: Any) -> None:
    trial = taken_in(INVENTED)
    ours = Organisation.objects.create(name="Example Cooperative Group, Inc.")
    Trial.objects.filter(pk=trial.pk).update(lead_sponsor=ours)
    sponsor = take(trial, edith).lead_sponsor
    assert sponsor is not None
    assert sponsor.name == "Example Cooperative Group"


def test_a_status_is_taken_over_as_a_change_by_the_registry(edith: Any) -> None:
    trial = edited()
    StatusChange.objects.create(trial=trial, status="SUSPENDED", as_of="2098-01")
    changed = later()
    module(changed, "status")["overallStatus"] = "COMPLETED"
    import_study(changed)
    assert only(trial).ours == "SUSPENDED"
    trial = take(trial, edith)
    assert (trial.overall_status, trial.status_as_of) == ("COMPLETED", "2098-02")
    assert str(trial.status_source) == "ClinicalTrials.gov"
    assert trial.status_changes.count() == 3


def test_a_later_status_of_ours_is_no_thing_that_a_press_undoes(edith: Any) -> None:
    trial = edited()
    StatusChange.objects.create(trial=trial, status="SUSPENDED", as_of="2098-03")
    with pytest.raises(ValidationError, match="Our status is dated March 2098, the registry's"):
        take(trial, edith)
    assert trial.status_changes.count() == 2
    assert not Proposal.objects.exists()


@pytest.mark.slow
def test_what_was_kept_is_remembered_until_the_registry_changes_it(edith: Any) -> None:
    trial = edited(brief_title="Our Title")
    keep(trial, edith)
    again = later()
    module(again, "identification")["officialTitle"] = "Another field changed"
    import_study(again)
    assert only(trial).is_kept
    module(again, "identification")["briefTitle"] = "Their Title"
    import_study(again)
    found = only(trial)
    assert not found.is_kept
    assert found.proposal is not None
    assert (found.proposal.decision, found.theirs) == ("OPEN", "Their Title")
    keep(trial, edith)
    assert only(trial).is_kept


def test_a_value_that_was_kept_before_is_kept_when_it_comes_back(edith: Any) -> None:
    trial = edited(acronym="OURS")
    keep(trial, edith)
    Proposal.objects.create(
        target=trial, field="acronym", proposed_value="BETWEEN", origin="REGISTRY"
    )
    assert only(trial).is_kept


def test_an_open_proposal_of_an_older_version_is_decided_for_the_value_of_today(edith: Any) -> None:
    trial = edited(acronym="OURS")
    record = trial.registry_records.get()
    old = Proposal.objects.create(
        target=trial,
        field="acronym",
        proposed_value="LONG AGO",
        origin="REGISTRY",
        registry_record=record,
    )
    newer = copy.deepcopy(record)
    newer.pk, newer.version, newer.digest = None, 2, "0" * 64
    newer.save()
    stale = only(trial)
    Proposal.objects.filter(pk=old.pk).update(registry_record=newer)
    with pytest.raises(ValidationError, match="changed while this page was open"):
        keep_ours(replace(stale, version=record), edith)
    keep(trial, edith)
    old.refresh_from_db()
    assert (old.proposed_value, old.decision) == ("GROUPED", "KEPT")


@pytest.mark.slow
def test_what_was_kept_can_be_opened_again_and_taken(edith: Any) -> None:
    trial = edited(brief_title="Our Title")
    keep(trial, edith)
    kept = only(trial).proposal
    assert kept is not None
    reopen(kept, edith)
    assert take(trial, edith).brief_title == "Invented Group Trial"


def test_a_value_that_moved_since_the_page_was_made_is_told_first(edith: Any) -> None:
    trial = edited(brief_title="Our Title")
    drift = drift_of(trial)
    Trial.objects.filter(pk=trial.pk).update(brief_title="Our Newer Title")
    for decide in (take_theirs, keep_ours):
        with pytest.raises(ValidationError, match="changed while this page was open"):
            decide(drift.differences[0], edith)
    assert not Proposal.objects.exists()


def test_the_second_of_two_editors_is_told_that_it_was_decided(edith: Any) -> None:
    found = only(edited(brief_title="Our Title"))
    keep_ours(found, edith)
    for decide in (keep_ours, take_theirs):
        with pytest.raises(ValidationError, match="decided in the meantime"):
            decide(found, member(f"erin {decide.__name__}", "Editors"))
    assert Proposal.objects.get().decided_by == edith


def test_only_who_may_decide_does(edith: Any) -> None:
    trial = edited(brief_title="Our Title")
    with pytest.raises(PermissionDenied):
        keep(trial, member("stan", "Staff"))
    assert not Proposal.objects.exists()


def test_an_id_is_told_and_never_taken_over(edith: Any) -> None:
    trial = edited(protocol_id="A219912")
    found = only(trial)
    assert (found.field, found.theirs) == ("protocol_id", "A219911")
    assert "open the record and change it there" in found.obstacle
    with pytest.raises(ValidationError):
        take(trial, edith)


def test_differences_are_told_in_lines() -> None:
    trial = edited(brief_title="Our\n Title " + "x" * 80, acronym="")
    lines = list(report(str(trial.public_id), drift_of(trial).differences))
    assert lines[0].startswith("A219911 brief title: ours “Our Title xxxx")
    assert lines[0].endswith("…”, the registry's “Invented Group Trial”")
    assert lines[1] == "A219911 acronym: ours nothing, the registry's “GROUPED”"


@pytest.mark.slow
def test_a_long_record_costs_as_many_queries_as_a_short_one() -> None:
    trial = edited()
    counts = [_queries(trial)]
    study = copy.deepcopy(later())
    places = module(study, "contactsLocations")["locations"]
    places += [{**places[0], "facility": f"Hospital {one}", "zip": "1"} for one in range(379)]
    trial = Trial.objects.get(pk=import_study(study).trial_id)
    trial.sites.update(zip="00000")
    counts.append(_queries(trial))
    assert len(drift_of(trial).differences) >= 379
    assert counts[0] == counts[1] <= 16


def _queries(trial: Trial) -> int:
    drift_of(trial)
    with CaptureQueriesContext(connection) as captured:
        drift_of(trial)
    return len(captured)
