"""Medians, and rates at a time or of a response: the numbers that each arm has of its own."""

import re
from collections.abc import Iterator

from news.facts.by_arm import of_arms
from news.facts.measured import UNIT, Value, percents, times
from news.facts.measures import NO_NUMBER, PERCENTAGES, Mention, named
from news.facts.numbers import DECIMAL
from news.facts.ratios import HR
from news.facts.rows import Row, Stated, finding

_MEDIAN = re.compile(r"\b(?:median|mediana)s?\b", re.IGNORECASE)
_FOLLOW_UP = re.compile(
    r"\b(?:median|mediana)(?: duration)? (?:of )?(?:the )?(?:follow-?up"
    r"|(?:de )?seguimiento)(?: (?:time|duration"
    rf"|period))?[^0-9.;]{{0,50}}?(?P<value>{DECIMAL}) (?P<unit>{UNIT})",
    re.IGNORECASE,
)
_RESPONDED = re.compile(
    r"(?<![\w.,-])(?P<value>[0-9]{1,3}(?:\.[0-9]{1,2})?)(?:%| percent)\)?(?: of (?:the |all )?"
    r"(?:[0-9]{1,4} )?(?:[a-z-]+ )?(?:patients|participants|children|adults|women|men|people))?"
    r" (?:had|achieved|attained|experienced) an? (?:confirmed )?"
    r"(?P<kind>pathologic(?:al)? complete|complete|objective|overall) (?:response|remission)\b",
    re.IGNORECASE,
)
_LIVED = re.compile(
    r"\b(?:lived|survived|(?P<response>responses?) lasted)(?: for)? an? median of\b", re.IGNORECASE
)
_POINT = re.compile(
    r"(?P<n>[0-9]{1,2}|one|two|three|four|five|ten)[- ](?P<unit>year|month|años?"
    r"|meses)s? (?:(?:rates?|cumulative incidence|probability) of )?$"
    r"|\b(?:at|a los) (?P<n3>[0-9]{1,2}) (?P<unit3>years?|months?|años|meses),?"
    r" (?:the |la )?(?:rate of )?$"
    r"|^(?: rates?)? (?:at|a los) (?P<n2>[0-9]{1,2}) (?P<unit2>years?|months?|años|meses)",
    re.IGNORECASE,
)


def medians(row: Row) -> Iterator[Stated]:
    """Medians of an endpoint that is named right behind the word."""
    anchors = list(_MEDIAN.finditer(row.text))
    if anchors:
        yield from _lived(row)
    for number, anchor in enumerate(anchors):
        near = range(anchor.end(), anchor.end() + 40)
        endpoint = next((one for one in row.endpoints if one.start in near), None)
        if endpoint is None or endpoint.measure.abbreviation in PERCENTAGES:
            continue
        if re.search(r"[0-9.;]", row.text[anchor.end() : endpoint.start]):
            continue
        others = [one.start() for one in anchors[number + 1 :]]
        end = _region_ends(row, endpoint.end, others, endpoint)
        yield from of_arms(row, "MEDIAN", endpoint, times(row.text, endpoint.end, end), end, {})


def _lived(row: Row) -> Iterator[Stated]:
    """As in "they lived a median of 17.1 months with X", "responses lasted a median of"."""
    for match in _LIVED.finditer(row.text):
        endpoint = Mention(*match.span(), named("DOR" if match["response"] else "OS"))
        end = _region_ends(row, match.end(), [], endpoint)
        yield from of_arms(row, "MEDIAN", endpoint, times(row.text, match.end(), end), end, {})


def rates(row: Row) -> Iterator[Stated]:
    """Response rates, and survival at a time point."""
    for one in row.endpoints:
        before = row.text[max(0, one.start - 48) : one.start]
        point = _POINT.search(before) or _POINT.match(row.text[one.end : one.end + 30])
        is_share = one.measure.abbreviation in PERCENTAGES
        if one.measure.name in NO_NUMBER or not (point or is_share):
            continue
        end = _region_ends(row, one.end, [], one)
        values = percents(row.text, one.end, end)
        more = {"time_point": _point(point)} if point else {}
        yield from of_arms(row, "PROPORTION" if is_share else "RATE", one, values, end, more)


def responders(row: Row) -> Iterator[Stated]:
    """As in "45 (78%) had a complete remission", where no arm is named, or only one."""
    arms = {arm.name for arm in row.arms}
    for match in _RESPONDED.finditer(row.text) if len(arms) < 2 else ():
        kind = match["kind"].lower()
        short = "CR" if kind == "complete" else "pCR" if kind.startswith("path") else "ORR"
        one = named(short)
        value = Value(*match.span("value"), match["value"], "%")
        arm = {"arm": arms.pop()} if arms else {}
        yield finding(row, "PROPORTION", (one.measure, short), value, arm), *match.span()


def _point(match: re.Match[str]) -> str:
    number = match["n"] or match["n2"] or match["n3"]
    unit = (match["unit"] or match["unit2"] or match["unit3"]).lower()
    words = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "ten": "10"}
    named = "years" if unit.startswith(("year", "año")) else "months"
    number = words.get(number.lower(), number)
    return f"{number} {named[:-1] if number == '1' else named}"


def _region_ends(row: Row, start: int, others: list[int], endpoint: Mention) -> int:
    """Up to the next endpoint, ratio or median."""
    ratio = HR.search(row.text, start)
    ends = [
        *others,
        *(_begin(row, one) for one in row.endpoints if one.measure != endpoint.measure),
    ]
    ends += [ratio.start()] if ratio else []
    return min((end for end in ends if end > start), default=len(row.text))


def _begin(row: Row, endpoint: Mention) -> int:
    """Where it starts, with the time point that stands before it: "12-month overall survival"."""
    before = _POINT.search(row.text[: endpoint.start], max(0, endpoint.start - 48))
    return before.start() if before else endpoint.start


def follow_up(row: Row) -> Iterator[Stated]:
    """How long they were followed."""
    for match in _FOLLOW_UP.finditer(row.text):
        value = Value(*match.span("value"), match["value"], match["unit"])
        yield finding(row, "FOLLOW_UP", None, value, {}), *match.span()
