"""The page of an item for one who has a preview link, its pictures and files with it.

Who: a study chair or a reporter with no account, before the embargo ends. Why: to check a quote, to
write ahead. Next: the same link leads to the public page once there is one. What is no valid link
answers alike, whether it expired, was revoked or was made up, and tells nothing of the item.
"""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from news.files import shown
from news.models import NewsItem, PreviewLink
from news.views import news_page
from trials.vocabulary import PublishingState

HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@require_safe
def preview(request: HttpRequest, token: str) -> HttpResponseBase:
    """The item as it will be, marked; its public page if it has one by now."""
    link = _open(token)
    if link is None:
        return _private(render(request, "news/preview_gone.html", status=404))
    if _is_public(link):
        return _private(redirect(link.item))
    link.item.preview_token = token
    return _private(news_page(request, link.item, preview=True, link=link))


@require_safe
def image(request: HttpRequest, token: str, pk: int, name: str) -> HttpResponseBase:
    """A picture of the item."""
    return _part(token, "images", pk, name)


@require_safe
def attachment(request: HttpRequest, token: str, pk: int, name: str) -> HttpResponseBase:
    """A file that goes with the item."""
    return _part(token, "attachments", pk, name)


def _open(token: str) -> PreviewLink | None:
    """The link of a token, unless its item was withdrawn and nobody is to read it any more."""
    link = PreviewLink.objects.signed(token)
    withdrawn = link is not None and link.item.state == PublishingState.WITHDRAWN
    return None if link is None or (withdrawn and not _is_public(link)) else link


def _is_public(link: PreviewLink) -> bool:
    return bool(NewsItem.objects.public().filter(pk=link.item_id).exists())


def _part(token: str, kind: str, pk: int, name: str) -> HttpResponseBase:
    link = _open(token)
    if link is None:
        raise Http404("This link opens nothing.")
    return _private(shown(get_object_or_404(getattr(link.item, kind), pk=pk), name))


def _private(response: HttpResponseBase) -> HttpResponseBase:
    for name, value in HEADERS.items():
        response[name] = value
    return response
