"""Checks of news: addresses that answer no more, and what a record tells before its release."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, Func, JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now

from news.models import NewsItem
from trials.checks.check import AT_A_TIME, Check, Found, each
from trials.models import LinkAnswer, Proposal, Trial
from trials.models.proposal import Decision, ProposalOrigin
from trials.proposals import ended, proposal_in_words


class _StandsThere(Func):
    """What stands in the field of a trial, given the field's name and the trial's key."""

    template = "(SELECT to_jsonb(trial) -> %(expressions)s)"
    arg_joiner = " FROM trials_trial trial WHERE trial.id = "
    output_field = JSONField()


def unanswered_items(items: QuerySet[Any]) -> Any:
    """Items that were taken from a page that is gone."""
    return items.filter(source_url__in=LinkAnswer.objects.gone().order_by().values("url"))


def told_early(items: QuerySet[Any]) -> Any:
    """Items of whose text a public record says something, while nobody may read the text.

    A field has no embargo of its own, so such is not accepted; it was in older versions.
    """
    return items.filter(pk__in=_facts_told_early().order_by().values("source__news_item"))


def _facts_told_early() -> QuerySet[Proposal]:
    """What was taken over of a release that is not public into a field of a record that is."""
    secret = Q(source__public_from=None) | Q(source__public_from__gt=Now())
    rows = Proposal.objects.filter(
        secret,
        source__news_item__isnull=False,
        origin=ProposalOrigin.RELEASE,
        decision=Decision.ACCEPTED,
        content_type__app_label="trials",
        content_type__model="trial",
    )
    stands = _StandsThere(F("field"), F("object_id"))
    public = Exists(Trial.objects.public().filter(pk=OuterRef("object_id")))
    return rows.alias(stands=stands).filter(public, stands=F("proposed_value"))


def _early_found() -> Iterator[Found]:
    """Each such fact."""
    numbers = Trial.objects.filter(pk=OuterRef("object_id")).order_by()
    number = Subquery(numbers.values(number=Coalesce("protocol_id", "nct_id")))
    facts: Any = _facts_told_early().annotate(number=number).order_by("source__news_item", "pk")
    for fact in facts.select_related("content_type", "source__news_item").iterator(AT_A_TIME):
        item, told = fact.source.news_item, ended(proposal_in_words(fact))
        yield item.pk, str(item), f"{fact.number} says already what it will tell. {told}"


OF_NEWS = (
    Check(
        "early",
        ("news item told before its time", "news items told before their time"),
        "A field of a public record says what the text says, and the text is not public.",
        "Put back what the field said before, unless that is public elsewhere.",
        lambda: told_early(NewsItem.objects.all()),
        "news_newsitem",
        {"embargo": "told"},
        _early_found,
        "news.change_newsitem",
    ),
    Check(
        "news-link",
        ("news item whose address is gone", "news items whose address is gone"),
        "By the last list of answers that was taken in.",
        "Find where the page is now, or clear the address.",
        lambda: unanswered_items(NewsItem.objects.all()),
        "news_newsitem",
        {"link": "gone"},
        lambda: each(
            unanswered_items(NewsItem.objects.only("title", "source_url")),
            lambda item: f"{item.source_url} answers no more.",
        ),
        "news.change_newsitem",
    ),
)
