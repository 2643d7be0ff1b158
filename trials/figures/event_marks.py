"""Marks of the timeline: a shape for each kind of event, which a month or a year draws out long."""

from collections.abc import Callable
from enum import StrEnum

from trials.figures import svg
from trials.figures.svg import Point

DOT = 4.5
"""Half of the height of a mark."""


class Kind(StrEnum):
    """What an event is; the class of its mark."""

    TRIAL = "d-trial"
    RESULTS = "d-results"
    DECISION = "d-decision"
    NEWS = "d-news"


def mark(centre: Point, shape: Kind, length: float = 0, look: str = "") -> str:
    """A mark around that point, longer by `length`; `look` is another class than its kind's."""
    x, y = centre
    return SHAPES[shape](x - length / 2, x + length / 2, y, look or shape)


def _round(left: float, right: float, y: float, kind: str) -> str:
    if left == right:
        return svg.circle((left, y), DOT, kind)
    return svg.box((left - DOT, y - DOT), right - left + 2 * DOT, 2 * DOT, kind, DOT)


def _pointed(left: float, right: float, y: float, kind: str) -> str:
    half = DOT + 1
    ends = [(left - half, y), (left, y - half), (right, y - half)]
    return svg.shape([*ends, (right + half, y), (right, y + half), (left, y + half)], kind)


def _square(left: float, right: float, y: float, kind: str) -> str:
    half = DOT - 0.5
    return svg.box((left - half, y - half), right - left + 2 * half, 2 * half, kind)


def _roof(left: float, right: float, y: float, kind: str) -> str:
    top, foot = y - DOT, y + DOT
    return svg.shape(
        [(left, top), (right, top), (right + DOT + 0.5, foot), (left - DOT - 0.5, foot)], kind
    )


SHAPES: dict[Kind, Callable[[float, float, float, str], str]] = {
    Kind.TRIAL: _round,
    Kind.RESULTS: _pointed,
    Kind.DECISION: _square,
    Kind.NEWS: _roof,
}
