"""Timeline: time runs down an axis that is true to scale; each event has its words beside it.

A day is a dot. A month or a year is a bar as long as it is, since nobody knows the day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trials.figures import svg
from trials.figures.dates import Span, span
from trials.figures.lettering import LINE
from trials.figures.picture import Picture, Table
from trials.figures.places import spread
from trials.figures.sheet import Sheet, height_of
from trials.partial_dates import in_words

NAME = "timeline"
TITLE = "Timeline"
MOST = 40
"""Events; of more the news are left out from the oldest on."""
YEARS, LANES, LANE = 40.0, 3, 9.0
AXIS = YEARS + 10
WORDS = AXIS + LANES * LANE + 22
GAP = 9.0
YEAR = 26.0
"""The least height of a year."""
MOST_LINES = 3


class Kind(StrEnum):
    """What an event is; the class of its mark."""

    TRIAL = "d-trial"
    RESULTS = "d-results"
    DECISION = "d-decision"
    NEWS = "d-news"


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
    head = ("Date", "Event", "Source")
    rows = tuple((one.when, _whole(one), one.source) for one in dated)
    shown = _shown(dated)
    hidden = len(dated) - len(shown)
    notes = ["A bar is a month or a year of which the day is not known."]
    if hidden:
        notes.append(f"{hidden} older news items are in the table only.")
    told = f"From {dated[0].when} to {dated[-1].when}: {'; '.join(_said(shown))}."
    return Picture(
        NAME, TITLE, told, Table(head, rows), lambda sheet: _draw(sheet, shown), tuple(notes)
    )


def _order(event: Event) -> tuple[int, int]:
    return event.span.first, event.span.last


def _whole(event: Event) -> str:
    return ": ".join(filter(None, [event.what, event.detail]))


def _said(events: list[Event]) -> Iterator[str]:
    return (f"{event.when}, {event.what}" for event in events)


def _shown(events: list[Event]) -> list[Event]:
    """As many as there is room for: what is no news, then the latest."""
    latest_first = events[::-1]
    by_weight = sorted(latest_first, key=lambda one: one.kind == Kind.NEWS)
    kept = {id(one) for one in by_weight[:MOST]}
    return [event for event in events if id(event) in kept]


def _draw(sheet: Sheet, events: list[Event]) -> None:
    room = sheet.width - WORDS
    heights = [_height(event, room) for event in events]
    days = _Days.of(events, sheet.y + 8, sum(heights) + GAP * len(heights))
    middles = [days.y(event.span.middle) - LINE / 2 for event in events]
    tops = spread(middles, heights, GAP, days.top - 8, days.bottom + 8)
    _years(sheet, days)
    for event, lane, top in zip(events, _lanes(events), tops, strict=True):
        _event(sheet, days, event, (AXIS + 8 + lane * LANE, top))
    sheet.y = max(days.bottom + 10, tops[-1] + heights[-1])


@dataclass(frozen=True)
class _Days:
    """From days to heights."""

    first: int
    last: int
    top: float
    bottom: float

    @classmethod
    def of(cls, events: list[Event], top: float, needed: float) -> "_Days":
        first = min(event.span.first for event in events)
        last = max(event.span.last for event in events)
        years = min((last - first) / 365, 60)
        return cls(first, max(last, first + 1), top, top + max(needed - 16, years * YEAR, 40))

    def y(self, day: float) -> float:
        part = (day - self.first) / (self.last - self.first)
        return self.top + (self.bottom - self.top) * part


def _years(sheet: Sheet, days: _Days) -> None:
    sheet.add(svg.line((AXIS, days.top), (AXIS, days.bottom), "d-rule"))
    low = days.top
    for year in range(date.fromordinal(days.first).year, date.fromordinal(days.last).year + 1):
        y = days.y(max(date(year, 1, 1).toordinal(), days.first))
        if y < low or y > days.bottom:
            continue
        sheet.add(svg.line((AXIS - 6, y), (AXIS, y), "d-rule"))
        sheet.place(str(year), AXIS - 9, y - LINE / 2, AXIS, "d-soft", anchor="end")
        low = y + LINE


def _lanes(events: list[Event]) -> list[int]:
    """For each event a lane in which no other span is at the time, as far as there are lanes."""
    taken = [0] * LANES
    found = []
    for event in events:
        free = [lane for lane in range(LANES) if taken[lane] < event.span.first]
        lane = free[0] if free else min(range(LANES), key=taken.__getitem__)
        taken[lane] = max(taken[lane], event.span.last)
        found.append(lane)
    return found


def _height(event: Event, room: float) -> float:
    return sum(height_of(words, room, kind, most=MOST_LINES) for words, kind in _lines_of(event))


def _lines_of(event: Event) -> list[tuple[str, str]]:
    rows = [(event.when, "d-soft"), (event.what, "d-strong"), (event.detail, "")]
    return [row for row in rows if row[0]]


def _event(sheet: Sheet, days: _Days, event: Event, at: svg.Point) -> None:
    """Its mark, its words, and the line from the one to the other."""
    (x, top), right = at, AXIS + 8 + LANES * LANE
    y, level = days.y(event.span.middle), top + LINE / 2
    corners = [(x, y), (right, y), (WORDS - 8, level), (WORDS - 4, level)]
    sheet.add(svg.polyline(corners, "d-grid"), _mark(days, event, x))
    for words, kind in _lines_of(event):
        top += sheet.place(words, WORDS, top, sheet.width - WORDS, kind, most=MOST_LINES)


def _mark(days: _Days, event: Event, x: float) -> str:
    kind = "d-planned" if event.is_planned else event.kind.value
    first, last = days.y(event.span.first), days.y(event.span.last + 1)
    if event.span.is_day:
        return svg.circle((x, days.y(event.span.first)), 4, kind)
    high = max(last - first, 8.0)
    return svg.box((x - 2.5, (first + last - high) / 2), 5, high, kind, 2)
