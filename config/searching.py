"""The one box of the site: the best of trials and of news, and suggestions while typing.

Who: a visitor with a number, a name, a drug or a cancer. Why: to find the trial, whatever it is
called. Next: a record's page, or the full list of trials or of news.
"""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from news.cards import news_cards
from trials import positions
from trials.asking import asked_for
from trials.filters import LONGEST
from trials.held import held_at, unless_held
from trials.list_address import Address
from trials.list_page import answer_page
from trials.search import Found, find_both, suggest

SHOWN = 10
HTML, JSON = "text/html", "application/json"


@require_safe
@held_at(positions.of_everything)
def search(request: HttpRequest) -> HttpResponse:
    """The best of trials and of news; an ID, a DOI or a PubMed ID leads to its record at once."""
    asked = asked_for(_only(request.GET, "q", "exact"))
    context: dict[str, Any] = {"q": request.GET.get("q", "").strip(), "form": asked.form}
    if asked.question is not None and asked.question.words:
        trials, news = find_both(asked.question, SHOWN)
        if trials.only_record:
            return HttpResponseRedirect(trials.only_record)
        context |= _answer(trials, news, Address(request.path, request.GET))
    return render(request, "search.html", context)


def _answer(trials: Found, news: Found, address: Address) -> dict[str, Any]:
    """Both kinds, with the ways to their full lists."""
    return {
        "found": trials,
        "all_trials": f"{reverse('trials')}{address.query}",
        "news_cards": news_cards(news.hits, "h3"),
        "all_news": f"{reverse('news')}{address.query}",
        **answer_page(trials, address, "h3"),
    }


@require_safe
def suggestions(request: HttpRequest) -> HttpResponseBase:
    """What begins so: for a script as JSON, for anybody else as a page of links."""
    in_json = JSON in (request.get_preferred_type([HTML, JSON]), _asked_as(request))
    response = unless_held(
        request,
        lambda: f"{in_json} {positions.of_everything()}",
        lambda: _suggested(request, in_json=in_json),
    )
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Accept"])
    return response


def _asked_as(request: HttpRequest) -> str:
    return JSON if request.GET.get("format") == "json" else ""


def _suggested(request: HttpRequest, *, in_json: bool) -> HttpResponse:
    q = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    found = suggest(q) if q else []
    if in_json:
        return JsonResponse({"q": q, "suggestions": [asdict(one) for one in found]})
    return render(request, "suggest.html", {"q": q, "suggestions": found})


def _only(given: QueryDict, *names: str) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name in names:
        kept.setlist(name, given.getlist(name))
    return kept
