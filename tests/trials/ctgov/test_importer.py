"""What a study of the registry becomes here: the trial, its numbers, its parts, its source."""

import copy
import json
from typing import Any

import pytest
from django.test import Client

from tests.trials.ctgov.studies import DATA, INVENTED, protocol, with_value
from trials.ctgov.importer import Outcome, StudyRefused, import_study
from trials.models import (
    ChangeLogEntry,
    Condition,
    Organisation,
    RegistryRecord,
    Site,
    Source,
    StatusChange,
    Trial,
    TrialIdentifier,
)

pytestmark = pytest.mark.django_db

GROUP_TRIAL = json.loads((DATA / "invented_group_trial.json").read_text(encoding="utf-8"))


def taken_in(data: object, *, publish: bool = False) -> Trial:
    return Trial.objects.get(pk=import_study(data, publish=publish).trial_id)


def minimal(nct_id: str, **identification: object) -> dict[str, Any]:
    names = {"nctId": nct_id, "briefTitle": f"Invented {nct_id}"} | identification
    return protocol(identificationModule=names)


def protocol_of(study: Any) -> dict[str, Any]:
    return dict(study["protocolSection"])


def refusal(data: object) -> StudyRefused:
    with pytest.raises(StudyRefused) as refused:
        import_study(data)
    return refused.value


@pytest.mark.slow
def test_what_a_reader_rarely_asks_has_its_column_too() -> None:
    trial = taken_in(INVENTED)
    status = protocol_of(INVENTED)["statusModule"]
    assert trial.has_expanded_access is status["expandedAccessInfo"]["hasExpandedAccess"]
    assert trial.first_submitted == status["studyFirstSubmitDate"]
    assert trial.is_unapproved_device is False
    assert (trial.bio_spec_retention, trial.bio_spec_description) == ("SAMPLES_WITH_DNA", "Blood")
    assert trial.ipd_info_types == ["STUDY_PROTOCOL", "SAP"]


@pytest.mark.slow
def test_a_retracted_paper_is_shown_as_one(client: Client) -> None:
    trial = taken_in(INVENTED, publish=True)
    page = client.get(trial.get_absolute_url()).content.decode()
    assert "Retracted</strong> (J Examples. 2099, PubMed 99999998)" in page


def test_a_new_trial_is_a_draft_with_the_registrys_columns() -> None:
    trial = taken_in(INVENTED)
    assert (trial.state, trial.release_at) == ("DRAFT", None)
    assert (trial.nct_id, trial.protocol_id, trial.acronym) == ("NCT99999901", None, "NOWHERE")
    assert (trial.phases, trial.who_masked) == (
        ["PHASE2", "PHASE3"],
        ["PARTICIPANT", "INVESTIGATOR"],
    )
    assert (trial.start_date, trial.primary_completion_date, trial.completion_date) == (
        "2096-02-29",
        "2099-02",
        "2101",
    )
    assert (trial.start_date_type, trial.completion_date_type) == ("ACTUAL", "ESTIMATED")
    assert (trial.enrollment, trial.enrollment_type) == (298, "ESTIMATED")
    assert (trial.minimum_age, trial.maximum_age, trial.sex) == ("18 Years", "960 Months", "ALL")
    assert trial.healthy_volunteers is False
    assert trial.eligibility_criteria.startswith("Inclusion:")
    assert trial.first_posted == "2096-01-04"
    assert trial.ipd_url == "https://nowhere.example/sharing"
    assert trial.responsible_party["investigatorFullName"] == "Ada Example"
    assert trial.lead_sponsor is not None
    assert (trial.lead_sponsor.name, trial.lead_sponsor.agency_class) == (
        "Example Cooperative Group",
        "NETWORK",
    )


@pytest.mark.slow
def test_published_trials_are_public_at_once() -> None:
    taken_in(INVENTED, publish=True)
    assert Trial.objects.listed().count() == 1


def test_the_status_names_its_day_and_the_registry() -> None:
    trial = taken_in(INVENTED)
    assert (trial.overall_status, trial.status_as_of) == ("SUSPENDED", "2098-03")
    source = trial.status_source
    assert source is not None
    assert (source.kind, source.title, source.url, source.date) == (
        "REGISTRY",
        "ClinicalTrials.gov record NCT99999901",
        "https://clinicaltrials.gov/study/NCT99999901",
        "2098-03-04",
    )
    assert StatusChange.objects.get().reason == "The examples ran out"


@pytest.mark.slow
def test_each_number_has_its_kind_and_only_those_of_one_trial_lead_to_it() -> None:
    trial = taken_in(GROUP_TRIAL)
    assert trial.protocol_id == "A219911"
    numbers = TrialIdentifier.objects.filter(trial=trial)
    assert set(numbers.values_list("kind", "value", "resolves")) == {
        ("PROTOCOL", "A219911", True),
        ("NCT", "NCT99999911", True),
        ("CTRP", "NCI-2099-00011", True),
        ("EUDRACT", "2019-009911-11", True),
        ("ISRCTN", "ISRCTN99999911", True),
        ("OTHER_GROUP", "S9911", True),
        ("FUNDING", "U10CA999911", False),
        ("FUNDING", "R01 CA999912", False),
        ("OTHER_REGISTRY", "NCT99999919", False),
        ("SPONSOR", "EX/99-11", False),
    }
    assert numbers.get(kind="CTRP").domain == "CTRP (invented)"
    assert Trial.objects.identified_by("nci 2099 00011").get() == trial


def test_a_sponsors_number_is_no_protocol_id_though_it_looks_like_one() -> None:
    trial = taken_in(minimal("NCT99999921", orgStudyIdInfo={"id": "C16010"}))
    assert trial.protocol_id is None
    assert trial.identifiers.get(kind="SPONSOR").value == "C16010"


def test_an_alias_leads_to_the_trial_as_a_retired_number() -> None:
    trial = taken_in(INVENTED)
    alias = trial.identifiers.get(value="NCT99999801")
    assert (alias.kind, alias.retired, alias.resolves) == ("NCT", True, True)
    assert Trial.objects.identified_by("NCT99999801").get() == trial


def test_a_number_that_another_trial_has_is_listed_and_leads_there() -> None:
    first = taken_in(GROUP_TRIAL)
    shared = [{"id": "NCI-2099-00011", "type": "REGISTRY"}]
    imported = import_study(minimal("NCT99999922", secondaryIdInfos=shared))
    assert any("NCI-2099-00011" in note for note in imported.notes)
    assert Trial.objects.identified_by("NCI-2099-00011").get() == first
    second = TrialIdentifier.objects.get(trial_id=imported.trial_id, kind="CTRP")
    assert second.resolves is False


def test_arms_get_what_either_side_names() -> None:
    trial = taken_in(GROUP_TRIAL)
    arms = {
        arm.label: sorted(arm.interventions.values_list("name", flat=True))
        for arm in trial.arms.all()
    }
    assert arms == {
        "Examplinib": ["Examplinib", "Imaging", "Zinc"],
        "Placebo": ["Imaging", "Placebo"],
    }


def test_endpoints_of_one_name_and_other_times_are_two() -> None:
    trial = taken_in(GROUP_TRIAL)
    assert list(trial.endpoints.values_list("level", "measure", "time_frame")) == [
        ("PRIMARY", "Survival", "5 years"),
        ("PRIMARY", "Survival", "10 years"),
        ("SECONDARY", "Response", ""),
    ]


def test_what_stands_there_twice_is_kept_once_and_noted() -> None:
    notes = import_study(INVENTED).notes
    assert notes == (
        "condition stands twice: Made-up Carcinoma",
        "collaborator stands twice: Example Institute",
        "arm stands twice: Arm A",
    )
    trial = Trial.objects.get()
    assert trial.arms.get().type == "EXPERIMENTAL"


@pytest.mark.slow
def test_conditions_are_one_in_any_capitals_and_two_with_one_slug() -> None:
    Condition.objects.create(name="INVENTED TUMOR", slug="invented-tumor")
    trial = taken_in(GROUP_TRIAL)
    names = list(trial.trial_conditions.values_list("condition__name", flat=True))
    assert names == ["INVENTED TUMOR", "Tumor, Invented"]
    other = protocol(
        identificationModule={"nctId": "NCT99999923", "briefTitle": "Same slug"},
        conditionsModule={"conditions": ["Tumor (Invented)", "腫瘍"]},
    )
    taken_in(other)
    assert Condition.objects.count() == 4
    module = {"conditions": ["TUMOR (INVENTED)", "腫瘍", "Invented tumor"]}
    taken_in(
        protocol(
            identificationModule={"nctId": "NCT99999925", "briefTitle": "The same again"},
            conditionsModule=module,
        )
    )
    assert Condition.objects.count() == 4


@pytest.mark.slow
def test_a_known_group_leads_where_no_group_sponsors() -> None:
    Organisation.objects.create(name="Example Cooperative Group", is_group=True)
    trial = taken_in(GROUP_TRIAL)
    assert dict(trial.memberships.values_list("organisation__name", "role")) == {
        "Example Cooperative Group": "GROUP",
        "Example Maker": "COLLABORATOR",
    }
    sponsored = taken_in(INVENTED)
    assert sponsored.memberships.get(role="GROUP").organisation.name == "Example Cooperative Group"


@pytest.mark.slow
def test_the_class_of_an_organisation_is_filled_in_once() -> None:
    Organisation.objects.create(name="Example Maker")
    Organisation.objects.create(name="Example Cancer Institute", agency_class="FED")
    taken_in(GROUP_TRIAL)
    assert Organisation.objects.get(name="Example Maker").agency_class == "INDUSTRY"
    assert Organisation.objects.get(name="Example Cancer Institute").agency_class == "FED"


def test_sites_of_one_name_stay_two_with_their_own_contacts() -> None:
    trial = taken_in(GROUP_TRIAL)
    first, second, third = trial.sites.all()
    assert (first.latitude, first.longitude, second.latitude) == (40.5, -82, None)
    assert str(third) == "Beispielklinik, Beispielstadt, Germany"
    assert [site.contacts.get().name for site in (first, second)] == ["First Desk", "Second Desk"]
    assert trial.contacts.get(site=None).phone == "555-0110"


def test_references_keep_what_is_no_number_or_address_as_text() -> None:
    trial = taken_in(GROUP_TRIAL)
    assert list(trial.references.values_list("type", "citation", "pmid", "url")) == [
        ("RESULT", "PubMed 99999911", "99999911", ""),
        ("BACKGROUND", "Example B. Another paper. PMC99999911", "", ""),
        ("", "Our page", "", "https://nowhere.example/a219911"),
        ("", "Not a link javascript:alert(1)", "", ""),
    ]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//a.b", "a.b"])
def test_what_is_no_address_of_the_web_never_becomes_a_link(client: Client, address: str) -> None:
    study = minimal(
        "NCT99990801",
        orgStudyIdInfo={"id": "ORG 1", "link": address},
        secondaryIdInfos=[
            {"id": "SECOND 2", "link": address},
            {"id": "THIRD 3", "link": "https://nowhere.example/3"},
        ],
    )
    study["protocolSection"]["ipdSharingStatementModule"] = {"url": address}
    trial = taken_in(study, publish=True)
    page = client.get(trial.get_absolute_url()).content.decode()
    assert trial.ipd_url == ""
    assert 'href="https://nowhere.example/3"' in page
    assert f'href="{address}' not in page


def test_documents_and_officials() -> None:
    trial = taken_in(INVENTED)
    document = trial.documents.get()
    assert (document.filename, document.date, document.has_sap) == (
        "Prot_SAP_000.pdf",
        "2096-01-01",
        True,
    )
    assert trial.officials.get().role == "STUDY_CHAIR"


def test_the_json_is_kept_as_received() -> None:
    trial = taken_in(INVENTED)
    record = RegistryRecord.objects.get(trial=trial)
    assert record.study == INVENTED
    assert (record.version, record.version_date) == (1, "2098-03-04")
    assert record.source == trial.status_source


def test_a_title_and_an_id_are_enough_and_the_rest_stays_unknown() -> None:
    trial = taken_in(minimal("NCT99999924"))
    assert (trial.overall_status, trial.enrollment, trial.sex) == ("", None, "")
    assert trial.lead_sponsor is None


def test_the_groups_number_alone_is_enough() -> None:
    names = {"orgStudyIdInfo": {"id": "CALGB 99911"}, "officialTitle": "An Old Invention"}
    trial = taken_in(protocol(identificationModule=names))
    assert (trial.public_id, trial.brief_title) == ("CALGB-99911", "An Old Invention")
    assert Source.objects.get().url == ""


def test_a_trial_is_found_by_its_protocol_id_and_gets_its_nct_id() -> None:
    trial = Trial.objects.create(protocol_id="A219911", brief_title="Invented Group Trial")
    assert import_study(GROUP_TRIAL).outcome is Outcome.UPDATED
    trial.refresh_from_db()
    assert trial.nct_id == "NCT99999911"
    assert Trial.objects.count() == 1


def test_a_trial_is_found_by_a_number_that_was_replaced() -> None:
    trial = taken_in(minimal("NCT99999801"))
    import_study(INVENTED)
    trial.refresh_from_db()
    assert trial.nct_id == "NCT99999901"
    assert trial.identifiers.get(value="NCT99999801").retired
    assert "NCT99999801 was replaced by NCT99999901" in str(refusal(minimal("NCT99999801")))


def test_numbers_of_two_trials_are_refused() -> None:
    Trial.objects.create(protocol_id="A219911", brief_title="By protocol")
    Trial.objects.create(nct_id="NCT99999911", brief_title="By NCT ID")
    refused = refusal(GROUP_TRIAL)
    assert refused.path == "protocolSection.identificationModule.nctId"
    assert "two trials here: A219911 and NCT99999911" in refused.reason


def test_another_nct_id_for_a_protocol_is_refused() -> None:
    Trial.objects.create(protocol_id="A219911", nct_id="NCT99999999", brief_title="Another")
    assert "A219911 is held here with the NCT ID NCT99999999" in str(refusal(GROUP_TRIAL))


def test_a_word_the_registry_does_not_know_is_refused_with_its_place() -> None:
    place = ("protocolSection", "statusModule", "overallStatus")
    refused = refusal(with_value(place, "RECRUTING"))
    assert refused.path == "protocolSection.statusModule.overallStatus"
    assert "RECRUTING" in refused.reason


def test_a_rule_of_the_database_is_refused_in_its_own_words_and_leaves_nothing() -> None:
    place = ("protocolSection", "statusModule", "completionDateStruct", "date")
    refused = refusal(with_value(place, "2095"))
    assert str(refused) == (
        "protocolSection: The primary completion date is after the completion date."
    )
    for model in (Trial, Organisation, Condition, Source, Site, RegistryRecord, ChangeLogEntry):
        assert not model.objects.exists(), model


def test_a_study_that_fails_at_its_last_part_leaves_nothing() -> None:
    place = ("documentSection", "largeDocumentModule", "largeDocs", 0, "filename")
    refused = refusal(with_value(place, "x" * 301))
    assert str(refused) == (
        "documentSection.largeDocumentModule: filename has 301 characters, 300 fit"
    )
    for model in (Trial, Organisation, Condition, Source, Site, RegistryRecord, ChangeLogEntry):
        assert not model.objects.exists(), model


@pytest.mark.parametrize("key", ["leadSponsor", "organization"])
def test_only_the_sponsors_name_has_to_fit(key: str) -> None:
    data = copy.deepcopy(GROUP_TRIAL)
    modules = data["protocolSection"]
    modules["identificationModule"]["organization"] = {"fullName": "x" * 301}
    if key == "leadSponsor":
        modules["sponsorCollaboratorsModule"][key]["name"] = "x" * 301
        assert "name has 301 characters, 300 fit" in str(refusal(data))
    else:
        taken_in(data)
