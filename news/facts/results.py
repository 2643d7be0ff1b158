"""Medians, hazard ratios and rates: each number of a text once, with all that is said of it.

A sentence is read as a row of things in their order (`rows`): a number belongs to the endpoint
named before it (`ratios`, `medians`), and to the arm beside it (`by_arm`).
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from news.facts.cohorts import Cohorts
from news.facts.fact import Fact, Kind
from news.facts.hedges import is_other_trial
from news.facts.medians import follow_up, medians, rates
from news.facts.ratios import ratios
from news.facts.rows import Row, Stated, rows
from news.facts.sentences import Sentence


def find_results(text: Iterable[Sentence], cohorts: Cohorts) -> Iterator[Fact]:
    """Each number once; two different numbers of one subject are both left to the reader."""
    found: dict[tuple[Any, ...], list[Fact]] = {}
    for row, sentence in rows(list(text), cohorts):
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


def _numbers(row: Row) -> Iterator[Stated]:
    if re.search("HR|azard|iesgo", row.text):
        yield from ratios(row)
    if re.search("edian", row.text):
        yield from medians(row)
        yield from follow_up(row)
    if re.search("%|percent|por ciento", row.text):
        yield from rates(row)
