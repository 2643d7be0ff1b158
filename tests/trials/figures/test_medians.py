"""Bars of medians: as long as the number, and none where there is no number."""

import pytest

from tests.trials.figures.drawn import Mark, assert_sound, marks, words
from trials.figures.medians import Group, Median, Medians, picture
from trials.figures.picture import Picture
from trials.figures.whiskers import Interval


def of(*medians: Median, unit: str = "months") -> Picture:
    made = picture(Medians(((unit, (Group("PFS: pNET", medians),)),)))
    assert made
    return made


def bars(svg: str) -> list[Mark]:
    return [mark for mark in marks(svg) if mark.kind.startswith("d-bar")]


def width(mark: Mark) -> float:
    return mark.frame[2] - mark.frame[0]


def test_a_bar_is_as_long_as_its_number_and_arms_look_different() -> None:
    made = of(Median("Drug", "12 months", "A", 12), Median("Placebo", "3 months", "A", 3, style=1))
    drug, placebo = bars(made.wide)
    assert width(drug) == pytest.approx(4 * width(placebo), abs=0.1)
    assert drug.kind != placebo.kind
    assert {"12 months", "months", "0"} <= set(words(made.wide))
    assert_sound(made)


def test_what_is_no_number_gets_no_bar() -> None:
    made = of(
        Median("Drug", "not reached", "A", None, Interval(12)),
        Median("Placebo", "over 300", "A"),
        Median("Third", "8 months", "B", 8),
    )
    assert len(bars(made.narrow)) == 1
    assert {"not reached", "over 300"} <= set(words(made.narrow))
    assert ("PFS: pNET: Placebo", "over 300", "A") in made.table.rows
    assert_sound(made)


def test_without_any_number_there_is_no_picture() -> None:
    assert picture(Medians(())) is None
    not_reached = Group("PFS", (Median("Drug", "not reached", "A"),))
    assert picture(Medians((("months", (not_reached,)),))) is None


def test_an_upper_limit_far_off_is_an_arrow_and_does_not_flatten_the_bars() -> None:
    made = of(Median("Drug", "8", "A", 8, Interval(1, 5000)))
    (bar,) = bars(made.wide)
    assert width(bar) > 80
    assert [mark for mark in marks(made.wide) if mark.kind == "d-error-end"]
    assert_sound(made)


@pytest.mark.parametrize("value", [0, -3.5, 0.00012, 99_999])
def test_any_number_can_be_drawn(value: float) -> None:
    assert_sound(of(Median("Drug", str(value), "A", value), unit=""))


def test_a_source_of_all_stands_once_and_else_below_each_arm() -> None:
    alike = of(Median("Drug", "8", "Label", 8), Median("Placebo", "3", "Label", 3))
    assert words(alike.wide).count("Label") == 1
    differ = of(Median("Drug", "8", "Label", 8), Median("Placebo", "3", "Paper", 3))
    assert {"Label", "Paper"} <= set(words(differ.wide))


def test_what_other_sources_print_is_in_the_table() -> None:
    made = of(Median("Drug", "3.3", "FDA label", 3.3, others=("NEJM 2024 4.4",)))
    assert made.table.rows == (("PFS: pNET: Drug", "3.3", "FDA label. Others: NEJM 2024 4.4"),)


def test_of_very_many_medians_the_rest_is_in_the_table_only() -> None:
    groups = tuple(Group(f"PFS {at}", (Median("A", "3", "S", 3),) * 3) for at in range(20))
    made = picture(Medians((("months", groups), ("days", groups))))
    assert made
    assert len(bars(made.wide)) == 39
    assert len(made.table.rows) == 120
    assert "81 more medians are in the table only." in made.notes


def test_an_interval_without_an_end_goes_on_beyond_the_bar() -> None:
    made = of(Median("Drug", "3.3", "A", 3.3, Interval(2.2)))
    (bar,) = bars(made.wide)
    (head,) = [mark for mark in marks(made.wide) if mark.kind == "d-error-end"]
    assert head.frame[2] > bar.frame[2] + 10


def test_a_unit_without_any_number_has_no_axis() -> None:
    not_reached = Group("PFS", (Median("Drug", "not reached", "A"),))
    drawn = Group("OS", (Median("Drug", "3", "A", 3),))
    made = picture(Medians((("weeks", (not_reached,)), ("months", (drawn,)))))
    assert made
    assert "not reached" in words(made.wide)
    assert "weeks" not in words(made.wide)
    assert_sound(made)
