"""What search engines are told of: everything listed, with the day of its last change."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, Q
from django.db.models.functions import Greatest
from django.urls import reverse

from news.models import NewsItem, NewsletterIssue
from trials.models import Approval, Condition, Trial

MOST = 10_000
"""Addresses in one file. The protocol allows 50,000, which take long to write and to read."""


class Section(Sitemap):  # type: ignore[type-arg]
    """Records of one kind, and when the last of them changed."""

    limit = MOST
    changed = "changed"
    """By what the rows have the time."""

    def get_latest_lastmod(self) -> datetime | None:
        """By one query: the kind may have hundreds of thousands."""
        rows: Any = self.items()
        latest: datetime | None = rows.aggregate(latest=Max(self.changed))["latest"]
        return latest

    def lastmod(self, item: Any) -> datetime:
        """When readers last had something new of it."""
        changed: datetime = getattr(item, self.changed)
        return changed


class Trials(Section):
    """Trials: when the record or a part of it changed, and not before readers had it."""

    def items(self) -> Any:
        """All that are listed, with what their address is made of."""
        changed = Greatest("updated_at", "release_at")
        listed = Trial.objects.listed().annotate(changed=changed).order_by("id")
        return listed.only("id", "protocol_id", "nct_id")


class News(Section):
    """News items: when it was released or corrected; what an editor does beside tells nothing."""

    changed = "changed_at"

    def items(self) -> Any:
        """All that are listed, with what readers were told last."""
        return NewsItem.objects.listed().by_last_change().order_by("id").only("id", "slug")


class Issues(Section):
    """Newsletter issues with something in them: when the last came into it."""

    def items(self) -> Any:
        """All that are listed, with the release of the last item that is."""
        shown = Q(items__in=NewsItem.objects.listed())
        issues = NewsletterIssue.objects.listed().annotate(
            changed=Max("items__release_at", filter=shown)
        )
        return issues.order_by("id")


class Conditions(Section):
    """Conditions that a listed trial studies: when one of its trials changed."""

    def items(self) -> Any:
        """Each once, with the last change of its trials."""
        listed = Condition.objects.filter(trials__in=Trial.objects.listed())
        changed = Max(Greatest("trials__updated_at", "trials__release_at"))
        return listed.annotate(changed=changed).order_by("id")


class Pages(Sitemap):  # type: ignore[type-arg]
    """Pages that are not made of one record; lists change as what they list does."""

    def items(self) -> list[str]:
        """Their names in the URL configuration."""
        return ["home", "trials", "news", "issues", "approvals", "about", "glossary", "api"]

    def location(self, item: str) -> str:
        """Their addresses."""
        return reverse(item)

    def lastmod(self, item: str) -> datetime | None:
        """Not known of what is written by hand."""
        return self._changed.get(item)

    def get_latest_lastmod(self) -> datetime | None:
        """The last of all."""
        return self._changed.get("home")

    @cached_property
    def _changed(self) -> dict[str, datetime]:
        listed = Approval.objects.listed()
        shown = Greatest("release_at", "source__public_from", "trial__release_at")
        found = {
            "trials": Trials().get_latest_lastmod(),
            "news": News().get_latest_lastmod(),
            "issues": Issues().get_latest_lastmod(),
            "approvals": listed.aggregate(latest=Max(shown))["latest"],
        }
        known = {name: changed for name, changed in found.items() if changed}
        return known | ({"home": max(known.values())} if known else {})


SITEMAPS: dict[str, Any] = {
    "pages": Pages,
    "trials": Trials,
    "news": News,
    "issues": Issues,
    "conditions": Conditions,
}
