"""What is typed in a cell is read as a person means it, or refused with a sentence."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trials.data_cut.cell import Cell, Unreadable, read_cell, read_count, read_p

D = Decimal


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("8.4", {"value_text": "8.4", "value": D("8.4")}),
        (" 13·8 ", {"value_text": "13.8", "value": D("13.8")}),
        (
            "8.4 (7.6-12.7)",
            {"value_text": "8.4", "value": D("8.4"), "lower": D("7.6"), "upper": D("12.7")},
        ),
        (
            "8.4 months [7.6 to 12.7]",
            {
                "value_text": "8.4",
                "value": D("8.4"),
                "unit": "months",
                "lower": D("7.6"),
                "upper": D("12.7"),
            },
        ),
        (
            "0.38 (97.5% CI, 0.25\N{EN DASH}0.59; p<0.001",
            None,
        ),
        (
            "0.38 (97.5% CI, 0.25\N{EN DASH}0.59); P<0.001",
            {
                "value_text": "0.38",
                "value": D("0.38"),
                "lower": D("0.25"),
                "upper": D("0.59"),
                "level": D("97.5"),
                "p_value": "<0.001",
            },
        ),
        ("NR", {"value_text": "NR"}),
        ("not reached (12.1-NE)", {"value_text": "not reached", "lower": D("12.1")}),
        ("NR (NE-NE)", {"value_text": "NR"}),
        (">60", {"value_text": ">60"}),
        ("over 300", {"value_text": "over 300"}),
        ("<0.001", {"value_text": "<0.001"}),
        ("1,032", {"value_text": "1,032", "value": D("1032")}),
        (
            "19% (10-30)",
            {"value_text": "19", "value": D(19), "unit": "%", "lower": D(10), "upper": D(30)},
        ),
        (
            "-1.2 (-3.4 to 0.5)",
            {"value_text": "-1.2", "value": D("-1.2"), "lower": D("-3.4"), "upper": D("0.5")},
        ),
        (".23", {"value_text": ".23", "value": D("0.23")}),
        ("8,4", None),
        ("8.4 (12.7)", None),
        ("8.4 (7.6-)", None),
        ("8.4 7.6-12.7", None),
        ("8.4 (9-12)", None),
        ("8.4 (12.7-7.6)", None),
        ("8.4 (7.6-12.7) (7-9)", None),
        ("eight", None),
        ("-", None),
        ("=1+1", None),
        ("8.1234567", None),
        ("9" * 16, None),
        ("8.4 p about 0.05", None),
        ("1" * 300, None),
    ],
)
def test_a_cell(typed: str, means: dict[str, Any] | None) -> None:
    if means is None:
        with pytest.raises(Unreadable):
            read_cell(typed)
    else:
        assert read_cell(typed) == Cell(**means)


def test_the_sentence_says_how_to_write_it() -> None:
    with pytest.raises(Unreadable, match=r"“8,4”: a comma may be .* Write it as 8\.4"):
        read_cell("8,4")


@pytest.mark.parametrize("typed", ["99.5", "99 (80-120)", "99%", "-3", "99 p=0.1"])
def test_people_are_whole(typed: str) -> None:
    with pytest.raises(Unreadable, match="no number of people"):
        read_count(typed)


def test_people_are_counted_as_printed() -> None:
    assert read_count("over 300") == Cell("over 300")
    assert read_count("1,032").value == 1032


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("<0.001", "<0.001"), ("P = .03", "=.03"), ("p<=0.05", "≤0.05"), ("1.2e-5", "1.2e-5")],
)
def test_p_values_stay_as_printed(typed: str, kept: str) -> None:
    assert read_p(typed) == kept


@given(st.text(alphabet="0123456789.,-()[]%<>pPNRE to\N{EN DASH}", max_size=130))
def test_any_text_is_read_or_refused(typed: str) -> None:
    try:
        cell = read_cell(typed)
    except Unreadable:
        return
    assert cell.value_text
    assert cell.value is None or cell.lower is None or cell.lower <= cell.value
