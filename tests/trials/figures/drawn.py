"""Reads a drawing back, as far as tests ask: its words, its marks, and where they are."""

import math
import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from trials.figures.lettering import ASCENT, LINE, width
from trials.figures.picture import Picture

SVG = "{http://www.w3.org/2000/svg}"
SLACK = 0.6
Frame = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class Mark:
    """One element that is seen."""

    name: str
    kind: str
    words: str
    frame: Frame


def marks(svg: str) -> list[Mark]:
    """All of a drawing; raises where it is no well-formed XML."""
    return [_mark(element) for element in ET.fromstring(svg).iter() if _is_seen(element)]


def _is_seen(element: ET.Element) -> bool:
    seen = ("text", "line", "rect", "circle", "polygon", "path")
    return element.tag.removeprefix(SVG) in seen


def _mark(element: ET.Element) -> Mark:
    name = element.tag.removeprefix(SVG)
    return Mark(name, element.get("class", ""), element.text or "", FRAMES[name](element))


def _number(element: ET.Element, name: str) -> float:
    value = float(element.get(name, "0"))
    assert math.isfinite(value)
    return value


def _text(element: ET.Element) -> Frame:
    x, y = _number(element, "x"), _number(element, "y")
    wide = width(element.text or "", bold="strong" in element.get("class", ""))
    left = x - {"middle": wide / 2, "end": wide}.get(element.get("text-anchor", ""), 0)
    return left, y - ASCENT, left + wide, y - ASCENT + LINE


def _line(element: ET.Element) -> Frame:
    xs, ys = ([_number(element, f"{of}{end}") for end in (1, 2)] for of in "xy")
    return min(xs), min(ys), max(xs), max(ys)


def _rect(element: ET.Element) -> Frame:
    x, y = _number(element, "x"), _number(element, "y")
    wide, high = _number(element, "width"), _number(element, "height")
    assert wide >= 0
    assert high >= 0
    return x, y, x + wide, y + high


def _circle(element: ET.Element) -> Frame:
    x, y, r = (_number(element, name) for name in ("cx", "cy", "r"))
    return x - r, y - r, x + r, y + r


def _points(element: ET.Element) -> Frame:
    points = [pair.split(",") for pair in element.get("points", "").split()]
    xs, ys = ([float(pair[at]) for pair in points] for at in (0, 1))
    assert all(map(math.isfinite, [*xs, *ys]))
    return min(xs), min(ys), max(xs), max(ys)


def _path(element: ET.Element) -> Frame:
    """Lines as `M1 2V3` or `M1 2L3 4`, any number of them."""
    d = element.get("d", "")
    points = re.findall(r"[ML]([-0-9.]+) ([-0-9.]+)", d)
    xs = [float(x) for x, _ in points]
    ys = [*(float(y) for _, y in points), *map(float, re.findall(r"V([-0-9.]+)", d))]
    return min(xs), min(ys), max(xs), max(ys)


FRAMES = {
    "text": _text,
    "line": _line,
    "rect": _rect,
    "circle": _circle,
    "polygon": _points,
    "path": _path,
}


def words(svg: str) -> list[str]:
    """What is written, line by line."""
    return [mark.words for mark in marks(svg) if mark.name == "text"]


def of_kind(svg: str, kind: str) -> list[Mark]:
    """The marks of a class."""
    return [mark for mark in marks(svg) if mark.kind == kind]


def assert_sound(picture: Picture) -> None:
    """Well formed at each width, all inside the frame, no words over other words, and named."""
    for svg in (picture.narrow, picture.wide):
        root = ET.fromstring(svg)
        assert root.get("role") == "img"
        named = (root.get("aria-labelledby") or "").split()
        assert [child.get("id") for child in root if child.get("id")] == named
        assert all(child.text for child in root if child.get("id"))
        _, _, wide, high = (float(one) for one in (root.get("viewBox") or "").split())
        found = marks(svg)
        for mark in found:
            left, top, right, bottom = mark.frame
            assert -SLACK <= left <= right <= wide + SLACK, mark
            assert -SLACK <= top <= bottom <= high + SLACK, mark
        assert_apart([mark for mark in found if mark.name == "text"])
    assert ET.fromstring(picture.file("A021602").encode()).get("role") == "img"


def assert_apart(texts: list[Mark]) -> None:
    """From the top down, so that only neighbours are compared."""
    in_order = sorted(texts, key=lambda mark: mark.frame[1])
    for at, one in enumerate(in_order):
        for other in in_order[at + 1 :]:
            if other.frame[1] >= one.frame[3] - 1:
                break
            across = min(one.frame[2], other.frame[2]) - max(one.frame[0], other.frame[0])
            assert across <= 1, (one, other)
