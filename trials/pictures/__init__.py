"""The pictures of a trial, from the rows that its page has read: nothing that is not listed.

- `results`: forest plot and medians, from the findings;
- `flow`: participants, from findings of enrollment, cohorts and arms;
- `timeline`: dates of the record, of sources, decisions and news.

None of them asks the database for more than the record itself reads for its page.
"""

from collections.abc import Callable

from trials.figures import flow as flow_figure
from trials.figures import forest
from trials.figures import medians as medians_figure
from trials.figures import timeline as timeline_figure
from trials.figures.picture import Picture
from trials.pictures.flow import flow
from trials.pictures.kept import kept
from trials.pictures.results import hazard_ratios, medians
from trials.pictures.timeline import timeline
from trials.record import TrialRecord

MAKERS: dict[str, Callable[[TrialRecord], Picture | None]] = {
    forest.NAME: hazard_ratios,
    medians_figure.NAME: medians,
    flow_figure.NAME: flow,
    timeline_figure.NAME: timeline,
}


def pictures(record: TrialRecord, position: str = "") -> list[Picture]:
    """Those that there are numbers or dates for, in the order of the page.

    With the position at which the record was read, drawings are kept. A withdrawn record has none:
    a picture travels without the notice that stands on its page.
    """
    found = (picture_of(record, name, position) for name in MAKERS)
    return [picture for picture in found if picture]


def picture_of(record: TrialRecord, name: str, position: str = "") -> Picture | None:
    """The one with this name; the others are neither made nor read for."""
    maker = MAKERS.get(name)
    made = maker(record) if maker and not record.trial.is_withdrawn else None
    return kept(made, position) if made and position else made


__all__ = ["MAKERS", "Picture", "picture_of", "pictures"]
