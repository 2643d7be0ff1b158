"""The trials that fail a check, each with a sentence on what is wrong with it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from trials.attention import (
    PLANNED,
    resting_on,
    without_source,
    without_status,
)
from trials.checks.check import AT_A_TIME, Found, each
from trials.cohort_sums import uneven_cuts, uneven_records
from trials.models import LinkAnswer, Reference, Source, Trial, TrialIdentifier
from trials.partial_dates import in_words
from trials.vocabulary import DateType, PublishingState, Status

NAMED = ("protocol_id", "nct_id", "acronym")
TRIAL = ("trial", *(f"trial__{name}" for name in NAMED))
SOURCE = ("source__short_title", "source__title")
DATES = {"start_date": "start", "primary_completion_date": "primary completion"}


def each_trial(
    which: Callable[[QuerySet[Any]], Any], fields: tuple[str, ...], says: Callable[[Any], str]
) -> Callable[[], Iterator[Found]]:
    """One sentence on each of these trials, of which the fields are loaded that it needs."""
    return lambda: each(which(Trial.objects.only(*NAMED, *fields)), says)


def says_stale(trial: Any) -> str:
    """Since when nobody looked."""
    last = max(trial.status_as_of, trial.last_update_posted)
    since = f"since {in_words(last)}" if last else "ever"
    return f"The status was not verified {since}, and the trial goes on."


def says_overtaken(trial: Any) -> str:
    """Which planned day has passed."""
    today = timezone.now().date().isoformat()
    for name in PLANNED:
        day = getattr(trial, name)
        planned = getattr(trial, f"{name}_type") == DateType.ESTIMATED
        if planned and day and f"{day}~" < today:
            words = DATES.get(name, "completion")
            return f"The {words} is still called planned for {in_words(day)}."
    words = Status(trial.overall_status).label.lower()
    return f"The start, {in_words(trial.start_date)}, is over, and the status is {words}."


def _name(row: Any) -> str:
    """As a trial calls itself, of a row of values."""
    number = row["trial__protocol_id"] or row["trial__nct_id"]
    return " ".join(filter(None, [number, row["trial__acronym"]]))


def _source(row: Any) -> str:
    return str(row["source__short_title"] or row["source__title"])


def uneven_found() -> Iterator[Found]:
    """Sums of cohorts that differ from the whole."""
    cuts = uneven_cuts().values(*TRIAL, *SOURCE, "data_cutoff", "parts", "total", "cohorts")
    for row in cuts.order_by("trial").iterator(AT_A_TIME):
        cut = f" (data to {in_words(row['data_cutoff'])})" if row["data_cutoff"] else ""
        says = f"The cohorts add up to {row['parts']:.0f}, the whole is {row['total']:.0f}"
        yield row["trial"], _name(row), f"{says} in {_source(row)}{cut}."
    records = uneven_records().values(*TRIAL, "trial__enrollment", "parts", "cohorts")
    for row in records.order_by("trial").iterator(AT_A_TIME):
        says = f"The preferred numbers of its cohorts add up to {row['parts']:.0f}"
        yield row["trial"], _name(row), f"{says}, its enrollment is {row['trial__enrollment']}."


def retracted_found() -> Iterator[Found]:
    """What rests on a source that was taken back."""
    sources = Source.objects.exclude(retracted_on="")
    for kind, rows in resting_on(sources).items():
        counted = rows.values(*TRIAL, *SOURCE, "source__retracted_on").annotate(number=Count("pk"))
        for row in counted.order_by("trial").iterator(AT_A_TIME):
            day, number = in_words(row["source__retracted_on"]), row["number"]
            rests = f"1 {kind} rests" if number == 1 else f"{number} {kind}s rest"
            yield row["trial"], _name(row), f"{rests} on {_source(row)}, retracted on {day}."


def unsourced_found() -> Iterator[Found]:
    """What has no source."""
    for kind, rows in without_source().items():
        counted = rows.values(*TRIAL).annotate(number=Count("pk"))
        for row in counted.order_by("trial").iterator(AT_A_TIME):
            one = row["number"] == 1
            has = f"1 {kind} has" if one else f"{row['number']} {kind}s have"
            yield row["trial"], _name(row), f"{has} no source."


def approved_without(trials: QuerySet[Any]) -> QuerySet[Any]:
    """Approved trials without a status."""
    return without_status(trials).filter(state=PublishingState.APPROVED)


def links_found() -> Iterator[Found]:
    """Addresses that answer no more."""
    gone = LinkAnswer.objects.gone().order_by().values("url")
    rows = Reference.objects.filter(url__in=gone).values(*TRIAL, "url")
    for row in rows.order_by("trial", "pk").iterator(AT_A_TIME):
        yield row["trial"], _name(row), f"{row['url']} of a reference answers no more."
    numbers = TrialIdentifier.objects.filter(link__in=gone).values(*TRIAL, "link", "value")
    for row in numbers.order_by("trial", "pk").iterator(AT_A_TIME):
        yield row["trial"], _name(row), f"{row['link']} of {row['value']} answers no more."
    plans = Trial.objects.filter(ipd_url__in=gone).only(*NAMED, "ipd_url")
    yield from each(plans, lambda one: f"{one.ipd_url} of its data sharing answers no more.")
