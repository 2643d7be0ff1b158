"""One trial, and the items that name it and are not linked to it yet.

Who: an editor who gave a trial another number or acronym. Why: what was written before speaks of it
too. Next: the following item; what is confirmed shows on the trial's page.
"""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from news.admin.decisions import ON_DESK, warn
from news.admin.desk.acts import CONFIRMED, OPEN, REJECTED
from news.admin.desk.cards import LinkShown
from news.admin.desk.form import button_pressed, cards_shown, role_chosen, seen_of, with_undo
from news.admin.desk.ground import frame, page
from news.linking import Choice, Decided, decide, read_again
from news.linking.candidates import may_name
from news.linking.suggestions import suggestion
from news.mentions import read_mentions
from news.models import NewsItem, TrialLink
from trials.admin.keys import is_key
from trials.admin.reasons import note, typed
from trials.admin.sent import once
from trials.history import with_word
from trials.models import Trial

SUGGESTED_PER_PAGE = 25
READ_AT_ONCE = 10
"""Items that a look at a page has the detector read."""
ACTS = {"confirm": CONFIRMED, "reject": REJECTED, "undo": OPEN}


class Row(LinkShown):
    """An item that names the trial, and how."""

    @property
    def role_name(self) -> str:
        """The name of its select."""
        return f"role-{self.link.item_id}"


@page
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """What is suggested, and what a fresh look finds; on a press, that is decided."""
    found: Trial = get_object_or_404(Trial.objects.select_related("merged_into"), pk=pk)
    if found.merged_into_id:
        return HttpResponseRedirect(reverse("desk-trial", args=[found.merged_into_id]))
    if request.method == "POST":
        return once(request, lambda: _pressed(request, found))
    context = {**frame(request, "News that names a trial"), **_shown(request, found)}
    return TemplateResponse(request, "admin/news/desk/trial.html", context)


def _pressed(request: HttpRequest, found: Trial) -> HttpResponse:
    note(with_word(ON_DESK, typed(request)))
    _carry_out(request, found)
    return HttpResponseRedirect(f"{request.get_full_path()}#{_next(request)}")


def _next(request: HttpRequest) -> str:
    """The place of the card after the one whose button was pressed."""
    key, _, _ = button_pressed(request)[1].partition(":")
    shown = [str(card) for card in cards_shown(request)]
    after = shown[shown.index(key) + 1 :] if key in shown else []
    return f"item-{after[0]}" if after else "items"


def _shown(request: HttpRequest, found: Trial) -> dict[str, Any]:
    links = TrialLink.objects.open().filter(trial=found).select_related("item__issue", "trial")
    suggested = Paginator(links.order_by("-item_id"), SUGGESTED_PER_PAGE)
    suggested_page = suggested.get_page(request.GET.get("p"))
    read, more = _read(found, request.GET.get("after", ""))
    return {
        "trial": found,
        "last": str(found),
        "page": suggested_page,
        "suggested": [Row(link) for link in suggested_page],
        "named": [row for item in read if (row := _row(item, found))],
        "read": len(read),
        "more": more,
        "later": is_key(request.GET.get("after", "")),
        "linked": found.news_links.filter(status=CONFIRMED).count(),
    }


def _read(found: Trial, after: str) -> tuple[list[NewsItem], int | None]:
    """Some items that may name the trial, and the key after which the others follow."""
    items = may_name(found).select_related("issue")
    if is_key(after):
        items = items.filter(pk__lt=int(after))
    some = list(items[: READ_AT_ONCE + 1])
    return some[:READ_AT_ONCE], some[READ_AT_ONCE - 1].pk if len(some) > READ_AT_ONCE else None


def _row(item: NewsItem, found: Trial) -> Row | None:
    """What the detector says of an item; None if it does not name the trial after all."""
    reading = read_mentions(item)
    if found not in reading.trials:
        return None
    best = reading.surest(reading.trials[found])
    words = reading.text[best.start : best.end]
    return Row(suggestion(item, found, reading), words)


def _carry_out(request: HttpRequest, found: Trial) -> None:
    """Decide for one item; one that was not read since is read now."""
    name, about = button_pressed(request)
    key, _, stamp = about.partition(":")
    item = NewsItem.objects.filter(pk=key).first() if is_key(key) else None
    if item is None or name not in ACTS:
        return
    links = TrialLink.objects.filter(item=item, trial=found)
    link = links.first()
    if link is None:
        read_again(item)
        link = links.first()
    if link is None:
        messages.warning(request, f"“{item}” does not name {found} any more: it was changed.")
        return
    role = role_chosen(request, f"role-{key}") if name == "confirm" else ""
    choice = Choice(link.pk, ACTS[name], role, stamp or seen_of(request, item.pk))
    user: Any = request.user
    _tell(request, item, decide(item.pk, [choice], user))


def _tell(request: HttpRequest, item: NewsItem, decided: Decided) -> None:
    warn(request, decided)
    for link in decided.done:
        if link.status == OPEN:
            messages.success(request, f"“{item}”: open again.")
            continue
        as_what = f" as {link.get_role_display()}" if link.status == CONFIRMED else ""
        said = f"“{item}”: {link.get_status_display().lower()}{as_what}."
        messages.success(request, with_undo(said, f"{item.pk}:{link.stamp}"))
