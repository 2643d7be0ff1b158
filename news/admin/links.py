"""Links between news and trials: rows in an item's form, and a list of all.

Who: a staff member going through suggestions. Why: readers see only what a person confirmed, and
the words in the text say why it was suggested. Next: the next suggestion of the list.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from news.admin.decisions import (
    buttons,
    decide_pressed,
    decided_by,
    found_by,
    linked_by_hand,
    may_decide,
    pressed,
    warn,
)
from news.admin.link_acts import ask_first
from news.linking import Decided
from news.models import NewsItem, TrialLink
from trials.admin.base import OfTrial, Rows
from trials.admin.by_id import TrialFilter
from trials.admin.fields import RowForm
from trials.vocabulary import LinkStatus


class LinkForm(RowForm):
    """A link in an item's form: which trial it names is settled once it is there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "trial" in self.fields:
            self.fields["trial"].disabled = True


class LinkRows(Rows):
    """Trials that an item names. A link added here is confirmed by who adds it."""

    model = TrialLink
    form = LinkForm
    verbose_name = "link to a trial"
    verbose_name_plural = "links to trials"
    fields = ("trial", "status", "decision", "role", "evidence", "found", "decided")
    readonly_fields = ("status", "decision", "evidence", "found", "decided")
    autocomplete_fields = ("trial",)
    loads = ("decided_by", "item")
    can_delete = False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Buttons only for those who may press them."""
        return [name for name in self.fields if name != "decision" or may_decide(request)]

    @admin.display(description="decide")
    def decision(self, link: Any) -> str:
        """Buttons that save the form and decide."""
        return buttons(link)

    @admin.display(description="found by")
    def found(self, link: Any) -> str:
        """How it was found, and how sure that is."""
        return found_by(link) if link.pk else "-"

    @admin.display(description="decided")
    def decided(self, link: Any) -> str:
        """Who decided and when."""
        return decided_by(link)


def _decision(status: str, label: str) -> Any:
    def run(screen: Any, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return ask_first(screen, request, queryset, status)

    run.__name__ = label.lower()
    return admin.action(description=f"{label} selected links …", permissions=["decide"])(run)


@admin.register(TrialLink)
class TrialLinkAdmin(OfTrial):
    """All links; suggestions come first, the surest at the top."""

    list_display = (
        "trial",
        "status",
        "decision",
        "item",
        "role",
        "evidence",
        "found",
        "decided",
    )
    list_filter = ("status", "role", "method", TrialFilter)
    list_select_related = ("trial", "item", "decided_by")
    ordering = ("-status", "-confidence", "id")
    search_fields = ("item__title", "trial__brief_title", "evidence")
    autocomplete_fields = ("item", "trial")
    readonly_fields = ("status", "evidence", "found", "decided")
    fields = ("item", "trial", "role", *readonly_fields)
    actions = (_decision(LinkStatus.CONFIRMED, "Confirm"), _decision(LinkStatus.REJECTED, "Reject"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A wrong link is rejected, so that it is not proposed again."""
        return False

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """See `may_decide`."""
        return may_decide(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Item and trial are settled once the link is there."""
        return [*self.readonly_fields, *(["item", "trial"] if obj else [])]

    def get_list_display(self, request: HttpRequest) -> Any:
        """Buttons only for those who may press them."""
        return [name for name in self.list_display if name != "decision" or may_decide(request)]

    @admin.display(description="decide")
    def decision(self, link: Any) -> str:
        """Buttons inside the list's form, and for its actions what it shows of the link."""
        seen = '{}<input type="hidden" name="seen-{}" value="{}">'
        return format_html(seen, buttons(link), link.pk, link.stamp)

    def hold(self, key: str) -> None:
        """The item first, as whoever writes links does."""
        item = TrialLink.objects.filter(pk=key).values("item")
        list(NewsItem.objects.filter(pk__in=item).select_for_update(of=("self",)).values("pk"))
        super().hold(key)

    found = admin.display(description="found by")(staticmethod(found_by))
    decided = admin.display(description="decided")(staticmethod(decided_by))

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """Back to the item that it stands in."""
        return [("The news item", reverse("admin:news_newsitem_change", args=[record.item_id]))]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """A press on a row decides that row."""
        button = pressed(request)
        if not button:
            return super().changelist_view(request, extra_context)
        self.told(request, decide_pressed(request, TrialLink.objects.all()), button[1])
        return HttpResponseRedirect(request.get_full_path())

    def told(self, request: HttpRequest, decided: Decided, status: str) -> None:
        """Say what was decided, and what was not."""
        warn(request, decided)
        label = LinkStatus(status).label.lower()
        names = ", ".join(str(link) for link in decided.done[:5])
        if names or not decided.refused:
            self.message_user(request, f"{names or 'No link'}: {label}.", messages.SUCCESS)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A link added by hand is one that a person confirmed."""
        super().save_model(request, obj if change else linked_by_hand(obj, request), form, change)
