"""What drawings share: letters, axes, elements, names, and that a page and a file look alike."""

import math
import re
from xml.etree import ElementTree as ET

import pytest

from trials.figures import svg
from trials.figures.lettering import SIZE, lines, width
from trials.figures.picture import Picture, Table
from trials.figures.scale import Scale, name, of_amounts, of_ratios
from trials.figures.sheet import NARROW, Sheet
from trials.figures.style import MARKS

MARGINS_OF_A_PHONE = 24


def test_letters_are_no_smaller_than_12_pixels_on_a_screen_of_320() -> None:
    assert (320 - MARGINS_OF_A_PHONE) / NARROW * SIZE >= 12


def test_a_file_brings_the_rules_of_the_page_along() -> None:
    for mark in (*("grid", "rule", "whisker", "box", "error", "planned"), "bar-1", "soft"):
        assert f".d-{mark} {{" in MARKS
    assert MARKS.startswith(".drawing text {")
    assert "drawing-wide" not in MARKS


def test_words_break_into_lines_that_fit() -> None:
    found = lines("Neuroendocrine tumors of the pancreas and elsewhere", 150, most=9)
    assert " ".join(found) == "Neuroendocrine tumors of the pancreas and elsewhere"
    assert all(width(line) <= 150 for line in found)


def test_what_does_not_fit_is_cut_with_an_ellipsis() -> None:
    found = lines("word " * 50, 100, most=2)
    assert len(found) == 2
    assert found[-1].endswith("…")
    assert width(found[-1]) <= 100
    assert all(width(line) <= 60 for line in lines("W" * 40, 60, most=99))
    assert lines("", 100) == []


def test_letters_of_other_alphabets_have_a_width() -> None:
    assert width("試験") > width("ab")
    assert width("e\N{COMBINING ACUTE ACCENT}") == width("e")


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.1, 2.3, ["0.1", "0.2", "0.5", "1", "2"]),
        (0.5, 2, ["0.5", "1", "2"]),
        (0.001, 1000, ["0.001", "0.01", "0.1", "1", "10", "100", "1,000"]),
    ],
)
def test_ticks_of_a_logarithmic_axis(low: float, high: float, ticks: list[str]) -> None:
    scale = Scale(low, high, 0, 400, is_log=True)
    assert [name(tick) for tick in scale.ticks()] == ticks


def test_ticks_of_a_short_axis_do_not_touch() -> None:
    ticks = Scale(0.001, 1000, 0, 120, is_log=True).ticks()
    assert 1 in ticks
    assert len(ticks) <= 3


def test_ticks_of_amounts_begin_at_nothing_and_are_round() -> None:
    scale = of_amounts([13.8, 3.3], [17.0], 0, 300)
    assert [name(tick) for tick in scale.ticks()][:3] == ["0", "2", "4"]
    assert scale.place(17.0).beyond == 0
    assert of_amounts([8], [5000], 0, 300).place(5000).beyond == 1


def test_an_axis_of_ratios_has_one_on_it_and_follows_limits_only_so_far() -> None:
    scale = of_ratios([0.22], [0.12, 90], 0, 300)
    assert scale.low < 0.12
    assert scale.place(1).beyond == 0
    assert scale.place(90).beyond == 1


def test_elements_escape_words_and_refuse_what_is_no_place() -> None:
    assert svg.text((1, 2.5), "a <b> & \x00c", "d-soft") == (
        '<text x="1" y="2.5" class="d-soft">a &lt;b&gt; &amp; c</text>'
    )
    assert svg.element("g", "", class_='"<') == "<g class='\"&lt;'/>"
    assert svg.number(-0.001) == "0"
    for value in (math.inf, math.nan):
        with pytest.raises(ValueError, match="no coordinate"):
            svg.number(value)


def _dot(sheet: Sheet) -> None:
    sheet.write("Words")


def test_a_file_says_what_it_is_and_where_from_and_brings_its_style() -> None:
    made = Picture("dots", "Dots & more", "A <dot>.", Table((), ()), _dot, ("A note.",))
    text = made.file("A021602, from https://example.org/trials/A021602/")
    root = ET.fromstring(text.encode())
    said = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert said == [
        "Dots & more",
        "Words",
        "A note.",
        "A021602, from https://example.org/trials/A021602/",
    ]
    assert "prefers-color-scheme: dark" in text
    assert "forced-colors: active" in text
    assert "var(--ink)" in text


def test_names_of_the_two_drawings_of_a_page_differ() -> None:
    made = Picture("dots", "Dots", "A dot.", Table((), ()), _dot)
    ids = re.findall('id="([^"]+)"', made.narrow + made.wide)
    assert len(ids) == len(set(ids)) == 4
