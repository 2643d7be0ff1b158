"""The public history of a trial: its versions, any two side by side, and each as it stood.

Who: a patient, a reporter, an auditor. Why: to see what changed since it was last read, or cited.
Next: two versions chosen are compared; a version leads to the record as it stands.
"""

from itertools import pairwise
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trials.held import unless_held
from trials.models import Trial
from trials.paging import BadKeyError, Page
from trials.positions import of_history
from trials.versions.asked import asked_version, asks_for_two, moved, pair_asked
from trials.versions.differences import differences, matched
from trials.versions.log import revision_named
from trials.versions.names import name_of_kind
from trials.versions.readers import Seen, followed_by, page_of_versions
from trials.versions.side_by_side import besides_its_name, blocks
from trials.versions.telling import Entry, Said, Told
from trials.views import public_trial

MOST_DIFFERENCES = 300
# Parts of one kind on the page of a version.
MOST_PARTS = 100


@require_safe
def history(request: HttpRequest, trial_id: str) -> HttpResponseBase:
    """The versions of a trial to choose two from; or those two side by side."""
    trial = public_trial(trial_id, of_history)
    if other := moved(request, trial, trial_id, "trial-history"):
        return other
    make = _side_by_side if asks_for_two(request) else _versions
    return unless_held(
        request, lambda: trial.stands_at, lambda: make(request, trial), checked=False
    )


def _versions(request: HttpRequest, trial: Trial, refusal: str = "") -> HttpResponse:
    try:
        page, seen = page_of_versions(trial, request.GET.get("after", ""))
    except BadKeyError as error:
        raise Http404("No such page of the history.") from error
    shown = {one.version.revision for one in seen}
    # Where two that were asked for cannot be shown, none is chosen.
    chosen = {
        name: None if refusal else revision_named(request.GET.get(name, ""))
        for name in ("from", "to")
    }
    context = {
        "trial": trial,
        "page": page,
        "versions": seen,
        **left_out(page, seen),
        "chosen_from": chosen["from"] or (seen[1].version.revision if len(seen) > 1 else None),
        "chosen_to": chosen["to"] or (seen[0].version.revision if seen else None),
        # Chosen on another page: they are kept as choices of this one.
        "elsewhere": {name: one for name, one in chosen.items() if one and one not in shown},
        "may_compare": len(seen) > 1 or bool(page.next_key) or not page.is_first,
        "refusal": refusal,
    }
    return render(request, "trials/history.html", context, status=404 if refusal else 200)


def left_out(page: Page, seen: list[Seen]) -> dict[str, Any]:
    """Versions of a page that are not shown, in words: those above the first, and below each."""
    if not seen:
        return {}
    numbers = [one.version.revision for one in seen]
    # What came after the latest of all is no reader's business yet.
    top = numbers[0] + 1 if page.is_first else page.items[0].revision + 1
    end = numbers[-1] if seen[-1].is_first else page.items[-1].revision
    above, *below = [_between(*two) for two in pairwise([top, *numbers, end - 1])]
    return {"above": above, "shown": list(zip(seen, below, strict=True))}


def _between(newer: int, older: int) -> str:
    first, last = older + 1, newer - 1
    if first > last:
        return ""
    return f"version {last}" if first == last else f"versions {first} to {last}"


def _side_by_side(request: HttpRequest, trial: Trial) -> HttpResponse:
    try:
        old, new = pair_asked(request, trial)
    except Http404 as error:
        return _versions(request, trial, refusal=str(error))
    found = differences(matched(old.told, new.told), new.told)
    context = {
        "trial": trial,
        "old": old,
        "new": new,
        "left": f"Version {old.version.revision}",
        "right": f"Version {new.version.revision}",
        "blocks": blocks(found[:MOST_DIFFERENCES], "trial"),
        "more": max(0, len(found) - MOST_DIFFERENCES),
    }
    return render(request, "trials/history_compared.html", context)


@require_safe
def version(request: HttpRequest, trial_id: str, revision: int) -> HttpResponseBase:
    """The record as it stood, marked as old."""
    trial = public_trial(trial_id, of_history)
    if other := moved(request, trial, trial_id, "trial-version", str(revision)):
        return other
    return unless_held(
        request, lambda: trial.stands_at, lambda: _version(request, trial, revision), checked=False
    )


def _version(request: HttpRequest, trial: Trial, revision: int) -> HttpResponse:
    seen = asked_version(trial, revision)
    after = followed_by(trial, seen)
    context = {
        "trial": trial,
        "seen": seen,
        "after": after,
        "is_brief": after and _minute(after) == _minute(seen),
        "lists": lists(seen.told),
        "fields": said(seen.told),
    }
    return render(request, "trials/version.html", context)


def _minute(seen: Seen) -> Any:
    return seen.public_since.replace(second=0, microsecond=0)


def said(told: Told) -> list[Said]:
    """Its own fields that say something."""
    return [one for one in told.fields.values() if one.words]


def lists(told: Told) -> list[tuple[str, list[tuple[Entry, list[Said]]], int]]:
    """Its parts by kind: what they are, the first of them with their fields, how many more."""
    return [
        (
            name_of_kind(kind, 2),
            [(one, besides_its_name(one)) for one in rows[:MOST_PARTS]],
            max(0, len(rows) - MOST_PARTS),
        )
        for kind, found in told.entries.items()
        for rows in [list(found.values())]
    ]
