"""The items of an issue in their places: rows of its form, items added to it, places counted anew.

Who: a staff member who orders an issue. Why: the order is the editor's, and numbers do without a
mouse. Next: "Save", which counts the places of each section from 1 on.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from news.models import NewsItem, NewsletterIssue
from trials import zones
from trials.admin.base import Rows
from trials.admin.fields import RowForm, RowsFormSet


class PlaceForm(RowForm):
    """Where an item stands in the issue, or that it leaves it."""

    take_out = forms.BooleanField(required=False, label="Take out")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "section" in self.fields:
            self.fields["section"].widget.attrs["list"] = "sections-of-issue"

    def save(self, commit: bool = True) -> Any:
        """Keep its place, or none."""
        if self.cleaned_data.get("take_out"):
            self.instance.issue, self.instance.section, self.instance.position = None, "", 0
        return super().save(commit)


class PlacesFormSet(RowsFormSet):
    """Rows as readers find them."""

    def get_queryset(self) -> Any:
        """The items in the order of the issue."""
        if not hasattr(self, "_in_order"):
            sections = self.instance.in_sections(super().get_queryset())
            self._in_order = [item for _, items in sections for item in items]
        return self._in_order


class ItemRows(Rows):
    """What stands in the issue."""

    model = NewsItem
    form = PlaceForm
    formset = PlacesFormSet
    verbose_name_plural = "items in their order"
    fields = ("item", "section", "position", "take_out", "state", "public_from")
    readonly_fields = ("item", "state", "public_from")
    can_delete = False
    show_change_link = False
    view_on_site = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Items are written in a form of their own, and chosen below."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who only reads takes nothing out."""
        if self.has_change_permission(request, obj):
            return self.fields
        return [name for name in self.fields if name != "take_out"]

    @admin.display(description="item")
    def item(self, item: Any) -> str:
        """Its title, which leads to its form."""
        address = reverse("admin:news_newsitem_change", args=[item.pk])
        return format_html('<a href="{}">{}</a>', address, item)

    @admin.display(description="public from")
    def public_from(self, item: Any) -> str:
        """The time, in its zone."""
        return zones.in_short(item.release_at, item.release_zone)


def add(issue: NewsletterIssue, items: Iterable[NewsItem]) -> list[NewsItem]:
    """Put items at the end of the issue, in their sections if they have one."""
    last = max(issue.items.values_list("position", flat=True), default=0)
    added = []
    for place, item in enumerate(items, last + 1):
        item.issue, item.position = issue, place
        item.save(update_fields=["issue", "position"])
        added.append(item)
    return added


def renumber(issue: NewsletterIssue, old_places: dict[int, int]) -> None:
    """Count the places in each section from 1 on.

    Of two with one number the one that moved stands where it was sent: before the other if it came
    up, after it if it went down.
    """
    sections: dict[str, list[NewsItem]] = {}
    for item in issue.items.all():
        sections.setdefault(item.section, []).append(item)
    for items in sections.values():
        items.sort(key=lambda item: (item.position, _moved(item, old_places), item.pk))
        for place, item in enumerate(items, 1):
            if item.position != place:
                item.position = place
                item.save(update_fields=["position"])


def _moved(item: NewsItem, old_places: dict[int, int]) -> int:
    old = old_places.get(item.pk, item.position)
    return (item.position > old) - (item.position < old)
