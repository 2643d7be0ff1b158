"""The one box of the site: the best of trials and of news, and suggestions while typing.

Who: a visitor with a number, a name, a drug or a cancer. Why: to find the trial, whatever it is
called. Next: a record's page, or the full list of trials or of news.
"""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from news.cards import news_cards
from trials.asking import asked_for
from trials.filters import LONGEST
from trials.list_address import Address
from trials.list_page import answer_page
from trials.search import Found, find_both, suggest

SHOWN = 10
HTML, JSON = "text/html", "application/json"


@require_safe
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
def suggestions(request: HttpRequest) -> HttpResponse:
    """What begins so: for a script as JSON, for anybody else as a page of links."""
    q = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    found = suggest(q) if q else []
    if request.GET.get("format") == "json" or request.get_preferred_type([HTML, JSON]) == JSON:
        told = {"q": q, "suggestions": [asdict(one) for one in found]}
        response: HttpResponse = JsonResponse(told)
    else:
        response = render(request, "suggest.html", {"q": q, "suggestions": found})
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Accept"])
    return response


def _only(given: QueryDict, *names: str) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name in names:
        kept.setlist(name, given.getlist(name))
    return kept
