"""What waits: items with open suggestions, and items that no trial is linked to.

Who: a staff member who begins the day. Why: nothing that came in is forgotten. Next: the first of
them, and from there one after the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from news.admin.desk.ground import frame, page
from news.models import NewsItem, TrialLink
from trials.vocabulary import LinkStatus
from trials.vocabulary import PublishingState as State

PER_PAGE = 25
OPEN, NONE = "open", "none"
LISTS = {OPEN: "Open suggestions", NONE: "No trial linked"}


@dataclass(frozen=True)
class Queue:
    """One of the two lists, all of it or the items in one state."""

    name: str = OPEN
    state: str = ""

    @classmethod
    def asked(cls, asked: Mapping[str, str]) -> "Queue":
        """The one that an address names; what it names wrongly counts as not named."""
        name, state = asked.get("list", ""), asked.get("state", "")
        return cls(name if name in LISTS else OPEN, state if state in State.values else "")

    @property
    def items(self) -> QuerySet[NewsItem]:
        """Its items, the newest first."""
        links = TrialLink.objects.filter(item=OuterRef("pk"))
        items = NewsItem.objects.order_by("-pk")
        if self.state:
            items = items.filter(state=self.state)
        if self.name == OPEN:
            return items.filter(Exists(links.open()))
        return items.exclude(Exists(links.exclude(status=LinkStatus.REJECTED)))

    @property
    def query(self) -> str:
        """Its end of an address."""
        named = {"list": self.name if self.name != OPEN else "", "state": self.state}
        chosen = {name: value for name, value in named.items() if value}
        return f"?{urlencode(chosen)}" if chosen else ""

    @property
    def address(self) -> str:
        """Its page."""
        return reverse("desk") + self.query

    @property
    def label(self) -> str:
        """What it is called."""
        return LISTS[self.name]

    def with_item(self, item: NewsItem) -> str:
        """The page of an item, from which the next one of this queue follows."""
        return reverse("desk-item", args=[item.pk]) + self.query

    def around(self, item: NewsItem) -> tuple[NewsItem | None, NewsItem | None]:
        """The items before and after this one, which need not be in the queue itself."""
        before = self.items.filter(pk__gt=item.pk).order_by("pk").only("pk", "title").first()
        after = self.items.filter(pk__lt=item.pk).only("pk", "title").first()
        return before, after


@page
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Both lists with their numbers, and a page of the chosen one."""
    chosen = Queue.asked(request.GET)
    found = Paginator(_with_what_waits(chosen.items), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        **frame(request, "Linking desk"),
        "queue": chosen,
        "page": found,
        "rows": [(item, chosen.with_item(item)) for item in found],
        "lists": _lists(chosen, found.paginator.count),
        "states": [
            (label, Queue(chosen.name, value).address, value == chosen.state)
            for value, label in [("", "All states"), *State.choices]
        ],
    }
    return TemplateResponse(request, "admin/news/desk/queue.html", context)


def _lists(chosen: Queue, count: int) -> list[tuple[Queue, int, bool]]:
    """Each list with how many items it has, and whether it is the one shown."""
    lists = [Queue(name, chosen.state) for name in LISTS]
    return [(one, count if one == chosen else one.items.count(), one == chosen) for one in lists]


def _with_what_waits(items: QuerySet[NewsItem]) -> Any:
    """With open links, the surest first, and numbers that lead to no trial."""
    links = TrialLink.objects.open().select_related("trial").order_by("-confidence", "pk")
    return items.select_related("issue").prefetch_related(
        Prefetch("trial_links", links, to_attr="open_links"), "unknown_mentions"
    )
