"""From numbers to places: a linear and a logarithmic axis, their ticks, and what lies beyond."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from trials.figures.lettering import width

AIR = 10.0
EDGE = 20.0
"""Room beside an axis for half the label of its last tick."""
LEAST, MOST = 0.001, 1000.0
"""A hazard ratio outside these is an arrow: no trial has measured one."""
REACH = 4.0
"""How many times further than the points an axis follows the limits of their intervals."""


@dataclass(frozen=True)
class Place:
    """Where a value stands; `beyond` is -1 or 1 where the axis ends before it."""

    x: float
    beyond: int = 0


@dataclass(frozen=True)
class Scale:
    """An axis from `low` to `high`, drawn from `left` to `right`."""

    low: float
    high: float
    left: float
    right: float
    is_log: bool = False

    def place(self, value: float) -> Place:
        """The nearest place that the axis has."""
        if value < self.low:
            return Place(self.left, -1)
        if value > self.high:
            return Place(self.right, 1)
        start, end, at = (self._along(each) for each in (self.low, self.high, value))
        return Place(self.left + (self.right - self.left) * (at - start) / (end - start))

    def _along(self, value: float) -> float:
        return math.log(value) if self.is_log else value

    def ticks(self) -> list[float]:
        """The finest round numbers whose labels do not touch, nor stand out at the ends."""
        for candidates in _round_logs(self) if self.is_log else _round_steps(self):
            inside = [tick for tick in candidates if self._has_room(tick)]
            if inside and self._are_apart(inside):
                return inside
        return []

    def _has_room(self, tick: float) -> bool:
        x, half = self.place(tick).x, width(name(tick)) / 2
        return self.left - EDGE <= x - half and x + half <= self.right + EDGE

    def _are_apart(self, ticks: list[float]) -> bool:
        places = [(self.place(tick).x, width(name(tick)) / 2) for tick in ticks]
        return all(
            right - left >= half + other + AIR for (left, half), (right, other) in pairwise(places)
        )


def name(tick: float) -> str:
    """How a tick is written: 0.05, 10, 1,000."""
    return f"{tick:,.6f}".rstrip("0").rstrip(".").replace("-", "\N{MINUS SIGN}")


def _round_logs(scale: Scale) -> Iterator[list[float]]:
    """1, 2 and 5 of each power of ten, then powers alone, always with 1 among them."""
    powers = range(math.floor(math.log10(scale.low)), math.ceil(math.log10(scale.high)) + 1)
    for digits, every in (((1, 2, 5), 1), ((1, 3), 1), ((1,), 1), ((1,), 2), ((1,), 3)):
        found = [digit * 10.0**power for power in powers if power % every == 0 for digit in digits]
        yield [tick for tick in found if scale.low <= tick <= scale.high]


def _round_steps(scale: Scale) -> Iterator[list[float]]:
    power = math.floor(math.log10(scale.high - scale.low)) - 1
    for step in (digit * 10.0 ** (power + more) for more in range(3) for digit in (1, 2, 5)):
        first, last = math.ceil(scale.low / step), math.floor(scale.high / step)
        if last - first <= 12:
            yield [round(at * step, 9) for at in range(first, last + 1)]


def of_ratios(points: Iterable[float], limits: Iterable[float], left: float, right: float) -> Scale:
    """A logarithmic axis with 1 on it, for all points and, as far as it is sensible, limits."""
    near = [1.0, *(value for value in points if LEAST <= value <= MOST)]
    wide = [*near, *(value for value in limits if value > 0)]
    low = max(min(wide), min(near) / REACH, LEAST)
    high = min(max(wide), max(near) * REACH, MOST)
    return Scale(min(low / 1.15, 0.5), max(high * 1.15, 2.0), left, right, is_log=True)


def of_amounts(
    points: Iterable[float], limits: Iterable[float], left: float, right: float
) -> Scale:
    """A linear axis that begins at 0 and follows limits no further than twice the points."""
    near = [0.0, *points]
    span = (max(near) - min(near)) or 1.0
    wide = [*near, *limits]
    low = max(min(wide), min(near) - span) if min(wide) < 0 else 0.0
    high = min(max(wide), max(near) + span)
    return Scale(low, max(high, low + span), left, right)
