"""Ties a news item to the trials it names: find, resolve, propose; a person confirms or rejects."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from news.mentions import BETWEEN, Reading, read_mentions
from news.models import NewsItem, TrialLink
from news.roles import role_of
from trials.models import Trial
from trials.vocabulary import LinkMethod, LinkStatus


@transaction.atomic
def suggest_links(item: NewsItem, reading: Reading | None = None) -> list[TrialLink]:
    """Propose a link to each trial the item names; gives the links to them, the decided ones too.

    What a person decided stays. A suggestion whose words are gone from the text goes with them.
    """
    NewsItem.objects.select_for_update().get(pk=item.pk)
    reading = reading or read_mentions(item)
    links = {link.trial_id: link for link in item.trial_links.all()}
    named = [_suggestion(item, trial, reading, links.get(trial.pk)) for trial in reading.trials]
    gone = item.trial_links.open().exclude(method=LinkMethod.MANUAL)
    gone.exclude(trial__in=reading.trials).delete()
    return named


def confirm(link: TrialLink, user: User) -> TrialLink:
    """The item does speak of the trial: the link shows wherever both are public."""
    return _decide(link, LinkStatus.CONFIRMED, user)


def reject(link: TrialLink, user: User) -> TrialLink:
    """It does not; the link is kept so that it is not proposed again."""
    return _decide(link, LinkStatus.REJECTED, user)


def _decide(link: TrialLink, status: LinkStatus, user: User) -> TrialLink:
    link.status, link.decided_by, link.decided_at = status, user, timezone.now()
    link.save(update_fields=["status", "decided_by", "decided_at"])
    return link


def _suggestion(
    item: NewsItem, trial: Trial, reading: Reading, link: TrialLink | None
) -> TrialLink:
    """A new link, or the open one with what the text says now; its role may be an editor's."""
    if link is None:
        link = TrialLink(item=item, trial=trial, role=role_of(_texts(item, trial, reading)))
    elif link.status != LinkStatus.SUGGESTED or link.method == LinkMethod.MANUAL:
        return link
    found = _found(trial, reading)
    if link.pk is None or any(getattr(link, name) != value for name, value in found.items()):
        for name, value in found.items():
            setattr(link, name, value)
        link.save()
    return link


def _found(trial: Trial, reading: Reading) -> dict[str, Any]:
    best = max(reading.trials[trial], key=lambda named: named.confidence)
    return {
        "method": best.method,
        "is_ambiguous": reading.is_ambiguous(trial),
        "confidence": best.confidence,
        "evidence": reading.evidence(trial),
        "positions": reading.positions(trial),
    }


def _texts(item: NewsItem, trial: Trial, reading: Reading) -> Iterator[str]:
    """Where to look for the role: the title if it is about this trial, then its paragraphs."""
    in_title = any(named.start < reading.body_starts for named in reading.trials[trial])
    alone = len(reading.trials) == 1
    if alone or in_title:
        yield item.title
    yield from reading.paragraphs(trial)
    if alone:
        yield item.body.split(BETWEEN, 1)[0]
