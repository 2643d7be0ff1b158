"""The forest plot: where its marks stand, what is hollow, what lies beyond the axis."""

from itertools import pairwise

import pytest

from tests.trials.figures.drawn import assert_sound, of_kind, words
from trials.figures.forest import Forest, Group, Ratio, Row, picture
from trials.figures.picture import Picture
from trials.figures.whiskers import Interval

PFS = "Progression-free survival"
CABINET = Forest(
    (
        Group(
            PFS,
            (
                Row(
                    "pNET",
                    Ratio("0.22 (0.12–0.41)", "FDA label", 0.22, Interval(0.12, 0.41)),  # noqa: RUF001
                    (Ratio("0.23 (0.12–0.42)", "NEJM 2024", 0.23, Interval(0.12, 0.42)),),  # noqa: RUF001
                ),
                Row("epNET", Ratio("0.38 (0.25–0.59)", "NEJM 2024", 0.38, Interval(0.25, 0.59))),  # noqa: RUF001
            ),
        ),
        Group("Overall survival", (Row("pNET", Ratio("1.01", "FDA label", 1.01)),)),
    ),
    "Cabozantinib versus Placebo",
)


def of(*rows: Row) -> Picture:
    made = picture(Forest((Group(PFS, rows),)))
    assert made
    return made


def ratio(value: float | None, lower: float | None = None, upper: float | None = None) -> Row:
    return Row("All", Ratio(str(value), "NEJM", value, Interval(lower, upper)))


def test_the_preferred_numbers_are_filled_and_those_of_other_sources_hollow() -> None:
    made = picture(CABINET)
    assert made
    for svg in (made.narrow, made.wide):
        in_rows = [mark.frame for mark in of_kind(svg, "d-lead") if mark.name == "rect"]
        assert len(in_rows) == 3 + 1  # and one in the legend
        assert len(of_kind(svg, "d-other")) == 1 + 1
        assert {"0.22 (0.12–0.41)", "1.01", PFS, "← lower hazard", "1"} <= set(words(svg))  # noqa: RUF001
    assert_sound(made)


def test_places_follow_the_logarithm() -> None:
    svg = of(ratio(0.5), ratio(1), ratio(2), ratio(4)).wide
    xs = [(mark.frame[0] + mark.frame[2]) / 2 for mark in of_kind(svg, "d-lead")][:4]
    steps = [later - earlier for earlier, later in pairwise(xs)]
    assert steps == pytest.approx([steps[0]] * 3, abs=0.02)
    assert steps[0] > 0


def test_the_line_of_no_effect_stands_at_one() -> None:
    svg = of(ratio(1)).wide
    square, line = of_kind(svg, "d-lead")[0].frame, of_kind(svg, "d-rule")[0].frame
    assert (square[0] + square[2]) / 2 == pytest.approx(line[0], abs=0.01)


@pytest.mark.parametrize(
    ("lower", "upper", "arrows"),
    [(0.3, 0.9, 0), (None, 0.9, 1), (0.3, None, 1), (0.3, 900, 1), (0.0001, 900, 2), (0, 0.9, 1)],
)
def test_an_open_interval_or_one_beyond_the_axis_has_an_arrow(
    lower: float | None, upper: float | None, arrows: int
) -> None:
    made = of(ratio(0.5, lower, upper))
    heads = [mark for mark in of_kind(made.narrow, "d-lead") if mark.name == "polygon"]
    assert len(heads) == arrows
    assert_sound(made)


def test_a_ratio_without_an_interval_is_a_mark_alone() -> None:
    assert of_kind(of(ratio(1.01)).wide, "d-whisker") == []


@pytest.mark.parametrize("value", [0, 0.01, 0.5, 30, 1234.5])
def test_any_ratio_can_be_drawn(value: float) -> None:
    made = of(ratio(value, value / 3, value * 3))
    assert of_kind(made.wide, "d-lead")
    assert_sound(made)


@pytest.mark.parametrize("number", [1, 40])
def test_one_row_or_many(number: int) -> None:
    made = of(*(ratio(0.3 + at / 20, 0.2, 3) for at in range(number)))
    squares = [mark for mark in of_kind(made.narrow, "d-lead") if mark.name == "rect"]
    assert len(squares) == number
    assert_sound(made)


def test_without_any_number_there_is_no_picture() -> None:
    assert picture(Forest(())) is None
    assert picture(Forest((Group(PFS, (ratio(None),)),))) is None


def test_what_is_no_number_is_said_and_not_drawn() -> None:
    unknown = Row("epNET", Ratio("not estimable", "NEJM", None, Interval(0.2)))
    made = of(ratio(0.5), unknown)
    assert "not estimable" in words(made.wide)
    assert len(of_kind(made.wide, "d-lead")) == 1


def test_where_no_source_is_preferred_all_marks_are_hollow() -> None:
    made = of(Row("All", Ratio("0.5", "A", 0.5), (Ratio("0.6", "B", 0.6),), is_settled=False))
    assert of_kind(made.wide, "d-lead") == []
    assert len(of_kind(made.wide, "d-other")) == 2 + 1
    assert made.table.rows == ((f"{PFS}: All", "0.5", "A"), (f"{PFS}: All", "0.6", "B"))


def test_the_table_and_the_description_say_the_same() -> None:
    made = picture(CABINET)
    assert made
    assert made.table.rows[:2] == (
        (f"{PFS}: pNET", "0.22 (0.12–0.41)", "FDA label (preferred)"),  # noqa: RUF001
        (f"{PFS}: pNET", "0.23 (0.12–0.42)", "NEJM 2024"),  # noqa: RUF001
    )
    assert f"{PFS}, epNET: 0.38 (0.25–0.59)." in made.description  # noqa: RUF001
    assert made.notes[0] == "Cabozantinib versus Placebo."


def test_of_very_many_rows_the_rest_is_in_the_table_only() -> None:
    made = of(*(ratio(0.5 + at / 100) for at in range(70)))
    assert len(of_kind(made.wide, "d-lead")) == 60
    assert len(made.table.rows) == 70
    assert made.notes[-1] == "10 more rows are in the table only."
