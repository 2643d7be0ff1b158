"""Findings: each number as printed and as a number, and where sources differ."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trials.api.study.beyond.having import any_of
from trials.api.study.beyond.telling import Json, by_trial, known, renamed
from trials.discrepancies import find_discrepancies
from trials.models import Finding

Row = dict[str, Any]
FINDING = {
    "id": "id",
    "quantity": "quantity",
    "measure": "measure",
    "cohort__label": "cohort",
    "endpoint__measure": "endpoint",
    "endpoint_id": "endpointId",
    "arm__label": "arm",
    "comparator__label": "comparator",
    "time_point": "timePoint",
    "population": "population",
    "value_text": "valueText",
    "value": "value",
    "unit": "unit",
    "lower": "lowerLimit",
    "upper": "upperLimit",
    "level": "level",
    "dispersion": "dispersion",
    "p_value": "pValue",
    "participants": "participants",
    "data_cutoff": "dataCutoff",
    "remark": "remark",
    "note": "note",
    "source_id": "sourceId",
}
SUBJECT = (
    *("trial_id", "cohort__label", "endpoint_id", "arm__label", "comparator__label"),
    *("measure", "time_point", "population", "quantity"),
)


def finding_rows(trials: Sequence[int]) -> list[Row]:
    """What is listed now."""
    rows = Finding.objects.listed().filter(any_of(trials)).order_by("id")
    return list(rows.values("trial_id", "is_preferred", *FINDING))


def findings(rows: Iterable[Row]) -> dict[int, list[Json]]:
    """By trial."""
    return by_trial(
        (row["trial_id"], renamed(row, FINDING) | _preferred(row["is_preferred"])) for row in rows
    )


def _preferred(is_preferred: bool) -> Json:
    return {"isPreferred": True} if is_preferred else {}


def discrepancies(rows: Iterable[Row]) -> dict[int, list[Json]]:
    """Where sources contradict each other, in a sentence; by trial."""
    keys = _of_several_sources(rows)
    found = find_discrepancies(Finding.objects.filter(pk__in=keys).for_page().order_by("id"))
    return by_trial(
        (
            one.findings[0].trial_id,
            known(
                {
                    "findingIds": [finding.pk for finding in one.findings],
                    "summary": one.sentence,
                    "notes": one.notes,
                }
            ),
        )
        for one in (found if keys else [])
    )


def _of_several_sources(rows: Iterable[Row]) -> list[int]:
    """Only these can differ: most numbers have one source, and need not be read again."""
    by_subject: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for row in rows:
        by_subject.setdefault(tuple(row[name] for name in SUBJECT), []).append(row)
    return [
        row["id"]
        for same in by_subject.values()
        if len({row["source_id"] for row in same}) > 1
        for row in same
    ]
