"""What search engines are told of: everything listed, and nothing else."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Q
from django.db.models.functions import Greatest
from django.urls import reverse

from news.models import NewsItem, NewsletterIssue
from trials.models import Condition, Trial


class Pages(Sitemap):  # type: ignore[type-arg]
    """Pages that are not made of one record."""

    def items(self) -> list[str]:
        """Their names in the URL configuration."""
        return ["home", "trials", "news", "issues", "approvals", "about", "glossary", "api"]

    def location(self, item: str) -> str:
        """Their addresses."""
        return reverse(item)


class Records(Sitemap):  # type: ignore[type-arg]
    """Records with a revision: their last change is known."""

    model: Any = Trial

    def items(self) -> Any:
        """All that are listed."""
        return self.model.objects.listed().order_by("id")

    def lastmod(self, item: Any) -> datetime:
        """When the record or a part of it changed, and not before readers had it."""
        changed: datetime = max(item.updated_at, item.release_at)
        return changed


class News(Records):
    """News items."""

    def items(self) -> Any:
        """All that are listed, with what readers were told last."""
        return NewsItem.objects.listed().by_last_change().order_by("id")

    def lastmod(self, item: Any) -> datetime:
        """When it was released or corrected; what an editor does beside that tells nothing."""
        changed: datetime = item.changed_at
        return changed


class Issues(Sitemap):  # type: ignore[type-arg]
    """Newsletter issues with something in them."""

    def items(self) -> Any:
        """All that are listed, with the release of the last item that is."""
        shown = Q(items__in=NewsItem.objects.listed())
        issues = NewsletterIssue.objects.listed().annotate(
            changed=Max("items__release_at", filter=shown)
        )
        return issues.order_by("id")

    def lastmod(self, item: Any) -> datetime:
        """When something last came into it."""
        changed: datetime = item.changed
        return changed


class Conditions(Sitemap):  # type: ignore[type-arg]
    """Conditions that a listed trial studies."""

    def items(self) -> Any:
        """Each once, with the last change of its trials."""
        listed = Condition.objects.filter(trials__in=Trial.objects.listed())
        changed = Max(Greatest("trials__updated_at", "trials__release_at"))
        return listed.annotate(changed=changed).order_by("id")

    def lastmod(self, item: Any) -> datetime:
        """When one of its trials changed."""
        changed: datetime = item.changed
        return changed


SITEMAPS: dict[str, Any] = {
    "pages": Pages,
    "trials": Records,
    "news": News,
    "issues": Issues,
    "conditions": Conditions,
}
