"""When something of a trial becomes public next: nobody writes anything then, the clock does it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest, Now

from trials.api.study.beyond.releases import links
from trials.models import (
    Approval,
    Finding,
    FormerName,
    GuidelineListing,
    Reference,
    StatusChange,
    Trial,
)
from trials.vocabulary import LinkStatus, PublishingState

Rows = QuerySet[Any, tuple[int, datetime]]
APPROVED = Q(state=PublishingState.APPROVED)


def due_times(trials: Sequence[int]) -> dict[int, datetime]:
    """By trial, the earliest time in the future; in one query."""
    first, *others = _waiting(trials)
    found: dict[int, datetime] = {}
    for trial, at in first.union(*others, all=True):
        found[trial] = min(at, found.get(trial, at))
    return found


def _waiting(trials: Sequence[int]) -> Iterator[Rows]:
    """Trial and time of each part that shows from then on."""
    yield _at(Trial.objects.filter(pk__in=trials), APPROVED, "release_at", trial="id")
    findings = Finding.objects.filter(trial__in=trials)
    yield _at(findings, APPROVED, "release_at", "source__public_from")
    # What rests on a trial too waits for all three: the last counts.
    resting = ("release_at", "source__public_from", "trial__release_at")
    yield _at(Approval.objects.filter(trial__in=trials), APPROVED, *resting)
    further = Approval.objects.filter(supporting_trials__trial__in=trials)
    yield _at(further, APPROVED, *resting, trial="supporting_trials__trial_id")
    yield _at(GuidelineListing.objects.filter(trial__in=trials), APPROVED, *resting)
    for model in (StatusChange, FormerName, Reference):
        yield _at(model._default_manager.filter(trial__in=trials), Q(), "source__public_from")
    confirmed = links().filter(trial__in=trials, status=LinkStatus.CONFIRMED)
    yield _at(confirmed, Q(item__state=PublishingState.APPROVED), "item__release_at")


def _at(rows: Any, approved: Q, *times: str, trial: str = "trial_id") -> Rows:
    """Rows that a person let out, with the last of these times, if that is still to come.

    PostgreSQL passes over times that are not there: a part without a source is held by none.
    """
    last = Greatest(*times) if len(times) > 1 else F(times[0])
    waiting = rows.filter(approved).order_by().annotate(told=F(trial), due=last)
    found: Rows = waiting.filter(due__gt=Now()).values_list("told", "due")
    return found
