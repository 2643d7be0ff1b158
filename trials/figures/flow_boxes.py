"""Boxes and the lines between them: a tree that spreads on a wide page, an outline on a phone."""

from dataclasses import dataclass

from trials.figures import svg
from trials.figures.lettering import LINE
from trials.figures.sheet import Sheet, height_of

PAD, GAP, STEP, FORK = 8.0, 14.0, 22.0, 20.0
MOST_LINES, MOST_ASIDE = 4, 9
MOST_LEAVES = 4
"""That fit beside each other on a wide page."""


@dataclass(frozen=True)
class Box:
    """Lines of words, each with its kind; what stands under it; what is said above those."""

    lines: tuple[tuple[str, str], ...]
    inner: "tuple[Box, ...]" = ()
    aside: str = ""
    """Words of a dashed box that belongs to it."""
    fork: str = ""

    @property
    def leaves(self) -> int:
        """How many boxes wide it is."""
        return sum(box.leaves for box in self.inner) or 1

    @property
    def depth(self) -> int:
        """How many boxes below each other."""
        return 1 + max((box.depth for box in self.inner), default=0)

    def height(self, width: float) -> float:
        """Of the box itself."""
        room = width - 2 * PAD
        return 2 * PAD + sum(
            height_of(words, room, kind, most=MOST_LINES) for words, kind in self.lines
        )


def fits_side_by_side(sheet: Sheet, root: Box) -> bool:
    """Whether all leaves have room beside each other."""
    return not sheet.is_narrow and root.leaves <= MOST_LEAVES and bool(root.inner)


def outline(sheet: Sheet, box: Box, x: float = 1.0) -> None:
    """Boxes below each other, each as far to the right as it is deep."""
    width = sheet.width - x - 1
    _draw(sheet, box, x, sheet.y, width)
    sheet.move(box.height(width))
    if box.aside:
        _aside(sheet, box.aside, x + STEP, width - STEP)
    if not box.inner:
        return
    if box.fork:
        sheet.place(box.fork, x + STEP, sheet.y + 3, width - STEP, "d-soft", most=1)
        sheet.move(LINE + 2)
    _branches(sheet, box, x)


def _branches(sheet: Sheet, box: Box, x: float) -> None:
    trunk, start, last = x + STEP / 2, sheet.y - (LINE + 2 if box.fork else 0), sheet.y
    for inner in box.inner:
        sheet.move(GAP / 2)
        last = sheet.y + min(20.0, inner.height(sheet.width - x - STEP - 1) / 2)
        sheet.add(svg.line((trunk, last), (x + STEP, last), "d-link"))
        outline(sheet, inner, x + STEP)
        sheet.move(GAP / 2)
    sheet.add(svg.line((trunk, start), (trunk, last), "d-link"))


def _draw(sheet: Sheet, box: Box, x: float, top: float, width: float, middle: bool = False) -> None:
    sheet.add(svg.box((x, top), width, box.height(width), "d-box", 4))
    y, anchor = top + PAD, "middle" if middle else ""
    at = x + width / 2 if middle else x + PAD
    for words, kind in box.lines:
        room = width - 2 * PAD
        y += sheet.place(words, at, y, room, kind, most=MOST_LINES, anchor=anchor)


def _aside(sheet: Sheet, words: str, x: float, width: float, tie: float = STEP / 2) -> None:
    """A dashed box below, tied to the one above."""
    sheet.add(svg.line((x + tie, sheet.y), (x + tie, sheet.y + GAP), "d-aside"))
    sheet.move(GAP)
    high = height_of(words, width - 2 * PAD, most=MOST_ASIDE) + 2 * PAD
    sheet.add(svg.box((x, sheet.y), width, high, "d-aside", 4))
    sheet.place(words, x + PAD, sheet.y + PAD, width - 2 * PAD, most=MOST_ASIDE)
    sheet.move(high)


def boxes_side_by_side(sheet: Sheet, root: Box) -> None:
    """A tree: rows of boxes, each above the middle of those that it leads to."""
    sheet.y = _spread(sheet, root, 1.0, sheet.width - 2, sheet.y)


def _spread(sheet: Sheet, box: Box, left: float, room: float, top: float) -> float:
    """A box with all below it; where that ends."""
    width = min(room - GAP, 300.0) if box.leaves > 1 else room - GAP
    middle = left + room / 2
    _draw(sheet, box, middle - width / 2, top, width, middle=True)
    sheet.y = top + box.height(width)
    if box.aside:
        _aside(sheet, box.aside, middle - width / 2, width, width / 2)
    return _fork(sheet, box, left, room, sheet.y) if box.inner else sheet.y


def _fork(sheet: Sheet, box: Box, left: float, room: float, top: float) -> float:
    """The lines to the boxes below, the ratio between them, and the boxes; where they end."""
    middle, bar = left + room / 2, top + FORK + (LINE if box.fork else 0)
    sheet.add(svg.line((middle, top), (middle, bar), "d-link"))
    sheet.place(box.fork, middle + 8, top + 8, room / 2 - 8, "d-soft", most=1)
    middles, ends, x = [], [], left
    for inner in box.inner:
        part = room * inner.leaves / box.leaves
        ends.append(_spread(sheet, inner, x, part, bar + FORK))
        middles.append(x + part / 2)
        x += part
    sheet.add(svg.line((middles[0], bar), (middles[-1], bar), "d-link"))
    for each in middles:
        sheet.add(*_down((each, bar), bar + FORK))
    return max(ends)


def _down(start: svg.Point, y: float) -> list[str]:
    x = start[0]
    head = svg.shape([(x, y), (x - 4, y - 7), (x + 4, y - 7)], "d-error-end")
    return [svg.line(start, (x, y), "d-link"), head]
