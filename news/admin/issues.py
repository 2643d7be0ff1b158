"""Issues of the newsletter.

Who: a staff member who puts an issue together. Next: an item's form, where it gets its issue.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest

from news.admin.mailing import Mailed
from news.models import NewsletterIssue


@admin.register(NewsletterIssue)
class NewsletterIssueAdmin(Mailed):
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
