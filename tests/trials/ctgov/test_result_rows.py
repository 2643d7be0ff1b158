"""Results of the registry become endpoints and findings, by values."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.trials.ctgov.results import (
    ARMS,
    RESULTS,
    a_measure,
    analysed,
    measured,
    study_of,
    with_results,
)
from trials.ctgov.importer.results.endpoints import result_endpoint_rows
from trials.ctgov.importer.results.rows import finding_rows
from trials.ctgov.records import parse_study
from trials.vocabulary import EndpointLevel, OutcomeMeasureType, Quantity

MEASURES = "resultsSection.outcomeMeasuresModule.outcomeMeasures"
SHOWN = ("arm__label", "comparator__label", "quantity", "measure", "time_point", "population")


def only(*measures: dict[str, Any], **arms: Any) -> dict[str, Any]:
    """The one finding of a study, nothing of which is left out."""
    rows, reports = finding_rows(study_of(*measures, **arms))
    assert reports == []
    (row,) = rows
    return row


def reports_of(*measures: dict[str, Any]) -> list[str]:
    """What is said to be left out."""
    return finding_rows(study_of(*measures))[1]


def test_endpoints_are_those_the_protocol_section_lacks() -> None:
    rows = result_endpoint_rows(parse_study(with_results(RESULTS)))
    assert [(row["level"], row["measure"], row["time_frame"], row["position"]) for row in rows] == [
        ("POST_HOC", "Hours of sleep", "1 year", 4),
        ("OTHER", "Hospital stays", "2 years", 5),
    ]


@pytest.mark.parametrize(
    ("changes", "own"),
    [
        ({"title": "  SURVIVAL "}, False),
        ({"timeFrame": "another"}, False),
        ({"type": "SECONDARY"}, True),
        ({"type": "POST_HOC"}, True),
        ({"title": "Survival at 5 years"}, True),
    ],
)
def test_an_outcome_is_matched_by_level_and_measure(changes: dict[str, str], own: bool) -> None:
    assert bool(result_endpoint_rows(study_of(a_measure(**changes)))) is own


def test_where_several_have_one_title_the_time_frame_decides() -> None:
    late, right = a_measure(timeFrame="10 years"), a_measure(timeFrame="5  Years")
    study = study_of(late, right)
    assert [row["time_frame"] for row in result_endpoint_rows(study)] == ["10 years"]
    assert [row["endpoint__at"] for row in finding_rows(study)[0]] == [1, 0]


def test_equal_outcome_measures_have_one_endpoint_and_their_numbers_are_counted() -> None:
    rows, reports = finding_rows(study_of(*[a_measure(type="POST_HOC")] * 3))
    assert [row["endpoint__at"] for row in rows] == [0, 0, 0]
    assert [row["measure"] for row in rows] == ["", "(no. 2)", "(no. 3)"]
    assert reports == []


def test_findings_of_the_invented_study() -> None:
    rows, reports = finding_rows(parse_study(with_results(RESULTS)))
    assert reports == []
    assert [(*(row[name] for name in SHOWN), row["value_text"]) for row in rows] == [
        ("Examplinib", "", "MEDIAN", "", "", "", "13.8"),
        ("Placebo", "", "MEDIAN", "", "", "", "NA"),
        ("Examplinib", "Placebo", "HAZARD_RATIO", "", "", "", "0.38"),
        ("Examplinib", "", "PROPORTION", "Complete", "Week 12 (n = 180, 90)", "", "5"),
        ("Placebo", "", "PROPORTION", "Complete", "Week 12 (n = 180, 90)", "", "0"),
        ("Placebo", "", "PROPORTION", "Complete", "Week 12 (n = 180, 90)", "crossed over", "<1"),
        ("", "", "PROPORTION", "Complete", "Week 12 (n = 180, 90)", "Healthy relatives", "1,5"),
        ("Examplinib", "Placebo", "P_VALUE", "Fisher Exact", "Week 12", "", "0.04"),
        ("Examplinib", "", "MEAN", "", "", "", "7.1"),
        ("Placebo", "", "MEAN", "", "", "", "6.9"),
    ]
    assert [row["participants"] for row in rows] == [
        *(203, 95, None),
        *(180, 90, None, None, None),
        *(203, 95),
    ]


def test_a_median_with_its_interval() -> None:
    row = finding_rows(parse_study(with_results(RESULTS)))[0][0]
    assert (row["endpoint__level"], row["endpoint__measure"]) == ("PRIMARY", "Survival")
    assert (row["value"], row["unit"], row["level"]) == (Decimal("13.8"), "months", Decimal(95))
    assert (row["lower"], row["upper"]) == (Decimal("9.2"), Decimal("18.5"))
    assert (row["dispersion"], row["p_value"], row["note"], row["data_cutoff"]) == ("", "", "", "")


def test_what_is_not_reached_stays_as_printed_with_the_registrys_remark() -> None:
    row = finding_rows(parse_study(with_results(RESULTS)))[0][1]
    assert (row["value_text"], row["value"]) == ("NA", None)
    assert (row["lower"], row["upper"], row["level"]) == (Decimal("3.0"), None, Decimal(95))
    assert row["remark"] == "The median was not reached"


def test_an_estimate_with_its_interval_spread_and_test() -> None:
    row = finding_rows(parse_study(with_results(RESULTS)))[0][2]
    assert (row["value"], row["lower"], row["upper"]) == (
        Decimal("0.38"),
        Decimal("0.25"),
        Decimal("0.59"),
    )
    assert row["p_value"] == "<0.001"
    assert row["dispersion"] == "Standard error of the mean 0.05"
    assert row["remark"] == "Examplinib over placebo; By bootstrap"


@pytest.mark.parametrize(
    ("param", "unit", "quantity"),
    [
        ("MEDIAN", "percentage of cells", "MEDIAN"),
        ("GEOMETRIC_LEAST_SQUARES_MEAN", "mg", "GEOMETRIC_LEAST_SQUARES_MEAN"),
        ("COUNT_OF_PARTICIPANTS", "Participants", "COUNT"),
        ("COUNT_OF_UNITS", "Eyes", "COUNT"),
        ("NUMBER", "Percentage of Participants", "PROPORTION"),
        ("NUMBER", "percent", "PROPORTION"),
        ("NUMBER", "% body mass", "PROPORTION"),
        ("NUMBER", "participants", "COUNT"),
        ("NUMBER", "number of responders", "COUNT"),
        ("NUMBER", "participants per year", "NUMBER"),
        ("NUMBER", "percentile", "NUMBER"),
        ("NUMBER", "months", "NUMBER"),
        (None, "", "NUMBER"),
    ],
)
def test_what_a_number_is(param: str | None, unit: str, quantity: str) -> None:
    measure = a_measure(unitOfMeasure=unit) | {"paramType": param}
    given = {key: value for key, value in measure.items() if value is not None}
    assert only(given)["quantity"] == quantity


@pytest.mark.parametrize(
    ("wording", "quantity", "measure"),
    [
        ("Hazard Ratio (HR)", "HAZARD_RATIO", ""),
        ("Cox Proportional Hazard", "HAZARD_RATIO", ""),
        ("Stratified Hazard Ratio", "HAZARD_RATIO", "Stratified Hazard Ratio"),
        ("Odds Ratio (OR)", "ODDS_RATIO", ""),
        ("Risk Ratio (RR)", "RISK_RATIO", ""),
        ("Difference", "DIFFERENCE", ""),
        ("Risk Difference (RD)", "DIFFERENCE", "Risk Difference (RD)"),
        ("Mean Difference (Final Values)", "DIFFERENCE", "Mean Difference (Final Values)"),
        ("Hazard Ratio, log", "OTHER", "Hazard Ratio, log"),
        ("Odds Ratio, log", "OTHER", "Odds Ratio, log"),
        ("Log difference", "OTHER", "Log difference"),
        ("Slope", "OTHER", "Slope"),
        ("", "OTHER", ""),
    ],
)
def test_what_an_estimate_is(wording: str, quantity: str, measure: str) -> None:
    row = only(analysed(paramType=wording))
    assert (row["quantity"], row["measure"]) == (quantity, measure)


@pytest.mark.parametrize(
    ("kind", "given", "found"),
    [
        ("Standard Deviation", {"spread": "1.2"}, ("", None, None, "Standard Deviation 1.2")),
        ("STANDARD_ERROR", {"spread": "1"}, ("", None, None, "Standard error 1")),
        (
            "Full Range",
            {"lowerLimit": "1", "upperLimit": "9"},
            ("", None, None, "Full Range 1 to 9"),
        ),
        ("Full Range", {}, ("", None, None, "")),
        ("CONFIDENCE_975", {"lowerLimit": "1", "upperLimit": "9"}, ("97.5", 1, 9, "")),
        ("80% confidence interval", {"lowerLimit": "1", "upperLimit": "NA"}, ("80", 1, None, "")),
        ("Other Confidence Interval", {"upperLimit": "9"}, ("", None, 9, "")),
        (
            "95% Confidence Interval",
            {"lowerLimit": "NA", "upperLimit": "NA"},
            ("", None, None, "95% Confidence Interval NA to NA"),
        ),
    ],
)
def test_what_stands_beside_a_number(
    kind: str, given: dict[str, str], found: tuple[str, int | None, int | None, str]
) -> None:
    row = only(a_measure(dispersionType=kind, classes=measured(**given)))
    level = "" if row["level"] is None else str(row["level"])
    assert (level, row["lower"], row["upper"], row["dispersion"]) == found


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("0.03", "0.03"),
        ("< 0.001 ", "<0.001"),
        ("p=0.03", "=0.03"),
        ("P < .05", "<.05"),
        ("P-value <= 0.05", "≤0.05"),
        (">0.05", ">0.05"),
        ("1.3E-4", "1.3e-4"),
    ],
)
def test_a_p_value_is_tidied_where_that_is_certain(printed: str, kept: str) -> None:
    row = only(analysed(pValue=printed))
    assert row["p_value"] == kept


@pytest.mark.parametrize("printed", ["NS", "0,03", "1.5", "0.03 (one-sided)", "not significant"])
def test_another_is_left_out_and_reported(printed: str) -> None:
    (row,), (report,) = finding_rows(study_of(analysed(pValue=printed)))
    assert row["p_value"] == ""
    assert report.startswith(f"{MEASURES}[0].analyses[0]: the p-value “{printed}” is not one as")


def test_a_test_alone_is_a_p_value() -> None:
    row = only(analysed(paramType="", paramValue="", pValue="<0.0001", statisticalMethod="ANOVA"))
    assert (row["quantity"], row["measure"]) == ("P_VALUE", "ANOVA")
    assert (row["value_text"], row["value"], row["p_value"]) == ("<0.0001", None, "<0.0001")


@pytest.mark.parametrize(
    ("title", "arm", "population"),
    [
        ("examplinib", "Examplinib", ""),
        ("Examplinib (Full Analysis Set)", "Examplinib", "Full Analysis Set"),
        ("All who started (Arm B: Placebo)", "Arm B: Placebo", ""),
        ("placebo", "Arm B: Placebo", ""),
        ("Twice", "", "Twice"),
        ("Examplinib 10 mg", "", "Examplinib 10 mg"),
        ("Examplinib and placebo", "", "Examplinib and placebo"),
    ],
)
def test_a_group_is_an_arm_only_where_that_is_clear(title: str, arm: str, population: str) -> None:
    arms = [
        {"label": one} for one in ("Examplinib", "Arm B: Placebo", "Arm 1: Twice", "Arm 2: Twice")
    ]
    row = only(a_measure(groups=[{"id": "OG000", "title": title}]), arms=arms)
    assert (row["arm__label"], row["population"]) == (arm, population)


@pytest.mark.parametrize(
    ("types", "comment", "found"),
    [
        (("EXPERIMENTAL", "PLACEBO_COMPARATOR"), "", ("Examplinib", "Placebo", "")),
        (("ACTIVE_COMPARATOR", "EXPERIMENTAL"), "", ("Placebo", "Examplinib", "")),
        (("EXPERIMENTAL", "EXPERIMENTAL"), "", ("", "", "Placebo and Examplinib")),
        (("EXPERIMENTAL", "EXPERIMENTAL"), "Placebo vs. Examplinib", ("Placebo", "Examplinib", "")),
        (
            ("EXPERIMENTAL", "PLACEBO_COMPARATOR"),
            "OR = placebo/examplinib",
            ("Placebo", "Examplinib", ""),
        ),
    ],
)
def test_which_arm_is_compared_with_which_is_not_guessed(
    types: tuple[str, str], comment: str, found: tuple[str, str, str]
) -> None:
    arms = [arm | {"type": kind} for arm, kind in zip(ARMS, types, strict=True)]
    row = only(analysed(estimateComment=comment), arms=arms)
    assert (row["arm__label"], row["comparator__label"], row["population"]) == found


def test_a_comparison_with_whom_no_arm_is_names_the_groups() -> None:
    groups = [{"id": "OG000", "title": "All treated"}, {"id": "OG001", "title": "Placebo"}]
    row = only(analysed() | {"groups": groups})
    assert (row["arm__label"], row["population"]) == ("", "Placebo and All treated")


@pytest.mark.parametrize(
    ("title", "is_time"),
    [
        ("Week 12", True),
        ("Baseline", True),
        ("Month 9 (n= 109)", True),
        ("Week 12, N = 56,122", True),
        ("Pre-baseline (Month -3) (n= 125)", True),
        ("12 months", True),
        ("6 Months: AV Block 1st degree", False),
        ("Week 12 change", False),
        ("Grade 3", False),
    ],
)
def test_a_class_that_is_clearly_a_time_point(title: str, is_time: bool) -> None:
    row = only(a_measure(classes=[measured()[0] | {"title": title}]))
    assert (row["time_point"], row["measure"]) == ((title, "") if is_time else ("", title))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            {"paramValue": "0.7", "ciLowerLimit": "0.4", "ciUpperLimit": "0.6"},
            "the interval 0.4 to 0.6 does not contain 0.7",
        ),
        ({"ciLowerLimit": "2.1"}, "the interval from 2.1 does not contain 2"),
        (
            {"paramValue": "NA", "ciLowerLimit": "3", "ciUpperLimit": "1"},
            "the interval 3 to 1 ends before it begins",
        ),
        (
            {"ciLowerLimit": "1", "ciPctValue": "100"},
            "the level of an interval is between 0 and 100, not 100",
        ),
        ({"paramValue": "0.00000012"}, "0.00000012 has 8 decimal places, 6 fit"),
        ({"paramValue": "1" + "0" * 14}, "100000000000000 is too large"),
        ({"paramValue": "x" * 121}, "value text has 121 characters, 120 fit"),
        ({"paramType": "x" * 201}, "measure has 201 characters, 200 fit"),
        ({"paramValue": ""}, "it has neither an estimate nor a p-value"),
        ({"groupIds": ["OG009"]}, "no group has the ID “OG009”"),
    ],
)
def test_what_the_database_would_refuse_is_left_out(changes: dict[str, Any], reason: str) -> None:
    rows, reports = finding_rows(study_of(analysed(**changes)))
    assert rows == []
    assert reports == [f"{MEASURES}[0].analyses[0]: {reason}"]


@pytest.mark.parametrize("number", [{"groupId": "OG009"}, {"groupId": ""}, {}])
def test_a_number_of_no_group_is_left_out(number: dict[str, str]) -> None:
    group_id, number = number.get("groupId", ""), number | {"value": "1"}
    rows, reports = finding_rows(
        study_of(a_measure(classes=[{"categories": [{"measurements": [number]}]}]))
    )
    where = f"{MEASURES}[0].classes[0].categories[0].measurements[0]"
    assert (rows, reports) == ([], [f"{where}: no group has the ID “{group_id}”"])


def test_zeros_at_the_end_are_no_decimal_places() -> None:
    assert only(analysed(paramValue="0.5000000"))["value_text"] == "0.5000000"


def test_reports_of_one_kind_are_counted_for_each_measure() -> None:
    number = {"groupId": "OG000", "value": ""}
    classes = [{"title": f"C{at}", "categories": [{"measurements": [number]}]} for at in range(9)]
    first = f"{MEASURES}[0].classes[0].categories[0].measurements[0]: it has no value"
    second = f"{MEASURES}[1].classes[0].categories[0].measurements[0]: it has no value"
    assert reports_of(
        a_measure(classes=classes), a_measure(title="B", classes=measured(value=""))
    ) == [
        f"{first}; and 8 more like it in this outcome measure",
        second,
    ]


def test_numbers_of_what_is_not_posted_or_has_no_type_are_reported() -> None:
    untyped = {key: value for key, value in a_measure().items() if key != "type"}
    assert reports_of(a_measure(reportingStatus="NOT_POSTED"), untyped) == [
        f"{MEASURES}[0]: it has numbers, though they are said to be not posted",
        f"{MEASURES}[1]: its numbers have no endpoint, since it has no type",
    ]


def test_analyses_of_the_same_arms_are_told_apart_by_the_registrys_words() -> None:
    test = {"pValue": "0.1", "statisticalMethod": "ANOVA", "groupIds": ["OG000", "OG001"]}
    both = [test | {"groupDescription": f"In part {part}"} for part in "AB"]
    rows, _ = finding_rows(study_of(a_measure(classes=[], analyses=[*both, test, test])))
    assert [row["measure"] for row in rows] == [
        "ANOVA: In part A",
        "ANOVA: In part B",
        "ANOVA",
        "ANOVA (no. 2)",
    ]
    rows, _ = finding_rows(study_of(a_measure(classes=[], analyses=both)))
    assert [row["measure"] for row in rows] == ["ANOVA: In part A", "ANOVA: In part B"]


def test_the_levels_of_the_registry_are_ours() -> None:
    types = [kind.value for kind in OutcomeMeasureType]
    rows = result_endpoint_rows(study_of(*(a_measure(type=kind, title="New") for kind in types)))
    assert [row["level"] for row in rows] == [level.value for level in EndpointLevel]


def test_a_sample_by_values(samples: Path) -> None:
    data = json.loads((samples / "ctgov" / "NCT01642004.json").read_text(encoding="utf-8"))
    rows, reports = finding_rows(parse_study(data))
    assert reports == []
    ratios = [row for row in rows if row["quantity"] == Quantity.HAZARD_RATIO]
    first = next(row for row in ratios if row["endpoint__level"] == "PRIMARY")
    assert (first["arm__label"], first["comparator__label"]) == (
        "Arm A: Nivolumab",
        "Arm B: Docetaxel",
    )
    assert (first["value_text"], first["level"], first["p_value"]) == (
        "0.59",
        Decimal("96.85"),
        "0.0002",
    )
