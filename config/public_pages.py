"""What holds for every page that is the same for all: keep it, and ask each time if it is true.

Pages whose rows say where they stand have an ETag before they are made (trials/held.py). Any
other one gets a tag of its text here: it costs its making, but not its way to the visitor.
"""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag

from trials.api.gate import BASE


class PublicPages:
    """Middleware, around all that may set a cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, or 304 where the visitor has it."""
        # No page of ours tells when it changed; Django would answer 412 for that.
        request.META.pop("HTTP_IF_UNMODIFIED_SINCE", None)
        response = self.get_response(request)
        if not _is_for_all(request, response):
            return response
        response.headers.setdefault("Cache-Control", "no-cache")
        if response.streaming or response.has_header("ETag"):
            return response
        page = cast(HttpResponse, response)
        set_response_etag(page)
        return get_conditional_response(request, etag=page["ETag"], response=page) or page


def _is_for_all(request: HttpRequest, response: HttpResponseBase) -> bool:
    if request.method not in ("GET", "HEAD") or response.status_code != 200:
        return False
    if request.path_info.startswith(f"{BASE}/") or response.cookies:
        return False
    kept_apart = any(word in response.get("Cache-Control", "") for word in ("private", "no-store"))
    return not kept_apart and "cookie" not in response.get("Vary", "").lower()
