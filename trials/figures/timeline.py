"""Timeline: a row for each event, in the order of time, above an axis that is true to scale.

A day is a dot. A month or a year is a bar as long as it is, since nobody knows the day. Each kind
of event has a shape of its own: where colours are forced, nothing else tells them apart.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from trials.figures.dates import Span, span
from trials.figures.event_marks import DOT, Kind, mark
from trials.figures.lettering import width
from trials.figures.picture import Picture, Table
from trials.figures.rows import Columns, Label, legend
from trials.figures.scale import AIR, Scale
from trials.figures.sheet import Sheet
from trials.figures.svg import uprights
from trials.partial_dates import in_words

NAME = "timeline"
TITLE = "Timeline"
MOST = 40
"""Events; of more the news are left out from the oldest on."""
BAR_NOTE = "A bar is a month or a year of which the day is not known."


LEGEND = {
    Kind.TRIAL: "the trial itself",
    Kind.RESULTS: "results",
    Kind.DECISION: "approvals and guidelines",
    Kind.NEWS: "news",
}


@dataclass(frozen=True)
class Event:
    """What happened when, by whom that is said; `date` as exact as it is known."""

    date: str
    what: str
    kind: Kind = Kind.TRIAL
    detail: str = ""
    source: str = ""
    is_planned: bool = False

    @property
    def is_milestone(self) -> bool:
        """Whether it is more than news of one."""
        return self.kind != Kind.NEWS

    @property
    def span(self) -> Span:
        """Its days."""
        return span(self.date)

    @property
    def when(self) -> str:
        """The date in words."""
        return f"{in_words(self.date)}{' (planned)' if self.is_planned else ''}"


def picture(events: list[Event]) -> Picture | None:
    """The line; None with fewer than two events."""
    dated = sorted((one for one in events if one.date), key=_order)
    if len(dated) < 2:
        return None
    rows = tuple((one.when, _whole(one), one.source) for one in dated)
    shown = _shown(dated)
    told = f"From {dated[0].when} to {dated[-1].when}: {'; '.join(_said(shown))}."
    return Picture(
        NAME,
        TITLE,
        told,
        Table(("Date", "Event", "Source"), rows),
        lambda sheet: _draw(sheet, shown),
        tuple(_notes(shown, len(dated) - len(shown))),
    )


def _notes(shown: list[Event], hidden: int) -> Iterator[str]:
    if not all(event.span.is_day for event in shown):
        yield BAR_NOTE
    if any(event.is_planned for event in shown):
        yield "A hollow mark is a planned date."
    if hidden:
        yield f"{hidden} more news items are in the table only."


def _order(event: Event) -> tuple[int, int]:
    return event.span.first, event.span.last


def _whole(event: Event) -> str:
    return f"{event.what}: {event.detail}" if event.detail else event.what


def _said(events: list[Event]) -> Iterator[str]:
    return (f"{event.when}, {event.what}" for event in events)


def _shown(events: list[Event]) -> list[Event]:
    """As many as there is room for: what is no news, then the latest."""
    latest_first = events[::-1]
    by_weight = sorted(latest_first, key=lambda one: one.kind == Kind.NEWS)
    kept = {id(one) for one in by_weight[:MOST]}
    return [event for event in events if id(event) in kept]


def _draw(sheet: Sheet, events: list[Event]) -> None:
    columns = Columns(sheet, names=270, numbers=138)
    scale = _years(columns, events)
    ticks = _ticks(scale)
    columns.ticks(scale, ticks)
    for event in events:
        label = Label(event.what, event.detail, "d-strong" if event.is_milestone else "")
        columns.row(label, event.when, _Row(sheet, scale, ticks, event))
    columns.ticks(scale, ticks)
    _legend(sheet, {event.kind for event in events if not event.is_planned})


def _legend(sheet: Sheet, shown: set[Kind]) -> None:
    """What shapes and colours mean; one alone means nothing."""
    kinds = [kind for kind in LEGEND if kind in shown]
    if len(kinds) > 1:
        legend(sheet, *((partial(mark, shape=one), LEGEND[one]) for one in kinds))


def _years(columns: Columns, events: list[Event]) -> Scale:
    """Whole years."""
    first = date.fromordinal(min(event.span.first for event in events)).year
    last = date.fromordinal(max(event.span.last for event in events)).year
    start, end = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
    return Scale(start, end, columns.left, columns.right)


def _ticks(scale: Scale) -> list[tuple[float, str]]:
    """Each year, or every second, fifth ... where there are many."""
    first, last = (date.fromordinal(int(day)).year for day in (scale.low, scale.high))
    years = range(first, last + 1)
    room = (scale.right - scale.left) / len(years)
    every = next(n for n in (1, 2, 5, 10, 20, 50, 100, 10_000) if n * room >= width("2000") + AIR)
    starts = [year for year in years if year % every == 0] or [years[0]]
    return [(scale.place(date(year, 1, 1).toordinal()).x, str(year)) for year in starts]


@dataclass(frozen=True)
class _Row:
    """Draws one event in its band, over the lines of the years."""

    sheet: Sheet
    scale: Scale
    ticks: list[tuple[float, str]]
    event: Event

    def __call__(self, y: float, top: float, bottom: float) -> None:
        self.sheet.add(uprights([x for x, _ in self.ticks], top, bottom, "d-grid"))
        self.sheet.add(self._mark(y))

    def _mark(self, y: float) -> str:
        days, kind = self.event.span, self.event.kind
        first, last = (self.scale.place(day).x for day in (days.first, days.last + 1))
        length = 0 if days.is_day else max(last - first - 2 * DOT, DOT)
        look = "d-planned" if self.event.is_planned else ""
        return mark(((first + last) / 2, y), kind, length, look)
