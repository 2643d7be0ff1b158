"""A trial's history as JSON: its versions, what each changed, any two compared, and each itself.

Who: a program that follows a record, an auditor. Why: to have what stood without reading pages.
Next: the address of each version's JSON and page stands beside it. docs/history-json.md tells the
fields.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from trials import identifiers
from trials.held import unless_held
from trials.models import Trial
from trials.paging import BadKeyError
from trials.positions import of_history
from trials.record_files import gone
from trials.versions.asked import asked_version, asks_for_two, moved, pair_asked
from trials.versions.differences import Difference, differences
from trials.versions.names import list_name
from trials.versions.readers import Seen, page_of_versions
from trials.versions.telling import Entry, Said, Told
from trials.views import public_trial

# Changes that one version of the list tells itself; of more it names the address of them all.
MOST_CHANGES = 200


@require_safe
def history(request: HttpRequest, trial_id: str) -> HttpResponseBase:
    """The versions, the latest first, twenty at a time; with `from` and `to` what differs."""
    trial = public_trial(trial_id, of_history)
    if other := moved(request, trial, trial_id, "trial-history-json") or gone(request, trial):
        return other
    make = _compared if asks_for_two(request) else _versions
    return unless_held(
        request, lambda: trial.stands_at, lambda: make(request, trial), checked=False
    )


def _versions(request: HttpRequest, trial: Trial) -> HttpResponse:
    try:
        page, seen = page_of_versions(trial, request.GET.get("after", ""))
    except BadKeyError as error:
        raise Http404("No such page of the history.") from error
    here = request.build_absolute_uri(request.path)
    told = {
        "id": trial.public_id,
        "versions": [_of_list(request, trial, one) for one in seen],
        "next": f"{here}?after={page.next_key}" if page.next_key else None,
    }
    return _answer(told)


@require_safe
def version(request: HttpRequest, trial_id: str, revision: int) -> HttpResponseBase:
    """One version: the record as readers could read it."""
    trial = public_trial(trial_id, of_history)
    other = moved(request, trial, trial_id, "trial-version-json", str(revision))
    if other := other or gone(request, trial):
        return other
    return unless_held(
        request, lambda: trial.stands_at, lambda: _version(request, trial, revision), checked=False
    )


def _version(request: HttpRequest, trial: Trial, revision: int) -> HttpResponse:
    seen = asked_version(trial, revision)
    return _answer(
        {"id": trial.public_id, **_about(request, trial, seen), "record": record(seen.told)}
    )


def record(told: Told) -> dict[str, Any]:
    """A version's fields, and its parts in lists by key."""
    parts = {
        list_name(kind): {str(key): _entry(entry) for key, entry in rows.items()}
        for kind, rows in told.entries.items()
    }
    return {**_fields(told.fields), **parts}


def change(one: Difference) -> dict[str, Any]:
    """A difference: where, and what stood there before and after; null for nothing."""
    if one.part and one.did != "changed":
        row = _entry(one.part)
        before, after = (row, None) if one.did == "removed" else (None, row)
    else:
        before, after = (said.value if said else None for said in (one.before, one.after))
    return {"path": one.path, "from": before, "to": after}


def _compared(request: HttpRequest, trial: Trial) -> HttpResponse:
    old, new = pair_asked(request, trial)
    found = differences(old.told, new.told)
    told = {
        "id": trial.public_id,
        "from": _about(request, trial, old),
        "to": _about(request, trial, new),
        "changes": [change(one) for one in found],
    }
    return _answer(told)


def _of_list(request: HttpRequest, trial: Trial, seen: Seen) -> dict[str, Any]:
    changes = seen.changes
    return {
        **_about(request, trial, seen),
        "notes": list(seen.notes),
        "changes": [change(one) for one in changes[:MOST_CHANGES]],
        "changes_total": len(changes),
    }


def _about(request: HttpRequest, trial: Trial, seen: Seen) -> dict[str, Any]:
    slug, revision = identifiers.slug(trial.public_id), seen.version.revision
    until = seen.version.until
    page, file = (
        request.build_absolute_uri(reverse(name, args=[slug, revision]))
        for name in ("trial-version", "trial-version-json")
    )
    return {
        "revision": revision,
        "at": seen.version.at.isoformat(),
        "until": until.isoformat() if until else None,
        "public_since": seen.public_since.isoformat(),
        "source": seen.source,
        "reason": seen.reason,
        "page": page,
        "json": file,
    }


def _fields(fields: dict[str, Said]) -> dict[str, Any]:
    return {name: said.value for name, said in fields.items()}


def _entry(entry: Entry) -> dict[str, Any]:
    return {"name": entry.name, **_fields(entry.fields)}


def _answer(told: dict[str, Any]) -> JsonResponse:
    response = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-cache"
    response["X-Robots-Tag"] = "noindex"
    return response
