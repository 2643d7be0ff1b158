"""Mentions -> suggested links, each with its words, places, role, and how sure it is."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import transaction

from news.linking.locks import hold, locked
from news.mentions import BETWEEN, Place, Reading, read_mentions
from news.models import NewsItem, TrialLink
from news.roles import role_of
from trials.models import Trial
from trials.vocabulary import LinkMethod, LinkRole, LinkStatus


@transaction.atomic
def suggest_links(item: NewsItem, reading: Reading | None = None) -> list[TrialLink]:
    """Propose a link to each trial the item names; gives the links to them, the decided ones too.

    What a person decided stays. A suggestion whose words are gone from the text goes with them.
    """
    locked(item.pk)
    reading = reading or read_mentions(item)
    links = {link.trial_id: link for link in item.trial_links.all()}
    named = [_renewed(item, trial, reading, links.get(trial.pk)) for trial in reading.trials]
    changed = [link for link, differs in named if differs]
    gone = [link for link in links.values() if _follows_the_text(link)]
    gone = [link for link in gone if link.trial_id not in {trial.pk for trial in reading.trials}]
    if changed or gone:
        hold(link.trial_id for link in [*changed, *gone])
        TrialLink.objects.filter(pk__in=[link.pk for link in gone]).delete()
        for link in changed:
            link.save()
    return [link for link, _ in named]


def suggestion(item: NewsItem, trial: Trial, reading: Reading) -> TrialLink:
    """A link to a trial that the item names, as it is proposed; nothing is saved."""
    alone = len(reading.trials) == 1
    role = proposed_role(item, reading, reading.trials[trial], alone)
    return TrialLink(item=item, trial=trial, role=role, **_found(trial, reading))


def proposed_role(
    item: NewsItem, reading: Reading, places: Sequence[Place], alone: bool
) -> LinkRole:
    """What the item says of the trial named in these places; `alone` if it names no other."""
    return role_of(_texts(item, reading, places, alone))


def _follows_the_text(link: TrialLink) -> bool:
    """Whether nobody decided it, nor set it by hand."""
    return link.status == LinkStatus.SUGGESTED and link.method != LinkMethod.MANUAL


def _renewed(
    item: NewsItem, trial: Trial, reading: Reading, link: TrialLink | None
) -> tuple[TrialLink, bool]:
    """A new link, or the one there is with what the text says now; and whether that is news.

    The role of one that is there may be an editor's.
    """
    if link is None:
        return suggestion(item, trial, reading), True
    if not _follows_the_text(link):
        return link, False
    found = _found(trial, reading)
    differs = any(getattr(link, name) != value for name, value in found.items())
    for name, value in found.items():
        setattr(link, name, value)
    return link, differs


def _found(trial: Trial, reading: Reading) -> dict[str, Any]:
    places = reading.trials[trial]
    best = reading.surest(places)
    return {
        "method": best.method,
        "is_ambiguous": reading.is_ambiguous(trial),
        "confidence": best.confidence,
        "evidence": reading.evidence(places),
        "positions": reading.positions(places),
    }


def _texts(item: NewsItem, reading: Reading, places: Sequence[Place], alone: bool) -> Iterator[str]:
    """Where to look for the role: the title if it is about this trial, then its paragraphs."""
    if alone or any(place.start < reading.body_starts for place in places):
        yield item.title
    yield from reading.paragraphs(places)
    if alone:
        yield item.body.split(BETWEEN, 1)[0]
