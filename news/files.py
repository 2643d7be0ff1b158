"""Files that go with a news item, under addresses that ask whether the item is public."""

from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models.fields.files import FieldFile
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.urls import reverse
from django.views.decorators.http import require_safe

from news.models import Attachment, NewsImage, NewsItem
from trials.drafts.rows import as_row
from trials.held import unless_held
from trials.models import Draft, FormerAddress, Proposal

# What a browser may show by itself; anything else is offered as a download.
PICTURES = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "gif": "gif", "webp": "webp"}


def file_name(file: FieldFile) -> str:
    """The name of a file without its folders."""
    return PurePosixPath(file.name or "").name


@require_safe
def image(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponseBase:
    """A picture of a public item."""
    return _answer(request, NewsImage, slug, pk, name)


@require_safe
def attachment(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponseBase:
    """A file that goes with a public item, always as a download."""
    return _answer(request, Attachment, slug, pk, name)


def _answer(request: HttpRequest, model: Any, slug: str, pk: int, name: str) -> HttpResponseBase:
    """The file of a public item for all, of another for the newsroom; 301 from a former slug."""
    parts = model.objects.filter(pk=pk).select_related("item")
    part = parts.filter(item__in=NewsItem.objects.public()).first()
    if part is None and _of_the_newsroom(request):
        own = parts.filter(item__slug=slug).first() or _of_a_draft(model, slug, name)
        return kept_private(shown(own, name))
    if part is None or (part.item.slug != slug and not _moved(slug, part.item)):
        raise Http404("This item has no such file.")
    if part.item.slug != slug:
        route = "news-image" if isinstance(part, NewsImage) else "news-file"
        return HttpResponsePermanentRedirect(reverse(route, args=[part.item.slug, pk, name]))
    return unless_held(
        request,
        lambda: _as_stored(part.file),
        lambda: shown(part, name),
        asks=False,
        checked=False,
    )


def _as_stored(file: FieldFile) -> str:
    """What is another text when the file is another one; empty where it is gone."""
    try:
        told = Path(file.path).stat()
    except FileNotFoundError:
        return ""
    return f"{file.name} {told.st_size} {told.st_mtime_ns}"


def _of_a_draft(model: Any, slug: str, name: str) -> Any:
    """A file that a draft would add: its row is in no table, but the draft's preview shows it."""
    about = ContentType.objects.get_for_model(model)
    rows = Proposal.objects.filter(
        draft__in=Draft.objects.unfinished(),
        content_type=about,
        object_id__lt=0,
        proposed_value__file__endswith=f"/{name}",
    )
    for row in rows.select_related("draft"):
        draft: Any = row.draft
        item: Any = draft.target
        slugs = draft.proposals.filter(field="slug")
        if slug in [item.slug, *slugs.values_list("proposed_value", flat=True)]:
            return as_row(model, item, row.proposed_value or {})
    raise Http404("This item has no such file.")


def shown(part: NewsImage | Attachment, name: str) -> FileResponse:
    """The file, by its name: a picture in the page, all else as a download."""
    if file_name(part.file) != name:
        raise Http404("This item has no such file.")
    extension = name.rpartition(".")[2].lower()
    if isinstance(part, NewsImage) and extension in PICTURES:
        return _file(part, name, content_type=f"image/{PICTURES[extension]}")
    return _file(part, name, as_attachment=True)


def kept_private(response: FileResponse) -> FileResponse:
    """Out of caches and search engines."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _of_the_newsroom(request: HttpRequest) -> bool:
    """Who may read drafts. Without a cookie nobody is asked, so that answers for all stay so."""
    known = settings.SESSION_COOKIE_NAME in request.COOKIES
    return known and bool(request.user.has_perm("news.view_newsitem"))


def _moved(slug: str, item: NewsItem) -> bool:
    old, now = reverse("news-item", args=[slug]), item.get_absolute_url()
    return FormerAddress.objects.filter(path=old, moved_to=now).exists()


def _file(part: Any, name: str, **how: Any) -> FileResponse:
    try:
        response = FileResponse(part.file.open("rb"), filename=name, **how)
    except FileNotFoundError as error:
        raise Http404("The file is gone.") from error
    response["X-Content-Type-Options"] = "nosniff"
    return response
