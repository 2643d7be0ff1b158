"""An invented study with results, and ways to change it."""

import json
from typing import Any

from tests.trials.ctgov.studies import DATA, INVENTED
from trials.ctgov.importer.rows import Row
from trials.ctgov.records import Study, parse_study

_FILE = DATA.parent / "results" / "invented_results.json"
RESULTS: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
ARMS = [
    {"label": "Examplinib", "type": "EXPERIMENTAL"},
    {"label": "Placebo", "type": "PLACEBO_COMPARATOR"},
]
NAMED = ("endpoint__level", "endpoint__measure", "endpoint__at", "arm__label", "comparator__label")


def with_results(results: object, *arms: dict[str, str], **modules: object) -> dict[str, Any]:
    """The invented study with a results section, two arms or those given, and other modules."""
    protocol: dict[str, Any] = {**INVENTED["protocolSection"], **modules}
    protocol["armsInterventionsModule"] = {"armGroups": list(arms) or ARMS}
    return {**INVENTED, "protocolSection": protocol, "resultsSection": results}


def study_of(*measures: dict[str, Any], arms: list[dict[str, str]] = ARMS) -> Study:
    """The invented study with these outcome measures only."""
    results = {"outcomeMeasuresModule": {"outcomeMeasures": list(measures)}}
    return parse_study(with_results(results, *arms))


def a_measure(**changes: Any) -> dict[str, Any]:
    """One group, one number."""
    measure: dict[str, Any] = {
        "type": "PRIMARY",
        "title": "Survival",
        "reportingStatus": "POSTED",
        "paramType": "MEDIAN",
        "unitOfMeasure": "months",
        "timeFrame": "5 years",
        "groups": [{"id": "OG000", "title": "Examplinib"}, {"id": "OG001", "title": "Placebo"}],
        "classes": [{"categories": [{"measurements": [{"groupId": "OG000", "value": "4.0"}]}]}],
    }
    return measure | changes


def measured(**measurement: str) -> list[dict[str, Any]]:
    """The classes of one number of the first group."""
    number = {"groupId": "OG000", "value": "4.0"} | measurement
    return [{"categories": [{"measurements": [number]}]}]


def analysed(**analysis: Any) -> dict[str, Any]:
    """A measure with one analysis only, of both groups."""
    given = {"groupIds": ["OG001", "OG000"], "paramType": "Odds Ratio (OR)", "paramValue": "2"}
    return a_measure(classes=[], analyses=[given | analysis])


def own_columns(row: Row) -> Row:
    """Without what the row points to."""
    return {column: value for column, value in row.items() if column not in NAMED}
