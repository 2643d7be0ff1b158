"""When something of a trial becomes public next: nobody writes anything then, the clock does it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest

from trials.api.study.beyond.having import Having, any_of, links
from trials.models import (
    Approval,
    Finding,
    FormerName,
    GuidelineListing,
    Reference,
    StatusChange,
)
from trials.vocabulary import LinkStatus, PublishingState

Rows = QuerySet[Any, tuple[int, datetime]]
APPROVED = Q(state=PublishingState.APPROVED)


def due_times(having: Having, now: datetime) -> dict[int, datetime]:
    """By trial, the earliest time after `now`; in one query.

    `now` is when the reading began: what became public since may not have been read.
    """
    first, *others = (rows.filter(due__gt=now) for rows in _waiting(having))
    found = {row["id"]: row["release_at"] for row in having.rows if _waits(row, now)}
    for trial, at in first.union(*others, all=True):
        found[trial] = min(at, found.get(trial, at))
    return found


def _waits(row: Mapping[str, Any], now: datetime) -> bool:
    return bool(row["state"] == PublishingState.APPROVED and row["release_at"] > now)


def _waiting(having: Having) -> Iterator[Rows]:
    """Trial and time of each part that shows from then on."""
    for model in (StatusChange, FormerName, Reference):
        rows: Any = model._default_manager.filter(any_of(having.all))
        yield _at(rows, Q(), "source__public_from")
    if trials := having.any("findings"):
        findings = Finding.objects.filter(any_of(trials))
        yield _at(findings, APPROVED, "release_at", "source__public_from")
    # What rests on a trial too waits for all three: the last counts.
    resting = ("release_at", "source__public_from", "trial__release_at")
    if trials := having.any("approvals"):
        yield _at(Approval.objects.filter(any_of(trials)), APPROVED, *resting)
    if trials := having.any("supported"):
        further = Approval.objects.filter(any_of(trials, "supporting_trials__trial_id"))
        yield _at(further, APPROVED, *resting, trial="supporting_trials__trial_id")
    if trials := having.any("listings"):
        yield _at(GuidelineListing.objects.filter(any_of(trials)), APPROVED, *resting)
    if trials := having.any("links"):
        confirmed = links().filter(any_of(trials), status=LinkStatus.CONFIRMED)
        yield _at(confirmed, Q(item__state=PublishingState.APPROVED), "item__release_at")


def _at(rows: Any, approved: Q, *times: str, trial: str = "trial_id") -> Rows:
    """Rows that a person let out, with the last of these times.

    PostgreSQL passes over times that are not there: a part without a source is held by none.
    """
    last = Greatest(*times) if len(times) > 1 else F(times[0])
    waiting = rows.filter(approved).order_by().annotate(told=F(trial), due=last)
    found: Rows = waiting.values_list("told", "due")
    return found
