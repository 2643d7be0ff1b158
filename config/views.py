"""Pages that belong to neither app: home, about, and whether the site is well."""

import sys
from urllib.parse import unquote

from django.db import DatabaseError, connection
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import render
from django.urls import resolve, reverse
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import outages
from news.models import NewsItem
from trials import identifiers, positions
from trials.glossary import terms
from trials.held import held_at
from trials.listing import for_cards
from trials.models import Approval, FormerAddress, Trial
from trials.outputs.structured_data import script, website

SHOWN_AT_HOME = 5


@require_safe
@held_at(positions.of_everything, asks=False)
def home(request: HttpRequest) -> HttpResponse:
    """What this is, and what is new."""
    trials = Trial.objects.listed()
    context = {
        "trial_count": trials.count(),
        "recruiting_count": trials.recruiting().count(),
        "news": NewsItem.objects.listed().latest_first()[:SHOWN_AT_HOME],
        "approvals": Approval.objects.listed().latest_first().for_page()[:SHOWN_AT_HOME],
        "recruiting": for_cards(trials.recruiting())[:SHOWN_AT_HOME],
        "structured_data": script(website(request.build_absolute_uri("/")[:-1])),
    }
    return render(request, "home.html", context)


@require_safe
@held_at(positions.of_the_program, asks=False)
def about(request: HttpRequest) -> HttpResponse:
    """What this site is and where its facts come from."""
    return render(request, "about.html")


@require_safe
@held_at(positions.of_the_program, asks=False)
def glossary(request: HttpRequest) -> HttpResponse:
    """The words of trials in words of every day."""
    return render(request, "glossary.html", {"terms": terms()})


def _listed_trial(text: str) -> Trial | None:
    """The listed trial that a text leads to if it is nothing but an ID, through a merge too."""
    found: Trial | None = Trial.objects.public().reached_by(text)
    return found if found and not found.is_withdrawn else None


@require_safe
@held_at(positions.of_the_program, asks=False)
def robots(request: HttpRequest) -> HttpResponse:
    """What robots are asked to leave alone, and where the sitemaps are."""
    names = ("sitemap", "sitemap-latest-news")
    context = {"sitemaps": [request.build_absolute_uri(reverse(name)) for name in names]}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """An address that moved leads on; otherwise a page that helps to find what was meant."""
    if moved := _moved(request):
        return moved
    mentions = identifiers.find_mentions(request.path.replace("/", " "))
    text = mentions[0].text if mentions else ""
    context = {
        "looks_like": text,
        "trial": _listed_trial(text) if text else None,
        "in_admin": request.path.startswith(reverse("admin:index")),
    }
    return render(request, "404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """A fault of ours, or of the database: a page, and for programs a sentence."""
    to_a_program = request.path_info.startswith("/api/v2")
    if outage := outages.outage_of(sys.exc_info()[1]):
        return outages.unavailable(request, outage, to_a_program=to_a_program)
    if to_a_program:
        says = "The fault is ours, and it has been noted. Ask again later.\n"
        return HttpResponse(says, content_type="text/plain; charset=utf-8", status=500)
    return defaults.server_error(request)


def _moved(request: HttpRequest) -> HttpResponseBase | None:
    """A redirect to where this address moved, if something public answers there.

    Old sites named their pages by the query too, so the address with it comes first.
    """
    query = request.META.get("QUERY_STRING", "")
    paths = [request.path, request.path.removesuffix("/")]  # the site itself may have put it there
    asked = [f"{path}?{given}" for path in paths for given in (query, unquote(query))] + paths
    asked = [path for path in asked if "\0" not in path]  # which no text of the database holds
    found = {address.path: address for address in FormerAddress.objects.filter(path__in=asked)}
    address = next((found[path] for path in asked if path in found), None)
    if address is None or request.method not in ("GET", "HEAD"):
        return None  # any other method is refused before anybody asks what is public
    try:
        match = resolve(address.moved_to)
        match.func(request, *match.args, **match.kwargs)
    except Http404:
        return None
    return HttpResponsePermanentRedirect(address.moved_to)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Whether this process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Whether the database answers too."""
    plain = "text/plain; charset=utf-8"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        said = "The database does not answer.\n"
        return HttpResponse(said, content_type=plain, status=503, headers={"Retry-After": "10"})
    return HttpResponse("ready\n", content_type=plain)
