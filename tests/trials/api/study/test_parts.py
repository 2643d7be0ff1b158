"""Edits of parts: changed, added, removed, put in another order; each where it stands, no more."""

import copy
from typing import Any

import pytest
from django.db.models import Max

from tests.records import a_source
from tests.trials.api.study.rendering import compared, differences
from tests.trials.ctgov.studies import INVENTED
from tests.trials.ctgov.test_importer import GROUP_TRIAL, taken_in
from tests.trials.ctgov.test_importer_updates import later
from trials.api.study.registry.paths import at
from trials.ctgov.importer import import_study
from trials.models import (
    Arm,
    Condition,
    Contact,
    Document,
    Endpoint,
    Finding,
    Intervention,
    Official,
    Organisation,
    Reference,
    Site,
    Trial,
    TrialCondition,
    TrialOrganisation,
)

pytestmark = pytest.mark.django_db

Told = dict[str, tuple[Any, Any]]


@pytest.fixture
def trial() -> Trial:
    return taken_in(GROUP_TRIAL)


@pytest.fixture
def full() -> Trial:
    return taken_in(INVENTED)


def told(trial: Trial, study: Any = GROUP_TRIAL) -> Told:
    """What came to be another in its study."""
    return differences(study, compared(trial).study)


def module(trial: Trial, path: str) -> Any:
    return at(compared(trial).study, f"protocolSection.{path}")


FIRSTS: dict[Any, str] = {
    Intervention: "armsInterventionsModule.interventions[0]",
    Arm: "armsInterventionsModule.armGroups[0]",
    Endpoint: "outcomesModule.primaryOutcomes[0]",
    Official: "contactsLocationsModule.overallOfficials[0]",
    Site: "contactsLocationsModule.locations[0]",
    Contact: "contactsLocationsModule.centralContacts[0]",
    Reference: "referencesModule.references[0]",
    Document: "documentSection.largeDocumentModule.largeDocs[0]",
}
CHANGES: list[tuple[Any, dict[str, Any], str, Any]] = [
    (Intervention, {"description": "120 mg"}, "description", "120 mg"),
    (Intervention, {"other_names": ["EX-1", "EX-2"]}, "otherNames", ["EX-1", "EX-2"]),
    (Arm, {"type": "OTHER"}, "type", "OTHER"),
    (Arm, {"description": "Weekly"}, "description", "Weekly"),
    (Endpoint, {"time_frame": "6 years"}, "timeFrame", "6 years"),
    (Endpoint, {"description": "RECIST"}, "description", "RECIST"),
    (Official, {"affiliation": "Elsewhere"}, "affiliation", "Elsewhere"),
    (Official, {"role": "STUDY_DIRECTOR"}, "role", "STUDY_DIRECTOR"),
    (Official, {"name": "ada example, MD"}, "name", "ada example, MD"),
    (Site, {"status": "COMPLETED"}, "status", "COMPLETED"),
    (Site, {"zip": ""}, "zip", None),
    (Site, {"latitude": 41.0}, "geoPoint.lat", 41.0),
    (Site, {"latitude": None, "longitude": None}, "geoPoint", None),
    (Contact, {"phone": "555-0199"}, "phone", "555-0199"),
    (Contact, {"phone_ext": ""}, "phoneExt", None),
    (Reference, {"type": "BACKGROUND"}, "type", "BACKGROUND"),
    (Reference, {"citation": "Another."}, "citation", "Another."),
    (Reference, {"retraction": ""}, "retractions", None),
    (Document, {"label": "Plan"}, "label", "Plan"),
    (Document, {"date": "2096-02-02"}, "date", "2096-02-02"),
    (Document, {"has_icf": True}, "hasIcf", True),
]


@pytest.mark.parametrize(
    ("model", "changed", "place", "after"), CHANGES, ids=lambda value: str(value)[:40]
)
def test_a_change_of_a_part_changes_its_place_alone(
    full: Trial, model: Any, changed: Any, place: str, after: Any
) -> None:
    first = model.objects.filter(trial=full)[0]
    model.objects.filter(pk=first.pk).update(**changed)
    ((found, (_, value)),) = told(full, INVENTED).items()
    assert (found.removeprefix("."), value) == (f"{FIRSTS[model]}.{place}", after)


REMOVALS: list[tuple[Any, str]] = [
    (Intervention, "armsInterventionsModule.interventions"),
    (Arm, "armsInterventionsModule.armGroups"),
    (Endpoint, "outcomesModule"),
    (Official, "contactsLocationsModule.overallOfficials"),
    (Site, "contactsLocationsModule.locations"),
    (Contact, "contactsLocationsModule.centralContacts"),
    (Reference, "referencesModule.references"),
    (TrialCondition, "conditionsModule.conditions"),
    (TrialOrganisation, "sponsorCollaboratorsModule.collaborators"),
]


@pytest.mark.parametrize(("model", "place"), REMOVALS)
def test_what_is_removed_goes_and_leaves_no_empty_list(full: Trial, model: Any, place: str) -> None:
    model.objects.filter(trial=full).delete()
    assert module(full, place) is None


def test_of_documents_what_the_registry_says_beside_them_stays(full: Trial) -> None:
    Document.objects.all().delete()
    assert compared(full).study["documentSection"] == {"largeDocumentModule": {"noSap": False}}


def test_an_item_keeps_what_has_no_column(full: Trial) -> None:
    Document.objects.update(label="Plan")
    (document,) = compared(full).study["documentSection"]["largeDocumentModule"]["largeDocs"]
    assert (document["size"], document["uploadDate"]) == (123456, "2098-01-02T09:30")


def test_a_condition_added_stands_behind_and_twins_stay(trial: Trial) -> None:
    condition = Condition.objects.create(name="New Condition", slug="new-condition")
    TrialCondition.objects.create(trial=trial, condition=condition, position=9)
    assert module(trial, "conditionsModule.conditions") == [
        "Invented Tumor",
        "invented tumor",
        "Tumor, Invented",
        "New Condition",
    ]


def test_a_condition_removed_goes_with_its_twin(trial: Trial) -> None:
    TrialCondition.objects.filter(condition__name="Invented Tumor").delete()
    assert module(trial, "conditionsModule.conditions") == ["Tumor, Invented"]


def test_conditions_in_another_order(trial: Trial) -> None:
    TrialCondition.objects.filter(condition__name="Tumor, Invented").update(position=0)
    TrialCondition.objects.filter(condition__name="Invented Tumor").update(position=1)
    assert module(trial, "conditionsModule.conditions") == [
        "Tumor, Invented",
        "Invented Tumor",
        "invented tumor",
    ]


def test_a_collaborator_added_brings_its_class(trial: Trial) -> None:
    maker = Organisation.objects.create(name="Second Maker", agency_class="INDUSTRY")
    TrialOrganisation.objects.create(trial=trial, organisation=maker, position=5)
    assert told(trial) == {
        "sponsorCollaboratorsModule.collaborators": (
            [{"name": "Example Cooperative Group"}, {"name": "Example Maker", "class": "INDUSTRY"}],
            [
                {"name": "Example Cooperative Group"},
                {"name": "Example Maker", "class": "INDUSTRY"},
                {"name": "Second Maker", "class": "INDUSTRY"},
            ],
        )
    }


def test_an_outcome_added_and_one_put_between(trial: Trial) -> None:
    Endpoint.objects.create(trial=trial, level="SECONDARY", measure="Last", position=9)
    Endpoint.objects.create(trial=trial, level="PRIMARY", measure="Between", position=0)
    module_ = module(trial, "outcomesModule")
    assert [one["measure"] for one in module_["secondaryOutcomes"]] == ["Response", "Last"]
    assert [one.get("timeFrame") for one in module_["primaryOutcomes"]] == [
        "5 years",
        None,
        "10 years",
        "10 years",
    ]


def test_an_endpoint_found_later_is_no_outcome_of_the_protocol(trial: Trial) -> None:
    Endpoint.objects.create(trial=trial, level="POST_HOC", measure="Found later", position=9)
    assert told(trial) == {}


def test_an_outcome_moves_to_another_level(trial: Trial) -> None:
    Endpoint.objects.filter(measure="Response").update(level="OTHER")
    module_ = module(trial, "outcomesModule")
    assert module_["otherOutcomes"] == [{"measure": "Response"}]
    assert "secondaryOutcomes" not in module_


def test_an_arm_renamed_is_renamed_where_interventions_name_it(trial: Trial) -> None:
    Arm.objects.filter(label="Placebo").update(label="Control")
    found = module(trial, "armsInterventionsModule")
    assert found["armGroups"][1] == {
        "label": "Control",
        "type": "PLACEBO_COMPARATOR",
        "interventionNames": ["Drug: Placebo", "Procedure: Imaging"],
    }
    labels = {one["name"]: one.get("armGroupLabels") for one in found["interventions"]}
    assert labels == {
        "Examplinib": None,
        "Placebo": ["Control"],
        "Zinc": None,
        "Imaging": ["Examplinib", "Control"],
    }


def test_an_intervention_taken_from_an_arm(trial: Trial) -> None:
    zinc = Intervention.objects.get(name="Zinc")
    Arm.objects.get(label="Examplinib").interventions.remove(zinc)
    assert told(trial) == {
        "armsInterventionsModule.armGroups[0].interventionNames": (
            ["Drug: Examplinib", "Dietary Supplement: Zinc"],
            ["Drug: Examplinib"],
        )
    }


def test_an_intervention_given_to_an_arm(trial: Trial) -> None:
    zinc = Intervention.objects.get(name="Zinc")
    Arm.objects.get(label="Placebo").interventions.add(zinc)
    assert told(trial) == {
        "armsInterventionsModule.armGroups[1].interventionNames": (
            ["Drug: Placebo"],
            ["Drug: Placebo", "Dietary Supplement: Zinc"],
        ),
        "armsInterventionsModule.interventions[2].armGroupLabels": (None, ["Placebo"]),
    }


def test_a_site_with_its_contact(trial: Trial) -> None:
    last = Site.objects.aggregate(last=Max("position"))["last"]
    site = Site.objects.create(trial=trial, city="New Town", country="Canada", position=last + 1)
    Contact.objects.create(trial=trial, site=site, email="new@nowhere.example")
    assert module(trial, "contactsLocationsModule.locations")[3:] == [
        {"city": "New Town", "country": "Canada", "contacts": [{"email": "new@nowhere.example"}]}
    ]


def test_a_site_removed_takes_its_contacts_with_it(trial: Trial) -> None:
    Site.objects.filter(latitude__isnull=False).delete()
    locations = module(trial, "contactsLocationsModule.locations")
    # The two of one place are one and the other by their order: the second became the first.
    assert [one["city"] for one in locations] == ["Exampleton", "Beispielstadt"]
    assert [one["name"] for one in locations[0]["contacts"]] == ["Second Desk"]
    assert "geoPoint" not in locations[0]


def test_a_central_contact_added_and_the_silent_one_stays(trial: Trial) -> None:
    Contact.objects.create(trial=trial, name="Second Desk", role="CONTACT", position=3)
    assert module(trial, "contactsLocationsModule.centralContacts") == [
        {"role": "CONTACT"},
        {"name": "Example Desk", "phone": "555-0110"},
        {"name": "Second Desk", "role": "CONTACT"},
    ]


def test_a_publication_and_a_page_added(trial: Trial) -> None:
    own = {"trial": trial, "position": 20}
    Reference.objects.create(**own, type="RESULT", pmid="99999922", citation="Example C. New.")
    Reference.objects.create(**own, citation="New page", url="https://nowhere.example/new")
    Reference.objects.create(**own, citation="Example D. In a book.")
    found = module(trial, "referencesModule")
    assert found["references"][2:] == [
        {"pmid": "99999922", "type": "RESULT", "citation": "Example C. New."},
        {"citation": "Example D. In a book."},
    ]
    assert found["seeAlsoLinks"][2:] == [
        {"label": "New page", "url": "https://nowhere.example/new"}
    ]
    assert found["references"][0] == {"pmid": "99999911", "type": "RESULT"}


def test_a_reference_under_embargo_is_not_told(trial: Trial) -> None:
    hidden = a_source("Later", public_from=None)
    Reference.objects.create(trial=trial, citation="Secret", type="RESULT", source=hidden)
    assert told(trial) == {}


def test_one_that_the_registry_names_too_stays_as_the_registry_has_it(trial: Trial) -> None:
    hidden = a_source("Later", public_from=None)
    Reference.objects.filter(pmid="99999911").update(source=hidden, citation="Secret")
    assert told(trial) == {}


def test_what_the_registry_dropped_and_findings_hold_is_no_edit() -> None:
    """An arm and an outcome stay here for the sake of a number; the registry's JSON lacks them."""
    trial = taken_in(GROUP_TRIAL)
    arm, endpoint = Arm.objects.get(label="Placebo"), Endpoint.objects.get(measure="Response")
    held = {"arm": arm, "endpoint": endpoint, "source": a_source()}
    Finding.objects.create(trial=trial, quantity="COUNT", value_text="3", **held)
    study = later()
    del study["protocolSection"]["armsInterventionsModule"]["armGroups"][1]
    del study["protocolSection"]["outcomesModule"]["secondaryOutcomes"]
    import_study(copy.deepcopy(study))
    assert Arm.objects.filter(label="Placebo").exists()
    assert Endpoint.objects.filter(measure="Response").exists()
    assert told(trial, study) == {}
    Arm.objects.filter(label="Placebo").update(description="Ours")
    labels = [arm["label"] for arm in module(trial, "armsInterventionsModule.armGroups")]
    assert labels == ["Examplinib", "Placebo"]
