"""The timeline: the order of time, dates as exact as they are known, and what is planned."""

import re

import pytest

from tests.trials.figures.drawn import Mark, assert_sound, marks, words
from trials.figures.dates import span
from trials.figures.event_marks import Kind
from trials.figures.picture import Picture
from trials.figures.timeline import LEGEND, Event, picture

REGISTERED = Event("2017-12-18", "Registered", source="ClinicalTrials.gov")
STOPPED = Event("2023-08", "Stopped", detail="Its board advised so.")
PRESENTED = Event("2023", "Presented: ESMO 2023", Kind.RESULTS)
APPROVED = Event("2025-03-26", "Approval: FDA", Kind.DECISION)


def of(*events: Event) -> Picture:
    made = picture(list(events))
    assert made
    assert_sound(made)
    return made


def event_marks(svg: str) -> list[Mark]:
    """Without those of the legend, which come last."""
    found = [mark for mark in marks(svg) if mark.kind in {*Kind, "d-planned"}]
    told = set(words(svg)) & set(LEGEND.values())
    return found[: len(found) - len(told)]


def marks_without_class(svg: str) -> list[str]:
    """The outlines of events and of the legend, with their places as they are."""
    return re.findall(rf'<(\w+ [^>]*) class="(?:{"|".join(Kind)})"', svg)


@pytest.mark.parametrize(
    ("date", "days"), [("2024", 366), ("2023", 365), ("2024-02", 29), ("2025-03-26", 1)]
)
def test_a_date_is_as_long_as_it_is_inexact(date: str, days: int) -> None:
    found = span(date)
    assert found.last - found.first + 1 == days
    assert found.is_day == (days == 1)


def test_a_day_is_a_dot_and_a_month_or_year_a_bar_of_its_length() -> None:
    svg = of(REGISTERED, STOPPED, PRESENTED, APPROVED).wide
    first, year, month, last = (mark.frame[2] - mark.frame[0] for mark in event_marks(svg))
    assert first < 12
    assert last < 12
    assert month > 12
    assert year > 1.5 * month


def test_every_second_year_of_a_decade_has_room_on_the_axis() -> None:
    told = words(of(REGISTERED, Event("2026-03-26", "Approval: FDA", Kind.DECISION)).wide)
    assert {"2018", "2020", "2022", "2024", "2026"} <= set(told)


def test_each_kind_has_a_shape_of_its_own_where_no_colour_is_seen() -> None:
    """All are of one colour where colours are forced."""
    for precision in (10, 7):
        days = [
            Event(f"2020-0{at}-01"[:precision], f"Event {at}", kind)
            for at, kind in enumerate(Kind, 1)
        ]
        svg = of(*days).narrow
        drawn = {re.sub(r"[-0-9.]+", "#", mark) for mark in marks_without_class(svg)}
        assert len(drawn) == len(Kind), drawn


def test_a_planned_date_keeps_the_shape_of_its_kind() -> None:
    made = of(REGISTERED, Event("2031-06-01", "Results due", Kind.RESULTS, is_planned=True))
    assert event_marks(made.wide)[1].name == "polygon"
    assert event_marks(made.wide)[1].kind == "d-planned"


def test_words_of_a_label_are_not_cut_within() -> None:
    title = "Cabozantinib prolongs progression-free survival of neuroendocrine tumors everywhere"
    told = words(of(REGISTERED, Event("2025-05-05", f"Release: {title}", Kind.NEWS)).narrow)
    (cut,) = (line for line in told if line.endswith("…"))
    assert cut.removesuffix("…").split()[-1] in title.split()


def test_events_stand_in_the_order_of_time_with_their_dates() -> None:
    made = of(APPROVED, STOPPED, PRESENTED, REGISTERED)
    assert [row[:2] for row in made.table.rows] == [
        ("18 December 2017", "Registered"),
        ("2023", "Presented: ESMO 2023"),
        ("August 2023", "Stopped: Its board advised so."),
        ("26 March 2025", "Approval: FDA"),
    ]
    lefts = [(mark.frame[0] + mark.frame[2]) / 2 for mark in event_marks(made.narrow)]
    assert lefts == sorted(lefts)
    assert {"August 2023", "Its board advised so."} <= set(words(made.wide))
    assert made.description.startswith("From 18 December 2017 to 26 March 2025: ")


def test_the_legend_says_what_the_colours_mean_where_there_are_several() -> None:
    told = words(of(REGISTERED, PRESENTED, APPROVED).wide)[-3:]
    assert told == ["the trial itself", "results", "approvals and guidelines"]
    assert not set(words(of(REGISTERED, STOPPED).wide)) & set(LEGEND.values())


def test_a_planned_date_is_hollow_and_says_so() -> None:
    made = of(REGISTERED, Event("2031-06", "Completion", is_planned=True))
    assert event_marks(made.wide)[1].kind == "d-planned"
    assert "June 2031 (planned)" in words(made.wide)
    assert "A hollow mark is a planned date." in made.notes


def test_of_too_many_events_the_oldest_news_stand_in_the_table_only() -> None:
    news = [Event(f"20{at:02}-05-05", f"Release {at}", Kind.NEWS) for at in range(10, 60)]
    made = of(REGISTERED, *news)
    assert len(event_marks(made.wide)) == 40
    assert "Registered" in words(made.wide)
    assert "Release 59" in words(made.wide)
    assert "Release 10" not in words(made.wide)
    assert "11 more news items are in the table only." in made.notes
    assert len(made.table.rows) == 51


@pytest.mark.parametrize("events", [[], [REGISTERED], [REGISTERED, Event("", "Completion")]])
def test_fewer_than_two_dates_are_no_line(events: list[Event]) -> None:
    assert picture(events) is None


def test_two_events_of_one_day_and_two_centuries_apart_can_be_drawn() -> None:
    of(REGISTERED, REGISTERED)
    of(Event("1850", "Early"), Event("2031-01-01", "Late"))
    of(Event("0001", "First"), Event("9999-12-31", "Last"))
