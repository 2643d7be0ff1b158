"""A picture as pages show it and as a file: drawn narrow and wide, named, and said as a table.

WAI-ARIA: one image, named by its title and described by its description.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from trials.figures import svg
from trials.figures.lettering import LINE
from trials.figures.sheet import NARROW, WIDE, Drawing, Sheet
from trials.figures.style import STYLE

XMLNS = "http://www.w3.org/2000/svg"
MARGIN = 16.0


class Foreign(str):
    """Words of the site (`before`), then some in another language."""

    before: str
    words: str
    language: str

    def __new__(cls, before: str, words: str, language: str) -> Self:
        """Both, as one text."""
        told = super().__new__(cls, f"{before}{words}")
        told.before, told.words, told.language = before, words, language
        return told


@dataclass(frozen=True)
class Table:
    """The same data in words: the first cell of a row is its head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """One picture; `name` is the end of its address, `draw` draws it on paper of any width."""

    name: str
    title: str
    description: str
    table: Table
    draw: Callable[[Sheet], None]
    notes: tuple[str, ...] = ()

    @cached_property
    def narrow(self) -> str:
        """For a phone, inside a page."""
        return self._inside("narrow", NARROW)

    @property
    def height(self) -> float:
        """Of the narrow one, in its own units."""
        return self._drawn(NARROW).height

    @cached_property
    def wide(self) -> str:
        """For a page of text, inside it."""
        return self._inside("wide", WIDE)

    def _inside(self, which: str, width: float) -> str:
        drawing = self._drawn(width)
        of_page = f"drawing drawing-{which}"
        return self._element(drawing, f"{self.name}-{which}", "".join(drawing.marks), of_page)

    def _drawn(self, width: float) -> Drawing:
        sheet = Sheet(width)
        self.draw(sheet)
        return sheet.drawing()

    def file(self, source: str) -> str:
        """The wide one as a file of its own, which says at its foot where it is from."""
        inside = self._drawn(WIDE)
        sheet = Sheet(WIDE + 2 * MARGIN)
        sheet.y = MARGIN
        sheet.write(self.title, MARGIN, WIDE, "d-strong")
        sheet.move(LINE / 2)
        moved = f"translate({svg.number(MARGIN)} {svg.number(sheet.y)})"
        sheet.add(svg.element("g", "".join(inside.marks), transform=moved))
        sheet.move(inside.height + LINE / 2)
        for words in (*self.notes, source):
            sheet.write(words, MARGIN, WIDE, "d-soft", most=6)
        sheet.move(MARGIN / 2)
        drawing = sheet.drawing()
        paper = svg.box((0, 0), drawing.width, drawing.height, "d-paper")
        content = svg.element("style", STYLE) + paper + "".join(drawing.marks)
        body = self._element(drawing, self.name, content, "drawing")
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'

    def _element(self, drawing: Drawing, key: str, content: str, classes: str) -> str:
        width, height = svg.number(drawing.width), svg.number(drawing.height)
        title = svg.element("title", svg.words(self.title), id=f"{key}-title")
        description = svg.element("desc", svg.words(self.description), id=f"{key}-desc")
        return svg.element(
            "svg",
            title + description + content,
            xmlns=XMLNS,
            viewBox=f"0 0 {width} {height}",
            width=width,
            height=height,
            class_=classes,
            role="img",
            aria_labelledby=f"{key}-title {key}-desc",
        )
