"""The sitemap as search engines ask for it: one file, or an index of some; and that of the news.

Who: a search engine. Why: to find every page, and what is new. Next: the page.
"""

from typing import Any

from django.contrib.sitemaps import views
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config import sitemaps
from config.sitemaps import SITEMAPS
from news.models import NewsItem
from news.positions import of_latest_news, of_news
from trials.held import held_at
from trials.site import publisher
from trials.syndication import NOT_IN_XML

MOST_NEWS = 1000
"""What such a file may hold."""


@require_safe
@held_at(of_news, asks=False)
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """All addresses in one file; where there are too many, where the files are."""
    total = sum(section().paginator.count for section in SITEMAPS.values())
    if total <= sitemaps.MOST:
        return _undated(views.sitemap(request, SITEMAPS))
    return _undated(views.index(request, SITEMAPS, sitemap_url_name="sitemap-section"))


@require_safe
@held_at(of_news)
def section(request: HttpRequest, section: str) -> HttpResponseBase:
    """A page of the addresses of one kind."""
    return _undated(views.sitemap(request, SITEMAPS, section))


@require_safe
@held_at(of_latest_news, asks=False)
def latest_news(request: HttpRequest) -> HttpResponse:
    """What was released in the last two days."""
    site = request.build_absolute_uri("/")[:-1]
    found = NewsItem.objects.listed().fresh().order_by("-release_at", "-id")[:MOST_NEWS]
    items = [(item, f"{site}{item.get_absolute_url()}", _clean(item.title)) for item in found]
    context: dict[str, Any] = {"items": items, "name": publisher()}
    return render(request, "news/sitemap.xml", context, content_type="application/xml")


def _undated(response: Any) -> HttpResponseBase:
    """Written out, without the time of a change: none tells that something was withdrawn since."""
    del response["Last-Modified"]
    response["Cache-Control"] = "no-cache"
    return response.render()  # type: ignore[no-any-return]


def _clean(title: str) -> str:
    return NOT_IN_XML.sub("", title)
