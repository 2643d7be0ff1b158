"""What people decide about links: confirm, reject, take back, add; each with who and when.

A decision says what its maker saw. Who comes second is told what the first decided, in a sentence,
and nothing of that is overwritten.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from news.linking.locks import hold, locked
from news.models import NewsItem, TrialLink
from news.proposing import propose_facts
from trials.models import Trial
from trials.vocabulary import LinkMethod, LinkRole, LinkStatus

GONE = (
    "One of the links is not there any more: it was taken back, or the text was changed and does"
    " not name its trial now."
)


class Choice(NamedTuple):
    """What becomes of a link, by its key: confirmed, rejected, or open again (SUGGESTED)."""

    link: int
    status: LinkStatus
    role: str = ""
    """A word of LinkRole; without one it keeps its role."""
    seen: str = ""
    """The link's `stamp` when this was chosen; without one it is not asked."""


@dataclass
class Decided:
    """What was done, and sentences on what was not."""

    done: list[TrialLink] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@transaction.atomic
def decide(item: int, choices: Iterable[Choice], user: User) -> Decided:
    """Do what was chosen for links of one item, as far as they are still as they were seen.

    Which facts the item states hangs on the trials that it speaks of, so these follow.
    """
    choices, decided = list(choices), Decided()
    found = locked(item)
    links = _links(item, [choice.link for choice in choices])
    hold(link.trial_id for link in links.values())
    for choice in choices:
        link = links.get(choice.link)
        refusal = _refusal(link, choice) if link else GONE
        if link is None or refusal:
            decided.refused.append(refusal)
        else:
            _set(link, choice, user)
            decided.done.append(link)
    if decided.done:
        propose_facts(found)
    return decided


def confirm(link: TrialLink, user: User) -> TrialLink:
    """The item does speak of the trial: the link shows wherever both are public."""
    return _alone(link, LinkStatus.CONFIRMED, user)


def reject(link: TrialLink, user: User) -> TrialLink:
    """It does not; the link is kept so that it is not proposed again."""
    return _alone(link, LinkStatus.REJECTED, user)


def undo(link: TrialLink, user: User) -> TrialLink:
    """As if nobody had decided: a link that was found is open again, one set by hand goes."""
    return _alone(link, LinkStatus.SUGGESTED, user)


@transaction.atomic
def add(item: NewsItem, trial: Trial, role: str, user: User) -> Decided:
    """Link by hand, confirmed by who does it; of merged trials the one that stays."""
    item = locked(item.pk)
    trial = trial.merged_into or trial
    link = item.trial_links.filter(trial=trial).select_related("trial", "decided_by").first()
    if link is not None and link.status != LinkStatus.SUGGESTED:
        return Decided(refused=[f"{_history(link)}; change that below if it is wrong."])
    hold([trial.pk])
    link = link or TrialLink(item=item, trial=trial, method=LinkMethod.MANUAL)
    _set(link, Choice(0, LinkStatus.CONFIRMED, role), user)
    propose_facts(item)
    return Decided(done=[link])


def _alone(link: TrialLink, status: LinkStatus, user: User) -> TrialLink:
    """One decision, whatever was there before."""
    decided = decide(link.item_id, [Choice(link.pk, status)], user)
    return decided.done[0] if decided.done else link


def _links(item: int, keys: list[int]) -> dict[int, TrialLink]:
    rows = TrialLink.objects.filter(item=item, pk__in=keys).order_by("pk")
    links = rows.select_for_update(of=("self",)).select_related("trial", "decided_by")
    return {link.pk: link for link in links}


def _set(link: TrialLink, choice: Choice, user: User) -> None:
    """Status, person and time together."""
    if choice.status == LinkStatus.SUGGESTED:
        if link.method == LinkMethod.MANUAL and link.status != LinkStatus.SUGGESTED:
            link.status = choice.status
            link.delete()
            return
        link.decided_by, link.decided_at = None, None
    else:
        link.decided_by, link.decided_at = user, timezone.now()
    link.status = choice.status
    link.role = LinkRole(choice.role) if choice.role else link.role
    link.save()


def _refusal(link: TrialLink, choice: Choice) -> str:
    """Why not: somebody was faster, or it is so already."""
    if choice.seen and choice.seen != link.stamp:
        return f"{_history(link)}, after this page was opened. Nothing of that was changed."
    if (link.status, choice.role or link.role) == (choice.status, link.role):
        return f"{link.trial} is {link.get_status_display().lower()} already."
    return ""


def _history(link: TrialLink) -> str:
    """“ann confirmed A021602 CABINET on 2025-03-26 14:05 UTC”."""
    if link.decided_by is None or link.decided_at is None:
        return f"The decision on {link.trial} was taken back"
    did = link.get_status_display().lower()
    return f"{link.decided_by} {did} {link.trial} on {link.decided_at:%Y-%m-%d %H:%M} UTC"
