"""Which number belongs to which arm and cohort, by the order in which a sentence names them.

A number belongs to the arm named behind it, or before where arms come first. Where that leaves two
possibilities there is no fact.
"""

import re
from collections.abc import Iterator

from news.facts.measured import Value, read_interval
from news.facts.measures import Mention
from news.facts.rows import Row, Stated, finding
from news.facts.treatments import Arm

_VS = re.compile(
    r"^[\s,]{0,2}(?:months?|meses|years?|%)?[\s,]{0,2}(?:versus|vs?\.?|compared (?:with"
    r"|to)|as compared with|and|y|frente a|or|to|en comparación con|,) (?:an? "
    r"|a median (?:of )?|just |only |the |una? (?:mediana )?(?:de )?|de )*$",
    re.IGNORECASE,
)
_NOUN = re.compile(" (?:arm|group)")
_GENERAL = re.compile(r"\b(?:is|are|remains?|averages?)\b")
"""What is so with a disease; a result was."""
FARTHEST = 100
"""Characters between an endpoint and its first number."""
MOST = 4
"""Values of one endpoint in one stretch of a sentence that are understood."""


def of_arms(
    row: Row,
    quantity: str,
    endpoint: Mention,
    values: list[Value],
    end: int,
    more: dict[str, str],
) -> Iterator[Stated]:
    """Give the values their arms, cohort by cohort."""
    name = (endpoint.measure.measure, endpoint.measure.abbreviation)
    if not values or values[0].start - endpoint.end > FARTHEST:
        return
    if _GENERAL.search(row.text, endpoint.end, values[0].start):
        return
    for cohort, part in _by_cohort(row, endpoint, values, end):
        if not part or len(part) > MOST:
            continue
        arms = _arms_of(row, part, endpoint.start, end)
        if arms is None:
            continue
        for value, arm in zip(part, arms, strict=True):
            named = ({"arm": arm} if arm else {}) | more | ({"cohort": cohort} if cohort else {})
            yield (
                finding(row, quantity, name, value, named),
                min(endpoint.start, value.start),
                value.end,
            )


def _by_cohort(
    row: Row, endpoint: Mention, values: list[Value], end: int
) -> list[tuple[str, list[Value]]]:
    """The values under the cohort named before them, or behind them where cohorts come last."""
    inside = [one for one in row.cohorts if one.start < end]
    if not inside or not values:
        return [("" if row.cohorts else row.cohort_before, values)]
    parts: dict[str, list[Value]] = {}
    first = inside[0].start < values[0].start
    for value in values:
        near = [
            one for one in inside if (one.start < value.start if first else one.start > value.start)
        ]
        if not near:
            return []
        parts.setdefault((near[-1] if first else near[0]).label, []).append(value)
    return list(parts.items())


def _arms_of(row: Row, values: list[Value], start: int, end: int) -> list[str] | None:
    """One arm for each value; "" for a trial of one arm; None where it cannot be told."""
    stop = len(row.text) if re.search(r"\b(?:respectively|respectivamente)\b", row.text) else end
    arms = [arm for arm in row.arms if arm.start < max(stop, end)]
    if not arms:
        if len(values) == 1:
            return [""]
        two = row.pair and len(values) == 2 and _are_compared(row.text, values)
        return list(row.pair) if row.pair and two else None
    behind = [_first_between(arms, value.end, limit) for value, limit in _gaps(values, end)]
    if all(behind) and len({arm.name for arm in behind if arm}) == len(values):
        for value, arm in zip(values, behind, strict=True):
            _read_interval_behind(row.text, value, arm)
        return [arm.name for arm in behind if arm]
    ahead = [
        _last_between(arms, limit, value.start) for value, limit in _gaps_before(values, start)
    ]
    if all(ahead) and len({arm.name for arm in ahead if arm}) == len(values):
        return [arm.name for arm in ahead if arm]
    return _in_order(row, values, arms)


def _read_interval_behind(text: str, value: Value, arm: Arm | None) -> None:
    """As in "4.1 months with placebo (95% CI, 3.4 to 4.9)"."""
    if arm and not value.interval and text[value.end : arm.start].count(" ") <= 4:
        noun = _NOUN.match(text, arm.end)
        behind = Value(arm.start, noun.end() if noun else arm.end, "")
        read_interval(text, behind)
        value.interval = behind.interval


def _in_order(row: Row, values: list[Value], arms: list[Arm]) -> list[str] | None:
    """As "(13.8 vs 4.4 months)" behind "cabozantinib compared with placebo"."""
    names = list(dict.fromkeys(arm.name for arm in arms))
    if len(names) == len(values) == 2 and _are_compared(row.text, values):
        return names
    if len(values) == 1 and len(names) == 1:
        return names
    return None


def _are_compared(text: str, values: list[Value]) -> bool:
    return _VS.match(text[values[0].end : values[1].start]) is not None


def _gaps(values: list[Value], end: int) -> list[tuple[Value, int]]:
    return list(zip(values, [*(one.start for one in values[1:]), end], strict=True))


def _gaps_before(values: list[Value], start: int) -> list[tuple[Value, int]]:
    return list(zip(values, [0, *(one.end for one in values[:-1])], strict=True))


def _first_between(arms: list[Arm], start: int, end: int) -> Arm | None:
    return next((arm for arm in arms if start <= arm.start < end), None)


def _last_between(arms: list[Arm], start: int, end: int) -> Arm | None:
    return next((arm for arm in reversed(arms) if start <= arm.start < end), None)
