"""Checks of news: items whose source's address answers no more."""

from typing import Any

from django.db.models import QuerySet

from news.models import NewsItem
from trials.checks.check import Check, each
from trials.models import LinkAnswer


def unanswered_items(items: QuerySet[Any]) -> Any:
    """Items that were taken from a page that is gone."""
    return items.filter(source_url__in=LinkAnswer.objects.gone().order_by().values("url"))


OF_NEWS = (
    Check(
        "news-link",
        ("news item whose address is gone", "news items whose address is gone"),
        "By the last list of answers that was taken in.",
        "Find where the page is now, or clear the address.",
        lambda: unanswered_items(NewsItem.objects.all()),
        "news_newsitem",
        {"link": "gone"},
        lambda: each(
            unanswered_items(NewsItem.objects.only("title", "source_url")),
            lambda item: f"{item.source_url} answers no more.",
        ),
        "news.change_newsitem",
    ),
)
