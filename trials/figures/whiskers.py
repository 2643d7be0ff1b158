"""The interval of a value: a line between its limits, an arrow where one lies beyond or is open."""

from dataclasses import dataclass

from trials.figures import svg
from trials.figures.scale import Scale

TICK = 4.0


@dataclass(frozen=True)
class Interval:
    """Limits as far as they are known; one-sided where one is None."""

    lower: float | None = None
    upper: float | None = None

    @property
    def limits(self) -> tuple[float, ...]:
        """Those that are known."""
        return tuple(limit for limit in (self.lower, self.upper) if limit is not None)

    @property
    def is_open(self) -> bool:
        """Whether one is known and the other is not."""
        return len(self.limits) == 1


def whisker(scale: Scale, interval: Interval, y: float, kinds: tuple[str, str]) -> list[str]:
    """Marks of it, none without limits; `kinds` are that of the line and that of an arrow."""
    if not interval.limits:
        return []
    line, head = kinds
    left, left_open = _end(scale, interval.lower, -1)
    right, right_open = _end(scale, interval.upper, 1)
    strokes, heads = [((left, y), (right, y))], []
    for x, towards, is_open in ((left, -1, left_open), (right, 1, right_open)):
        if is_open:
            heads.append(svg.arrow((x, y), towards, head))
        else:
            strokes.append(((x, y - TICK), (x, y + TICK)))
    return [svg.strokes(strokes, line), *heads]


def _end(scale: Scale, limit: float | None, towards: int) -> tuple[float, bool]:
    """Where the line ends, and whether it would go on: beyond the axis, or nobody says how far."""
    if limit is None:
        return (scale.left if towards < 0 else scale.right), True
    place = scale.place(limit)
    return place.x, place.beyond != 0
