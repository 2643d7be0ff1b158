"""Medians by arm: a bar for each number, with its interval; and words where there is no number.

“Not reached” and “over 300” are no lengths, so they get no bar. All of one unit share an axis.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from trials.figures import svg
from trials.figures.picture import Picture, Table
from trials.figures.rows import Columns, Label, heading
from trials.figures.scale import Scale, of_amounts
from trials.figures.sheet import Sheet
from trials.figures.whiskers import Interval, whisker

NAME = "medians"
TITLE = "Medians by arm"
BAR = 13.0
STYLES = 3
ERROR = ("d-error", "d-error-end")
OPEN = 1.15
"""How far beyond a bar the arrow of an interval without an end reaches at least."""
FIRST_WORDS, MOST = 6, 40
"""Medians that the description says, and those that are drawn; the table has all."""


@dataclass(frozen=True)
class Median:
    """Of one arm, as printed; `value` is None where that is no number. `style` tells arms apart."""

    arm: str
    printed: str
    source: str
    value: float | None = None
    interval: Interval = field(default_factory=Interval)
    style: int = 0
    others: tuple[str, ...] = ()
    """What other sources print, with their names."""


@dataclass(frozen=True)
class Group:
    """The arms of one cohort for one endpoint."""

    heading: str
    medians: tuple[Median, ...]

    @property
    def shared_source(self) -> str:
        """The one that all are from; "" where they differ."""
        sources = {median.source for median in self.medians}
        return sources.pop() if len(sources) == 1 else ""


@dataclass(frozen=True)
class Medians:
    """Groups by unit, since what is counted in months and in days has no axis in common."""

    units: tuple[tuple[str, tuple[Group, ...]], ...]
    level: str = ""
    """“95% CI”, if all intervals are."""

    @property
    def medians(self) -> list[tuple[str, Median]]:
        """All, each with the heading it stands under."""
        return [
            (group.heading, median)
            for _, groups in self.units
            for group in groups
            for median in group.medians
        ]


def picture(data: Medians) -> Picture | None:
    """The bars; None without any number to draw."""
    if not any(median.value is not None for _, median in data.medians):
        return None
    head = ("Endpoint, group and arm", "Median", "Source")
    table = Table(head, tuple(_cells(data)))
    shown = _shown(data)
    told = " ".join(_described(data))
    notes = tuple(_notes(data, shown))
    return Picture(NAME, TITLE, told, table, lambda sheet: _draw(sheet, shown), notes)


def _notes(data: Medians, shown: Medians) -> Iterator[str]:
    if _has_intervals(shown):
        interval = f"{data.level} (confidence interval)" if data.level else "confidence interval"
        yield f"A thin line on a bar is the {interval}."
    if hidden := len(data.medians) - len(shown.medians):
        yield f"{hidden} more medians are in the table only."


def _shown(data: Medians) -> Medians:
    """The first groups, as many as there is room for; one at least."""
    kept: dict[str, list[Group]] = {}
    room = MOST
    for unit, groups in data.units:
        for group in groups:
            room -= len(group.medians)
            if room >= 0 or not kept:
                kept.setdefault(unit, []).append(group)
    return replace(data, units=tuple((unit, tuple(groups)) for unit, groups in kept.items()))


def _has_intervals(data: Medians) -> bool:
    return any(median.interval.limits for _, median in data.medians if median.value is not None)


def _described(data: Medians) -> Iterator[str]:
    for head, median in data.medians[:FIRST_WORDS]:
        yield f"{head}, {median.arm}: {median.printed}."
    if len(data.medians) > FIRST_WORDS:
        yield f"And {len(data.medians) - FIRST_WORDS} more; the table has all."


def _cells(data: Medians) -> Iterator[tuple[str, ...]]:
    for head, median in data.medians:
        others = f". Others: {'; '.join(median.others)}" if median.others else ""
        yield f"{head}: {median.arm}", median.printed, f"{median.source}{others}"


def _draw(sheet: Sheet, data: Medians) -> None:
    columns = Columns(sheet)
    for unit, groups in data.units:
        scale = _scale(columns, groups)
        for group in groups:
            shared = group.shared_source
            heading(sheet, group.heading, shared)
            for median in group.medians:
                label = Label(median.arm, "" if shared else median.source)
                columns.row(label, median.printed, _Bar(sheet, scale, median))
        if not any(median.value is not None for group in groups for median in group.medians):
            continue
        columns.axis(scale)
        middle, room = (scale.left + scale.right) / 2, scale.right - scale.left
        sheet.move(sheet.place(unit, middle, sheet.y, room, "d-soft", anchor="middle"))


def _scale(columns: Columns, groups: tuple[Group, ...]) -> Scale:
    """With room beyond a bar whose interval has no end."""
    drawn = [
        (median.value, median.interval)
        for group in groups
        for median in group.medians
        if median.value is not None
    ]
    limits = [limit for _, interval in drawn for limit in interval.limits]
    limits += [value * OPEN for value, interval in drawn if interval.is_open]
    points = [value for value, _ in drawn]
    return of_amounts(points, limits, columns.left, columns.right)


@dataclass(frozen=True)
class _Bar:
    """Draws one bar from 0 on in its band."""

    sheet: Sheet
    scale: Scale
    median: Median

    def __call__(self, y: float, top: float, bottom: float) -> None:
        zero = self.scale.place(0).x
        self.sheet.add(svg.line((zero, top), (zero, bottom), "d-rule"))
        if self.median.value is None:
            return
        end = self.scale.place(self.median.value).x
        kind = f"d-bar-{self.median.style % STYLES + 1}"
        corner = (min(zero, end), y - BAR / 2)
        self.sheet.add(svg.box(corner, abs(end - zero), BAR, kind))
        self.sheet.add(*whisker(self.scale, self.median.interval, y, ERROR))
