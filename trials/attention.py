"""Which trials wait for a look: not verified for long, overtaken by the calendar, contradicted.

Each rule is one condition for the database. Lists filter by it; the admin's first page counts.
"""

import datetime as dt
from typing import Any

from django.db.models import CharField, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, Greatest
from django.utils import timezone

from trials.discrepancies import without_a_note
from trials.models import (
    Approval,
    Finding,
    GuidelineListing,
    LinkAnswer,
    Reference,
    Source,
    Trial,
    TrialIdentifier,
)
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
    silent = Trial.objects.filter(status_as_of="", last_update_posted="", updated_at__lt=since)
    going_on = _kept(trials).exclude(overall_status__in=["", *ENDED])
    said = Q(last_known__lt=since.date().isoformat())
    unsaid = Q(pk__in=silent.order_by().values("pk"))
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
    """Sources of a number differ, and no editor wrote why.

    Of two that differ one is from another source than the trial's first. Only such are looked at,
    of trials that have numbers of several sources: hundreds of one registry's record are passed
    over. It is one value for each trial, as the planner would turn an EXISTS into a join of all
    numbers with all.
    """
    findings = Finding.objects.order_by()
    sources = findings.values("trial").alias(first=Min("source"), last=Max("source"))
    several = sources.filter(first__lt=F("last")).values("trial")
    first = findings.filter(trial=OuterRef(OuterRef("pk"))).order_by("source_id")
    others = findings.filter(
        trial=OuterRef("pk"), source_id__gt=Subquery(first.values("source_id")[:1])
    )
    untold = Subquery(without_a_note(others).values("pk")[:1])
    found: QuerySet[Any] = trials.filter(pk__in=several).alias(untold=untold)
    return found.filter(untold__isnull=False)


def lost(trials: QuerySet[Any]) -> QuerySet[Any]:
    """The registry was asked for the record and has none."""
    return trials.filter(missing_since__isnull=False)


def without_status(trials: QuerySet[Any]) -> QuerySet[Any]:
    """Nothing says how far it is."""
    return trials.filter(overall_status="")


def without_status_source(trials: QuerySet[Any]) -> QuerySet[Any]:
    """Nobody is named who says how far it is."""
    return trials.exclude(overall_status="").filter(status_source=None)


def retracted(trials: QuerySet[Any]) -> QuerySet[Any]:
    """Something shown of the trial rests on a source that was retracted."""
    return trials.filter(_any_of(resting_on(Source.objects.exclude(retracted_on=""))))


def resting_on(sources: QuerySet[Any]) -> dict[str, QuerySet[Any]]:
    """What rests on these sources and is not withdrawn, by what it is called."""
    among = {"source__in": sources.order_by().values("pk")}
    return {name: _not_withdrawn(model).filter(**among) for name, model in RESTING.items()}


def unsourced(trials: QuerySet[Any]) -> QuerySet[Any]:
    """An approval or a listing of the trial has no source. (Of a finding the database asks it.)"""
    return trials.filter(_any_of(without_source()))


def without_source() -> dict[str, QuerySet[Any]]:
    """What has no source and is not withdrawn, by what it is called."""
    asked = {name: model for name, model in RESTING.items() if model is not Finding}
    return {name: _not_withdrawn(model).filter(source=None) for name, model in asked.items()}


def unanswered(sources: QuerySet[Any]) -> Any:
    """Sources whose address answers no more, or the address of whose DOI."""
    resolver = Concat(Value(DOI_RESOLVER), "doi", output_field=CharField())
    return sources.alias(by_doi=resolver).filter(Q(url__in=_gone()) | Q(by_doi__in=_gone()))


def with_dead_links(trials: QuerySet[Any]) -> Any:
    """Trials of which an address answers no more: of a reference, a number, the plan to share."""
    references = Reference.objects.order_by().filter(url__in=_gone()).values("trial")
    numbers = TrialIdentifier.objects.order_by().filter(link__in=_gone()).values("trial")
    plans = Trial.objects.order_by().exclude(ipd_url="").filter(ipd_url__in=_gone()).values("pk")
    return trials.filter(Q(pk__in=plans) | Q(pk__in=references) | Q(pk__in=numbers))


DOI_RESOLVER = "https://doi.org/"
RESTING: dict[str, Any] = {
    "finding": Finding,
    "approval": Approval,
    "guideline listing": GuidelineListing,
}


def _gone() -> Any:
    return LinkAnswer.objects.gone().order_by().values("url")


def _not_withdrawn(model: Any) -> Any:
    return model.objects.order_by().exclude(state=PublishingState.WITHDRAWN)


def _any_of(parts: dict[str, QuerySet[Any]]) -> Q:
    found = Q(pk__in=[])
    for rows in parts.values():
        found |= Q(pk__in=rows.values("trial"))
    return found


def _kept(trials: QuerySet[Any]) -> QuerySet[Any]:
    """Neither withdrawn here nor merged into another."""
    return trials.filter(merged_into=None).exclude(state=PublishingState.WITHDRAWN)


def _end_of(period: Any) -> Concat:
    """Sorts after each day of the period; after all days there are where it is empty."""
    return Concat(period, Value(AFTER_EVERY_DAY), output_field=CharField())
