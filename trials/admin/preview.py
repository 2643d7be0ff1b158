"""A look at the public page of a record that is not public, for those who may see the record."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern

from trials.admin.drafted import Drafted
from trials.admin.readers import was_public


class Previewed(Drafted):
    """A record with a public page of its own."""

    def public_page(self) -> Callable[..., HttpResponse]:
        """The view function `(request, record, preview=...)` of the public page."""
        from trials.views import trial_page

        return trial_page

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """With a preview of what nobody can see yet."""
        tools = super().tools(request, record)
        if was_public(record):
            return tools
        return [("Preview", self.address("preview", record)), *tools]

    def get_urls(self) -> list[URLPattern]:
        """With the preview's address."""
        own = self.own_path("<path:object_id>/preview/", self.preview_view, "preview")
        return [own, *super().get_urls()]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The public page, kept out of caches and search engines."""
        record = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        if record is None:
            raise Http404(f"There is no {self.opts.verbose_name} with this key.")
        response = self.public_page()(request, record, preview=True)
        response["Cache-Control"] = "no-store, private"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response
