"""Issues of the newsletter: their sections, and what stands in them.

Who: a staff member who puts an issue together. Why: what stands in it, and where, is decided in one
look. Next: a publisher schedules the whole issue; on its day it leaves as an e-mail.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, reverse

from news.admin.addresses import own_slug
from news.admin.mailing import Mailed
from news.admin.places import ItemRows, add, renumber
from news.admin.schedule import Scheduled
from news.models import NewsItem, NewsletterIssue
from news.views import issue_page
from trials.vocabulary import PublishingState as State

# Items in no issue that are offered, the latest first.
OFFERED = 40


class IssueForm(forms.ModelForm):  # type: ignore[type-arg]
    """An issue, and items to add to it."""

    add_items = forms.ModelMultipleChoiceField(
        NewsItem.objects.filter(issue=None).exclude(state=State.WITHDRAWN),
        required=False,
        label="Add items",
        widget=forms.CheckboxSelectMultiple,
        help_text=f"The latest {OFFERED} that stand in no issue; an older one gets its issue in its"
        " own form. They come last; give them their section below after saving.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get("add_items")
        if field is not None:
            latest = field.queryset.order_by("-id")[:OFFERED]
            field.choices = [(item.pk, f"{item} ({item.get_state_display()})") for item in latest]

    def clean_slug(self) -> str:
        """None that was another's."""
        return own_slug(self, "issue")


@admin.register(NewsletterIssue)
class NewsletterIssueAdmin(Scheduled, Mailed):
    """Issues of the newsletter."""

    form = IssueForm
    list_display = ("title", "dated", "item_count")
    search_fields = ("title", "slug")
    prepopulated_fields = {"slug": ("title",)}
    inlines = (ItemRows,)
    change_form_template = "admin/news/issue_form.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        """With how many items stand in it."""
        return super().get_queryset(request).annotate(item_count=Count("items"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With items to add, once there is an issue, for those who may change items."""
        issue = ["title", "slug", "dated", "introduction", "sections"]
        sections: list[Any] = [(None, {"fields": issue})]
        if obj is not None and may_place(request) and self.has_change_permission(request, obj):
            sections.append(("More items", {"fields": ["add_items"]}))
        return sections

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """No rows before there is an issue."""
        return self.inlines if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only a new issue gets its address from its title."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    @admin.display(description="items", ordering="item_count")
    def item_count(self, issue: Any) -> int:
        """How many."""
        return int(issue.item_count)

    def view_on_site(self, obj: Any) -> str | None:
        """The issue's page, once something in it is public."""
        listed = NewsletterIssue.objects.listed().filter(pk=obj.pk).exists()
        return obj.get_absolute_url() if listed else None

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """With a preview of all that stands in it."""
        address = reverse("admin:news_newsletterissue_preview", args=[record.pk])
        return [("Preview", address), *super().tools(request, record)]

    def get_urls(self) -> list[URLPattern]:
        """With the preview's address."""
        own = self.own_path("<path:object_id>/preview/", self.preview_view, "preview")
        return [own, *super().get_urls()]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The page of the issue with what is not public yet, kept out of caches."""
        issue: Any = self.get_object(request, unquote(object_id))
        if not request.user.has_perm("news.view_newsitem"):
            raise PermissionDenied
        if issue is None:
            raise Http404("There is no newsletter issue with this key.")
        items = issue.items.exclude(state=State.WITHDRAWN)
        response = issue_page(request, issue, items, preview=True)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def hold(self, key: str) -> None:
        """The issue, then its items in the order of their keys."""
        super().hold(key)
        items = NewsItem.objects.filter(issue_id=int(key)).order_by("pk")
        list(items.select_for_update(of=("self",)).values("pk"))

    def save_related(self, request: Any, form: Any, formsets: Any, change: Any) -> None:
        """With the items that were ticked, and places counted anew where one moved."""
        super().save_related(request, form, formsets, change)
        rows = [row for places in formsets for row in places.initial_forms]
        chosen = form.cleaned_data.get("add_items") if may_place(request) else None
        added = add(form.instance, chosen or [])
        if added or any(row.has_changed() for row in rows):
            renumber(form.instance, {row.instance.pk: row.initial["position"] for row in rows})
        if added:
            said = f"Added: {', '.join(str(item) for item in added)}."
            self.message_user(request, said, messages.SUCCESS)


def may_place(request: HttpRequest) -> bool:
    """Whether this person may change items, and so put them into an issue."""
    user: Any = request.user
    return bool(user.has_perm("news.change_newsitem"))
