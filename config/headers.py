"""Headers of every answer, whatever made it: a page, an error, a file, the API, a redirect.

Outermost, so that no layer's own answer goes out without them. What a layer has set itself stays.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from config.accounts.places import is_inside

NEVER = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment"),
    *("picture-in-picture", "screen-wake-lock", "usb", "xr-spatial-tracking"),
)
"""What no page asks a browser for."""
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
EVERY = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        [*(f"{name}=()" for name in NEVER), *(f"{name}=(self)" for name in PASSKEYS)]
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
NO_PAGE = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
"""The policy of what is no page of ours, should a browser open it as one: a static file."""


class Headers:
    """Middleware, before all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with them."""
        response = self.get_response(request)
        inside = is_inside(request)
        for name, value in EVERY.items():
            response.headers.setdefault(name, value)
        # What is public may be shown by other sites; what hangs on who asks may not.
        policy = "same-origin" if inside else "cross-origin"
        response.headers.setdefault("Cross-Origin-Resource-Policy", policy)
        if inside:
            response["Cache-Control"] = "private, no-store"
        if not _keeps_its_policy(response):
            response.headers.setdefault("Content-Security-Policy", NO_PAGE)
        _measure(request, response)
        return response


def _measure(request: HttpRequest, response: HttpResponseBase) -> None:
    """RFC 9110: HEAD tells how long the page is; what has none, or is held, tells no length."""
    if response.status_code in (204, 304):
        del response["Content-Length"]  # "0" of Django, which is not that of the page
    elif request.method == "HEAD" and isinstance(response, HttpResponse):
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""  # which gunicorn would cut off, with a warning each time


def _keeps_its_policy(response: HttpResponseBase) -> bool:
    """A 304: its headers replace those of the page that a browser has. Django's page of a fault."""
    return response.status_code == 304 or (settings.DEBUG and response.status_code >= 400)
