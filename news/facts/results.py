"""Medians, hazard ratios and rates: each number of a text once, with all that is said of it.

A sentence is read as a row of things in their order (`rows`): a number belongs to the endpoint
named before it (`ratios`, `medians`), and to the arm beside it (`by_arm`).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from news.facts.cohorts import Cohorts
from news.facts.fact import Fact, Kind
from news.facts.hedges import is_of_some, is_other_trial, is_supposed
from news.facts.medians import follow_up, medians, rates, responders
from news.facts.ratios import ratios
from news.facts.rows import Row, Stated, rows
from news.facts.sentences import Sentence


def find_results(text: Iterable[Sentence], cohorts: Cohorts) -> Iterator[Fact]:
    """Each number once; two different numbers of one subject are both left to the reader."""
    found = _undisputed(text, cohorts)
    for fact in found:
        if not any(_says_more(other.value, fact.value) for other in found):
            yield fact


def _undisputed(text: Iterable[Sentence], cohorts: Cohorts) -> list[Fact]:
    found: dict[tuple[Any, ...], list[Fact]] = {}
    for row, sentence in rows(list(text), cohorts):
        for value, start, end in _numbers(row):
            if not (sentence.is_spoken(start) or _is_none(row.text, start, value)):
                fact = sentence.fact(Kind.RESULT, value, start, end)
                found.setdefault(_subject(value), []).append(fact)
    return [
        max(facts, key=lambda fact: len(fact.value))
        for facts in found.values()
        if len({fact.value["value_text"] for fact in facts}) == 1
    ]


def _is_none(text: str, start: int, value: dict[str, Any]) -> bool:
    """Whether it is of another trial, of some participants only, or no result."""
    some = "cohort" not in value and is_of_some(text, start)
    return some or is_other_trial(text, start) or is_supposed(text, start)


def _says_more(other: dict[str, Any], value: dict[str, Any]) -> bool:
    """Whether it is the same number with its interval, or with an arm that the first leaves out."""
    if len(other) < len(value) or other == value or not {"arm", "lower", "upper"} & other.keys():
        return False
    same = ("quantity", "endpoint", "value_text", "time_point", "cohort")
    if any(other.get(name) != value.get(name) for name in same):
        return False
    return all(name in other for name in value) if "arm" in other else "lower" not in value


def _subject(value: dict[str, Any]) -> tuple[Any, ...]:
    names = ("quantity", "endpoint", "cohort", "arm", "comparator", "time_point")
    return tuple(str(value.get(name, "")).lower() for name in names)


def _numbers(row: Row) -> Iterator[Stated]:
    if re.search("HR|azard|iesgo", row.text):
        yield from ratios(row)
    if re.search("edian", row.text):
        yield from medians(row)
        yield from follow_up(row)
    if re.search("%|percent|por ciento", row.text):
        yield from rates(row)
        yield from responders(row)
