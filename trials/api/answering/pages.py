"""One page of an answer: which trials stand on it, and the token of the page after it.

A page is of the state of the data at the first page, and starts after a row, so that what others
write between two pages neither moves a study past the reader nor gives it twice.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet, Window

from trials.api.answering import tokens
from trials.api.asking import ordering
from trials.api.asking.parameters import DEFAULT_SIZE, LARGEST_SIZE
from trials.api.asking.question import Question
from trials.api.asking.reading import Given
from trials.api.search import within
from trials.models.study import StudyVersion

WITHDRAWN = ("trial__nct_id", "trial__protocol_id", "trial__withdrawn_at")


@dataclasses.dataclass(frozen=True)
class Page:
    """Trials in order, about how many bytes they are, those withdrawn since; the total if asked."""

    trials: Sequence[int]
    size: int
    withdrawn: Sequence[dict[str, Any]] | None
    next_token: str = ""
    total: int | None = None
    is_first: bool = True


def page(question: Question, given: Given) -> Page:
    """The page that was asked for; where a query is looked up, that is done once and counted."""
    token, is_first = _token(question, given), not given.text("pageToken")
    counted = is_first and given.flag("countTotal")
    size = min(given.number("pageSize") or DEFAULT_SIZE, LARGEST_SIZE)
    with within(question.ends, by_words=bool(question.conditions)):
        total = _all(question, token) if counted and not question.conditions else None
        counts = counted and total is None
        found = list(_rows(question, token, after=not is_first, counted=counts)[: size + 1])
    rows = found[:size]
    return Page(
        [row["trial_id"] for row in rows if row["is_listed"]],
        sum(row["size"] for row in rows),
        [_told(row) for row in rows if not row["is_listed"]] if question.since else None,
        _next(question, token, rows[-1]) if len(found) > size else "",
        (rows[0]["total"] if rows else 0) if counts else total,
        is_first,
    )


def _token(question: Question, given: Given) -> tokens.Token:
    """The one given, or that of the beginning."""
    if text := given.text("pageToken"):
        return tokens.read(text, question.mark)
    return tokens.Token(StudyVersion.objects.position(), tokens.hour(), 0)


def _all(question: Question, token: tokens.Token) -> int:
    """How many studies there are: by indexes alone, while the first of them are read in order."""
    return question.shown(token.position).filter(is_listed=True).count()


def _rows(
    question: Question, token: tokens.Token, *, after: bool, counted: bool
) -> QuerySet[Any, dict[str, Any]]:
    """All rows that follow, in order; each with how many are listed, if that is asked."""
    found = ordering.ordered(question.shown(token.position), question.by)
    if after:
        found = found.filter(ordering.after(question.by, token.values, token.trial))
    columns = ["trial_id", "is_listed", "size", *(key.name for key in question.by)]
    if question.since:
        columns += WITHDRAWN
    if counted:
        listed = Count("pk", filter=Q(is_listed=True))
        found, columns = found.annotate(total=Window(listed)), [*columns, "total"]
    rows: QuerySet[Any, dict[str, Any]] = found.values(*columns)
    return rows


def _next(question: Question, token: tokens.Token, row: dict[str, Any]) -> str:
    values = tuple(row[key.name] for key in question.by)
    follows = dataclasses.replace(token, trial=row["trial_id"], values=values)
    return tokens.write(follows, question.mark)


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """Which trial it was and since when it is withdrawn; what it said is not shown."""
    names = zip(("nctId", "protocolId", "withdrawnAt"), WITHDRAWN, strict=True)
    return {name: row[column] for name, column in names if row[column] is not None}
