"""Pictures for the style guide, one of each kind; nothing of it is a fact."""

from trials.figures import flow, forest, medians, timeline
from trials.figures.event_marks import Kind
from trials.figures.picture import Picture
from trials.figures.whiskers import Interval

SURVIVAL, A, B = "Overall survival", "A journal 2098", "A report"


def pictures() -> list[Picture]:
    """All four, each with what it can show: other sources, open ends, months, what is planned."""
    made = (_ratios(), _medians(), _participants(), _dates())
    return [picture for picture in made if picture]


def _ratios() -> Picture | None:
    lead = forest.Ratio("0.38 (0.25 to 0.59)", A, 0.38, Interval(0.25, 0.59))
    other = forest.Ratio("0.41 (0.27 to 0.62)", B, 0.41, Interval(0.27, 0.62))
    one_sided = forest.Ratio("0.90 (0.60 or more)", A, 0.9, Interval(0.6))
    rows = (forest.Row("Group A", lead, (other,)), forest.Row("Group B", one_sided))
    return forest.picture(
        forest.Forest((forest.Group(SURVIVAL, rows),), "Examplinib versus Placebo")
    )


def _medians() -> Picture | None:
    drug = medians.Median("Examplinib", "13.8 months", A, 13.8, Interval(9, 17))
    placebo = medians.Median("Placebo", "4.4 months", A, 4.4, style=1)
    unknown = medians.Median("Third arm", "not reached", A, style=2)
    group = medians.Group(SURVIVAL, (drug, placebo, unknown))
    return medians.picture(medians.Medians((("months", (group,)),)))


def _participants() -> Picture | None:
    arms = (
        flow.Part("Examplinib", flow.Count("66", A)),
        flow.Part("Placebo", flow.Count("33", A), crossover="Once the cancer grows."),
    )
    first = flow.Part("Group A", flow.Count("99", A, (f"95 ({B})",)), ratio="2:1", inner=arms)
    whole = flow.Part("Enrolled", flow.Count("99", A), inner=(first,))
    return flow.picture(flow.Flow(whole))


def _dates() -> Picture | None:
    event = timeline.Event
    return timeline.picture(
        [
            event("2095-03-01", "Registered"),
            event("2096", "Status: Suspended", detail="Its board advised so."),
            event("2097-05", f"Published: {A}", Kind.RESULTS),
            event("2098-03-26", "Approval: An agency", Kind.DECISION),
            event("2098-04-02", "Press release: A trial has a result", Kind.NEWS),
            event("2099-12", "Completion", is_planned=True),
        ]
    )
