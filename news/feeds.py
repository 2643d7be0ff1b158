"""News to follow: all of it, or what speaks of one trial or of the trials of one condition.

Who: a reporter, a patient of a trial, a librarian. Why: to have a release in the second in which it
is public, and each correction of it. Next: the entry leads to the item's page.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from news.markdown import bodies_html
from news.models import NewsItem, TrialLink
from news.positions import of_news
from news.templatetags.newsroom import file_url
from trials.feeds import status_entries
from trials.held import held_at
from trials.models import Condition, Trial
from trials.syndication import ENTRIES, Channel, Entry, answer
from trials.views import moved_trial, public_trial


@require_safe
@held_at(of_news, asks=False)
def news(request: HttpRequest, kind: str) -> HttpResponse:
    """All news."""
    channel = Channel(
        key="news",
        title="News",
        description="Releases, newsletter articles and announcements, with their corrections.",
        page=reverse("news"),
        feed=reverse("news-feed", args=[kind]),
    )
    return answer(request, kind, channel, entries(NewsItem.objects.listed()))


@require_safe
@held_at(of_news, asks=False)
def of_trial(request: HttpRequest, trial_id: str, kind: str) -> HttpResponse:
    """News about one trial, and its statuses."""
    trial = public_trial(trial_id)
    if trial.is_withdrawn:
        raise Http404("This trial was withdrawn: nothing follows.")
    if moved := moved_trial(trial, trial_id, "trial-feed", kind):
        return moved
    channel = Channel(
        key=f"trials/{trial.pk}",
        title=f"News about {trial}",
        description=f"Releases about {trial.brief_title}, their corrections, and its status.",
        page=trial.get_absolute_url(),
        feed=reverse("trial-feed", args=[trial_id, kind]),
    )
    told = [*entries(_about(trial=trial)), *status_entries(trial)]
    latest = sorted(told, key=lambda entry: entry.updated, reverse=True)[:ENTRIES]
    return answer(request, kind, channel, latest)


@require_safe
@held_at(of_news, asks=False)
def of_condition(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """News about the trials of one condition."""
    condition = get_object_or_404(Condition, slug=slug)
    if not Trial.objects.listed().filter(conditions=condition).exists():
        raise Http404("No public trial studies this condition.")
    channel = Channel(
        key=f"conditions/{condition.pk}",
        title=f"News about trials of {condition}",
        description=f"Releases about trials that study {condition}, with their corrections.",
        page=condition.get_absolute_url(),
        feed=reverse("condition-feed", args=[slug, kind]),
    )
    return answer(request, kind, channel, entries(_about(trial__conditions=condition)))


def _about(**which: Any) -> Any:
    """Items with a link that readers may know of to one of these trials."""
    links = TrialLink.objects.listed().filter(item=OuterRef("pk"), **which)
    return NewsItem.objects.listed().filter(Exists(links))


def entries(items: Any) -> Iterable[Entry]:
    """The items that were released or corrected last, in a constant number of queries."""
    links = Prefetch("trial_links", TrialLink.objects.listed().select_related("trial"))
    found = items.by_last_change().prefetch_related("corrections", "images", "attachments", links)
    latest = list(found[:ENTRIES])
    bodies = bodies_html(item.body for item in latest)
    return [_entry(item, body) for item, body in zip(latest, bodies, strict=True)]


def _entry(item: Any, body: str) -> Entry:
    trials = [link.trial.public_id for link in item.trial_links.all()]
    images = item.images.all()
    return Entry(
        key=f"news/{item.pk}",
        title=item.title,
        address=item.get_absolute_url(),
        published=item.release_at,
        updated=item.changed_at,
        summary=item.opening,
        html=render_to_string("news/feed_entry.html", {"item": item, "body": body}),
        topics=(item.get_kind_display(), *sorted(trials)),
        language=item.language,
        image=file_url(images[0]) if images else "",
    )
