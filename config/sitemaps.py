"""What search engines are told of: everything listed, and nothing else."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from news.models import NewsItem, NewsletterIssue
from trials.models import Condition, Trial


class Pages(Sitemap):  # type: ignore[type-arg]
    """Pages that are not made of one record."""

    def items(self) -> list[str]:
        """Their names in the URL configuration."""
        return ["home", "trials", "news", "approvals", "about"]

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
        """When the record or a part of it changed."""
        changed: datetime = item.updated_at
        return changed


class News(Records):
    """News items."""

    model = NewsItem


class Issues(Sitemap):  # type: ignore[type-arg]
    """Newsletter issues with something in them."""

    def items(self) -> Any:
        """All that are listed."""
        return NewsletterIssue.objects.listed().order_by("id")


class Conditions(Sitemap):  # type: ignore[type-arg]
    """Conditions that a listed trial studies."""

    def items(self) -> Any:
        """Each once, with the last change of its trials."""
        listed = Condition.objects.filter(trials__in=Trial.objects.listed())
        return listed.annotate(changed=Max("trials__updated_at")).order_by("id")


SITEMAPS: dict[str, Any] = {
    "pages": Pages,
    "trials": Records,
    "news": News,
    "issues": Issues,
    "conditions": Conditions,
}
