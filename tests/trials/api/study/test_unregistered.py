"""The study of a trial that an editor entered: valid, made of our rows, nothing made up."""

import pytest

from tests.records import a_source, a_status, a_trial
from tests.trials.api.study.rendering import compared, differences, fast
from tests.trials.api.study.test_columns import nothing_empty
from tests.trials.ctgov.studies import INVENTED
from tests.trials.ctgov.test_importer import taken_in
from trials.ctgov.records import parse_study
from trials.models import (
    Arm,
    Condition,
    Contact,
    Endpoint,
    Intervention,
    Organisation,
    RegistryRecord,
    Site,
    Trial,
    TrialCondition,
    TrialIdentifier,
)

pytestmark = pytest.mark.django_db

WITHOUT_COLUMN = {
    # what the registry derives, and results, which become findings
    "derivedSection.conditionBrowseModule",
    "derivedSection.interventionBrowseModule",
    "derivedSection.miscInfoModule",
    "hasResults",
    "resultsSection",
    # what has no column
    "designModule.expandedAccessTypes",
    "designModule.nPtrsToThisExpAccNctId",
    "documentSection.largeDocumentModule.largeDocs[0].size",
    "documentSection.largeDocumentModule.largeDocs[0].uploadDate",
    "documentSection.largeDocumentModule.noSap",
    "identificationModule.organization",
    "referencesModule.availIpds",
    "statusModule.dispFirstPostDateStruct",
    "statusModule.dispFirstSubmitDate",
    "statusModule.dispFirstSubmitQcDate",
    "statusModule.lastUpdatePostDateStruct.type",
    "statusModule.resultsFirstPostDateStruct.type",
    "statusModule.resultsFirstSubmitQcDate",
    "statusModule.studyFirstPostDateStruct.type",
    "statusModule.studyFirstSubmitQcDate",
    # a number is a number, whichever list it stood in; one that is retired is told by our section
    "identificationModule.nctIdAliases",
    "identificationModule.orgStudyIdInfo",
    "identificationModule.secondaryIdInfos",
    # one text, where the registry has two
    "referencesModule.references[0].retractions[0].pmid",
    "referencesModule.references[0].retractions[0].source",
    # what stood there twice
    "armsInterventionsModule.armGroups",
    "conditionsModule.conditions",
    "sponsorCollaboratorsModule.collaborators",
}


def test_the_least_there_is() -> None:
    rendered = fast(a_trial("A021602", brief_title="Testing"))
    assert rendered.study == {
        "protocolSection": {
            "identificationModule": {
                "orgStudyIdInfo": {"id": "A021602"},
                "briefTitle": "Testing",
            },
            "statusModule": {},
        },
        "derivedSection": {},
        "hasResults": False,
    }
    assert rendered.is_edited


def a_whole_trial() -> Trial:
    sponsor = Organisation.objects.create(name="Alliance", agency_class="NETWORK")
    trial = a_trial(
        "A021602",
        nct_id="NCT03375320",
        lead_sponsor=sponsor,
        enrollment=298,
        enrollment_type="ACTUAL",
        minimum_age="18 Years",
        start_date="2018-07",
        phases=["PHASE3"],
        keywords=["NET"],
    )
    a_status(trial, "ACTIVE_NOT_RECRUITING", as_of="2024-04-03", source=a_source("ClinicalTrials"))
    drug = Intervention.objects.create(trial=trial, type="DRUG", name="Cabozantinib")
    Arm.objects.create(trial=trial, label="Cabozantinib", type="EXPERIMENTAL").interventions.add(
        drug
    )
    Endpoint.objects.create(trial=trial, level="PRIMARY", measure="Progression-free survival")
    condition = Condition.objects.create(name="Neuroendocrine Tumors", slug="net")
    TrialCondition.objects.create(trial=trial, condition=condition)
    TrialIdentifier.objects.create(trial=trial, kind="CTRP", value="NCI-2017-02297")
    site = Site.objects.create(trial=trial, city="Boston", latitude=42.36, longitude=-71.06)
    Contact.objects.create(trial=trial, site=site, phone="555-0100")
    return Trial.objects.get(pk=trial.pk)


def test_a_whole_one() -> None:
    protocol = fast(a_whole_trial()).study["protocolSection"]
    assert protocol == {
        "identificationModule": {
            "nctId": "NCT03375320",
            "orgStudyIdInfo": {"id": "A021602"},
            "secondaryIdInfos": [{"id": "NCI-2017-02297"}],
            "briefTitle": "Testing A021602",
        },
        "statusModule": {
            "overallStatus": "ACTIVE_NOT_RECRUITING",
            "statusVerifiedDate": "2024-04-03",
            "startDateStruct": {"date": "2018-07"},
        },
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Alliance", "class": "NETWORK"}},
        "conditionsModule": {"conditions": ["Neuroendocrine Tumors"], "keywords": ["NET"]},
        "designModule": {
            "phases": ["PHASE3"],
            "enrollmentInfo": {"count": 298, "type": "ACTUAL"},
        },
        "armsInterventionsModule": {
            "armGroups": [
                {
                    "label": "Cabozantinib",
                    "type": "EXPERIMENTAL",
                    "interventionNames": ["Drug: Cabozantinib"],
                }
            ],
            "interventions": [
                {"type": "DRUG", "name": "Cabozantinib", "armGroupLabels": ["Cabozantinib"]}
            ],
        },
        "outcomesModule": {"primaryOutcomes": [{"measure": "Progression-free survival"}]},
        "eligibilityModule": {"minimumAge": "18 Years", "stdAges": ["ADULT", "OLDER_ADULT"]},
        "contactsLocationsModule": {
            "locations": [
                {
                    "city": "Boston",
                    "geoPoint": {"lat": 42.36, "lon": -71.06},
                    "contacts": [{"phone": "555-0100"}],
                }
            ]
        },
    }
    assert nothing_empty(protocol)


def test_it_can_be_read_again_and_says_the_same() -> None:
    """As another registry that takes ours would."""
    study = fast(a_whole_trial()).study
    read = parse_study(study)
    assert read.identification.nct_id == "NCT03375320"
    assert read.design.enrollment_count == 298


def test_rows_of_a_record_make_its_study_again() -> None:
    """All that has columns comes out of them as it went in, if the record itself were lost."""
    trial = taken_in(INVENTED)
    RegistryRecord.objects.filter(trial=trial).delete()
    told = differences(INVENTED, compared(trial).study)
    assert {place.removeprefix(".") for place in told} == WITHOUT_COLUMN
