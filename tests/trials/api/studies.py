"""Studies for tests of the API, taken in as an import does; and how tests ask for them."""

import copy
from typing import Any

import orjson
from django.test import Client

from trials.ctgov.importer import import_study
from trials.models import Trial

Json = dict[str, Any]
STUDIES = "/api/v2/studies"
FIRST: Json = {
    "protocolSection": {
        "identificationModule": {
            "nctId": "NCT90000001",
            "orgStudyIdInfo": {"id": "EX-1"},
            "organization": {"fullName": "Example Group", "class": "NETWORK"},
            "briefTitle": "Invented Study of Examplinib",
        },
        "statusModule": {
            "statusVerifiedDate": "2098-01",
            "overallStatus": "RECRUITING",
            "startDateStruct": {"date": "2097-05", "type": "ACTUAL"},
            "lastUpdatePostDateStruct": {"date": "2098-01-12", "type": "ESTIMATED"},
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": "Example Group", "class": "NETWORK"}
        },
        "descriptionModule": {"briefSummary": "Nobody takes part."},
        "conditionsModule": {"conditions": ["Invented Carcinoma"]},
        "designModule": {
            "studyType": "INTERVENTIONAL",
            "phases": ["PHASE3"],
            "enrollmentInfo": {"count": 100, "type": "ESTIMATED"},
        },
        "eligibilityModule": {"sex": "ALL", "minimumAge": "18 Years", "stdAges": ["ADULT"]},
    },
    "derivedSection": {"miscInfoModule": {"versionHolder": "2098-02-01"}},
    "hasResults": False,
}


def nct(number: int) -> str:
    """An NCT ID that nobody has."""
    return f"NCT9{number:07}"


def study_json(number: int = 1, *, protocol_id: str = "", **modules: Json) -> Json:
    """A study; modules of the protocol are added to those it has."""
    study = copy.deepcopy(FIRST)
    protocol = study["protocolSection"]
    own = {"orgStudyIdInfo": {"id": protocol_id or f"EX-{number}"}}
    protocol["identificationModule"] |= {"nctId": nct(number), **own}
    for name, module in modules.items():
        protocol[f"{name}Module"] = protocol.get(f"{name}Module", {}) | module
    return study


def a_study(number: int = 1, *, protocol_id: str = "", **modules: Json) -> Trial:
    """A public trial with such a record of the registry."""
    import_study(study_json(number, protocol_id=protocol_id, **modules), publish=True)
    return Trial.objects.get(nct_id=nct(number))


def enrolling(number: int, count: int | None) -> Trial:
    """One that is sorted by its enrollment, or has none."""
    info = {"enrollmentInfo": {"count": count} if count is not None else {}}
    return a_study(number, design=info)


def ask(client: Client, path: str = STUDIES, **parameters: Any) -> Any:
    """The answer to these parameters; two underscores stand for the dot in a name."""
    named = {name.replace("__", "."): value for name, value in parameters.items()}
    return client.get(path, named)


def page(client: Client, **parameters: Any) -> Json:
    """The page that these parameters give."""
    answer = ask(client, **parameters)
    assert answer.status_code == 200, answer.content
    told: Json = answer.json() if not answer.streaming else json_of(answer)
    return told


def json_of(answer: Any) -> Json:
    """What a streamed answer says."""
    told: Json = orjson.loads(answer.getvalue())
    return told


def numbers(found: Json) -> list[str]:
    """The NCT IDs of a page, in order."""
    return [study["protocolSection"]["identificationModule"]["nctId"] for study in found["studies"]]


def said(answer: Any) -> tuple[int, str]:
    """Status and text of a refusal, which is plain text."""
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    return answer.status_code, answer.content.decode()
