"""Which findings become a forest plot and medians, and as what."""

from typing import Any

import pytest

from tests.records import PUBLIC, a_source
from tests.trials.pictures.cabinet import LABEL, a_cabinet, a_median, a_ratio, record, sources
from trials.pictures import picture_of
from trials.pictures.results import hazard_ratios, medians

pytestmark = pytest.mark.django_db


def rows(trial: Any, name: str = "hazard-ratios") -> list[tuple[str, ...]]:
    made = picture_of(record(trial), name)
    return list(made.table.rows) if made else []


def test_the_preferred_ratio_comes_first_then_those_that_say_otherwise() -> None:
    trial, (label, paper) = a_cabinet(), sources()
    a_ratio(trial, "0.23", paper, lower="0.12", upper="0.42", level=95)
    a_ratio(trial, "0.22", label, lower="0.12", upper="0.41", level=95, **LABEL)
    assert rows(trial) == [
        ("PFS: pNET", "0.22 (0.12\N{EN DASH}0.41)", "FDA label (preferred)"),
        ("PFS: pNET", "0.23 (0.12\N{EN DASH}0.42)", "NEJM 2024"),
    ]
    made = hazard_ratios(record(trial))
    assert made
    assert made.notes[0] == "Cabozantinib versus Placebo."
    assert "Hazard ratio (95% CI)" in made.wide


def test_sources_that_print_the_same_stand_together() -> None:
    trial, (label, paper) = a_cabinet(), sources()
    a_ratio(trial, "0.22", paper)
    a_ratio(trial, "0.22", label, **LABEL)
    assert rows(trial) == [("PFS: pNET", "0.22", "FDA label, NEJM 2024")]


def test_endpoints_stand_in_their_order_and_the_cohorts_below_them() -> None:
    trial, (label, _) = a_cabinet(), sources()
    survival, second = trial.endpoints.get(measure="OS"), trial.cohorts.get(label="epNET")
    a_ratio(trial, "0.86", label, endpoint=survival, cohort=second)
    a_ratio(trial, "1.01", label, endpoint=survival)
    a_ratio(trial, "0.4", label, cohort=second)
    a_ratio(trial, "0.22", label)
    a_ratio(trial, "0.5", label, cohort=None, endpoint=None)
    named = [row[0] for row in rows(trial)]
    assert named == [
        *("PFS: pNET", "PFS: epNET", "OS: pNET", "OS: epNET"),
        "Endpoint not named: All participants",
    ]


def test_one_sided_limits_are_said_in_words() -> None:
    trial, (label, _) = a_cabinet(), sources()
    a_ratio(trial, "0.22", label, lower="0.1", population="ITT")
    a_ratio(trial, "0.50", label, upper="0.9")
    printed = {row[1] for row in rows(trial)}
    assert printed == {"0.22 (0.10 or more)", "0.50 (0.90 or less)"}


def test_where_levels_differ_each_interval_says_its_own() -> None:
    """Also where all that lead have one: a source that says otherwise may give another."""
    trial, (label, paper) = a_cabinet(), sources()
    limits = {"lower": "0.12", "upper": "0.42"}
    a_ratio(trial, "0.22", label, **limits, level=95, **LABEL)
    a_ratio(trial, "0.23", paper, **limits, level="97.5")
    a_ratio(trial, "0.24", a_source("Poster"), **limits)
    assert [row[1] for row in rows(trial)] == [
        "0.22 (95% CI 0.12\N{EN DASH}0.42)",
        "0.23 (97.5% CI 0.12\N{EN DASH}0.42)",
        "0.24 (0.12\N{EN DASH}0.42)",
    ]
    made = hazard_ratios(record(trial))
    assert made
    assert made.table.head[1] == "Hazard ratio (interval)"


def test_other_comparisons_say_which_arms() -> None:
    trial, (label, _) = a_cabinet(), sources()
    a_ratio(trial, "0.22", label)
    swapped = {"arm": trial.arms.get(label="Placebo"), "comparator": trial.arms.first()}
    a_ratio(trial, "4.5", label, **swapped)
    assert [row[0] for row in rows(trial)] == [
        "PFS: pNET, Cabozantinib versus Placebo",
        "PFS: pNET, Placebo versus Cabozantinib",
    ]


@pytest.mark.parametrize("hidden", [{"state": "DRAFT"}, {"state": "IN_REVIEW"}])
def test_what_is_not_listed_is_in_no_picture(hidden: dict[str, Any]) -> None:
    trial, (label, paper) = a_cabinet(), sources()
    a_ratio(trial, "0.22", label, **{**PUBLIC, **hidden})
    assert hazard_ratios(record(trial)) is None
    type(paper).objects.filter(pk=paper.pk).update(public_from=None)
    a_ratio(trial, "0.23", paper)
    assert hazard_ratios(record(trial)) is None


def test_medians_by_arm_with_what_others_print() -> None:
    trial, (label, paper) = a_cabinet(), sources()
    a_median(trial, "Placebo", "3.3", label, lower="2.8", upper="5.7", **LABEL)
    a_median(trial, "Placebo", "4.4", paper)
    a_median(trial, "Cabozantinib", "13.8", label)
    assert rows(trial, "medians") == [
        ("PFS: pNET: Cabozantinib", "13.8 months", "FDA label"),
        (
            "PFS: pNET: Placebo",
            "3.3 months (2.8\N{EN DASH}5.7)",
            "FDA label. Others: NEJM 2024 4.4 months",
        ),
    ]


@pytest.mark.parametrize("printed", ["not reached", "over 300", ">36", "about 12", "NE"])
def test_what_is_no_number_has_no_bar_even_where_a_number_is_kept(printed: str) -> None:
    trial, (label, _) = a_cabinet(), sources()
    a_median(trial, "Placebo", "3.3", label)
    a_median(trial, "Cabozantinib", printed, label, value=300)
    made = medians(record(trial))
    assert made
    assert made.wide.count("d-bar") == 1
    assert any(printed in row[1] for row in made.table.rows)


@pytest.mark.parametrize(("printed", "value"), [("13.8 months", "13.8"), ("1,234", 1234)])
def test_a_number_with_its_unit_or_thousands_is_one(printed: str, value: Any) -> None:
    trial, (label, _) = a_cabinet(), sources()
    a_median(trial, "Cabozantinib", printed, label, value=value)
    made = medians(record(trial))
    assert made
    assert made.wide.count("d-bar") == 1


def test_a_median_that_was_not_reached_stands_by_the_other_arm() -> None:
    """Who enters “NR” gives it no unit."""
    trial, (label, _) = a_cabinet(), sources()
    a_median(trial, "Cabozantinib", "NR", label, unit="")
    a_median(trial, "Placebo", "18.2", label, unit="Months")
    made = medians(record(trial))
    assert made
    assert made.wide.count(">PFS: pNET<") == 1
    assert [row[1] for row in made.table.rows] == ["NR", "18.2 Months"]


def test_medians_say_the_level_of_their_intervals() -> None:
    trial, (label, _) = a_cabinet(), sources()
    limits = {"lower": "2", "upper": "20"}
    a_median(trial, "Cabozantinib", "13.8", label, **limits, level=95)
    made = medians(record(trial))
    assert made
    assert made.notes == ("A thin line on a bar is the 95% CI (confidence interval).",)
    a_median(trial, "Placebo", "3.3", label, **limits, level=90)
    made = medians(record(trial))
    assert made
    assert made.notes == ("A thin line on a bar is the confidence interval.",)
    assert [row[1] for row in made.table.rows] == [
        "13.8 months (95% CI 2.0\N{EN DASH}20.0)",
        "3.3 months (90% CI 2.0\N{EN DASH}20.0)",
    ]


def test_limits_have_the_decimals_of_a_number_with_its_unit() -> None:
    trial, (label, _) = a_cabinet(), sources()
    limits = {"lower": "8.9", "upper": "17", "level": 95}
    a_median(trial, "Cabozantinib", "13.8 months", label, value="13.8", **limits)
    assert rows(trial, "medians")[0][1] == "13.8 months (8.9\N{EN DASH}17.0)"


def test_medians_of_different_units_share_no_axis() -> None:
    trial, (label, _) = a_cabinet(), sources()
    a_median(trial, "Cabozantinib", "13.8", label)
    a_median(trial, "Cabozantinib", "420", label, unit="days", population="ITT")
    made = medians(record(trial))
    assert made
    assert {"months", "days"} <= {word for word in ("months", "days") if f">{word}<" in made.wide}


def test_a_median_of_no_arm_or_of_two_is_no_bar() -> None:
    trial, (label, _) = a_cabinet(), sources()
    a_median(trial, "Cabozantinib", "3", label, arm=None)
    a_median(trial, "Cabozantinib", "9", label, comparator=trial.arms.get(label="Placebo"))
    assert medians(record(trial)) is None
