"""Where labels stand that want to be beside their marks and must not overlap each other."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass
class _Cluster:
    """Labels that touch: how high they are together, and where all of them want to begin."""

    wanted: float
    weight: int
    height: float

    def top(self, low: float, high: float) -> float:
        return max(low, min(self.wanted / self.weight, high - self.height))


def spread(
    wanted: Sequence[float], heights: Sequence[float], gap: float, low: float, high: float
) -> list[float]:
    """Tops as near to the wanted ones as may be, in their order, between `low` and `high`.

    Needs room for all; labels that meet move apart in equal parts (pool adjacent violators).
    """
    clusters: list[_Cluster] = []
    members: list[int] = []
    for top, height in zip(wanted, heights, strict=True):
        clusters.append(_Cluster(top, 1, height + gap))
        members.append(1)
        while len(clusters) > 1 and _touch(clusters[-2], clusters[-1], low, high):
            last, count = clusters.pop(), members.pop()
            clusters[-1] = _joined(clusters[-1], last)
            members[-1] += count
    return _tops(clusters, members, heights, gap, low, high)


def _touch(upper: _Cluster, lower: _Cluster, low: float, high: float) -> bool:
    return upper.top(low, high) + upper.height > lower.top(low, high)


def _joined(upper: _Cluster, lower: _Cluster) -> _Cluster:
    """Where the lower one wants to begin, the upper one wants to be above it."""
    moved = lower.wanted - lower.weight * upper.height
    weight = upper.weight + lower.weight
    return _Cluster(upper.wanted + moved, weight, upper.height + lower.height)


def _tops(
    clusters: list[_Cluster],
    members: list[int],
    heights: Sequence[float],
    gap: float,
    low: float,
    high: float,
) -> list[float]:
    tops: list[float] = []
    for cluster, count in zip(clusters, members, strict=True):
        y = cluster.top(low, high)
        for height in heights[len(tops) : len(tops) + count]:
            tops.append(y)
            y += height + gap
    return tops
