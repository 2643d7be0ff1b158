"""Elements of SVG 1.1 as text: numbers short and finite, words escaped, nothing XML cannot hold."""

import math
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Point = tuple[float, float]


def number(value: float) -> str:
    """With two decimals at most; raises ValueError for what is no place on paper."""
    if not math.isfinite(value):
        raise ValueError(f"{value} is no coordinate")
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def words(text: str) -> str:
    """Words between tags: escaped, without control characters, each run of blanks as one."""
    return escape(" ".join(NOT_IN_XML.sub("", text).split()))


def element(name: str, content: str = "", **attributes: float | str) -> str:
    """One element; a trailing underscore of a name is dropped, others are hyphens."""
    told = "".join(
        f" {key.rstrip('_').replace('_', '-')}={_quoted(value)}"
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def _quoted(value: float | str) -> str:
    text = value if isinstance(value, str) else number(value)
    return quoteattr(NOT_IN_XML.sub("", text))


def text(at: Point, content: str, kind: str = "", anchor: str = "") -> str:
    """One line of words from that base line on; `anchor` is start (plain), middle or end."""
    x, y = at
    return element("text", words(content), x=x, y=y, class_=kind, text_anchor=anchor)


def line(start: Point, end: Point, kind: str) -> str:
    """A straight line."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=kind)


def strokes(lines: Sequence[tuple[Point, Point]], kind: str) -> str:
    """Straight lines, as one element: a page has fewer of them."""
    told = (f"M{number(x)} {number(y)}L{number(a)} {number(b)}" for (x, y), (a, b) in lines)
    return element("path", d="".join(told), class_=kind)


def uprights(xs: Sequence[float], top: float, bottom: float, kind: str) -> str:
    """Upright lines at these places, as one element."""
    lines = "".join(f"M{number(x)} {number(top)}V{number(bottom)}" for x in xs)
    return element("path", d=lines, class_=kind)


def box(corner: Point, width: float, height: float, kind: str, round_: float = 0) -> str:
    """A rectangle, whose upper left corner is given."""
    x, y = corner
    return element("rect", x=x, y=y, width=width, height=height, rx=round_, class_=kind)


def circle(centre: Point, radius: float, kind: str) -> str:
    """A dot."""
    return element("circle", cx=centre[0], cy=centre[1], r=radius, class_=kind)


def shape(corners: Sequence[Point], kind: str) -> str:
    """A closed shape."""
    points = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
    return element("polygon", points=points, class_=kind)


def arrow(tip: Point, towards: int, kind: str, size: float = 6) -> str:
    """The head of an arrow that points to the right (1) or to the left (-1)."""
    x, y = tip
    back = x - towards * size
    return shape([(x, y), (back, y - size * 0.7), (back, y + size * 0.7)], kind)


def diamond(centre: Point, half: float, kind: str) -> str:
    """A square on its corner."""
    x, y = centre
    return shape([(x - half, y), (x, y - half), (x + half, y), (x, y + half)], kind)
