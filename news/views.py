"""Public pages of news: the list, an item with its trials, issues of the newsletter."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from news.cards import news_cards
from news.citations import citation_of
from news.filters import IssueFilter, NewsFilter
from news.markdown import body_html
from news.models import NewsItem, NewsletterIssue, PreviewLink, TrialLink
from news.standing import item_at
from news.structured_data import news_article
from trials import positions
from trials.filters import BROKEN_LINK
from trials.held import held_at, unless_held
from trials.list_address import Address
from trials.list_page import reading_of
from trials.listing import for_cards
from trials.models import FormerAddress, Trial
from trials.outputs import links as links_of_page
from trials.outputs.citations import apa, vancouver
from trials.outputs.structured_data import script
from trials.search import BadKeyError, Found, Question, find
from trials.vocabulary import LinkStatus

LATEST_ISSUES = 3


@require_safe
@held_at(positions.of_everything)
def news(request: HttpRequest) -> HttpResponse:
    """The list, the latest first; by words, the best first."""
    asked = NewsFilter(request.GET, queryset=NewsItem.objects.listed().latest_first())
    context = {
        "form": asked.form,
        "chosen": asked.chosen,
        "issues": NewsletterIssue.objects.listed()[:LATEST_ISSUES],
    }
    if (question := asked.question()) is None:
        context["page"] = asked.page()
    elif found := _found(asked, question):
        address = Address(request.path, request.GET)
        context |= {"found": found, "cards": news_cards(found.hits), "address": address}
        context |= reading_of(found, address)
    return render(request, "news/list.html", context)


def _found(asked: NewsFilter, question: Question) -> Found | None:
    try:
        return find(question, after=asked.form.cleaned_data["after"])
    except BadKeyError:
        asked.form.add_error("after", BROKEN_LINK)
        return None


@require_safe
@held_at(positions.of_everything)
def issues(request: HttpRequest) -> HttpResponse:
    """The issues of the newsletter, the latest first."""
    found = IssueFilter(request.GET, queryset=NewsletterIssue.objects.listed())
    return render(request, "news/issues.html", {"form": found.form, "page": found.page()})


@require_safe
def news_item(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One release or article."""
    found = item_at(slug)
    if found is None:
        raise Http404("No public item has this address.")
    return unless_held(
        request,
        lambda: f"{found.stands_at} {found.lead_to}",
        lambda: news_page(request, found),
        asks=False,
    )


def news_page(
    request: HttpRequest, item: NewsItem, preview: bool = False, link: PreviewLink | None = None
) -> HttpResponse:
    """An item with its trials as they are today; the newsroom's preview shows all confirmed ones.

    Through a preview link only trials show that are public by themselves. What other programs read
    of the page (`article`) has only what is listed.
    """
    links: Any = item.trial_links.filter(status=LinkStatus.CONFIRMED)
    if link is not None:
        links = links.filter(trial__in=Trial.objects.listed())
    elif not preview:
        links = item.trial_links.listed()
    trials = for_cards(Trial.objects.all())
    prefetch_related_objects([item], "corrections", "images", "attachments")
    context: dict[str, Any] = {
        "item": item,
        "body": body_html(item.body),
        "links": list(links.prefetch_related(Prefetch("trial", trials)).order_by("id")),
        "preview": preview,
        "preview_link": link,
    }
    if preview:
        return render(request, "news/item.html", context)
    site = request.build_absolute_uri("/")[:-1]
    context |= _for_others(item, context["links"], site)
    response = render(request, "news/item.html", context)
    response["Link"] = links_of_page.header(links_of_page.of_item(item, site))
    return response


def _for_others(item: NewsItem, links: list[TrialLink], site: str) -> dict[str, Any]:
    """What people cite of a public item, and what search engines read of a listed one."""
    cited = citation_of(item, site)
    told: dict[str, Any] = {"apa": apa(cited), "vancouver": vancouver(cited)}
    if not item.is_withdrawn:
        article = news_article(item, links, site)
        told |= {"article": article, "structured_data": script(article)}
    return told


@require_safe
@held_at(positions.of_everything, asks=False)
def issue(request: HttpRequest, slug: str) -> HttpResponse:
    """One issue of the newsletter, its items by section in their order."""
    found = get_object_or_404(NewsletterIssue.objects.listed(), slug=slug)
    return issue_page(request, found, NewsItem.objects.listed().filter(issue=found))


def issue_page(
    request: HttpRequest, found: NewsletterIssue, items: Any, preview: bool = False
) -> HttpResponse:
    """An issue with these of its items."""
    context = {"issue": found, "sections": found.in_sections(items), "preview": preview}
    return render(request, "news/issue.html", context)


@require_safe
@held_at(positions.of_everything, asks=False)
def issue_in_full(request: HttpRequest, slug: str) -> HttpResponse:
    """An issue with the text of its items, for paper; 301 from a former slug."""
    found = NewsletterIssue.objects.listed().filter(slug=slug).first()
    if found is None:
        former = get_object_or_404(FormerAddress, path=reverse("issue", args=[slug]))
        now = former.moved_to.strip("/").split("/")[-1]
        moved = get_object_or_404(NewsletterIssue.objects.listed(), slug=now)
        return redirect("issue-print", moved.slug, permanent=True)
    items = NewsItem.objects.listed().filter(issue=found).prefetch_related("images", "corrections")
    context = {
        "issue": found,
        "sections": found.in_sections(items),
        "address": request.build_absolute_uri(found.get_absolute_url()),
        "site": request.build_absolute_uri("/")[:-1],
    }
    return render(request, "news/issue_print.html", context)
