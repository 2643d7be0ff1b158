"""Findings of a study's results: rows by column name, in the registry's order. Pure.

A number per measurement and one per analysis, as the registry prints it. What the database would
refuse is left out and reported; it stays in the JSON.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from trials.ctgov.importer.results.analyses import analysis_row, said_of
from trials.ctgov.importer.results.endpoints import named_endpoints
from trials.ctgov.importer.results.groups import Groups
from trials.ctgov.importer.results.measurements import measurement_row
from trials.ctgov.importer.results.reports import Reports
from trials.ctgov.importer.results.rules import broken_rule
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.values import plain
from trials.ctgov.records import (
    MeasureCategory,
    MeasureClass,
    Measurement,
    OutcomeMeasure,
    Study,
)
from trials.vocabulary import ReportingStatus

MEASURES = "resultsSection.outcomeMeasuresModule.outcomeMeasures"
SUBJECT = (
    *("endpoint__level", "endpoint__measure", "endpoint__at", "arm__label", "comparator__label"),
    *("quantity", "measure", "time_point", "population"),
)


@dataclass(frozen=True, slots=True)
class Made:
    """A row, where in the JSON it is from, and what may tell it from others of its subject."""

    row: Row
    path: str
    said: tuple[str, ...] = ()


def finding_rows(study: Study) -> tuple[list[Row], list[str]]:
    """The numbers of all outcome measures, and a sentence for each kind that was left out.

    `endpoint__at` counts the endpoint among those of its level and measure, as `Kind.keyed` does:
    the second of two that are equal in everything is left out there.
    """
    reports = Reports()
    made = list(_all(study, reports))
    _tell_apart(made)
    rows = []
    for one in made:
        if reason := broken_rule(one.row):
            reports.add(one.path, reason)
        else:
            rows.append(one.row)
    return rows, reports.sentences()


def _all(study: Study, reports: Reports) -> Iterator[Made]:
    endpoints = named_endpoints(study)
    arms = study.arms_interventions.arm_groups
    for at, measure in enumerate(study.results.outcome_measures):
        path = f"{MEASURES}[{at}]"
        if not (measure.classes or measure.analyses):
            continue
        if measure.type is None:
            reports.add(path, "its numbers have no endpoint, since it has no type")
        elif measure.reporting_status == ReportingStatus.NOT_POSTED:
            reports.add(path, "it has numbers, though they are said to be not posted")
        else:
            groups = Groups(measure, arms)
            for one in _of(measure, groups, path, reports):
                yield Made(endpoints[at] | one.row, one.path, one.said)


def _of(measure: OutcomeMeasure, groups: Groups, path: str, reports: Reports) -> Iterator[Made]:
    for where, one, category, number in _measurements(measure, path):
        if groups.missing([number.group_id]) is not None:
            reports.add(where, f"no group has the ID “{number.group_id}”")
        else:
            yield Made(measurement_row(measure, groups, one, category, number), where)
    for at, analysis in enumerate(measure.analyses):
        where = f"{path}.analyses[{at}]"
        row, reasons = analysis_row(analysis, groups)
        for reason in reasons:
            reports.add(where, reason)
        if row is not None:
            yield Made(row, where, said_of(analysis))


def _measurements(
    measure: OutcomeMeasure, path: str
) -> Iterator[tuple[str, MeasureClass, MeasureCategory, Measurement]]:
    for i, one in enumerate(measure.classes):
        for j, category in enumerate(one.categories):
            for k, number in enumerate(category.measurements):
                where = f"{path}.classes[{i}].categories[{j}].measurements[{k}]"
                yield where, one, category, number


def _tell_apart(made: list[Made]) -> None:
    """Write into the `measure` of equal subjects what tells them apart: words, or a count."""
    for same in _of_one_subject(made):
        _name(same)
    seen: Counter[tuple[Any, ...]] = Counter()
    for one in made:
        bare, first = one.row["measure"], _subject(one.row)
        while _subject(one.row) in seen:
            seen[first] += 1
            one.row["measure"] = f"{bare} (no. {seen[first]})".strip()
        seen[_subject(one.row)] = 1


def _name(same: list[Made]) -> None:
    """By the first of what is said of each that differs in all; else by the first, if any."""
    kinds = list(zip(*(one.said for one in same), strict=True))
    words = next((said for said in kinds if _differ(said)), kinds[0])
    for one, text in zip(same, words, strict=True):
        one.row["measure"] = ": ".join(filter(None, [one.row["measure"], text]))


def _differ(said: tuple[str, ...]) -> bool:
    """Whether no two are alike; one may be silent."""
    return len({plain(text) for text in said}) == len(said)


def _of_one_subject(made: Iterable[Made]) -> list[list[Made]]:
    subjects: dict[tuple[Any, ...], list[Made]] = {}
    for one in made:
        if one.said:
            subjects.setdefault(_subject(one.row), []).append(one)
    return [same for same in subjects.values() if len(same) > 1]


def _subject(row: Row) -> tuple[Any, ...]:
    return tuple(row[column] for column in SUBJECT)
