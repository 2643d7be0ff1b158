"""Rows of a name, a place to draw in, and a number: side by side on a wide page, else stacked."""

from collections.abc import Callable
from dataclasses import dataclass

from trials.figures import svg
from trials.figures.lettering import LINE, width
from trials.figures.scale import Scale, name
from trials.figures.sheet import Sheet

BAND = 22.0
"""Height of the place to draw in."""
GAP = 6.0
EDGE = 14.0
"""Room beside an axis for half the label of its last tick."""
NAMES, NUMBERS = 190.0, 178.0
DrawIn = Callable[[float, float, float], None]
"""Draws marks: at the height of the middle, in a band from a top to a bottom."""


@dataclass(frozen=True)
class Columns:
    """Where the three stand on a sheet."""

    sheet: Sheet

    @property
    def left(self) -> float:
        """Where the place to draw in begins."""
        return EDGE if self.sheet.is_narrow else NAMES + EDGE

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.sheet.width - EDGE - (0 if self.sheet.is_narrow else NUMBERS)

    def row(self, label: str, number: str, draw: DrawIn, kind: str = "") -> None:
        """One row, as high as its highest part."""
        (self._stacked if self.sheet.is_narrow else self._side_by_side)(label, number, draw, kind)
        self.sheet.move(GAP)

    def _side_by_side(self, label: str, number: str, draw: DrawIn, kind: str) -> None:
        sheet, top = self.sheet, self.sheet.y
        first = sheet.place(label, 0, top, NAMES, kind)
        second = sheet.place(number, sheet.width - NUMBERS + EDGE, top, NUMBERS - EDGE, kind)
        high = max(first, second, BAND)
        draw(top + LINE / 2, top - GAP / 2, top + high + GAP / 2)
        sheet.move(high)

    def _stacked(self, label: str, number: str, draw: DrawIn, kind: str) -> None:
        """The number at the right of the name where both fit, else below it."""
        sheet, bold = self.sheet, "strong" in kind
        room = sheet.width - width(number, bold=bold) - 10
        if room >= sheet.width * 0.35:
            sheet.place(number, sheet.width, sheet.y, sheet.width, kind, anchor="end")
            sheet.write(label, 0, room, kind)
        else:
            sheet.write(label, kind=kind)
            sheet.write(number, kind=kind)
        draw(sheet.y + BAND / 2, sheet.y, sheet.y + BAND)
        sheet.move(BAND)

    def head(self, label: str, number: str) -> None:
        """What the columns are called."""
        sheet = self.sheet
        if sheet.is_narrow:
            sheet.place(number, sheet.width, sheet.y, sheet.width, "d-soft", anchor="end")
            room = sheet.width - width(number) - 10
            sheet.write(label or " ", 0, room, "d-soft", most=1)
            sheet.move(0 if label else LINE)
        else:
            at = sheet.width - NUMBERS + EDGE
            sheet.place(label, 0, sheet.y, NAMES, "d-soft")
            sheet.move(sheet.place(number, at, sheet.y, NUMBERS - EDGE, "d-soft"))
        sheet.move(GAP)

    def axis(self, scale: Scale, ends: tuple[str, str] = ("", "")) -> None:
        """The axis below the rows, with what its two ends mean."""
        sheet = self.sheet
        sheet.add(svg.line((scale.left, sheet.y), (scale.right, sheet.y), "d-rule"))
        for tick in scale.ticks():
            x = scale.place(tick).x
            sheet.add(svg.line((x, sheet.y), (x, sheet.y + 5), "d-rule"))
            sheet.place(name(tick), x, sheet.y + 6, sheet.width, "d-soft", anchor="middle")
        sheet.move(LINE + 8)
        if any(ends):
            self._ends(scale, *ends)

    def _ends(self, scale: Scale, lower: str, higher: str) -> None:
        sheet, left = self.sheet, 0.0 if self.sheet.is_narrow else self.left
        middle = scale.place(1).x
        right = sheet.width if sheet.is_narrow else self.right
        first, second = f"\N{LEFTWARDS ARROW} {lower}", f"{higher} \N{RIGHTWARDS ARROW}"
        if width(first) <= middle - left - 4 and width(second) <= right - middle - 4:
            sheet.place(first, middle - 6, sheet.y, sheet.width, "d-soft", anchor="end")
            sheet.place(second, middle + 6, sheet.y, sheet.width, "d-soft")
        else:
            sheet.place(first, left, sheet.y, sheet.width, "d-soft")
            if left + width(first) + width(second) > right:
                sheet.move(LINE)
            sheet.place(second, right, sheet.y, sheet.width, "d-soft", anchor="end")
        sheet.move(LINE + GAP)


def heading(sheet: Sheet, words: str) -> None:
    """What the rows below have in common."""
    sheet.move(GAP)
    sheet.write(words, kind="d-strong", most=4)
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
