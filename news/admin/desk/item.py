"""One item on the desk: its text with the matches in place, the candidates beside it.

Who: a staff member with the release that just came in. Why: the words stand beside the record, so
that a decision takes a look and a key. Next: the next open card; at the end the facts of the item,
"Submit for review", or the next item.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from news.admin.decisions import ON_DESK, may_decide
from news.admin.desk.acts import Press, Problem
from news.admin.desk.cards import SAYS
from news.admin.desk.ground import frame, page
from news.admin.desk.queue import Queue
from news.admin.desk.sheet import NOT_READ, Sheet
from news.models import NewsItem, TrialLink
from news.proposing import to_decide
from trials.admin.acts import SUBMIT
from trials.admin.fields import KnownAutocomplete
from trials.admin.reasons import note, typed
from trials.admin.sent import once
from trials.history import with_word
from trials.vocabulary import PublishingState as State

DONE = "done"
"""The place on the page that says what comes after the last card."""


@page
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """Show it; on a press of a button, do that and go on to the next open card."""
    found: NewsItem = get_object_or_404(NewsItem.objects.select_related("issue"), pk=pk)
    queue = Queue.asked(request.GET)
    if request.method == "POST":
        return once(request, lambda: _pressed(request, found, queue))
    return _page(request, found, queue)


def _pressed(request: HttpRequest, found: NewsItem, queue: Queue) -> HttpResponse:
    note(with_word(ON_DESK, typed(request)))
    press = Press(request, found)
    problem = press.carry_out()
    if problem is not None:
        return _page(request, found, queue, problem)
    link = press.next_open()
    place = f"link-{link}" if link else DONE
    return HttpResponseRedirect(f"{queue.with_item(found)}#{place}")


def _page(
    request: HttpRequest, found: NewsItem, queue: Queue, problem: Problem | None = None
) -> HttpResponse:
    context = {**frame(request, "Linking desk"), **_shown(request, found, queue, problem)}
    return TemplateResponse(request, "admin/news/desk/item.html", context)


def _shown(
    request: HttpRequest, found: NewsItem, queue: Queue, problem: Problem | None
) -> dict[str, Any]:
    sheet = Sheet(found)
    before, after = queue.around(found)
    search = _search() if may_decide(request) else None
    return {
        "item": found,
        "last": str(found),
        "sheet": sheet,
        "certain": [card.link.pk for card in sheet.certain],
        "queue": queue,
        "before": before and queue.with_item(before),
        "after": after and queue.with_item(after),
        "waiting": queue.items.exclude(pk=found.pk).count(),
        "submit": _submit(request, found),
        "facts": 0 if sheet.open else to_decide([found]).get(found.pk, 0),
        "problem": problem,
        "search": search and search.render("trial", None, {"id": "id_trial"}),
        "media": search.media if search else "",
        "kinds": SAYS.items(),
        "not_read": NOT_READ,
        "done": DONE,
    }


def _search() -> KnownAutocomplete:
    """The admin's own search for a trial, for those who run its script."""
    field = TrialLink._meta.get_field("trial")
    return KnownAutocomplete(field, admin.site, attrs={"aria-label": "Search for a trial"})


def _submit(request: HttpRequest, found: NewsItem) -> str:
    """The address of the act, for those who may, while the item is a draft."""
    if found.state != State.DRAFT or not SUBMIT.allowed(request, NewsItem):
        return ""
    return reverse("admin:news_newsitem_submit", args=[found.pk])
