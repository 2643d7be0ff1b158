"""A later version of a study: what changed at the registry goes in, what changed here stays."""

import copy
from datetime import UTC, datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.trials.ctgov.studies import INVENTED
from tests.trials.ctgov.test_importer import GROUP_TRIAL, minimal, refusal, taken_in
from trials.ctgov.importer import Outcome, import_study
from trials.models import (
    Arm,
    Finding,
    Proposal,
    RegistryRecord,
    Source,
    StatusChange,
    Trial,
)

pytestmark = pytest.mark.django_db


def later(study: Any = GROUP_TRIAL) -> Any:
    """A copy of the next month, to be changed."""
    changed = copy.deepcopy(study)
    changed["protocolSection"]["statusModule"] |= {
        "statusVerifiedDate": "2098-02",
        "lastUpdatePostDateStruct": {"date": "2098-02-12", "type": "ESTIMATED"},
    }
    return changed


def module(study: Any, name: str) -> Any:
    return study["protocolSection"][f"{name}Module"]


def _events(model: str) -> Any:
    """The history of a model."""
    return apps.get_model("trials", f"{model}Event")._default_manager.all()


def test_the_same_again_writes_nothing() -> None:
    taken_in(GROUP_TRIAL)
    with CaptureQueriesContext(connection) as queries:
        assert import_study(copy.deepcopy(GROUP_TRIAL)).outcome is Outcome.UNCHANGED
    first_words = {query["sql"].split()[0] for query in queries}
    assert first_words <= {"SAVEPOINT", "SELECT", "RELEASE"}


def test_the_day_of_the_download_is_no_change() -> None:
    taken_in(INVENTED)
    tomorrow = copy.deepcopy(INVENTED)
    tomorrow["derivedSection"]["miscInfoModule"]["versionHolder"] = "2098-03-06"
    assert import_study(tomorrow).outcome is Outcome.UNCHANGED


@pytest.mark.django_db(transaction=True)
def test_the_revision_moves_once_with_a_version_and_not_without() -> None:
    trial = taken_in(INVENTED)
    import_study(INVENTED)
    trial.refresh_from_db()
    assert trial.revision == 1
    changed = copy.deepcopy(INVENTED)
    changed["resultsSection"]["moreInfoModule"] = {}
    assert import_study(changed).outcome is Outcome.UPDATED
    trial.refresh_from_db()
    assert trial.revision == 2
    assert _events("Trial").filter(pgh_label="update").count() == 1  # its status, when made


@pytest.mark.slow
def test_changed_columns_and_a_changed_status_go_in() -> None:
    trial = taken_in(GROUP_TRIAL)
    changed = later()
    module(changed, "identification")["briefTitle"] = "A Better Title"
    module(changed, "design")["enrollmentInfo"] = {"count": 298, "type": "ACTUAL"}
    module(changed, "status")["overallStatus"] = "ACTIVE_NOT_RECRUITING"
    assert import_study(changed).outcome is Outcome.UPDATED
    trial.refresh_from_db()
    assert (trial.brief_title, trial.enrollment) == ("A Better Title", 298)
    assert (trial.overall_status, trial.status_as_of) == ("ACTIVE_NOT_RECRUITING", "2098-02")
    assert list(trial.status_changes.values_list("status", "as_of")) == [
        ("RECRUITING", "2098-01"),
        ("ACTIVE_NOT_RECRUITING", "2098-02"),
    ]
    assert list(trial.registry_records.values_list("version", flat=True)) == [2, 1]
    assert Source.objects.get(kind="REGISTRY").date == "2098-02-12"
    assert not Proposal.objects.exists()


@pytest.mark.slow
def test_the_title_of_a_public_trial_is_remembered() -> None:
    trial = taken_in(GROUP_TRIAL)
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    Trial.objects.update(state="APPROVED", release_at=long_ago)
    changed = later()
    module(changed, "identification")["acronym"] = "REGROUPED"
    import_study(changed)
    assert trial.former_names.get().name == "GROUPED"


def test_what_the_registry_called_a_draft_is_remembered_with_its_day() -> None:
    trial = taken_in(GROUP_TRIAL)
    changed = later()
    module(changed, "identification")["briefTitle"] = "Invented Group Trial, Renamed"
    import_study(changed)
    former = trial.former_names.get()
    assert (former.kind, former.name) == ("BRIEF_TITLE", "Invented Group Trial")
    assert former.used_until == trial.registry_records.get(version=2).version_date
    assert former.source == trial.registry_records.get(version=2).source


@pytest.mark.slow
def test_a_name_that_comes_back_is_remembered_once() -> None:
    trial = taken_in(GROUP_TRIAL)
    for day, acronym in (
        ("2098-03-01", "OTHER"),
        ("2098-04-01", "GROUPED"),
        ("2098-05-01", "THIRD"),
    ):
        changed = later()
        module(changed, "identification")["acronym"] = acronym
        module(changed, "status")["lastUpdatePostDateStruct"] = {"date": day}
        import_study(changed)
    names = trial.former_names.values_list("name", "used_until")
    assert set(names) == {("GROUPED", "2098-05-01"), ("OTHER", "2098-04-01")}


def test_another_spelling_of_what_tells_a_part_comes_in() -> None:
    trial = taken_in(GROUP_TRIAL)
    changed = later()
    place = module(changed, "contactsLocations")["locations"][0]
    site = trial.sites.get(city=place["city"], position=0)
    place["city"] = place["city"].swapcase()
    import_study(changed)
    site.refresh_from_db()
    assert site.city == place["city"]


def test_a_status_that_still_holds_is_as_of_a_later_day() -> None:
    trial = taken_in(GROUP_TRIAL)
    import_study(later())
    trial.refresh_from_db()
    assert trial.status_as_of == "2098-02"
    assert StatusChange.objects.count() == 1


@pytest.mark.slow
def test_parts_change_in_place() -> None:
    trial = taken_in(GROUP_TRIAL)
    before = {site.pk: site for site in trial.sites.all()}
    arm = trial.arms.get(label="Placebo")
    changed = later()
    places = module(changed, "contactsLocations")["locations"]
    places.pop(2)
    places[0]["status"] = "COMPLETED"
    places[0]["contacts"][0]["phone"] = "555-0199"
    places.append({"facility": "New Hospital", "city": "Newton", "country": "United States"})
    module(changed, "armsInterventions")["armGroups"][1]["description"] = "Now described"
    module(changed, "armsInterventions")["armGroups"][1]["interventionNames"] = []
    module(changed, "outcomes")["secondaryOutcomes"] = [{"measure": "Quality of life"}]
    module(changed, "conditions")["conditions"] = ["Invented Tumor", "Another"]
    import_study(changed)
    arm.refresh_from_db()
    assert arm.description == "Now described"
    assert [given.name for given in arm.interventions.all()] == ["Imaging"]
    first, second, third = trial.sites.all()
    assert (first.status, third.facility) == ("COMPLETED", "New Hospital")
    assert {first.pk, second.pk} < before.keys()
    assert first.contacts.get().phone == "555-0199"
    assert trial.endpoints.filter(level="SECONDARY").get().measure == "Quality of life"
    assert [str(condition) for condition in trial.conditions.all()] == ["Another", "Invented Tumor"]


def test_only_rows_that_changed_are_written() -> None:
    taken_in(GROUP_TRIAL)
    changed = later()
    module(changed, "contactsLocations")["locations"][0]["status"] = "COMPLETED"
    import_study(changed)
    changes = _events("Site").exclude(pgh_label="insert")
    assert list(changes.values_list("pgh_label", "status")) == [("update", "COMPLETED")]
    for untouched in ("Arm", "Endpoint", "Contact", "TrialIdentifier"):
        assert not _events(untouched).exclude(pgh_label="insert").exists(), untouched


@pytest.mark.slow
def test_what_was_edited_here_stays_and_becomes_a_proposal() -> None:
    trial = taken_in(GROUP_TRIAL)
    Trial.objects.filter(pk=trial.pk).update(brief_title="Our Title", acronym="OURS")
    changed = later()
    module(changed, "identification")["briefTitle"] = "Their Title"
    imported = import_study(changed)
    trial.refresh_from_db()
    assert (trial.brief_title, trial.acronym) == ("Our Title", "OURS")
    assert tuple(map(str, imported.kept)) == ("brief_title",)
    proposal = Proposal.objects.get()
    assert (proposal.target, proposal.field) == (trial, "brief_title")
    assert (proposal.base_value, proposal.proposed_value) == (
        "Invented Group Trial",
        "Their Title",
    )
    assert (proposal.origin, proposal.decision) == ("REGISTRY", "OPEN")
    assert proposal.registry_record == RegistryRecord.objects.get(version=2)


def test_a_proposal_follows_the_registry_and_goes_when_both_agree() -> None:
    trial = taken_in(GROUP_TRIAL)
    Trial.objects.filter(pk=trial.pk).update(brief_title="Our Title")
    for title in ("Their Title", "Their Newer Title"):
        changed = later()
        module(changed, "identification")["briefTitle"] = title
        import_study(changed)
        assert Proposal.objects.get().proposed_value == title
    module(changed, "identification")["briefTitle"] = "Our Title"
    import_study(changed)
    assert not Proposal.objects.exists()


def test_a_part_edited_here_stays() -> None:
    trial = taken_in(GROUP_TRIAL)
    arm = trial.arms.get(label="Examplinib")
    Arm.objects.filter(pk=arm.pk).update(description="Ours")
    changed = later()
    module(changed, "armsInterventions")["armGroups"][0]["description"] = "Theirs"
    assert [str(one) for one in import_study(changed).kept] == ["arm description"]
    arm.refresh_from_db()
    assert arm.description == "Ours"
    assert Proposal.objects.get().target == arm


@pytest.mark.slow
def test_parts_gone_at_the_registry_stay_where_work_rests_on_them() -> None:
    trial = taken_in(GROUP_TRIAL)
    source = Source.objects.create(kind="PUBLICATION", title="Invented paper")
    endpoint = trial.endpoints.get(measure="Response")
    Finding.objects.create(
        trial=trial, endpoint=endpoint, source=source, quantity="RATE", value_text="19%"
    )
    site = trial.sites.get(facility="Beispielklinik")
    site.contacts.create(trial=trial, name="Typed in here")
    trial.arms.filter(label="Placebo").update(type="ACTIVE_COMPARATOR")
    changed = later()
    module(changed, "outcomes").pop("secondaryOutcomes")
    module(changed, "contactsLocations")["locations"].pop()
    module(changed, "armsInterventions")["armGroups"].pop()
    notes = import_study(changed).notes
    assert "endpoint gone at the registry, kept here: SECONDARY, Response" in notes
    assert "arm gone at the registry, kept here: Placebo" in notes
    assert trial.endpoints.filter(pk=endpoint.pk).exists()
    assert trial.sites.filter(pk=site.pk).exists()
    assert trial.arms.count() == 2


def test_what_was_deleted_here_does_not_come_back() -> None:
    trial = taken_in(GROUP_TRIAL)
    trial.sites.filter(facility="Beispielklinik").delete()
    changed = later()
    module(changed, "contactsLocations")["locations"][2]["status"] = "RECRUITING"
    import_study(changed)
    assert trial.sites.count() == 2


@pytest.mark.slow
def test_a_number_gone_at_the_registry_still_leads_here() -> None:
    trial = taken_in(GROUP_TRIAL)
    changed = later()
    numbers = module(changed, "identification")
    numbers["secondaryIdInfos"] = numbers["secondaryIdInfos"][:2]
    import_study(changed)
    assert Trial.objects.identified_by("ISRCTN99999911").get() == trial
    assert trial.identifiers.get(kind="ISRCTN").retired
    assert not trial.identifiers.filter(kind="FUNDING").exists()


def test_a_status_set_here_stays() -> None:
    trial = taken_in(GROUP_TRIAL)
    StatusChange.objects.create(trial=trial, status="SUSPENDED", as_of="2098-01-20")
    assert import_study(later()).kept == ()
    changed = later()
    module(changed, "status")["overallStatus"] = "COMPLETED"
    assert [str(one) for one in import_study(changed).kept] == ["overall_status"]
    trial.refresh_from_db()
    assert trial.overall_status == "SUSPENDED"
    assert Proposal.objects.get().proposed_value == "COMPLETED"


def test_a_status_less_exactly_dated_than_the_last_is_still_the_newer_one() -> None:
    first = copy.deepcopy(GROUP_TRIAL)
    del module(first, "status")["statusVerifiedDate"]
    trial = taken_in(first)
    trial.refresh_from_db()
    assert trial.status_as_of == "2098-01-10"
    module(first, "status")["statusVerifiedDate"] = "2098-01"
    module(first, "status")["lastUpdateSubmitDate"] = "2098-01-31"
    module(first, "status")["overallStatus"] = "COMPLETED"
    import_study(first)
    trial.refresh_from_db()
    assert (trial.overall_status, trial.status_as_of) == ("COMPLETED", "2098-01-31")


def test_a_trial_made_by_hand_is_filled_where_it_is_empty() -> None:
    trial = Trial.objects.create(
        protocol_id="A219911", nct_id="NCT99999911", brief_title="Our Title", enrollment=298
    )
    trial.arms.create(label="Our arm")
    trial.sites.create(facility="BEISPIELKLINIK", city="Beispielstadt", country="Germany")
    trial.identifiers.create(kind="FUNDING", value="U10CA999911", resolves=False)
    source = Source.objects.create(kind="REGISTRY", title="ClinicalTrials.gov record NCT99999911")
    StatusChange.objects.create(trial=trial, status="RECRUITING", as_of="2097", source=source)
    imported = import_study(GROUP_TRIAL)
    trial.refresh_from_db()
    assert (trial.brief_title, trial.enrollment, trial.acronym) == ("Our Title", 298, "GROUPED")
    assert tuple(map(str, imported.kept)) == ("brief_title", "enrollment")
    assert [arm.label for arm in trial.arms.all()] == ["Our arm"]
    assert trial.endpoints.count() == 3
    assert trial.sites.count() == 3
    assert trial.identifiers.filter(value="U10CA999911").count() == 1
    assert Source.objects.filter(kind="REGISTRY").count() == 1
    assert (trial.overall_status, trial.status_as_of) == ("RECRUITING", "2098-01")


def test_an_older_version_is_refused() -> None:
    taken_in(later())
    assert "of 2098-01-12; the one held here is of 2098-02-12" in str(refusal(GROUP_TRIAL))


def test_an_extract_never_takes_the_place_of_a_full_record() -> None:
    trial = taken_in(GROUP_TRIAL)
    refused = refusal(minimal("NCT99999911"))
    assert "this is an extract: statusModule" in str(refused)
    assert trial.sites.count() == 3


def test_what_is_held_is_no_hindrance_where_it_cannot_be_read_any_more() -> None:
    trial = taken_in(GROUP_TRIAL)
    broken = copy.deepcopy(GROUP_TRIAL)
    module(broken, "status")["overallStatus"] = "A word of long ago"
    RegistryRecord.objects.update(study=broken, digest="0" * 64)
    assert import_study(GROUP_TRIAL).outcome is Outcome.UPDATED
    assert trial.sites.count() == 3


def test_nothing_is_asked_about_a_part_that_the_registry_dropped() -> None:
    study = copy.deepcopy(GROUP_TRIAL)
    outcome = module(study, "outcomes")["primaryOutcomes"][0]
    trial = taken_in(study)
    trial.endpoints.filter(measure=outcome["measure"]).update(time_frame="As we say")
    outcome["timeFrame"] = "As they say"
    taken_in(later(study))
    assert Proposal.objects.get().field == "time_frame"
    without = later(study)
    module(without, "outcomes")["primaryOutcomes"] = [{"measure": "Another"}]
    taken_in(without)
    assert trial.endpoints.filter(time_frame="As we say").exists()
    assert not Proposal.objects.exists()


def test_numbers_of_a_trial_and_of_one_merged_into_it_are_one_trial() -> None:
    stays, merged = taken_in(minimal("NCT00000001")), taken_in(minimal("NCT00000002"))
    Trial.objects.filter(pk=merged.pk).update(merged_into=stays)
    both = minimal("NCT00000001", nctIdAliases=["NCT00000002"])
    assert taken_in(both) == stays
