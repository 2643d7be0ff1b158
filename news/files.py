"""Files that go with a news item, under addresses that ask whether the item is public."""

from pathlib import PurePosixPath
from typing import Any

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from news.models import Attachment, NewsImage, NewsItem

# What a browser may show by itself; anything else is offered as a download.
PICTURES = {"jpg": "jpeg", "jpeg": "jpeg", "png": "png", "gif": "gif", "webp": "webp"}


def file_name(file: FieldFile) -> str:
    """The name of a file without its folders."""
    return PurePosixPath(file.name or "").name


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
