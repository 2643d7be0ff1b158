"""A news item as others cite it: by its title, since nobody is named as its author."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from news.models import NewsItem
from news.templatetags.newsroom import printed_on
from trials.held import unless_held
from trials.models import FormerAddress
from trials.outputs.citation_file import answer, today
from trials.outputs.citations import Citation
from trials.outputs.ris import in_one_line
from trials.partial_dates import in_words


@require_safe
def citation(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """The item as a reference, for a reference manager; 301 from a former slug."""
    item = NewsItem.objects.public().filter(slug=slug).first() or _moved_to(slug)
    if item.slug != slug:
        return redirect("news-citation", item.slug, kind, permanent=True)
    return unless_held(
        request,
        lambda: f"{item.pk} {item.revision} {item.updated_at} {today()}",
        lambda: answer(citation_of(item, request.build_absolute_uri("/")[:-1]), kind),
        asks=False,
    )


def _moved_to(slug: str) -> NewsItem:
    """The public item that had this slug before."""
    old = reverse("news-item", args=[slug])
    address = get_object_or_404(FormerAddress, path=old).moved_to
    parts = address.strip("/").split("/")
    item: NewsItem = get_object_or_404(NewsItem.objects.public(), slug=parts[-1])
    return item


def citation_of(item: NewsItem, site: str) -> Citation:
    """A public item, with the days on which it was corrected or withdrawn."""
    corrected = sorted({one.corrected_at.date().isoformat() for one in item.corrections.all()})
    told = [f"Corrected {in_words(day)}." for day in corrected]
    gone = item.withdrawn_at and in_words(item.withdrawn_at.date().isoformat())
    withdrawn = f", withdrawn {gone}" if gone else ""
    return Citation(
        key=item.slug,
        kind=f"{item.get_kind_display()}{withdrawn}",
        authors=(),
        title=in_one_line(item.title),
        updated=printed_on(item),
        address=f"{site}{item.get_absolute_url()}",
        summary=item.opening,
        language=item.language,
        note=" ".join([*told, item.withdrawal_reason]).strip(),
    )
