"""Cohorts that do not add up to the enrollment: of one source and cut-off, or of the record.

Counted only where each cohort of the trial has its number: what a source leaves out is no error.
"""

from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from trials.models import Cohort, Finding
from trials.vocabulary import EnrollmentType, PublishingState, Quantity

CUT = ("trial", "source", "data_cutoff", "population", "time_point", "measure")


def uneven_cuts() -> Any:
    """Trial, source and cut-off with the cohorts' sum and another total of the same source."""
    total = Sum("value", filter=Q(cohort=None))
    rows = _summed(_cohort_numbers(Q(cohort=None)), *CUT).annotate(
        total=total, totals=Count("pk", filter=Q(cohort=None))
    )
    return rows.filter(totals=1).exclude(total=F("parts"))


def uneven_records() -> Any:
    """Trials whose preferred numbers of all cohorts give another sum than the record says."""
    rows = _cohort_numbers().filter(is_preferred=True, trial__enrollment__isnull=False)
    actual = rows.filter(trial__enrollment_type=EnrollmentType.ACTUAL)
    return _summed(actual, "trial", "trial__enrollment").exclude(trial__enrollment=F("parts"))


def uneven(trials: QuerySet[Any]) -> Any:
    """Trials of which one or the other is true."""
    cuts = uneven_cuts().values("trial")
    records = uneven_records().values("trial")
    return trials.filter(Q(pk__in=cuts) | Q(pk__in=records))


def _cohort_numbers(also: Q | None = None) -> Any:
    """Enrollment of a whole cohort, all arms together, of trials that have cohorts."""
    kept = Finding.objects.order_by().exclude(state=PublishingState.WITHDRAWN)
    of_cohorts = Q(cohort__isnull=False) if also is None else Q(cohort__isnull=False) | also
    return kept.filter(
        of_cohorts,
        trial__in=Cohort.objects.order_by().values("trial"),
        quantity=Quantity.ENROLLMENT,
        arm=None,
        endpoint=None,
        value__isnull=False,
    )


def _summed(numbers: Any, *by: str) -> Any:
    """The sum of the cohorts, where each cohort of the trial has one number."""
    cohorts = Cohort.objects.order_by().filter(trial=OuterRef("trial")).values("trial")
    counted = Coalesce(Subquery(cohorts.annotate(number=Count("pk")).values("number")), 0)
    is_cohort = Q(cohort__isnull=False)
    summed = numbers.annotate(cohorts=counted).values(*by, "cohorts")
    return summed.annotate(
        parts=Sum("value", filter=is_cohort),
        numbers=Count("pk", filter=is_cohort),
        different=Count("cohort", distinct=True),
    ).filter(numbers=F("cohorts"), different=F("cohorts"))
