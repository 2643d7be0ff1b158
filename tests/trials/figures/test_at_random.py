"""Whatever the numbers and names: well-formed, inside the frame, no words over other words."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.trials.figures.drawn import assert_sound
from trials.figures import event_marks, flow, forest, medians, timeline
from trials.figures.whiskers import Interval

pytestmark = pytest.mark.slow
few = settings(max_examples=100, deadline=None)
names = st.text(max_size=120) | st.sampled_from(["pNET", "Drug", "<script>", "試験" * 30, "W" * 99])
numbers = st.none() | st.floats(-1e6, 1e14) | st.floats(0.01, 30) | st.just(0.0)
intervals = st.builds(Interval, numbers, numbers)

ratios = st.builds(forest.Ratio, names, names, numbers, intervals)
rows = st.builds(forest.Row, names, ratios, st.lists(ratios, max_size=3).map(tuple), st.booleans())
plots = st.builds(
    forest.Forest,
    st.lists(st.builds(forest.Group, names, st.lists(rows, max_size=5).map(tuple)), max_size=4).map(
        tuple
    ),
    names,
    names,
)
bars = st.builds(
    medians.Median, names, names, names, numbers, intervals, st.integers(0, 9), st.just(())
)
groups = st.builds(medians.Group, names, st.lists(bars, max_size=4).map(tuple))
charts = st.builds(
    medians.Medians,
    st.lists(st.tuples(names, st.lists(groups, min_size=1, max_size=3).map(tuple)), max_size=3).map(
        tuple
    ),
)
counts = st.none() | st.builds(flow.Count, names, names, st.lists(names, max_size=3).map(tuple))
arms = st.builds(flow.Part, names, counts, names, st.just(""), names)
cohorts = st.builds(
    flow.Part, names, counts, names, names, names, st.lists(arms, max_size=5).map(tuple)
)
wholes = st.builds(
    flow.Part, names, counts, names, names, st.just(""), st.lists(cohorts, max_size=15).map(tuple)
)
dates = st.dates().map(str)
events = st.builds(
    timeline.Event,
    dates | dates.map(lambda day: day[:7]) | dates.map(lambda day: day[:4]) | st.just(""),
    names,
    st.sampled_from(event_marks.Kind),
    names,
    names,
    st.booleans(),
)


def ratio(value: float | None, upper: float | None = None) -> forest.Ratio:
    return forest.Ratio("", "", value, Interval(None, upper))


NEAR_THE_EDGE = forest.Row("", ratio(None, 4.0), (ratio(None), ratio(0.5)), is_settled=False)


@few
@given(plots)
@example(forest.Forest((forest.Group("", (NEAR_THE_EDGE,)),), "", ""))
def test_forest_plots(data: forest.Forest) -> None:
    made = forest.picture(data)
    if made:
        assert_sound(made)


@few
@given(charts)
def test_medians(data: medians.Medians) -> None:
    made = medians.picture(data)
    if made:
        assert_sound(made)


@few
@given(wholes, st.lists(arms, max_size=15))
def test_flows(whole: flow.Part, beside: list[flow.Part]) -> None:
    made = flow.picture(flow.Flow(whole, tuple(beside)))
    if made:
        assert_sound(made)


@few
@given(st.lists(events, max_size=60))
def test_timelines(data: list[timeline.Event]) -> None:
    made = timeline.picture(data)
    if made:
        assert_sound(made)
