"""What holds for every request under /api/v2: how many, by which methods, and how it is refused.

Answers to refusals are plain text. The headers are those of the IETF's draft "RateLimit header
fields for HTTP"; browsers of other sites may read them (settings.CORS_EXPOSE_HEADERS).
"""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from trials.api import visitors
from trials.api.errors import PLAIN
from trials.api.visitors import Asked

BASE = "/api/v2"
METHODS = ("GET", "HEAD", "OPTIONS")
MINUTE = 60
logger = logging.getLogger(__name__)


class Gate:
    """Middleware: what is under /api/v2 passes here before anything of it is worked out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with what is left of the minute."""
        path = request.path_info
        if path != BASE and not path.startswith(f"{BASE}/"):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)  # the same for everybody, so that anybody may keep it
        limit = settings.API_REQUESTS_PER_MINUTE
        asked = _asked(request) if limit else None
        response = _refused(request, asked, limit) or self.get_response(request)
        return _told(response, asked, limit) if asked else response


def _asked(request: HttpRequest) -> Asked | None:
    """How often the visitor asked; who works on this machine is not counted."""
    address = visitors.address_of(request)
    if address is None or address.is_loopback:
        return Asked(0, MINUTE - int(time.time()) % MINUTE)
    try:
        return visitors.count(address)
    except DatabaseError:
        logger.exception("A request to the API could not be counted.")
        return None


def _refused(request: HttpRequest, asked: Asked | None, limit: int) -> HttpResponse | None:
    """The answer to what goes no further; None for what does."""
    if asked and asked.requests > limit:
        return _too_many(asked, limit)
    allowed = {"Allow": ", ".join(METHODS)}
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=allowed)
    if request.method not in METHODS:
        says = f"The API only gives: ask with GET or HEAD, not with {request.method}."
        return HttpResponse(says, status=405, content_type=PLAIN, headers=allowed)
    return None


def _too_many(asked: Asked, limit: int) -> HttpResponse:
    says = (
        f"Too many requests: {limit} a minute are answered to one address."
        f" Ask again in {asked.seconds} seconds."
    )
    wait = {"Retry-After": str(asked.seconds), "Cache-Control": "no-store"}
    return HttpResponse(says, status=429, content_type=PLAIN, headers=wait)


def _told(response: HttpResponseBase, asked: Asked, limit: int) -> HttpResponseBase:
    response["RateLimit-Limit"] = str(limit)
    response["RateLimit-Remaining"] = str(max(0, limit - asked.requests))
    response["RateLimit-Reset"] = str(asked.seconds)
    return response
