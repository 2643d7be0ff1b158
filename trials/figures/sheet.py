"""A drawing that grows downwards: who draws adds marks and moves on; its height is where it ends.

A drawing is made twice, once for a phone and once for a wide page, and never shrunk: letters stay
as large as those of the text around it.
"""

from dataclasses import dataclass

from trials.figures import svg
from trials.figures.lettering import ASCENT, LINE, lines

NARROW, WIDE = 300.0, 680.0
"""Widths of the two drawings: of a phone of 320 pixels without its margins, of a page of text."""
END = 6.0


@dataclass(frozen=True)
class Drawing:
    """What is seen, without its names."""

    width: float
    height: float
    marks: tuple[str, ...]


class Sheet:
    """Paper of a width, and how far it is drawn on."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.y = 2.0
        self._marks: list[str] = []

    @property
    def is_narrow(self) -> bool:
        """Whether things stand below each other that a wide page has side by side."""
        return self.width < (NARROW + WIDE) / 2

    @property
    def marks(self) -> tuple[str, ...]:
        """What is on it."""
        return tuple(self._marks)

    def add(self, *marks: str) -> None:
        """Draw, over what is there."""
        self._marks += marks

    def move(self, by: float) -> None:
        """Go on further down."""
        self.y += by

    def write(
        self, words: str, x: float = 0, room: float = 0, kind: str = "", *, most: int = 3
    ) -> None:
        """Words in lines from `x` on; it ends below them."""
        self.place(words, x, self.y, room or self.width - x, kind, most=most)
        self.move(LINE * len(_lines(words, room or self.width - x, kind, most)))

    def place(
        self,
        words: str,
        x: float,
        top: float,
        room: float,
        kind: str = "",
        *,
        most: int = 3,
        anchor: str = "",
    ) -> float:
        """Words in lines at any height; how high they are."""
        found = _lines(words, room, kind, most)
        for at, line in enumerate(found):
            self.add(svg.text((x, top + ASCENT + at * LINE), line, kind, anchor))
        return LINE * len(found)

    def drawing(self) -> Drawing:
        """All of it."""
        return Drawing(self.width, self.y + END, self.marks)


def _lines(words: str, room: float, kind: str, most: int) -> list[str]:
    return lines(words, room, bold="strong" in kind, most=most)


def height_of(words: str, room: float, kind: str = "", *, most: int = 3) -> float:
    """How high words will be."""
    return LINE * len(_lines(words, room, kind, most))
