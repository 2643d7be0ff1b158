"""Public pages of news: the list, an item with its trials, an issue of the newsletter."""

from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from news.filters import NewsFilter
from news.markdown import body_html
from news.models import NewsItem, NewsletterIssue, PreviewLink
from trials.listing import for_cards
from trials.models import Trial
from trials.vocabulary import LinkStatus


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The list, the latest first."""
    found = NewsFilter(request.GET, queryset=NewsItem.objects.listed().latest_first())
    context = {"form": found.form, "page": found.page()}
    return render(request, "news/list.html", context)


@require_safe
def news_item(request: HttpRequest, slug: str) -> HttpResponse:
    """One release or article."""
    return news_page(request, get_object_or_404(NewsItem.objects.public(), slug=slug))


def news_page(
    request: HttpRequest, item: NewsItem, preview: bool = False, link: PreviewLink | None = None
) -> HttpResponse:
    """An item with its trials as they are today; the newsroom's preview shows all confirmed ones.

    Through a preview link only trials show that are public by themselves.
    """
    links: Any = item.trial_links.filter(status=LinkStatus.CONFIRMED)
    if link is not None:
        links = links.filter(trial__in=Trial.objects.listed())
    elif not preview:
        links = item.trial_links.listed()
    trials = for_cards(Trial.objects.all())
    context = {
        "item": item,
        "body": body_html(item.body),
        "links": links.prefetch_related(Prefetch("trial", trials)).order_by("id"),
        "preview": preview,
        "preview_link": link,
    }
    return render(request, "news/item.html", context)


@require_safe
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """One issue of the newsletter, its items by section in their order."""
    found = get_object_or_404(NewsletterIssue.objects.listed(), slug=slug)
    items = list(NewsItem.objects.listed().filter(issue=found).order_by("position", "id"))
    order = list(dict.fromkeys(item.section for item in items))
    items.sort(key=lambda item: order.index(item.section))
    sections = [(name, list(rows)) for name, rows in groupby(items, lambda item: item.section)]
    return render(request, "news/issue.html", {"issue": found, "sections": sections})
