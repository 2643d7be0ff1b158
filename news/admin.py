"""Where staff take in, link, submit and correct news.

Who: a staff member with a release, or one who goes through suggestions. Why: a person confirms each
link before readers see it. Next: the next suggestion, then "Submit for review".
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from news import linking
from news.models import Attachment, Correction, NewsImage, NewsItem, NewsletterIssue, TrialLink
from trials.admin.base import OfTrial, Record, Rows
from trials.admin.by_id import SearchByTrialId, TrialFilter
from trials.admin.fields import RowForm
from trials.admin.preview import Previewed
from trials.admin.publishing import PUBLISHING
from trials.vocabulary import LinkMethod, LinkStatus

# The name of a button on a row: its value is the link's key and what becomes of it.
DECIDE = "_decide"
BUTTON = (
    '<button class="decide" name="{}" value="{}:{}">{}'
    '<span class="visually-hidden"> {}</span></button>'
)
DECISIONS: dict[str, Callable[..., TrialLink]] = {
    LinkStatus.CONFIRMED: linking.confirm,
    LinkStatus.REJECTED: linking.reject,
}


def may_decide(request: HttpRequest) -> bool:
    """Whether this person may confirm and reject links."""
    user: Any = request.user
    return bool(user.has_perm("news.decide_triallink"))


def decide(request: HttpRequest, links: QuerySet[Any], status: str) -> list[TrialLink]:
    """Confirm or reject each of the links that is not so already."""
    with transaction.atomic():
        rows = links.select_for_update(of=("self",)).exclude(status=status)
        return [DECISIONS[status](link, request.user) for link in rows]


def pressed(request: HttpRequest) -> tuple[str, str] | None:
    """Key and decision of the button that was pressed on a row."""
    key, _, status = request.POST.get(DECIDE, "").partition(":")
    return (
        (key, status) if key.isdecimal() and status in DECISIONS and may_decide(request) else None
    )


def buttons(link: TrialLink) -> str:
    """Confirm and reject for one row, inside the form that stands around it."""
    if not link.pk:
        return "confirmed when saved"
    told = [
        format_html(BUTTON, DECIDE, link.pk, status, label, link.trial)
        for status, label in ((LinkStatus.CONFIRMED, "Confirm"), (LinkStatus.REJECTED, "Reject"))
        if link.status != status
    ]
    return format_html("{} {}", *told, *[""] * (2 - len(told)))


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


def found_by(link: TrialLink) -> str:
    """“Identifier in the text, 0.98”."""
    sure = "" if link.confidence is None else f", {link.confidence:.2f}"
    return f"{link.get_method_display()}{sure}"


def decided_by(link: TrialLink) -> str:
    """“ann, 2025-03-27 14:05”, or a dash."""
    if link.decided_by is None or link.decided_at is None:
        return "-"
    return f"{link.decided_by.get_username()}, {link.decided_at:%Y-%m-%d %H:%M}"


class CorrectionRows(Rows):
    """Dated corrections, which readers see. They are never taken back, only followed by another."""

    model = Correction
    fields = ("text", "corrected_at")
    readonly_fields = ("corrected_at",)
    can_delete = False


class ImageRows(Rows):
    """Pictures with their alternative text."""

    model = NewsImage
    fields = ("file", "alternative_text", "caption", "credit", "position")


class AttachmentRows(Rows):
    """Files that go with the item."""

    model = Attachment
    fields = ("file", "title", "position")


@admin.register(NewsItem)
class NewsItemAdmin(Previewed, SearchByTrialId):
    """Releases, articles and announcements."""

    trial_lookup = "trial_links__trial"
    list_display = (
        "title",
        "kind",
        "dated",
        "state",
        "public_from",
        "issue",
        "open_count",
        "confirmed_count",
    )
    list_filter = ("state", "kind", "issue", "language")
    list_select_related = ("issue",)
    date_hierarchy = "release_at"
    search_fields = ("title", "summary", "body", "slug")
    prepopulated_fields = {"slug": ("title",)}
    autocomplete_fields = ("issue", "source")
    # Enter in a field presses the first button of the form, which must be "Save".
    save_on_top = True
    inlines = (LinkRows, CorrectionRows, ImageRows, AttachmentRows)
    fieldsets = (
        (None, {"fields": ("kind", "title", "slug", "dated", "language")}),
        ("Text", {"fields": ("summary", "body", "boilerplate", "media_contact")}),
        ("Newsletter", {"fields": (("issue", "section", "position"),)}),
        ("Where from", {"fields": ("source_url", "source")}),
        ("Publishing", {"fields": PUBLISHING}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """With how many links are open and confirmed."""
        open_links = Count("trial_links", Q(trial_links__status=LinkStatus.SUGGESTED))
        confirmed = Count("trial_links", Q(trial_links__status=LinkStatus.CONFIRMED))
        queryset = super().get_queryset(request)
        return queryset.annotate(open_count=open_links, confirmed_count=confirmed)

    @admin.display(description="suggested links", ordering="open_count")
    def open_count(self, item: Any) -> str:
        """How many wait for a decision."""
        return str(item.open_count or "")

    @admin.display(description="trials", ordering="confirmed_count")
    def confirmed_count(self, item: Any) -> str:
        """How many are linked."""
        return str(item.confirmed_count or "")

    def public_page(self) -> Callable[..., HttpResponse]:
        """The item's page."""
        from news.views import news_page

        return news_page

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only a new item gets its address from its title."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def save_formset(self, request: Any, form: Any, formset: Any, change: Any) -> None:
        """A link added by hand is one that a person confirmed."""
        if formset.model is TrialLink:
            for row in formset.extra_forms:
                if row.has_changed():
                    linked_by_hand(row.instance, request)
        super().save_formset(request, form, formset, change)

    def save_related(self, request: Any, form: Any, formsets: Any, change: Any) -> None:
        """With the decision whose button was pressed; all that was typed is saved too."""
        super().save_related(request, form, formsets, change)
        button = pressed(request)
        if button:
            decide(request, TrialLink.objects.filter(pk=button[0], item=form.instance), button[1])

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """After a decision, back to the form and its next suggestion."""
        if not pressed(request):
            return super().response_change(request, obj)
        self.message_user(request, "Saved, and the link is decided.", messages.SUCCESS)
        return HttpResponseRedirect(f"{request.path}#trial_links-group")


def linked_by_hand(link: TrialLink, request: HttpRequest) -> TrialLink:
    """Set what is true of a link that a person adds: found by them, confirmed by them, now."""
    from django.utils import timezone

    user: Any = request.user
    link.method, link.status = LinkMethod.MANUAL, LinkStatus.CONFIRMED
    link.decided_by, link.decided_at = user, timezone.now()
    return link


def _decision(status: str, label: str) -> Any:
    def run(screen: Any, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        screen.told(request, decide(request, queryset, status), status)

    run.__name__ = label.lower()
    return admin.action(description=f"{label} selected links", permissions=["decide"])(run)


@admin.register(TrialLink)
class TrialLinkAdmin(OfTrial):
    """All links; suggestions come first, the surest at the top."""

    list_display = (
        "trial",
        "item",
        "role",
        "status",
        "decision",
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
        """Buttons inside the list's form."""
        return buttons(link)

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
        self.told(
            request, decide(request, TrialLink.objects.filter(pk=button[0]), button[1]), button[1]
        )
        return HttpResponseRedirect(request.get_full_path())

    def told(self, request: HttpRequest, links: list[TrialLink], status: str) -> None:
        """Say what was decided."""
        label = LinkStatus(status).label.lower()
        names = ", ".join(str(link) for link in links[:5]) or "No link"
        self.message_user(request, f"{names}: {label}.", messages.SUCCESS)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A link added by hand is one that a person confirmed."""
        super().save_model(request, obj if change else linked_by_hand(obj, request), form, change)


@admin.register(NewsletterIssue)
class NewsletterIssueAdmin(Record):
    """Issues of the newsletter."""

    list_display = ("title", "dated", "item_count")
    search_fields = ("title", "slug")
    prepopulated_fields = {"slug": ("title",)}

    def get_queryset(self, request: HttpRequest) -> Any:
        """With how many items stand in it."""
        return super().get_queryset(request).annotate(item_count=Count("items"))

    @admin.display(description="items", ordering="item_count")
    def item_count(self, issue: Any) -> int:
        """How many."""
        return int(issue.item_count)

    def view_on_site(self, obj: Any) -> str | None:
        """The issue's page, once something in it is public."""
        listed = NewsletterIssue.objects.listed().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if listed else None
