"""Any number of invented studies, each another, and a later version of each."""

import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

UNCHANGED = 6
"""One of so many is the same in both versions."""
SPONSORS = [f"Example Group {number}" for number in range(9)]
CONDITIONS = [f"Invented Carcinoma {number}" for number in range(25)]
CITIES = ["Exampleton", "Beispielstadt", "Villexemple", "Esempio", "Ejemplar"]
STATUSES = ["NOT_YET_RECRUITING", "RECRUITING", "ACTIVE_NOT_RECRUITING", "SUSPENDED", "COMPLETED"]

Json = dict[str, Any]


def a_study(number: int, version: int = 1) -> Json:
    """One study; version 2 of most has something changed, added and taken away."""
    dice = random.Random(number)  # noqa: S311
    study = _first(number, dice)
    if version > 1 and number % UNCHANGED:
        _change(study, dice)
    return study


def written(path: Path, studies: Iterable[Json]) -> Path:
    """The studies as lines of a file."""
    path.write_text("".join(f"{json.dumps(study)}\n" for study in studies))
    return path


def _first(number: int, dice: random.Random) -> Json:
    study: Json = {
        "protocolSection": {
            "identificationModule": _identification(number, dice),
            "statusModule": _status(dice.choice(STATUSES[:2]), "2098-01"),
            "sponsorCollaboratorsModule": _sponsors(dice),
            "descriptionModule": {"briefSummary": f"Nobody takes part in study {number}."},
            "conditionsModule": {"conditions": dice.sample(CONDITIONS, dice.randint(1, 3))},
            "designModule": _design(dice),
            "armsInterventionsModule": _arms(number, dice),
            "outcomesModule": _outcomes(number, dice),
            "eligibilityModule": {"sex": "ALL", "minimumAge": "18 Years"},
            "contactsLocationsModule": _places(number, dice),
            "referencesModule": {"references": [_reference(number, n) for n in range(number % 3)]},
        },
        "derivedSection": {"miscInfoModule": {"versionHolder": "2098-02-01"}},
        "hasResults": number % 4 == 0,
    }
    if study["hasResults"]:
        study["resultsSection"] = _results(number)
    return study


def _identification(number: int, dice: random.Random) -> Json:
    numbers = [
        {"id": f"NCI-2098-{number:05}", "type": "REGISTRY", "domain": "CTRP (invented)"},
        {"id": f"U10CA9{number:05}", "type": "NIH"},
        {"id": f"MAKER/{number}", "type": "OTHER", "domain": "Example Maker"},
    ]
    own = f"A20{number:04}" if number % 5 == 0 else f"EX-{number}"
    return {
        "nctId": f"NCT9{number:07}",
        "orgStudyIdInfo": {"id": own},
        "secondaryIdInfos": numbers[: dice.randint(0, 3)],
        "briefTitle": f"Invented Study {number} of Examplinib",
        "officialTitle": f"A Study That Exists for Tests Only, Number {number}",
        "acronym": f"NONE{number}" if number % 3 == 0 else "",
    }


def _status(word: str, month: str) -> Json:
    return {
        "statusVerifiedDate": month,
        "overallStatus": word,
        "startDateStruct": {"date": "2097-05", "type": "ACTUAL"},
        "completionDateStruct": {"date": "2101", "type": "ESTIMATED"},
        "lastUpdateSubmitDate": f"{month}-10",
        "lastUpdatePostDateStruct": {"date": f"{month}-12", "type": "ESTIMATED"},
    }


def _sponsors(dice: random.Random) -> Json:
    lead, *others = dice.sample(SPONSORS, dice.randint(1, 3))
    return {
        "leadSponsor": {"name": lead, "class": "NETWORK"},
        "collaborators": [{"name": name} for name in others],
    }


def _design(dice: random.Random) -> Json:
    return {
        "studyType": "INTERVENTIONAL",
        "phases": dice.choice([["PHASE1"], ["PHASE2"], ["PHASE2", "PHASE3"], ["PHASE3"]]),
        "designInfo": {"allocation": "RANDOMIZED", "maskingInfo": {"masking": "NONE"}},
        "enrollmentInfo": {"count": dice.randint(20, 900), "type": "ESTIMATED"},
    }


def _arms(number: int, dice: random.Random) -> Json:
    labels = ["Examplinib", "Placebo", "Both"][: dice.randint(1, 3)]
    return {
        "armGroups": [{"label": label, "type": "EXPERIMENTAL"} for label in labels],
        "interventions": [
            {"type": "DRUG", "name": f"Examplinib {number % 7}", "armGroupLabels": labels},
            {"type": "PROCEDURE", "name": "Imaging", "armGroupLabels": labels[:1]},
        ],
    }


def _outcomes(number: int, dice: random.Random) -> Json:
    measures = ["Survival", "Response", "Quality of life"]
    return {
        "primaryOutcomes": [{"measure": "Survival", "timeFrame": f"{number % 5 + 1} years"}],
        "secondaryOutcomes": [
            {"measure": measure, "timeFrame": "1 year"}
            for measure in measures[: dice.randint(0, 3)]
        ],
    }


def _places(number: int, dice: random.Random) -> Json:
    return {
        "centralContacts": [{"name": "Example Desk", "phone": f"555-{number:04}"}],
        "overallOfficials": [{"name": f"Ada Example {number}", "role": "STUDY_CHAIR"}],
        "locations": [_place(n, dice) for n in range(dice.randint(0, 8))],
    }


def _place(number: int, dice: random.Random) -> Json:
    return {
        "facility": f"Example Hospital {number}",
        "status": "RECRUITING",
        "city": dice.choice(CITIES),
        "country": "United States",
        "contacts": [{"name": f"Desk {number}", "email": f"desk{number}@nowhere.example"}],
        "geoPoint": {"lat": 40.5, "lon": -82 + number},
    }


def _reference(study: int, number: int) -> Json:
    return {"pmid": f"99{study:05}{number}", "type": "RESULT", "citation": f"Example {number}."}


def _results(number: int) -> Json:
    """One outcome measure of two groups, and their comparison."""
    groups = [{"id": f"OG00{n}", "title": f"Group {n}"} for n in range(2)]
    measured = [
        {"groupId": "OG000", "value": "12.5", "lowerLimit": "10.1", "upperLimit": "15.2"},
        {"groupId": "OG001", "value": "8.5", "lowerLimit": "6.1", "upperLimit": "9.9"},
    ]
    compared = {
        "groupIds": ["OG000", "OG001"],
        "paramType": "Hazard Ratio (HR)",
        "paramValue": f"0.{number % 90 + 5}",
        "ciPctValue": "95",
        "ciNumSides": "TWO_SIDED",
        "ciLowerLimit": "0.01",
        "ciUpperLimit": "1.99",
        "pValue": "<0.001",
    }
    measure = {
        "type": "PRIMARY",
        "title": "Survival",
        "timeFrame": f"{number % 5 + 1} years",
        "reportingStatus": "POSTED",
        "paramType": "MEDIAN",
        "dispersionType": "95% Confidence Interval",
        "unitOfMeasure": "months",
        "groups": groups,
        "classes": [{"categories": [{"measurements": measured}]}],
        "analyses": [compared],
    }
    return {"outcomeMeasuresModule": {"outcomeMeasures": [measure]}}


def _change(study: Json, dice: random.Random) -> None:
    """What a month brings: something of each kind, by the study's own dice."""
    modules = study["protocolSection"]
    word = dice.choice(STATUSES)
    modules["statusModule"] = _status(word, "2098-03")
    if word == "SUSPENDED":
        modules["statusModule"]["whyStopped"] = "The examples ran out"
    for changed in dice.sample(CHANGES, dice.randint(1, len(CHANGES))):
        changed(modules, dice)


def _retitled(modules: Json, dice: random.Random) -> None:
    modules["identificationModule"]["briefTitle"] += ", Renamed"


def _without_its_last_number(modules: Json, dice: random.Random) -> None:
    modules["identificationModule"]["secondaryIdInfos"][-1:] = []


def _enrolled(modules: Json, dice: random.Random) -> None:
    modules["designModule"]["enrollmentInfo"] = {"count": dice.randint(20, 900), "type": "ACTUAL"}


def _described(modules: Json, dice: random.Random) -> None:
    modules["armsInterventionsModule"]["armGroups"][0]["description"] = "Daily"
    modules["armsInterventionsModule"]["interventions"][1]["name"] = "Another procedure"


def _measured(modules: Json, dice: random.Random) -> None:
    modules["outcomesModule"]["secondaryOutcomes"] = [{"measure": "Something new"}]


def _moved(modules: Json, dice: random.Random) -> None:
    places = modules["contactsLocationsModule"]["locations"]
    places[:1] = []
    for place in places:
        place["status"] = "COMPLETED"
        place["contacts"][0]["phone"] = "555-0199"
    places.append(_place(9, dice))


def _sponsored(modules: Json, dice: random.Random) -> None:
    modules["sponsorCollaboratorsModule"] = _sponsors(dice)
    modules["conditionsModule"]["conditions"] = dice.sample(CONDITIONS, 2)


CHANGES = [
    _retitled,
    _without_its_last_number,
    _enrolled,
    _described,
    _measured,
    _moved,
    _sponsored,
]
