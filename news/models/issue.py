"""Issues of the newsletter."""

from collections.abc import Iterable
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from news.models.addresses import leave_old_addresses
from trials.history import touches, tracked
from trials.partial_dates import PartialDateField


class NewsletterIssueQuerySet(models.QuerySet[Any]):
    """Issues, public through what stands in them."""

    def listed(self) -> Self:
        """Issues with at least one listed item."""
        from news.models.item import NewsItem  # items name their issue

        items = NewsItem.objects.listed().filter(issue=models.OuterRef("pk"))
        return self.filter(models.Exists(items))


@tracked()
class NewsletterIssue(models.Model):
    """One issue of the newsletter: E-News, March 2025."""

    title = models.CharField(max_length=200)
    slug = models.SlugField(
        max_length=120, unique=True, help_text="The end of its address; the old one forwards."
    )
    dated = PartialDateField("date", help_text="As printed: 2025-03.")
    introduction = models.TextField(blank=True)
    sections = ArrayField(
        models.CharField(max_length=120),
        default=list,
        blank=True,
        help_text="In their order, one a line; others follow in the order of their items.",
    )

    objects = NewsletterIssueQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-id"]
        triggers = [
            *touches(
                record="news_newsitem",
                ids="SELECT id FROM news_newsitem"
                " WHERE issue_id = ANY (ARRAY(SELECT id FROM changed))",
                is_part=False,
            ),
            pgtrigger.Trigger(
                name="keep_address",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("slug"),
                func="""
                    PERFORM keep_news_address('issues/' || OLD.slug, 'issues/' || NEW.slug);
                    RETURN NULL;""",
            ),
            leave_old_addresses("'/news/issues/' || NEW.slug || '/'"),
        ]

    def __str__(self) -> str:
        return self.title

    def in_sections(self, items: Iterable[Any]) -> list[tuple[str, list[Any]]]:
        """Items under the sections they stand in, each in its place.

        First those of no section, under no heading, then the sections as ordered here, then others
        as their items come.
        """
        rows = sorted(items, key=lambda item: (item.position, item.pk))
        named = dict.fromkeys(["", *self.sections, *(item.section for item in rows)])
        sections = [(name, [item for item in rows if item.section == name]) for name in named]
        return [(name, found) for name, found in sections if found]

    def get_absolute_url(self) -> str:
        """The issue's page."""
        return reverse("issue", args=[self.slug])
