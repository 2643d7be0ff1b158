"""Trials to follow: those that a form asks for, and the statuses of one trial.

Who: a librarian with a search, a patient with one trial. Why: to hear of a change without asking
every day. Next: the entry leads to the trial's page.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from trials import markdown, positions
from trials.asking import asked_for, refusal
from trials.filters import Sort
from trials.held import held_at
from trials.list_address import Address
from trials.listing import for_cards
from trials.models import StatusChange, Trial
from trials.publishing import may_be_named
from trials.search import Found
from trials.syndication import ENTRIES, Channel, Entry, answer

PLAIN = "text/plain; charset=utf-8"
NO_CONDITIONS = ("sort", "after")


@require_safe
@held_at(positions.of_everything)
def trials(request: HttpRequest, kind: str) -> HttpResponse:
    """The trials that the parameters ask for, what changed last first if no order is asked for.

    A wrong parameter is answered with a sentence.
    """
    asked = asked_for(request.GET).sorted_by(Sort.UPDATED)
    found = asked.found(ENTRIES)
    if found is None:
        return HttpResponseBadRequest(refusal(asked.form), content_type=PLAIN)
    address = Address(reverse("trials-feed", args=[kind]), request.GET)
    channel = Channel(
        key="/".join(filter(None, ["trials", address.name])),
        title=": ".join(filter(None, ["Trials", _asked(asked.form)])),
        description="Trials that match what was asked for, by their last change.",
        page=reverse("trials") + address.query,
        feed=request.get_full_path(),
        older=found.next_key and address.having(after=found.next_key),
    )
    return answer(request, kind, channel, [_entry(trial) for trial in _records(found)])


def _records(found: Found) -> list[Any]:
    """The trials of a page of the search in its order, with all that an entry tells."""
    changed_at = Greatest("updated_at", "release_at")
    listed = for_cards(Trial.objects.listed()).annotate(changed_at=changed_at)
    keys = [hit.document.record_id for hit in found.hits]
    by_key = listed.in_bulk(keys)
    return [by_key[key] for key in keys if key in by_key]


def status_entries(trial: Trial) -> Iterator[Entry]:
    """What is known of the status of a trial, its cohorts and arms over time, the latest first."""
    changes = trial.status_changes.filter(may_be_named(), site=None).order_by("-recorded_at", "-id")
    for change in changes.select_related("cohort", "arm", "source")[:ENTRIES]:
        yield _status_entry(trial, change)


def _entry(trial: Any) -> Entry:
    conditions = [link.condition.name for link in trial.trial_conditions.all()]
    return Entry(
        key=f"trials/{trial.pk}",
        title=f"{trial}: {trial.brief_title}",
        address=trial.get_absolute_url(),
        published=trial.release_at,
        updated=trial.changed_at,
        summary=markdown.opening(trial.plain_summary or trial.brief_summary),
        html=render_to_string("trials/feed_entry.html", {"trial": trial}),
        topics=tuple(conditions),
    )


def _status_entry(trial: Trial, change: StatusChange) -> Entry:
    """Told since it is recorded, and trial and source are public."""
    source: Any = change.source and change.source.public_from
    moments: list[Any] = [change.recorded_at, trial.release_at, source or trial.release_at]
    since = max(moments)
    of = f", {change.cohort or change.arm}" if change.cohort or change.arm else ""
    return Entry(
        key=f"trials/{trial.pk}/status/{change.pk}",
        title=f"{trial}{of}: {change.get_status_display()}",
        address=f"{trial.get_absolute_url()}#dates",
        published=since,
        updated=since,
        html=render_to_string("trials/feed_status.html", {"change": change}),
        topics=("Status", trial.public_id),
    )


def _asked(form: Any) -> str:
    """The conditions, so that two feeds beside each other can be told apart."""
    names = [name for name in form.fields if name not in NO_CONDITIONS]
    values = [value for name in names for value in form.data.getlist(name)]
    return ", ".join(filter(None, (value.strip() for value in values)))
