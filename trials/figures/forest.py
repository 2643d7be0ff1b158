"""Forest plot: hazard ratios with their intervals on a logarithmic axis with a line of no effect.

The number to read is a filled square; what other sources print is a hollow mark below it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from trials.figures import svg
from trials.figures.lettering import width
from trials.figures.picture import Picture, Table
from trials.figures.rows import GAP, Columns, Label, heading, legend
from trials.figures.scale import Scale, of_ratios
from trials.figures.sheet import Sheet
from trials.figures.whiskers import Interval, whisker

SQUARE = 5.0
NAME = "hazard-ratios"
TITLE = "Hazard ratios"
OWN, OTHER = ("d-whisker", "d-lead"), ("d-other-whisker", "d-other")
LONG = 12
"""Rows, from which on the axis stands above them too."""
FIRST_WORDS, MOST = 6, 60
"""Rows that the description says, and those that are drawn; the table has all."""
NO_EFFECT = "The line at 1 means no difference between the arms."


@dataclass(frozen=True)
class Ratio:
    """One hazard ratio as a source prints it; `value` is None where that is no number."""

    printed: str
    source: str
    value: float | None = None
    interval: Interval = field(default_factory=Interval)


@dataclass(frozen=True)
class Row:
    """What sources say of one cohort: the one to show, then others that say otherwise."""

    label: str
    lead: Ratio
    others: tuple[Ratio, ...] = ()
    is_settled: bool = True
    """Whether the first is the preferred one, or the only one."""


@dataclass(frozen=True)
class Group:
    """The rows of one endpoint."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Forest:
    """All of it; `compared` names the arms where all rows compare the same two."""

    groups: tuple[Group, ...]
    compared: str = ""
    column: str = "Hazard ratio (95% CI)"

    @property
    def rows(self) -> list[Row]:
        """Of all groups."""
        return [row for group in self.groups for row in group.rows]

    @property
    def ratios(self) -> list[Ratio]:
        """All that is drawn."""
        return [ratio for row in self.rows for ratio in (row.lead, *row.others)]


def picture(data: Forest) -> Picture | None:
    """The plot; None without any number to draw."""
    if not any(ratio.value is not None for ratio in data.ratios):
        return None
    shown = _shown(data)
    hidden = len(data.rows) - len(shown.rows)
    more = f"{hidden} more rows are in the table only." if hidden else ""
    notes = [f"{data.compared}." if data.compared else "", NO_EFFECT, more]
    return Picture(
        NAME,
        TITLE,
        " ".join(filter(None, [*notes, *_described(data)])),
        Table(("Endpoint and group", data.column, "Source"), tuple(_cells(data))),
        lambda sheet: _draw(sheet, shown),
        tuple(filter(None, notes)),
    )


def _shown(data: Forest) -> Forest:
    """The first rows, as many as there is room for."""
    room, groups = MOST, []
    for group in data.groups:
        if rows := group.rows[:room]:
            groups.append(Group(group.heading, rows))
            room -= len(rows)
    return replace(data, groups=tuple(groups))


def _described(data: Forest) -> Iterator[str]:
    said = [(group.heading, row) for group in data.groups for row in group.rows]
    for endpoint, row in said[:FIRST_WORDS]:
        yield f"{endpoint}, {row.label}: {row.lead.printed}."
    if len(said) > FIRST_WORDS:
        yield f"And {len(said) - FIRST_WORDS} more rows; the table has all."


def _cells(data: Forest) -> Iterator[tuple[str, ...]]:
    for group in data.groups:
        for row in group.rows:
            named = f"{group.heading}: {row.label}"
            yield named, row.lead.printed, _standing(row)
            for other in row.others:
                yield named, other.printed, other.source


def _standing(row: Row) -> str:
    return f"{row.lead.source} (preferred)" if row.others and row.is_settled else row.lead.source


def _draw(sheet: Sheet, data: Forest) -> None:
    columns = Columns(sheet)
    points = [ratio.value for ratio in data.ratios if ratio.value is not None]
    limits = [limit for ratio in data.ratios for limit in ratio.interval.limits]
    scale = of_ratios(points, limits, columns.left, columns.right)
    columns.head(data.column)
    if len(data.rows) > LONG:
        columns.axis(scale)
    for group in data.groups:
        top = sheet.y
        heading(sheet, group.heading)
        _through(sheet, scale, group.heading, top)
        for row in group.rows:
            _row(columns, scale, row)
    columns.axis(scale, ("lower hazard", "higher hazard"))
    if any(row.others for row in data.rows):
        _legend(sheet, data)


def _through(sheet: Sheet, scale: Scale, words: str, top: float) -> None:
    """The line of no effect beside a heading, where it leaves room for that."""
    x = scale.place(1).x
    if not sheet.is_narrow and width(words, bold=True) < x - GAP:
        sheet.add(svg.line((x, top - GAP), (x, sheet.y), "d-rule"))


def _row(columns: Columns, scale: Scale, row: Row) -> None:
    lead = _Band(columns.sheet, scale, row.lead, row.is_settled)
    columns.row(Label(row.label, row.lead.source), row.lead.printed, lead)
    for other in row.others:
        band = _Band(columns.sheet, scale, other, is_lead=False)
        columns.row(Label(other.source, kind="d-soft"), other.printed, band)


@dataclass(frozen=True)
class _Band:
    """Draws one ratio in its band, over the part of the line of no effect that is there."""

    sheet: Sheet
    scale: Scale
    ratio: Ratio
    is_lead: bool

    def __call__(self, y: float, top: float, bottom: float) -> None:
        at = self.scale.place(1).x
        self.sheet.add(svg.line((at, top), (at, bottom), "d-rule"))
        value, kinds = self.ratio.value, OWN if self.is_lead else OTHER
        if value is None:
            return
        self.sheet.add(*whisker(self.scale, self.ratio.interval, y, kinds))
        self.sheet.add(self._point(value, y))

    def _point(self, value: float, y: float) -> str:
        place = self.scale.place(value)
        kind = "d-lead" if self.is_lead else "d-other"
        if place.beyond:
            return svg.arrow((place.x, y), place.beyond, kind, size=9)
        return _square((place.x, y)) if self.is_lead else _hollow((place.x, y))


def _square(centre: svg.Point) -> str:
    x, y = centre
    return svg.box((x - SQUARE, y - SQUARE), 2 * SQUARE, 2 * SQUARE, "d-lead")


def _hollow(centre: svg.Point) -> str:
    return svg.diamond(centre, SQUARE + 1, "d-other")


def _legend(sheet: Sheet, data: Forest) -> None:
    own = (_square, "preferred, or the only one")
    others = (_hollow, "another source")
    legend(sheet, *([own] if any(row.is_settled for row in data.rows) else []), others)
