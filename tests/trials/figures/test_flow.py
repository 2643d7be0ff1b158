"""Participant flow: boxes for what is known, empty where no number is, and who says otherwise."""

import pytest

from tests.trials.figures.drawn import assert_sound, marks, of_kind, words
from trials.figures.flow import Count, Flow, Part, picture
from trials.figures.picture import Picture

ARMS = (
    Part("Cabozantinib", Count("66", "FDA label")),
    Part("Placebo", Count("33", "FDA label"), crossover="After progression."),
)
PNET = Part(
    "pNET",
    Count("99", "FDA label", ("95 (NEJM 2024)",)),
    "Pancreatic tumors",
    "2:1",
    inner=ARMS,
)
EPNET = Part("epNET", None, ratio="2:1", inner=ARMS)


def of(whole: Part, *beside: Part) -> Picture:
    made = picture(Flow(whole, beside))
    assert made
    assert_sound(made)
    return made


def test_from_all_to_the_arms() -> None:
    made = of(Part("Enrolled", Count("298", "FDA label"), inner=(PNET, EPNET)))
    for svg in (made.narrow, made.wide):
        assert len(of_kind(svg, "d-box")) == 1 + 2 + 4
        said = " ".join(words(svg))
        assert "n = 298" in said
        assert said.count("Allocated 2:1") == 2
        assert "Other sources: 95 (NEJM 2024)" in said
        assert said.count("Crossover: After progression.") == 2


def test_the_table_and_the_description_say_what_is_drawn() -> None:
    made = of(Part("Enrolled", Count("298"), inner=(PNET, EPNET)))
    assert [row[0] for row in made.table.rows] == [
        "Enrolled",
        "pNET. Pancreatic tumors. Allocated 2:1",
        "pNET, Cabozantinib",
        "pNET, Placebo. Crossover: After progression.",
        "epNET. Allocated 2:1",
        "epNET, Cabozantinib",
        "epNET, Placebo. Crossover: After progression.",
    ]
    assert "pNET 99 allocated 2:1: Cabozantinib 66, Placebo 33." in made.description
    without_cohorts = of(Part("Enrolled", Count("99"), ratio="2:1", inner=ARMS))
    assert without_cohorts.table.rows[0][0] == "Enrolled. Allocated 2:1"
    assert without_cohorts.description.startswith("Enrolled 99 allocated 2:1.")


def test_a_number_that_nobody_gives_stays_empty() -> None:
    made = of(Part("Enrolled", None, inner=(PNET, EPNET)))
    assert sum(line.startswith("n = ") for line in words(made.wide)) == 1 + 4
    assert ("Enrolled", "not known", "") in made.table.rows
    assert ("epNET, Cabozantinib", "66", "FDA label") in made.table.rows


def test_a_wide_page_has_the_arms_beside_each_other_and_a_phone_below() -> None:
    made = of(Part("Enrolled", Count("99"), ratio="2:1", inner=ARMS))
    tops = [[mark.frame[1] for mark in of_kind(svg, "d-box")] for svg in (made.wide, made.narrow)]
    assert tops[0][1] == tops[0][2]
    assert tops[1][1] < tops[1][2]


def test_many_boxes_stand_below_each_other_and_the_table_has_the_rest() -> None:
    cohorts = tuple(Part(f"Cohort {at}", Count(str(at))) for at in range(15))
    made = of(Part("Planned enrollment", Count("120"), inner=cohorts))
    assert "and 3 more, in the table" in words(made.narrow)
    assert len(made.table.rows) == 16


def test_arms_that_no_source_counts_by_cohort_stand_by_themselves() -> None:
    made = of(Part("Enrolled", inner=(Part("pNET"), Part("epNET"))), *ARMS)
    assert "Arms; no source counts them by cohort" in words(made.wide)
    assert ("Cabozantinib", "66", "FDA label") in made.table.rows
    said = "Arms; no source counts them by cohort: Cabozantinib 66, Placebo 33."
    assert made.description.endswith(said)


@pytest.mark.parametrize("data", [Flow(Part("Enrolled", Count("9"))), Flow(Part("A"), ARMS[:1])])
def test_one_group_alone_is_no_flow(data: Flow) -> None:
    assert picture(data) is None


def test_words_stay_in_their_boxes() -> None:
    long = "Extraordinarily " * 8 + "Pneumonoultramicroscopicsilicovolcanoconiosis" * 2
    part = Part(long, Count("1", long, (long,)), long, crossover=long)
    made = of(Part("Enrolled", inner=(part, part, part, part)))
    for svg in (made.narrow, made.wide):
        boxes = [mark.frame for mark in marks(svg) if mark.name == "rect"]
        for mark in marks(svg):
            if mark.name == "text" and not mark.words.startswith("Allocated"):
                left, top, right, bottom = mark.frame
                assert any(
                    box[0] <= left and right <= box[2] and box[1] <= top and bottom <= box[3]
                    for box in boxes
                ), mark
