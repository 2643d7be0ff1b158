"""An invented study with results, and its findings written as rows for tests of pages."""

import json
from typing import Any

from django.db.models.functions import Now

from tests.trials.ctgov.studies import DATA, INVENTED
from trials.ctgov.importer.parts import ENDPOINTS
from trials.ctgov.importer.result_endpoints import result_endpoint_rows
from trials.ctgov.importer.result_rows import finding_rows
from trials.ctgov.importer.rows import Row, endpoint_rows
from trials.ctgov.records import Study, parse_study
from trials.models import Endpoint, Finding, Trial

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


def write_findings(trial: Trial, data: Any) -> list[Finding]:
    """Make the endpoints that a trial lacks and the findings of a study, public like the trial."""
    study = parse_study(data)
    _write_endpoints(trial, study)
    endpoints: dict[tuple[str, str], list[Endpoint]] = {}
    for endpoint in trial.endpoints.order_by("position", "id"):
        endpoints.setdefault((endpoint.level, endpoint.measure), []).append(endpoint)
    record = trial.registry_records.get()
    shared: dict[str, Any] = {"state": "APPROVED", "release_at": Now(), "registry_record": record}
    arms: dict[str, Any] = {arm.label: arm for arm in trial.arms.all()} | {"": None}
    return Finding.objects.bulk_create(
        Finding(
            trial=trial,
            source=record.source,
            endpoint=endpoints[row["endpoint__level"], row["endpoint__measure"]][
                row["endpoint__at"]
            ],
            arm=arms[row["arm__label"]],
            comparator=arms[row["comparator__label"]],
            **own_columns(row),
            **shared,
        )
        for row in finding_rows(study)[0]
    )


def _write_endpoints(trial: Trial, study: Study) -> None:
    rows, _ = ENDPOINTS.keyed([*endpoint_rows(study), *result_endpoint_rows(study)])
    columns = ("level", "measure", "time_frame", "description", "position")
    held: list[Any] = list(trial.endpoints.values(*columns))
    there, _ = ENDPOINTS.keyed(held)
    Endpoint.objects.bulk_create(
        Endpoint(trial=trial, **row) for key, row in rows.items() if key not in there
    )
