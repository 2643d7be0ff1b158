"""Addresses under /api/ at which there is nothing: plain text with a hint, and never a redirect."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

from trials.api.asking.parameters import Place
from trials.api.errors import NotFound, likest, perhaps, plainly, shown
from trials.api.gate import BASE


@plainly
def nowhere(request: HttpRequest) -> HttpResponseBase:
    """Whatever is no address of the API."""
    raise NotFound(f"There is nothing at {shown(request.path)}.", _hint(request.path))


def _hint(path: str) -> str:
    if path.startswith(f"{BASE}/") and path.endswith("/") and _leads_somewhere(path.rstrip("/")):
        return f"Addresses of the API have no slash at their end: {shown(path.rstrip('/'))}"
    # Without what all of them begin with, which would make any two alike.
    near = likest(path.removeprefix(BASE), Place)
    addresses = ", ".join(f"{BASE}{place}" for place in Place)
    return perhaps(f"{BASE}{place}" for place in near) or f"What there is: {addresses}"


def _leads_somewhere(path: str) -> bool:
    return resolve(path).func is not nowhere
