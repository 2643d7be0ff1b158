"""Which trials wait for a look: not verified for long, overtaken by the calendar, contradicted.

Each rule is one condition for the database. Lists filter by it; the admin's first page counts.
"""

import datetime as dt
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat, Greatest
from django.utils import timezone

from trials.discrepancies import without_a_note
from trials.models import Finding
from trials.partial_dates import AFTER_EVERY_DAY
from trials.vocabulary import DateType, PublishingState, Status

HALF_A_YEAR = dt.timedelta(days=183)
PLANNED = ("start_date", "primary_completion_date", "completion_date")
# Nothing more is expected of these.
ENDED = (
    Status.COMPLETED,
    Status.TERMINATED,
    Status.WITHDRAWN,
    Status.NO_LONGER_AVAILABLE,
    Status.APPROVED_FOR_MARKETING,
)


def stale(trials: QuerySet[Any]) -> Any:
    """Of what goes on: last verified and last updated at the registry over half a year ago.

    Where neither is known, the last change here counts. A month counts by its last day.
    """
    since = timezone.now() - HALF_A_YEAR
    known = _end_of(Greatest("status_as_of", "last_update_posted"))
    unsaid = Q(status_as_of="", last_update_posted="", updated_at__lt=since)
    going_on = _kept(trials).exclude(overall_status__in=["", *ENDED])
    said = Q(last_known__lt=since.date().isoformat())
    return going_on.alias(last_known=known).filter(said | unsaid)


def overtaken(trials: QuerySet[Any]) -> Any:
    """A date is over that is still called planned, or a trial that began is still to open."""
    ends = {f"{name}_end": _end_of(F(name)) for name in PLANNED}
    today = timezone.now().date().isoformat()
    over = Q(overall_status=Status.NOT_YET_RECRUITING, start_date_end__lt=today)
    for name in PLANNED:
        over |= Q(**{f"{name}_type": DateType.ESTIMATED, f"{name}_end__lt": today})
    return _kept(trials).exclude(overall_status=Status.WITHDRAWN).alias(**ends).filter(over)


def unexplained(trials: QuerySet[Any]) -> QuerySet[Any]:
    """Sources of a number differ, and no editor wrote why."""
    numbers = without_a_note(Finding.objects.all()).filter(trial=OuterRef("pk"))
    return trials.filter(Exists(numbers))


def lost(trials: QuerySet[Any]) -> QuerySet[Any]:
    """The registry was asked for the record and has none."""
    return trials.filter(missing_since__isnull=False)


def _kept(trials: QuerySet[Any]) -> QuerySet[Any]:
    """Neither withdrawn here nor merged into another."""
    return trials.filter(merged_into=None).exclude(state=PublishingState.WITHDRAWN)


def _end_of(period: Any) -> Concat:
    """Sorts after each day of the period; after all days there are where it is empty."""
    return Concat(period, Value(AFTER_EVERY_DAY), output_field=CharField())
