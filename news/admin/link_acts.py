"""Confirming or rejecting many links at once: a page says first which, and what stays as it is.

Who: a staff member with a list of suggestions. Why: readers see what is confirmed at once. Next:
the list again.
"""

from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from news.admin.decisions import NEVER, decide
from trials.admin.together import seen_then
from trials.vocabulary import LinkStatus

MOST = 200
LABELS = {LinkStatus.CONFIRMED: "Confirm links", LinkStatus.REJECTED: "Reject links"}
WHAT = {
    LinkStatus.CONFIRMED: "Readers see each on the page of the other, as soon as both are public.",
    LinkStatus.REJECTED: "Readers do not see it, and it is not suggested again.",
}


def ask_first(
    screen: Any, request: HttpRequest, links: QuerySet[Any], status: str
) -> HttpResponse | None:
    """The page that says what will happen; once that is confirmed, do it and return None."""
    if "confirmed" in request.POST:
        marks = seen_then(request)
        seen = decide(request, links, status, lambda key: marks.get(str(key), NEVER))
        screen.told(request, seen, status)
        return None
    rows = list(links.select_related("item", "trial")[: MOST + 1])
    if len(rows) > MOST:
        said = f"At most {MOST} at once: more are left for the next time."
        screen.message_user(request, said, messages.WARNING)
    rows = rows[:MOST]
    context = {
        **screen.admin_site.each_context(request),
        "title": LABELS[LinkStatus(status)],
        "opts": screen.opts,
        "action": request.POST.get("action", ""),
        "what": WHAT[LinkStatus(status)],
        "links": [link for link in rows if link.status != status],
        "staying": [link for link in rows if link.status == status],
        "checkbox_name": ACTION_CHECKBOX_NAME,
        "back": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/news/link_acts.html", context)
