"""A study as a row of the registry's CSV, and as programs read that."""

import csv
import io
from pathlib import Path

import pytest

from tests.trials.api.pieces.studies import Json, invented, of
from trials.api.pieces import cells, columns

STUDY: Json = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT99999901",
            "orgStudyIdInfo": {"id": "A999901"},
            "secondaryIdInfos": [{"id": "NCI-0000-1"}, {"id": "A999901"}],
            "briefTitle": 'A "Quoted", Long Title',
        },
        "statusModule": {
            "overallStatus": "COMPLETED",
            "startDateStruct": {"date": "2018-07"},
            "studyFirstPostDateStruct": {"date": "2018-06-30", "type": "ACTUAL"},
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": "Example Group", "class": "NETWORK"},
            "collaborators": [{"name": "One"}, {"name": "Two"}],
        },
        "conditionsModule": {"conditions": ["Exampleoma", "Beispielitis"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE2", "PHASE3"],
            "designInfo": {
                "allocation": "RANDOMIZED",
                "maskingInfo": {"masking": "DOUBLE", "whoMasked": ["PARTICIPANT", "INVESTIGATOR"]},
                "primaryPurpose": "TREATMENT",
            },
            "enrollmentInfo": {"count": 0, "type": "ACTUAL"},
        },
        "armsInterventionsModule": {
            "interventions": [{"type": "DRUG", "name": "Exampletinib"}, {"name": "Placebo"}]
        },
        "outcomesModule": {
            "primaryOutcomes": [
                {"measure": "Survival", "description": "From entry", "timeFrame": "5 years"},
                {"measure": "Safety", "timeFrame": "1 year"},
            ]
        },
        "eligibilityModule": {"sex": "ALL", "stdAges": ["ADULT", "OLDER_ADULT"]},
        "contactsLocationsModule": {
            "locations": [
                {"facility": "Example Clinic", "city": "Exampleton", "country": "Norway"},
                {"city": "Beispielstadt", "state": "Hessen", "zip": "12345", "country": "Germany"},
            ]
        },
    },
    "documentSection": {
        "largeDocumentModule": {
            "largeDocs": [{"label": "Study Protocol", "filename": "Prot_000.pdf"}, {"label": "SAP"}]
        }
    },
    "hasResults": True,
}
ROW = {
    "NCT Number": "NCT99999901",
    "Study Title": 'A "Quoted", Long Title',
    "Study URL": "https://clinicaltrials.gov/study/NCT99999901",
    "Study Status": "COMPLETED",
    "Study Results": "YES",
    "Conditions": "Exampleoma|Beispielitis",
    "Interventions": "DRUG: Exampletinib|Placebo",
    "Primary Outcome Measures": "Survival, From entry, 5 years|Safety, 1 year",
    "Sponsor": "Example Group",
    "Collaborators": "One|Two",
    "Sex": "ALL",
    "Age": "ADULT, OLDER_ADULT",
    "Phases": "PHASE2|PHASE3",
    "Enrollment": "0",
    "Funder Type": "NETWORK",
    "Study Type": "INTERVENTIONAL",
    "Study Design": (
        "Allocation: RANDOMIZED|Intervention Model: |Masking: DOUBLE (PARTICIPANT, INVESTIGATOR)"
        "|Primary Purpose: TREATMENT"
    ),
    "Other IDs": "A999901|NCI-0000-1|A999901",
    "Start Date": "2018-07",
    "First Posted": "2018-06-30",
    "Locations": ("Example Clinic, Exampleton, Norway|Beispielstadt, Hessen, 12345, Germany"),
    "Study Documents": (
        "Study Protocol, https://cdn.clinicaltrials.gov/large-docs/01/NCT99999901/Prot_000.pdf|SAP"
    ),
}


def test_there_are_thirty_columns() -> None:
    assert len(columns()) == 30
    assert columns()[:3] == ["NCT Number", "Study Title", "Study URL"]
    assert columns()[-1] == "Study Documents"


def test_a_row() -> None:
    row = dict(zip(columns(), cells(STUDY), strict=True))
    assert {name: cell for name, cell in row.items() if cell} == ROW


def test_columns_come_in_the_registrys_order() -> None:
    asked = columns(["Conditions", "NCT Number", "Study Title"])
    assert asked == ["NCT Number", "Study Title", "Conditions"]
    assert cells(STUDY, asked)[0] == "NCT99999901"


def test_an_unknown_column_is_told() -> None:
    with pytest.raises(KeyError, match="NCTId"):
        columns(["NCT Number", "NCTId"])


def test_an_observational_study_tells_its_own_design() -> None:
    design = {
        "studyType": "OBSERVATIONAL",
        "designInfo": {"observationalModel": "COHORT", "timePerspective": "PROSPECTIVE"},
    }
    study = {"protocolSection": {"designModule": design}}
    told = cells(study, ["Study Design"])
    assert told == ["Observational Model: COHORT|Time Perspective: PROSPECTIVE"]


def test_a_study_of_ours_may_have_another_address() -> None:
    assert cells(STUDY, ["Study URL"], "https://trials.example/trials/A999901/") == [
        "https://trials.example/trials/A999901/"
    ]


def test_a_study_that_says_nothing() -> None:
    assert [cell for cell in cells({}) if cell] == ["NO"]


def test_one_study_is_one_row_for_programs_that_split_lines_first() -> None:
    study = invented()
    study["protocolSection"]["identificationModule"]["briefTitle"] = "One\u2028two\x0bthree\x85four"
    study["protocolSection"]["descriptionModule"]["briefSummary"] = "First line\nand, second"
    rows = list(csv.reader(_written([study, study]).splitlines()))
    assert [row[1] for row in rows] == ["One two three four"] * 2
    assert {len(row) for row in rows} == {30}


def test_samples_as_rows(samples: Path) -> None:
    studies = of(samples)
    rows = list(csv.reader(_written(list(studies.values())).splitlines()))
    assert [row[0] for row in rows] == list(studies)
    assert {len(row) for row in rows} == {30}


def _written(studies: list[Json]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(cells(study) for study in studies)
    return out.getvalue()
