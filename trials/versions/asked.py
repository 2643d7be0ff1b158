"""Which versions of a trial an address asks for, and where the trial's one address is."""

from django.http import Http404, HttpRequest, HttpResponse

from trials.models import Trial
from trials.versions.log import revision_named
from trials.versions.readers import Seen, version_seen
from trials.views import moved_trial

LARGEST_REVISION = 2**62


def asks_for_two(request: HttpRequest) -> bool:
    """Whether two versions are to be compared, and not another page of the list to be shown."""
    return bool({"from", "to"} <= set(request.GET)) and "after" not in request.GET


def pair_asked(request: HttpRequest, trial: Trial) -> tuple[Seen, Seen]:
    """The two versions of the address, the older first; Http404 with a sentence for others."""
    numbers = sorted(revision_named(request.GET[name]) for name in ("from", "to"))
    old, new = (asked_version(trial, one) for one in numbers)
    return old, new


def asked_version(trial: Trial, revision: int) -> Seen:
    """A version that readers could read; Http404 for any other."""
    seen = version_seen(trial, revision) if 0 < revision < LARGEST_REVISION else None
    if seen is None:
        raise Http404("This record has no public version with that number: choose from the list.")
    return seen


def moved(
    request: HttpRequest, trial: Trial, trial_id: str, name: str, *rest: str
) -> HttpResponse | None:
    """A redirect to the trial's one address, with the question that was asked there."""
    found = moved_trial(trial, trial_id, name, *rest)
    question = request.META.get("QUERY_STRING", "")
    if found is not None and question:
        found["Location"] += f"?{question}"
    return found
