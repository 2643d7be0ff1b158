"""Medians, hazard ratios and rates: of which endpoint, cohort and arm, with intervals and p-values.

A sentence is read as a row of things in their order: endpoints, cohorts, arms, numbers. A number
belongs to the endpoint named before it, and to the arm named behind it, or before where arms come
first. Where that leaves two possibilities there is no fact.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from news.facts.cohorts import Cohort, Cohorts
from news.facts.fact import Fact, Kind
from news.facts.hedges import is_other_trial
from news.facts.measured import UNIT, Value, percents, read_interval, times
from news.facts.measures import PERCENTAGES, Mention, measures
from news.facts.numbers import DECIMAL, decimal_of
from news.facts.sentences import Sentence
from news.facts.treatments import Arm, comparisons

_P = re.compile(
    r"\b(?:one-sided |two-sided |1-sided |2-sided )?[Pp](?:[ -]?value)?(?: of)? ?(?:="
    r"|:)? ?(?P<sign>[<>=≤≥]?) ?(?P<p>0?[.,][0-9]{1,6})(?![0-9])"
)
_HR = re.compile(
    r"\b(?:hazard ratio|HR|cociente de riesgos(?: instantáneos)?"
    r"|razón de riesgos(?: instantáneos)?)s?(?: \((?:HR"
    r"|CRI)\))?(?P<gap>[^0-9%.;]{0,60}?[ :=,([]"
    r"|;? )(?P<value>[0-9]?[.,\u00b7][0-9]{1,3})(?![0-9%])"
)
_MEDIAN = re.compile(r"\b(?:median|mediana)s?\b", re.IGNORECASE)
_FOLLOW_UP = re.compile(
    r"\b(?:median|mediana)(?: duration)? (?:of )?(?:the )?(?:follow-?up"
    r"|(?:de )?seguimiento)(?: (?:time|duration"
    rf"|period))?[^0-9.;]{{0,50}}?(?P<value>{DECIMAL}) (?P<unit>{UNIT})",
    re.IGNORECASE,
)
_POINT = re.compile(
    r"(?P<n>[0-9]{1,2}|one|two|three|four|five|ten)[- ](?P<unit>year|month|años?"
    r"|meses)s? $|\b(?:at|a los) (?P<n3>[0-9]{1,2}) (?P<unit3>years?|months?|años"
    r"|meses),? (?:the |la )?(?:rate of )?$|^(?: rates?)? (?:at"
    r"|a los) (?P<n2>[0-9]{1,2}) (?P<unit2>years?|months?|años|meses)",
    re.IGNORECASE,
)
_AFTER_FAILURE = (
    (r"(?:disease )?progression or death|progresión o muerte", "Progression-free survival", "PFS"),
    (r"(?:disease )?recurrence or death|recurrencia o muerte", "Recurrence-free survival", "RFS"),
    (r"(?:for|of|por|de) (?:death|muerte)", "Overall survival", "OS"),
)
_VS = re.compile(
    r"^[\s,]{0,2}(?:months?|meses|years?|%)?[\s,]{0,2}(?:versus|vs?\.?|compared (?:with"
    r"|to)|as compared with|and|y|frente a|or|to|en comparación con|,) (?:an? "
    r"|a median (?:of )?|just |only |the |una? (?:mediana )?(?:de )?|de )*$",
    re.IGNORECASE,
)
FARTHEST = 100
"""Characters between an endpoint and its first number."""
MOST = 4
"""Values of one endpoint in one stretch of a sentence that are understood."""


@dataclass(frozen=True)
class _Row:
    """One sentence with what it names, and what the sentences before left standing."""

    text: str
    endpoints: list[Mention]
    cohorts: list[Cohort]
    arms: list[Arm]
    pair: tuple[str, str] | None
    endpoint_before: Mention | None
    cohort_before: str


def find_results(text: Iterable[Sentence], cohorts: Cohorts) -> Iterator[Fact]:
    """Each number once; two different numbers of one subject are both left to the reader."""
    read = list(text)
    pair = _only_pair(read)
    found: dict[tuple[Any, ...], list[Fact]] = {}
    for row, sentence in _rows(read, cohorts, pair):
        for value, start, end in _numbers(row):
            if not (sentence.is_spoken(start) or is_other_trial(row.text, start)):
                fact = sentence.fact(Kind.RESULT, value, start, end)
                found.setdefault(_subject(value), []).append(fact)
    for facts in found.values():
        if len({fact.value["value_text"] for fact in facts}) == 1:
            yield max(facts, key=lambda fact: len(fact.value))


def _subject(value: dict[str, Any]) -> tuple[Any, ...]:
    names = ("quantity", "endpoint", "cohort", "arm", "comparator", "time_point")
    return tuple(str(value.get(name, "")).lower() for name in names)


def _only_pair(read: list[Sentence]) -> tuple[str, str] | None:
    """The two arms of the trial, where the text compares no others."""
    pairs: dict[tuple[str, str], tuple[str, str]] = {}
    for sentence in read:
        for first, second in comparisons(sentence.text, sentence.arms):
            pairs.setdefault((first.name.lower(), second.name.lower()), (first.name, second.name))
    return next(iter(pairs.values())) if len(pairs) == 1 else None


def _rows(read: list[Sentence], cohorts: Cohorts, pair: Any) -> Iterator[tuple[_Row, Sentence]]:
    block, endpoint, cohort = -1, None, ""
    for sentence in read:
        if sentence.block != block:
            block, endpoint, cohort = sentence.block, None, ""
        text = sentence.text
        named, groups = sentence.endpoints, cohorts.named(text)
        if re.search("[0-9]|not reached|estimable|evaluable|alcanz", text):
            yield _Row(text, named, groups, sentence.arms, pair, endpoint, cohort), sentence
        labels = {one.label for one in groups}
        if named:
            endpoint = named[-1] if len({one.measure for one in named}) == 1 else None
        cohort = labels.pop() if len(labels) == 1 else ("" if labels else cohort)


def _numbers(row: _Row) -> Iterator[tuple[dict[str, Any], int, int]]:
    if re.search("HR|azard|iesgo", row.text):
        yield from _ratios(row)
    if re.search("edian", row.text):
        yield from _medians(row)
        yield from _follow_up(row)
    if re.search("%|percent|por ciento", row.text):
        yield from _rates(row)


def _follow_up(row: _Row) -> Iterator[tuple[dict[str, Any], int, int]]:
    for match in _FOLLOW_UP.finditer(row.text):
        value = Value(*match.span("value"), match["value"], match["unit"])
        yield _finding(row, "FOLLOW_UP", None, value, {}), *match.span()


def _ratios(row: _Row) -> Iterator[tuple[dict[str, Any], int, int]]:
    for match in _HR.finditer(row.text):
        endpoint = _endpoint_of(row, match)
        if endpoint is None:
            continue
        value = Value(*match.span("value"), match["value"])
        end = read_interval(row.text, value)
        arms = _compared(row, match.start())
        p_value = _P.search(row.text, end, end + 30) if row.text[end : end + 1] else None
        more = {"p_value": _p(p_value)} if p_value else {}
        last = p_value.end() if p_value else end
        yield _finding(row, "HAZARD_RATIO", endpoint, value, arms | more), match.start(), last


def _p(match: re.Match[str]) -> str:
    sign = match["sign"] if match["sign"] != "=" else ""
    return f"{sign}{decimal_of(match['p'])}"


def _endpoint_of(row: _Row, ratio: re.Match[str]) -> tuple[str, str] | None:
    """What the hazard is of: said in the words between, else the endpoint named last."""
    around = row.text[ratio.start() : ratio.start("value")]
    inside = list(measures(around))
    if inside:
        return inside[0].measure.measure, inside[0].measure.abbreviation
    for words, name, short in _AFTER_FAILURE:
        if re.search(words, around, re.IGNORECASE):
            return f"{name} ({short})", short
    before = [one for one in row.endpoints if one.end <= ratio.start()]
    last = before[-1] if before else (None if row.endpoints else row.endpoint_before)
    return (last.measure.measure, last.measure.abbreviation) if last else None


def _compared(row: _Row, at: int) -> dict[str, str]:
    """The two arms compared: in this sentence, else the only two of the text."""
    here = list(comparisons(row.text, row.arms))
    named = {
        (first.name.lower(), second.name.lower()): (first.name, second.name)
        for first, second in here
    }
    pair = next(iter(named.values())) if len(named) == 1 else (row.pair if not named else None)
    return {"arm": pair[0], "comparator": pair[1]} if pair else {}


def _medians(row: _Row) -> Iterator[tuple[dict[str, Any], int, int]]:
    anchors = list(_MEDIAN.finditer(row.text))
    for number, anchor in enumerate(anchors):
        near = range(anchor.end(), anchor.end() + 40)
        endpoint = next((one for one in row.endpoints if one.start in near), None)
        if endpoint is None or endpoint.measure.abbreviation in PERCENTAGES:
            continue
        if re.search(r"[0-9.;]", row.text[anchor.end() : endpoint.start]):
            continue
        others = [one.start() for one in anchors[number + 1 :]]
        end = _region_ends(row, endpoint.end, others, endpoint)
        yield from _of_arms(row, "MEDIAN", endpoint, times(row.text, endpoint.end, end), end, {})


def _rates(row: _Row) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Response rates, and survival at a time point."""
    for one in row.endpoints:
        before = row.text[max(0, one.start - 24) : one.start]
        point = _POINT.search(before) or _POINT.match(row.text[one.end : one.end + 30])
        is_share = one.measure.abbreviation in PERCENTAGES
        if not one.measure.abbreviation or not (point or is_share):
            continue
        end = _region_ends(row, one.end, [], one)
        values = percents(row.text, one.end, end)
        more = {"time_point": _point(point)} if point else {}
        yield from _of_arms(row, "PROPORTION" if is_share else "RATE", one, values, end, more)


def _point(match: re.Match[str]) -> str:
    number = match["n"] or match["n2"] or match["n3"]
    unit = (match["unit"] or match["unit2"] or match["unit3"]).lower()
    words = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "ten": "10"}
    named = "years" if unit.startswith(("year", "año")) else "months"
    number = words.get(number.lower(), number)
    return f"{number} {named[:-1] if number == '1' else named}"


def _region_ends(row: _Row, start: int, others: list[int], endpoint: Mention) -> int:
    """Up to the next endpoint, ratio or median."""
    ratio = _HR.search(row.text, start)
    ends = [*others, *(one.start for one in row.endpoints if one.measure != endpoint.measure)]
    ends += [ratio.start()] if ratio else []
    return min((end for end in ends if end > start), default=len(row.text))


def _of_arms(
    row: _Row,
    quantity: str,
    endpoint: Mention,
    values: list[Value],
    end: int,
    more: dict[str, str],
) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Give the values their arms, cohort by cohort."""
    name = (endpoint.measure.measure, endpoint.measure.abbreviation)
    if values and values[0].start - endpoint.end > FARTHEST:
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
                _finding(row, quantity, name, value, named),
                min(endpoint.start, value.start),
                value.end,
            )


def _by_cohort(
    row: _Row, endpoint: Mention, values: list[Value], end: int
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


def _arms_of(row: _Row, values: list[Value], start: int, end: int) -> list[str] | None:
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
        behind = Value(arm.start, arm.end, "")
        read_interval(text, behind)
        value.interval = behind.interval


def _in_order(row: _Row, values: list[Value], arms: list[Arm]) -> list[str] | None:
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


def _finding(
    row: _Row, quantity: str, endpoint: tuple[str, str] | None, value: Value, more: dict[str, str]
) -> dict[str, Any]:
    found: dict[str, Any] = {"quantity": quantity}
    if endpoint:
        found["endpoint"] = endpoint[1] or endpoint[0]
    if "cohort" not in more and (cohort := _cohort_at(row, value.start)):
        found["cohort"] = cohort
    found |= more
    found["value_text"] = value.printed
    if not value.is_open:
        found["value"] = value.printed
        found |= {"unit": value.english_unit} if value.unit else {}
    return found | value.interval


def _cohort_at(row: _Row, at: int) -> str:
    """The cohort named last; behind where none is before; of the sentence before where none is."""
    before = [one.label for one in row.cohorts if one.start < at]
    after = [one.label for one in row.cohorts if one.start >= at]
    return before[-1] if before else after[0] if after else row.cohort_before
