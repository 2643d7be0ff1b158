"""Results of the registry are read strictly; what is wrong is named with its place."""

import copy
from pathlib import Path
from typing import Any

import pytest

from tests.trials.ctgov.results import RESULTS, with_results
from tests.trials.ctgov.studies import Steps, path, places, steps_of
from trials.ctgov.files import read_studies
from trials.ctgov.importer.results.endpoints import result_endpoint_rows
from trials.ctgov.importer.results.rows import finding_rows
from trials.ctgov.records import StudyRefused, parse_study
from trials.vocabulary import MeasureParam, OutcomeMeasureType

LEAVES = [steps for steps, value in places(RESULTS) if not isinstance(value, dict | list)]


def changed(steps: Steps, value: object) -> Any:
    """The invented results with another value at one place."""
    results = copy.deepcopy(RESULTS)
    parent = results
    for step in steps[:-1]:
        parent = parent[step]  # type: ignore[index]
    parent[steps[-1]] = value  # type: ignore[index]
    return with_results(results)


def test_outcome_measures_are_read() -> None:
    first, second, *_, last = parse_study(with_results(RESULTS)).results.outcome_measures
    assert (first.type, first.param_type) == (OutcomeMeasureType.PRIMARY, MeasureParam.MEDIAN)
    assert first.dispersion_type == "95% Confidence Interval"
    assert first.denoms[0].counts[1].value == "95"
    assert first.classes[0].categories[0].measurements[1].comment == "The median was not reached"
    assert first.analyses[0].group_ids == ("OG001", "OG000")
    assert first.analyses[0].ci_pct_value == "95"
    assert second.groups[3].title == "Healthy relatives"
    assert (last.reporting_status, last.anticipated_posting_date) == ("NOT_POSTED", "2099-12")


def test_without_results_there_are_none() -> None:
    study = parse_study(with_results({}))
    assert study.results.outcome_measures == ()
    assert (result_endpoint_rows(study), finding_rows(study)) == ([], ([], []))


@pytest.mark.parametrize("steps", LEAVES, ids=path)
def test_every_value_of_the_section_is_read_and_checked(steps: Steps) -> None:
    with pytest.raises(StudyRefused) as refused:
        parse_study(changed(steps, {"not": "this"}))
    assert refused.value.path == f"resultsSection.{path(steps)}"


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        ("outcomeMeasuresModule.outcomeMeasures[0].type", "TERTIARY", "unknown value `TERTIARY`"),
        ("outcomeMeasuresModule.outcomeMeasures[0].title", " ", "missing or blank"),
        ("outcomeMeasuresModule.outcomeMeasures[0].paramType", "Median", "unknown value `Median`"),
        ("outcomeMeasuresModule.outcomeMeasures[0].analyses[0].groupIds", "OG000", "expected a l"),
        (
            "outcomeMeasuresModule.outcomeMeasures[0].classes[0].categories[0].measurements[0].value",
            13.8,
            "expected text, found the number 13.8",
        ),
        ("adverseEventsModule.seriousEvents[0].stats[0].numAffected", "4", "expected a whole n"),
        ("adverseEventsModule.seriousEvents[0].assessmentType", "NEVER", "unknown value `NEVER`"),
        ("baselineCharacteristicsModule.measures[0].dispersionType", "SD", "unknown value `SD`"),
        ("moreInfoModule.certainAgreement.restrictionType", "GT90", "unknown value `GT90`"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(place: str, value: object, reason: str) -> None:
    with pytest.raises(StudyRefused) as refused:
        parse_study(changed(steps_of(place), value))
    assert refused.value.path == f"resultsSection.{place}"
    assert refused.value.reason.startswith(reason)


@pytest.mark.slow
def test_samples_hold_no_key_that_the_invented_results_lack(samples: Path) -> None:
    """So that the test of every value speaks of all that the registry sends."""
    ours = _keys(RESULTS)
    for origin, data in read_studies(samples / "ctgov"):
        theirs = _keys(data.get("resultsSection", {}))  # type: ignore[attr-defined]
        assert theirs - ours == set(), origin


def _keys(value: object) -> set[str]:
    found = (tuple(0 if isinstance(step, int) else step for step in at) for at, _ in places(value))
    return {path(steps) for steps in found}
