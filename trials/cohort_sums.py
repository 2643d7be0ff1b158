"""Cohorts that do not add up to the enrollment: of one source and cut-off, or of the record.

Counted only where each cohort of the trial has its number: what a source leaves out is no error.
"""

from collections.abc import Iterable
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


def uneven_cut(trial: Any, source: Any, findings: Iterable[Any]) -> str:
    """A sentence on numbers of one source and cut-off, not kept yet, that do not add up; or "".

    Those that the source says already count as well.
    """
    new = [one for one in findings if _is_of_cohorts(one)]
    numbers = (_kept_beside(source, new[0]) if new else {}) | {
        one.cohort_id: one.value for one in new
    }
    of_cohorts: list[Any] = [numbers.get(key) for key in trial.cohorts.values_list("pk", flat=True)]
    whole, words = _whole(trial, numbers, new)
    if not of_cohorts or None in of_cohorts or whole in (None, sum(of_cohorts)):
        return ""
    return f"The cohorts add up to {sum(of_cohorts):.0f}, and {words} {whole:.0f}."


def _is_of_cohorts(finding: Any) -> bool:
    """Enrollment of one cohort or of all, all arms together."""
    return bool(finding.quantity == Quantity.ENROLLMENT) and not finding.arm_id


def _kept_beside(source: Any, finding: Any) -> dict[Any, Any]:
    """By cohort, what the source says already of the same cut-off and population."""
    same = {name: getattr(finding, name) for name in CUT if name != "source"}
    kept = _cohort_numbers(Q(cohort=None)).filter(source=source.pk, **same)
    return dict(kept.values_list("cohort_id", "value"))


def _whole(trial: Any, numbers: dict[Any, Any], new: list[Any]) -> tuple[Any, str]:
    """The number of all cohorts, in the words of who says it: the source, else the record.

    A population is only a part of the record's, and what is planned may come otherwise.
    """
    if numbers.get(None) is not None:
        return numbers[None], "the number for all cohorts is"
    is_planned = trial.enrollment_type == EnrollmentType.ESTIMATED
    is_part = any(one.population for one in new)
    return None if is_planned or is_part else trial.enrollment, "the record has an enrollment of"


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
