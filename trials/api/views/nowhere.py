"""Addresses under /api/ at which there is nothing: plain text with a hint, and never a redirect."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from trials.api.errors import NotFound, did_you_mean, plainly, shown
from trials.api.gate import BASE
from trials.api.parameters import Place


@plainly
def nowhere(request: HttpRequest) -> HttpResponseBase:
    """Whatever is no address of the API."""
    raise NotFound(f"There is nothing at {shown(request.path)}.", _hint(request.path))


def _hint(path: str) -> str:
    addresses = [f"{BASE}{place}" for place in Place]
    bare = path.rstrip("/")
    if bare != path and bare in addresses:
        return f"Addresses of the API have no slash at their end: {bare}"
    return did_you_mean(path, addresses) or f"What there is: {', '.join(addresses)}"
