"""One trial, and the items that name it and are not linked to it yet.

Who: an editor who gave a trial another number or acronym. Why: what was written before speaks of it
too. Next: the following item; what is confirmed shows on the trial's page.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from news.admin.decisions import found_by
from news.admin.desk.acts import CONFIRMED, OPEN, REJECTED
from news.admin.desk.cards import emphasized
from news.admin.desk.ground import frame, page
from news.linking import Choice, Decided, decide, read_again
from news.linking.candidates import may_name
from news.linking.suggestions import proposed_role
from news.mentions import read_mentions
from news.models import NewsItem, TrialLink
from trials.admin.keys import is_key
from trials.models import Trial
from trials.vocabulary import LinkRole

SUGGESTED_PER_PAGE = 25
READ_AT_ONCE = 10
"""Items that a look at a page has the detector read."""
ACTS = {"confirm": CONFIRMED, "reject": REJECTED, "undo": OPEN}
UNDO = (
    '{} <button class="undo" name="act" value="undo:{}:{}" form="desk">Undo'
    '<span class="visually-hidden"> that</span></button>'
)


@dataclass(frozen=True)
class Row:
    """An item that names the trial, and how."""

    item: NewsItem
    link: TrialLink
    words: str = ""

    @property
    def evidence(self) -> SafeString:
        """The words of the text, those that name the trial marked."""
        return emphasized(self.link.evidence, self.words)

    @property
    def how(self) -> str:
        """“Acronym, 95%”."""
        return found_by(self.link)

    @property
    def role_name(self) -> str:
        """The name of its select."""
        return f"role-{self.item.pk}"


@page
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, pk: int) -> HttpResponse:
    """What is suggested, and what a fresh look finds; on a press, that is decided."""
    found: Trial = get_object_or_404(Trial.objects.select_related("merged_into"), pk=pk)
    if found.merged_into_id:
        return HttpResponseRedirect(reverse("desk-trial", args=[found.merged_into_id]))
    if request.method == "POST":
        _carry_out(request, found)
        return HttpResponseRedirect(f"{request.get_full_path()}#{_next(request)}")
    context = {**frame(request, "News that names a trial"), **_shown(request, found)}
    return TemplateResponse(request, "admin/news/desk/trial.html", context)


def _next(request: HttpRequest) -> str:
    """The place of the card after the one whose button was pressed."""
    pressed = request.POST.get("act", "").split(":")[1:2]
    shown = [name.removeprefix("seen-") for name in request.POST if name.startswith("seen-")]
    after = shown[shown.index(pressed[0]) + 1 :] if pressed and pressed[0] in shown else []
    return f"item-{after[0]}" if after and is_key(after[0]) else "items"


def _shown(request: HttpRequest, found: Trial) -> dict[str, Any]:
    links = TrialLink.objects.open().filter(trial=found).select_related("item", "trial")
    suggested = Paginator(links.order_by("-item_id"), SUGGESTED_PER_PAGE)
    suggested_page = suggested.get_page(request.GET.get("p"))
    read, more = _read(found, request.GET.get("after", ""))
    return {
        "trial": found,
        "last": str(found),
        "page": suggested_page,
        "suggested": [Row(link.item, link) for link in suggested_page],
        "named": [row for item in read if (row := _row(item, found))],
        "read": len(read),
        "more": more,
        "later": is_key(request.GET.get("after", "")),
        "linked": found.news_links.filter(status=CONFIRMED).count(),
    }


def _read(found: Trial, after: str) -> tuple[list[NewsItem], int | None]:
    """Some items that may name the trial, and the key after which the others follow."""
    items = may_name(found)
    if is_key(after):
        items = items.filter(pk__lt=int(after))
    some = list(items[: READ_AT_ONCE + 1])
    return some[:READ_AT_ONCE], some[READ_AT_ONCE - 1].pk if len(some) > READ_AT_ONCE else None


def _row(item: NewsItem, found: Trial) -> Row | None:
    """What the detector says of an item; None if it does not name the trial after all."""
    reading = read_mentions(item)
    if found not in reading.trials:
        return None
    places = reading.trials[found]
    best = reading.surest(places)
    link = TrialLink(
        item=item,
        trial=found,
        method=best.method,
        confidence=best.confidence,
        is_ambiguous=reading.is_ambiguous(found),
        evidence=reading.evidence(places),
        role=proposed_role(item, reading, places, len(reading.trials) == 1),
    )
    return Row(item, link, reading.text[best.start : best.end])


def _carry_out(request: HttpRequest, found: Trial) -> None:
    """Decide for one item; one that was not read since is read now."""
    name, _, rest = request.POST.get("act", "").partition(":")
    key, _, stamp = rest.partition(":")
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
    role = request.POST.get(f"role-{key}", "")
    chosen = role if role in LinkRole.values and name == "confirm" else ""
    seen = stamp or request.POST.get(f"seen-{key}", "")
    user: Any = request.user
    _tell(request, item, decide(item.pk, [Choice(link.pk, ACTS[name], chosen, seen)], user))


def _tell(request: HttpRequest, item: NewsItem, decided: Decided) -> None:
    for sentence in decided.refused:
        messages.warning(request, sentence)
    for link in decided.done:
        if link.status == OPEN:
            messages.success(request, f"“{item}”: open again.")
            continue
        as_what = f" as {link.get_role_display()}" if link.status == CONFIRMED else ""
        said = f"“{item}”: {link.get_status_display().lower()}{as_what}."
        messages.success(request, format_html(UNDO, said, item.pk, link.stamp))
