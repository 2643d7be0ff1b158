"""Whatever outcome measures hold: findings keep the rules, and no two are of one subject."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.trials.ctgov.results import own_columns, study_of
from trials.ctgov.importer import import_study
from trials.ctgov.importer.parts.kinds import ARMS, ENDPOINTS
from trials.ctgov.importer.results.endpoints import result_endpoint_rows
from trials.ctgov.importer.results.rows import MEASURES, SUBJECT, finding_rows
from trials.ctgov.importer.rows import Row, arm_rows, endpoint_rows
from trials.ctgov.records import Study, parse_study
from trials.models import Arm, Endpoint, Finding, Source, Trial
from trials.models.evidence import P_VALUE

WITH_RESULTS = 22  # of the samples
COLUMNS = {
    *("endpoint__level", "endpoint__measure", "endpoint__at", "arm__label", "comparator__label"),
    *("quantity", "measure", "time_point", "population", "value_text", "value", "unit"),
    *("lower", "upper", "level", "dispersion", "p_value", "participants", "data_cutoff"),
    *("remark", "note"),
}

titles = st.sampled_from(["", "Examplinib", "PLACEBO", "Placebo (FAS)", "Both", "x" * 201])
groups = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from(["OG0", "OG1", "OG2"]), "title": titles}),
    max_size=3,
)
words = st.sampled_from(["", "Week 4", "Grade 3", "grade 3", "(no. 2)"])
numbers = st.sampled_from(
    ["", "NA", "0", "-1.5", "4.0", "7", "1e3", "0.1234567", "9" * 15, " 3 ", "<0.1", "x" * 121]
) | st.decimals(-9, 9, places=2).map(str)
measurements = st.fixed_dictionaries(
    {"groupId": st.sampled_from(["OG0", "OG1", "OG9"]), "value": numbers},
    optional={"spread": numbers, "lowerLimit": numbers, "upperLimit": numbers, "comment": words},
)
categories = st.fixed_dictionaries(
    {"measurements": st.lists(measurements, max_size=4)}, optional={"title": words}
)
classes = st.fixed_dictionaries(
    {"categories": st.lists(categories, max_size=2)}, optional={"title": words}
)
analyses = st.fixed_dictionaries(
    {"groupIds": st.lists(st.sampled_from(["OG0", "OG1", "OG2"]), max_size=3)},
    optional={
        "paramType": st.sampled_from(["Hazard Ratio (HR)", "Difference", "Odds Ratio, log", ""]),
        "paramValue": numbers,
        "pValue": st.sampled_from(["", "0.03", "< 0.001", "NS", "p=.5", "0.000000001"]),
        "ciPctValue": st.sampled_from(["", "95", "0", "100", "97.5", "ninety"]),
        "ciLowerLimit": numbers,
        "ciUpperLimit": numbers,
        "statisticalMethod": words,
        "groupDescription": words,
        "estimateComment": words,
    },
)
measures = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["Survival", " survival", "Response", "New"]),
        "reportingStatus": st.sampled_from(["POSTED", "POSTED", "NOT_POSTED"]),
        "groups": groups,
        "classes": st.lists(classes, max_size=3),
        "analyses": st.lists(analyses, max_size=3),
    },
    optional={
        "type": st.sampled_from(["PRIMARY", "SECONDARY", "OTHER_PRE_SPECIFIED", "POST_HOC"]),
        "timeFrame": st.sampled_from(["5 years", "1 year"]),
        "description": st.sampled_from(["", "Other"]),
        "paramType": st.sampled_from(["MEDIAN", "NUMBER", "COUNT_OF_PARTICIPANTS"]),
        "unitOfMeasure": st.sampled_from(["", "months", "percent", "x" * 61]),
        "dispersionType": st.sampled_from(["95% Confidence Interval", "Standard Error"]),
    },
)


def samples_with_results(samples: Path) -> dict[str, Any]:
    """By NCT ID."""
    read = ((file.stem, file.read_text(encoding="utf-8")) for file in samples.glob("ctgov/*.json"))
    studies = {name: json.loads(text) for name, text in sorted(read)}
    return {name: one for name, one in studies.items() if one.get("hasResults")}


def keeps_the_rules(study: Study) -> list[Row]:
    """Check all rows of a study in pure code, and hand them back."""
    rows, reports = finding_rows(study)
    subjects = Counter(tuple(row[column] for column in SUBJECT) for row in rows)
    assert [subject for subject, count in subjects.items() if count > 1] == []
    endpoints, _ = ENDPOINTS.keyed([*endpoint_rows(study), *result_endpoint_rows(study)])
    arms = {row["label"] for row in ARMS.keyed(arm_rows(study))[0].values()} | {""}
    for row in rows:
        keeps(row)
        assert (
            (row["endpoint__level"], row["endpoint__measure"]),
            row["endpoint__at"],
        ) in endpoints
        assert {row["arm__label"], row["comparator__label"]} <= arms
    assert len(reports) == len(set(reports))
    assert all(report.startswith(f"{MEASURES}[") for report in reports)
    return rows


def keeps(row: Row) -> None:
    """The rules of one row, as `Finding` has them."""
    assert row.keys() == COLUMNS
    assert 0 < len(row["value_text"]) <= 120
    assert not (
        row["value"] is not None and row["lower"] is not None and row["value"] < row["lower"]
    )
    assert not (
        row["value"] is not None and row["upper"] is not None and row["value"] > row["upper"]
    )
    assert row["level"] is None or 0 < row["level"] < 100
    assert row["level"] is None or row["lower"] is not None or row["upper"] is not None
    assert not row["p_value"] or re.fullmatch(P_VALUE, row["p_value"])
    assert not row["comparator__label"] or row["arm__label"] not in ("", row["comparator__label"])
    assert (row["note"], row["data_cutoff"]) == ("", "")


@settings(max_examples=examples(75), deadline=None)
@given(st.lists(measures, max_size=4))
def test_any_outcome_measures_give_findings_that_keep_the_rules(given: list[Any]) -> None:
    keeps_the_rules(study_of(*given))


@pytest.mark.slow
@settings(max_examples=examples(1000), deadline=None)
@given(st.lists(measures, max_size=4))
def test_so_do_very_many(given: list[Any]) -> None:
    keeps_the_rules(study_of(*given))


@pytest.fixture
def trial(db: None) -> Trial:
    trial: Trial = Trial.objects.create(nct_id="NCT99999901", brief_title="T")
    for label in ("Examplinib", "Placebo"):
        Arm.objects.create(trial=trial, label=label)
    Endpoint.objects.create(trial=trial, level="PRIMARY", measure="Survival")
    Source.objects.create(kind="REGISTRY", title="Record")
    return trial


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example is taken back
)
@given(given=st.lists(measures, max_size=3))
def test_the_database_takes_what_the_pure_rules_let_through(trial: Trial, given: list[Any]) -> None:
    arms: dict[str, Any] = {arm.label: arm for arm in trial.arms.all()} | {"": None}
    source = Source.objects.get()
    rows, _ = finding_rows(study_of(*given))
    with transaction.atomic():
        Finding.objects.bulk_create(
            Finding(
                trial=trial,
                source=source,
                arm=arms[row["arm__label"]],
                comparator=arms[row["comparator__label"]],
                **own_columns(row),
            )
            for row in rows
        )
        transaction.set_rollback(True)


@pytest.mark.slow
def test_every_sample_with_results_keeps_the_rules(samples: Path) -> None:
    found = samples_with_results(samples)
    assert len(found) == WITH_RESULTS
    for data in found.values():
        study = parse_study(data)
        measures = study.results.outcome_measures
        numbers = [
            number
            for measure in measures
            for one in measure.classes
            for category in one.categories
            for number in category.measurements
        ]
        analyses = [analysis for measure in measures for analysis in measure.analyses]
        rows = keeps_the_rules(study)
        assert len(rows) == len(numbers) + len(analyses)
        assert finding_rows(study)[1] == []


@pytest.mark.slow
@pytest.mark.django_db
def test_the_database_takes_the_numbers_of_every_sample(samples: Path) -> None:
    for name, data in samples_with_results(samples).items():
        taken = import_study(data, publish=True)
        found = Finding.objects.listed().filter(trial=taken.trial_id)
        assert found.count() == len(finding_rows(parse_study(data))[0]), name
