"""A sentence as a row of what it names, and a number of it as a finding.

Endpoints, cohorts and arms stand in the order in which they are named; what the sentences before
left standing counts where the sentence itself names none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from news.facts.cohorts import Cohort, Cohorts
from news.facts.measured import Value
from news.facts.measures import Mention
from news.facts.sentences import Sentence
from news.facts.treatments import Arm, comparisons

Stated = tuple[dict[str, Any], int, int]
"""A finding, and where the words that state it stand."""


@dataclass(frozen=True)
class Row:
    """One sentence with what it names, and what the sentences before left standing."""

    text: str
    endpoints: list[Mention]
    cohorts: list[Cohort]
    arms: list[Arm]
    pair: tuple[str, str] | None
    endpoint_before: Mention | None
    cohort_before: str


def rows(read: list[Sentence], cohorts: Cohorts) -> Iterator[tuple[Row, Sentence]]:
    """The sentences with a number, in their order."""
    pair = _only_pair(read)
    block, endpoint, cohort = -1, None, ""
    for sentence in read:
        if sentence.block != block:
            block, endpoint, cohort = sentence.block, None, ""
        text = sentence.text
        named, groups = sentence.endpoints, cohorts.named(text)
        if re.search("[0-9]|not reached|estimable|evaluable|alcanz", text):
            yield Row(text, named, groups, sentence.arms, pair, endpoint, cohort), sentence
        labels = {one.label for one in groups}
        if named:
            endpoint = named[-1] if len({one.measure for one in named}) == 1 else None
        cohort = labels.pop() if len(labels) == 1 else ("" if labels else cohort)


def _only_pair(read: list[Sentence]) -> tuple[str, str] | None:
    """The two arms of the trial, where the text compares no others."""
    pairs: dict[tuple[str, str], tuple[str, str]] = {}
    for sentence in read:
        for first, second in comparisons(sentence.text, sentence.arms):
            pairs.setdefault((first.name.lower(), second.name.lower()), (first.name, second.name))
    return next(iter(pairs.values())) if len(pairs) == 1 else None


def finding(
    row: Row, quantity: str, endpoint: tuple[str, str] | None, value: Value, more: dict[str, str]
) -> dict[str, Any]:
    """The number of an endpoint, with its cohort, unit and interval."""
    found: dict[str, Any] = {"quantity": quantity}
    if endpoint:
        found["endpoint"] = endpoint[1] or endpoint[0]
    before = row.cohort_before if endpoint else ""  # everybody is followed, in whatever cohort
    if "cohort" not in more and (cohort := _cohort_at(row, value.start, before)):
        found["cohort"] = cohort
    found |= more
    found["value_text"] = value.printed
    if not value.is_open:
        found["value"] = value.printed
        found |= {"unit": value.english_unit} if value.unit else {}
    return found | value.interval


def _cohort_at(row: Row, at: int, otherwise: str) -> str:
    """The cohort named last; behind where none is before."""
    before = [one.label for one in row.cohorts if one.start < at]
    after = [one.label for one in row.cohorts if one.start >= at]
    return before[-1] if before else after[0] if after else otherwise
