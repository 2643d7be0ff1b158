"""Rows of a name, a place to draw in, and a number: side by side on a wide page, else stacked."""

from collections.abc import Callable
from dataclasses import dataclass

from trials.figures import svg
from trials.figures.lettering import LINE, width
from trials.figures.scale import EDGE, Scale, name
from trials.figures.sheet import Sheet

BAND = 22.0
"""Height of the place to draw in."""
GAP = 6.0
DrawIn = Callable[[float, float, float], None]
"""Draws marks: at the height of the middle, in a band from a top to a bottom."""


@dataclass(frozen=True)
class Label:
    """A name, and in softer letters what is said of it below."""

    name: str
    detail: str = ""
    kind: str = ""

    @property
    def kind_of_number(self) -> str:
        """Beside a bold name it is plain."""
        return "d-soft" if self.kind == "d-soft" else ""

    def write(self, sheet: Sheet, top: float, room: float) -> float:
        """From that height on; how high it is."""
        high = sheet.place(self.name, 0, top, room, self.kind)
        return high + sheet.place(self.detail, 0, top + high, room, "d-soft")


@dataclass(frozen=True)
class Columns:
    """Where the three stand on a sheet; the widths are those of a wide page."""

    sheet: Sheet
    names: float = 180.0
    numbers: float = 180.0

    @property
    def left(self) -> float:
        """Where the place to draw in begins."""
        return EDGE if self.sheet.is_narrow else self.names + EDGE

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.sheet.width - EDGE - (0 if self.sheet.is_narrow else self.numbers)

    def row(self, label: Label, number: str, draw: DrawIn) -> None:
        """One row, as high as its highest part."""
        (self._stacked if self.sheet.is_narrow else self._side_by_side)(label, number, draw)
        self.sheet.move(GAP)

    def _side_by_side(self, label: Label, number: str, draw: DrawIn) -> None:
        sheet, top, room = self.sheet, self.sheet.y, self.numbers
        first = label.write(sheet, top, self.names)
        second = sheet.place(number, sheet.width - room, top, room, label.kind_of_number)
        high = max(first, second, BAND)
        draw(top + LINE / 2, top - GAP / 2, top + high + GAP / 2)
        sheet.move(high)

    def _stacked(self, label: Label, number: str, draw: DrawIn) -> None:
        """The number at the right of the name where both fit, else below it."""
        sheet, kind = self.sheet, label.kind_of_number
        room = sheet.width - width(number) - 10
        if room >= sheet.width * 0.35:
            sheet.place(number, sheet.width, sheet.y, sheet.width, kind, anchor="end")
            sheet.move(max(label.write(sheet, sheet.y, room), LINE if number else 0))
        else:
            sheet.move(label.write(sheet, sheet.y, sheet.width))
            sheet.write(number, kind=kind)
        draw(sheet.y + BAND / 2, sheet.y, sheet.y + BAND)
        sheet.move(BAND)

    def head(self, number: str) -> None:
        """What the numbers are called."""
        sheet, room = self.sheet, self.numbers
        if sheet.is_narrow:
            high = sheet.place(number, sheet.width, sheet.y, sheet.width, "d-soft", anchor="end")
        else:
            high = sheet.place(number, sheet.width - room, sheet.y, room, "d-soft")
        sheet.move(high + GAP)

    def axis(self, scale: Scale, ends: tuple[str, str] = ("", "")) -> None:
        """The axis below the rows, with what its two ends mean."""
        self.ticks(scale, [(scale.place(tick).x, name(tick)) for tick in scale.ticks()])
        if any(ends):
            self._ends(scale, *ends)

    def ticks(self, scale: Scale, ticks: list[tuple[float, str]]) -> None:
        """The axis with these words below these places."""
        sheet = self.sheet
        y = sheet.y
        along = ((scale.left, y), (scale.right, y))
        sheet.add(svg.strokes([along, *(((x, y), (x, y + 5)) for x, _ in ticks)], "d-rule"))
        for x, words in ticks:
            sheet.place(words, x, sheet.y + 6, sheet.width, "d-soft", anchor="middle")
        sheet.move(LINE + 8)

    def _ends(self, scale: Scale, lower: str, higher: str) -> None:
        sheet, left = self.sheet, 0.0 if self.sheet.is_narrow else self.left
        middle = scale.place(1).x
        right = sheet.width if sheet.is_narrow else self.right
        first, second = f"\N{LEFTWARDS ARROW} {lower}", f"{higher} \N{RIGHTWARDS ARROW}"
        if width(first) <= middle - left - 6 and width(second) <= right - middle - 6:
            sheet.place(first, middle - 6, sheet.y, sheet.width, "d-soft", anchor="end")
            sheet.place(second, middle + 6, sheet.y, sheet.width, "d-soft")
        else:
            sheet.place(first, left, sheet.y, sheet.width, "d-soft")
            if left + width(first) + width(second) > right:
                sheet.move(LINE)
            sheet.place(second, right, sheet.y, sheet.width, "d-soft", anchor="end")
        sheet.move(LINE + GAP)


def heading(sheet: Sheet, words: str, detail: str = "") -> None:
    """What the rows below have in common."""
    sheet.move(GAP)
    sheet.write(words, kind="d-strong", most=6)
    if detail:
        sheet.write(detail, kind="d-soft")
    sheet.move(GAP / 2)


def legend(sheet: Sheet, *entries: tuple[Callable[[tuple[float, float]], str], str]) -> None:
    """What each mark means, one below the other where they do not fit into a line."""
    x = 0.0
    for mark, words in entries:
        wide = width(words) + 34
        if x and x + wide > sheet.width:
            x = 0.0
            sheet.move(LINE)
        sheet.add(mark((x + 8, sheet.y + LINE / 2)))
        sheet.place(words, x + 20, sheet.y, sheet.width - x - 20, "d-soft", most=1)
        x += wide
    sheet.move(LINE)
