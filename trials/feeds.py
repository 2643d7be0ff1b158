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
from django.views.decorators.http import conditional_page, require_safe

from trials import markdown
from trials.filters import ORDERS, TrialFilter
from trials.listing import for_cards
from trials.models import StatusChange, Trial
from trials.publishing import may_be_named
from trials.syndication import ENTRIES, Channel, Entry, answer

PLAIN = "text/plain; charset=utf-8"
NO_CONDITIONS = ("sort", "after")


class FollowedTrials(TrialFilter):
    """The parameters of /trials/; what changed last comes first, if no order is asked for."""

    page_size = ENTRIES

    def order(self) -> tuple[str, ...]:
        """As asked, else by the last change that readers could see."""
        asked = self.form.cleaned_data["sort"]
        return ORDERS[asked] if asked else ("changed_at", "id")


@require_safe
@conditional_page
def trials(request: HttpRequest, kind: str) -> HttpResponse:
    """The trials that the parameters ask for; a wrong one is answered with a sentence."""
    changed_at = Greatest("updated_at", "release_at")
    listed = for_cards(Trial.objects.listed()).annotate(changed_at=changed_at)
    found = FollowedTrials(request.GET, queryset=listed)
    page = found.page()
    if page is None:
        return HttpResponseBadRequest(_refusal(found.form), content_type=PLAIN)
    channel = Channel(
        key="trials",
        title=": ".join(filter(None, ["Trials", _asked(found.form)])),
        description="Trials that match what was asked for, by their last change.",
        page=_with_query(request, "trials"),
        feed=request.get_full_path(),
        older=page.next_key and _with_query(request, "trials-feed", kind, after=page.next_key),
    )
    return answer(request, kind, channel, [_entry(trial) for trial in page.items])


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


def _with_query(request: HttpRequest, name: str, *parts: str, **changed: str) -> str:
    query = request.GET.copy()
    for parameter, value in {"after": "", **changed}.items():
        query.pop(parameter, None)
        query.update({parameter: value} if value else {})
    return f"{reverse(name, args=parts)}{'?' if query else ''}{query.urlencode()}"


def _asked(form: Any) -> str:
    """The conditions, so that two feeds beside each other can be told apart."""
    names = [name for name in form.fields if name not in NO_CONDITIONS]
    values = [value for name in names for value in form.data.getlist(name)]
    return ", ".join(filter(None, (value.strip() for value in values)))


def _refusal(form: Any) -> str:
    """What is wrong with the parameters, a line each."""
    said = [f"{name}: {message}" for name, faults in form.errors.items() for message in faults]
    return "\n".join(["This cannot be followed.", *said, ""])
