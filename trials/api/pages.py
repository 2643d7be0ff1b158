"""One page of an answer: which trials stand on it, and the token of the page after it.

A page is of the state of the data at the first page, and starts after a row, so that what others
write between two pages neither moves a study past the reader nor gives it twice.
"""

import dataclasses
from collections.abc import Sequence
from typing import Any

from trials.api import ordering, tokens
from trials.api.parameters import DEFAULT_SIZE, LARGEST_SIZE
from trials.api.question import Question
from trials.api.reading import Given
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
    """The page that was asked for: one look at the data, and one more to count."""
    token = _token(question, given)
    size = given.number("pageSize", 0) or DEFAULT_SIZE
    is_first = not given.text("pageToken")
    rows = _rows(question, token, min(size, LARGEST_SIZE), after=not is_first)
    shown = rows[: min(size, LARGEST_SIZE)]
    withdrawn = [row for row in shown if not row["is_listed"]]
    return Page(
        [row["trial_id"] for row in shown if row["is_listed"]],
        sum(row["size"] for row in shown),
        [_told(row) for row in withdrawn] if question.since else None,
        _next(question, token, shown[-1]) if len(rows) > len(shown) else "",
        _total(question, token) if is_first and given.flag("countTotal") else None,
        is_first,
    )


def _token(question: Question, given: Given) -> tokens.Token:
    """The one given, or that of the beginning."""
    if text := given.text("pageToken"):
        return tokens.read(text, question.mark)
    return tokens.Token(StudyVersion.objects.position(), tokens.hour(), 0)


def _rows(question: Question, token: tokens.Token, size: int, *, after: bool) -> list[Any]:
    """The rows of a page and one more, if there are more."""
    found = ordering.ordered(question.shown(token.position), question.by)
    if after:
        found = found.filter(ordering.after(question.by, token.values, token.trial))
    columns = ("trial_id", "is_listed", "size", *(key.name for key in question.by))
    return list(found.values(*columns, *(WITHDRAWN if question.since else ()))[: size + 1])


def _total(question: Question, token: tokens.Token) -> int:
    return question.versions(token.position).listed().count()


def _next(question: Question, token: tokens.Token, row: dict[str, Any]) -> str:
    values = tuple(row[key.name] for key in question.by)
    follows = dataclasses.replace(token, trial=row["trial_id"], values=values)
    return tokens.write(follows, question.mark)


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """Which trial it was and since when it is withdrawn; what it said is not shown."""
    names = zip(("nctId", "protocolId", "withdrawnAt"), WITHDRAWN, strict=True)
    return {name: row[column] for name, column in names if row[column] is not None}
