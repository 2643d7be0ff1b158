"""Confirming and rejecting links in the admin: buttons, and what a press on one does."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from news import linking
from news.linking import Choice, Decided
from news.models import TrialLink
from trials.admin.keys import is_key
from trials.admin.reasons import note, typed
from trials.history import with_word
from trials.vocabulary import LinkMethod, LinkStatus

# The name of a button on a row: its value is the link's key, what the page showed of it, and what
# becomes of it.
DECIDE = "_decide"
BUTTON = (
    '<button class="decide" name="{}" value="{}:{}:{}">{}'
    '<span class="visually-hidden"> {}</span></button>'
)
# For the history.
ON_DESK = "link decided on the linking desk"
IN_ADMIN = "link decided in the admin"
NEVER = "-"
"""Of a link that was not on the page: nobody saw how it stood."""
UNSEEN = (
    "Links that were not on the page are not decided, since nobody saw how they stand: decide them"
    " page by page."
)
DECISIONS = (LinkStatus.CONFIRMED, LinkStatus.REJECTED)


def may_decide(request: HttpRequest) -> bool:
    """Whether this person may confirm and reject links."""
    user: Any = request.user
    return bool(user.has_perm("news.decide_triallink"))


def decide(
    request: HttpRequest, links: QuerySet[Any], status: str, seen: Callable[[int], str]
) -> Decided:
    """Confirm or reject each of the links that is not so already, and is as it was seen."""
    user: Any = request.user
    note(with_word(IN_ADMIN, typed(request)))
    rows = links.exclude(status=status).order_by("item_id", "pk").values_list("item_id", "pk")
    shown = [row for row in rows if seen(row[1]) != NEVER]
    decided = Decided(refused=[UNSEEN] if len(shown) < len(rows) else [])
    with transaction.atomic():
        for item, of_item in groupby(shown, key=lambda row: row[0]):
            choices = [Choice(key, LinkStatus(status), seen=seen(key)) for _, key in of_item]
            one = linking.decide(item, choices, user)
            decided.done += one.done
            decided.refused += one.refused
    return decided


def pressed(request: HttpRequest) -> tuple[str, str, str] | None:
    """Key, decision and what was seen, of the button that was pressed on a row."""
    key, _, rest = request.POST.get(DECIDE, "").partition(":")
    seen, _, status = rest.rpartition(":")
    valid = is_key(key) and seen and status in DECISIONS and may_decide(request)
    return (key, status, seen) if valid else None


def decide_pressed(request: HttpRequest, links: QuerySet[Any]) -> Decided:
    """Do what the button of a row says, if the row is among these links."""
    button = pressed(request)
    if button is None:
        return Decided()
    key, status, seen = button
    return decide(request, links.filter(pk=key), status, lambda _: seen)


def warn(request: HttpRequest, decided: Decided) -> None:
    """Say what was not done, and why."""
    for sentence in decided.refused:
        messages.warning(request, sentence)


def buttons(link: TrialLink) -> str:
    """Confirm and reject for one row, inside the form that stands around it."""
    if not link.pk:
        return "confirmed when saved"
    told = [
        format_html(BUTTON, DECIDE, link.pk, link.stamp, status, label, link.trial)
        for status, label in ((LinkStatus.CONFIRMED, "Confirm"), (LinkStatus.REJECTED, "Reject"))
        if link.status != status
    ]
    return format_html("{} {}", *told, *[""] * (2 - len(told)))


def linked_by_hand(link: TrialLink, request: HttpRequest) -> TrialLink:
    """Set what is true of a link that a person adds: found by them, confirmed by them, now."""
    user: Any = request.user
    link.method, link.status = LinkMethod.MANUAL, LinkStatus.CONFIRMED
    link.decided_by, link.decided_at = user, timezone.now()
    return link


def found_by(link: TrialLink) -> str:
    """“Identifier in the text, 98%”."""
    sure = "" if link.confidence is None else f", {link.confidence:.0%}"
    return f"{link.get_method_display()}{sure}"


def decided_by(link: TrialLink) -> str:
    """“ann, 2025-03-27 14:05 UTC”, or a dash."""
    if link.decided_by is None or link.decided_at is None:
        return "-"
    return f"{link.decided_by.get_username()}, {link.decided_at:%Y-%m-%d %H:%M} UTC"
