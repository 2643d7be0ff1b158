"""Public pages of news: the list, an item with its trials and files, an issue of the newsletter."""

from itertools import groupby
from typing import Any

from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from news.files import file_name
from news.filters import NewsFilter
from news.markdown import body_html
from news.models import Attachment, NewsImage, NewsItem, NewsletterIssue
from trials.listing import for_cards
from trials.models import Trial
from trials.vocabulary import LinkStatus

# What a browser may show by itself; anything else is offered as a download.
PICTURES = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "gif": "gif", "webp": "webp"}


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


def news_page(request: HttpRequest, item: NewsItem, preview: bool = False) -> HttpResponse:
    """An item with its trials as they are today; the preview shows all confirmed ones."""
    links: Any = item.trial_links.filter(status=LinkStatus.CONFIRMED)
    if not preview:
        links = item.trial_links.listed()
    trials = for_cards(Trial.objects.all())
    context = {
        "item": item,
        "body": body_html(item.body),
        "links": links.prefetch_related(Prefetch("trial", trials)).order_by("id"),
        "preview": preview,
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


@require_safe
def image(request: HttpRequest, slug: str, pk: int, name: str) -> FileResponse:
    """A picture of a public item."""
    found = _part(NewsImage, slug, pk, name)
    extension = name.rpartition(".")[2].lower()
    if extension not in PICTURES:
        return _file(found, name, as_attachment=True)
    return _file(found, name, content_type=f"image/{PICTURES[extension]}")


@require_safe
def attachment(request: HttpRequest, slug: str, pk: int, name: str) -> FileResponse:
    """A file that goes with a public item, always as a download."""
    return _file(_part(Attachment, slug, pk, name), name, as_attachment=True)


def _part(model: Any, slug: str, pk: int, name: str) -> Any:
    public = model.objects.filter(item__in=NewsItem.objects.public(), item__slug=slug)
    part = get_object_or_404(public, pk=pk)
    if file_name(part.file) != name:
        raise Http404("This item has no such file.")
    return part


def _file(part: Any, name: str, **how: Any) -> FileResponse:
    try:
        response = FileResponse(part.file.open("rb"), filename=name, **how)
    except FileNotFoundError as error:
        raise Http404("The file is gone.") from error
    response["X-Content-Type-Options"] = "nosniff"
    return response
