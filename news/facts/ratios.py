"""Hazard ratios and the like: of which endpoint, of which two arms, with interval and p-value."""

import re
from collections.abc import Iterator

from news.facts.measured import Value, read_interval
from news.facts.measures import measures, named
from news.facts.numbers import decimal_of
from news.facts.rows import Row, Stated, finding
from news.facts.treatments import comparisons

_P = re.compile(
    r"\b(?:one-sided |two-sided |1-sided |2-sided )?[Pp](?:[ -]?value)?(?: of)? ?(?:="
    r"|:)? ?(?P<sign>[<>=≤≥]?) ?(?P<p>0?[.,][0-9]{1,6})(?![0-9])"
)
HR = re.compile(
    r"\b(?:hazard ratio|HR|cociente de riesgos(?: instantáneos)?"
    r"|razón de riesgos(?: instantáneos)?)s?(?: \((?:HR"
    r"|CRI)\))?(?P<gap>[^0-9%.;]{0,60}?[ :=,([]"
    r"|;? )(?P<value>[0-9]?[.,\u00b7][0-9]{1,3})(?![0-9%])"
)
_AFTER_FAILURE = (
    (r"progression or death|progresión o muerte", ("PFS", "rPFS")),
    (r"(?:recurrence|relapse) or death|recurrencia o muerte", ("RFS", "DFS", "iDFS", "EFS")),
    (r"(?:for|of|por|de) (?:death|muerte)", ("OS",)),
)
"""The failure that a hazard is of: one of these endpoints if it is named before, else the first."""


def ratios(row: Row) -> Iterator[Stated]:
    """Ratios of two arms whose endpoint can be told."""
    for match in HR.finditer(row.text):
        endpoint = _endpoint_of(row, match)
        if endpoint is None:
            continue
        value = Value(*match.span("value"), match["value"])
        end = read_interval(row.text, value)
        arms = _compared(row, match.start())
        p_value = _P.search(row.text, end, end + 30) if row.text[end : end + 1] else None
        more = {"p_value": _p(p_value)} if p_value else {}
        last = p_value.end() if p_value else end
        yield finding(row, "HAZARD_RATIO", endpoint, value, arms | more), match.start(), last


def _p(match: re.Match[str]) -> str:
    sign = match["sign"] if match["sign"] != "=" else ""
    return f"{sign}{decimal_of(match['p'])}"


def _endpoint_of(row: Row, ratio: re.Match[str]) -> tuple[str, str] | None:
    """What the hazard is of: said in the words between, else the endpoint named last."""
    around = row.text[ratio.start() : ratio.start("value")]
    inside = list(measures(around))
    if inside:
        return inside[0].measure.measure, inside[0].measure.abbreviation
    before = [one for one in row.endpoints if one.end <= ratio.start()]
    last = before[-1] if before else (None if row.endpoints else row.endpoint_before)
    for words, shorts in _AFTER_FAILURE:
        if re.search(words, around, re.IGNORECASE):
            one = last.measure if last and last.measure.abbreviation in shorts else named(shorts[0])
            return one.measure, one.abbreviation
    if last is None and not row.endpoints:
        return _at_risk(row.text[: ratio.start()])
    return (last.measure.measure, last.measure.abbreviation) if last else None


def _at_risk(before: str) -> tuple[str, str] | None:
    """As in "reduced the risk of progression or death by 44% (HR 0.56)"."""
    risk = re.search(r"\brisk of (?P<what>[^.;%(]{3,60}?)(?: \(|,| by| compared| versus|$)", before)
    for words, shorts in _AFTER_FAILURE if risk else ():
        if risk and re.search(words, f"of {risk['what']}"):
            return named(shorts[0]).measure, shorts[0]
    return None


def _compared(row: Row, at: int) -> dict[str, str]:
    """The two arms compared: in this sentence, else the only two of the text."""
    here = list(comparisons(row.text, row.arms))
    named = {
        (first.name.lower(), second.name.lower()): (first.name, second.name)
        for first, second in here
    }
    pair = next(iter(named.values())) if len(named) == 1 else (row.pair if not named else None)
    return {"arm": pair[0], "comparator": pair[1]} if pair else {}
