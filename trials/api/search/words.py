"""Conditions on words, put together as one query of PostgreSQL's text search where that can be.

A query without any word that has to be there finds nothing by the index: PostgreSQL would read the
words of every study. So a condition is kept as what has to be there, or as the opposite of that.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet, Value

from trials.models.study import StudyVersion


@dataclass(frozen=True)
class Words:
    """`query` is text of a `tsquery`; with `negative` the studies that it does not find."""

    query: str
    negative: bool = False

    def __invert__(self) -> "Words":
        return Words(self.query, not self.negative)


def lexeme(word: str, tag: str) -> str:
    """One word in one field. Both are letters, digits and signs that end no quotation."""
    return f"'{word}/{tag}'"


def chain(alternatives: Iterable[Sequence[str]], tag: str) -> str:
    """Words one after the other in one field, each in any of its forms."""
    return " <-> ".join(either([lexeme(form, tag) for form in forms]) for forms in alternatives)


def either(queries: Sequence[str]) -> str:
    """Any of these."""
    return _joined(queries, "|")


def together(queries: Sequence[str]) -> str:
    """All of these."""
    return _joined(queries, "&")


def all_of(parts: Sequence[Words]) -> Words:
    """What all of them find."""
    there = [part.query for part in parts if not part.negative]
    absent = [part.query for part in parts if part.negative]
    if not there:
        return Words(either(absent), negative=True)
    return Words(together([*there, *(f"!({query})" for query in absent)]))


def any_of(parts: Sequence[Words]) -> Words:
    """What any of them finds."""
    return (
        ~all_of([~part for part in parts])
        if any(part.negative for part in parts)
        else Words(either([part.query for part in parts]))
    )


def found_by(words: Words) -> Q:
    """The same over study versions."""
    found = Among("pk", StudyVersion.objects.filter(Matches(words.query)).order_by().values("pk"))
    return ~Q(found) if words.negative else Q(found)


class Among(Func):
    """Whether a field of the row is in what another query finds, which is asked once and by itself.

    With a plain `IN` the planner is free to ask it anew for each row, or to read the words of each
    row instead of the index: it does not count that they are stored apart from the row.
    """

    template = "(%(expressions)s IS TRUE)"

    def __init__(self, field: str, found: QuerySet[Any, Any]) -> None:
        super().__init__(Q(**{f"{field}__in": found}), output_field=BooleanField())


class Matches(Func):
    """`words @@ query`."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "

    def __init__(self, query: str) -> None:
        super().__init__(F("words"), Value(query), output_field=BooleanField())


class OfStudies(Func):
    """Whether the trial of a row has a study with these words.

    As an array it is what the planner begins with: the rows of those trials are fetched by index.
    """

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("

    def __init__(self, words: Words) -> None:
        studies = StudyVersion.objects.current().filter(Matches(words.query)).order_by()
        trials = ArraySubquery(studies.values("trial"))
        super().__init__(F("trial"), trials, output_field=BooleanField())


def _joined(queries: Sequence[str], operator: str) -> str:
    """As a balanced tree: the database goes down a chain of thousands word by word."""
    queries = list(dict.fromkeys(queries))
    if len(queries) == 1:
        return queries[0]
    half = len(queries) // 2
    return f"({_joined(queries[:half], operator)} {operator} {_joined(queries[half:], operator)})"
