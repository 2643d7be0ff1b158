"""Two to four trials side by side.

Who: a doctor with a patient, a reporter, a committee. Why: to see in what trials differ. Next: the
page of each trial. Everything is in the address, so a comparison can be sent on.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from trials import identifiers, positions
from trials.comparison import MOST, Chosen, chosen, read, table
from trials.held import held_at
from trials.list_address import Link
from trials.models import Trial

ONLY = "differences"


@require_safe
@held_at(positions.of_everything)
def compare(request: HttpRequest) -> HttpResponse:
    """The table; or what is wrong, with all that was asked for still there."""
    only = request.GET.get("only") == ONLY
    asked = chosen(request.GET.getlist("id"))
    context = {
        "asked": asked,
        "most": MOST,
        "only": only,
        "without": [_without(asked, trial, only) for trial in asked.trials],
        "slugs": [_slug(trial) for trial in asked.trials],
        "typed": ", ".join(asked.unknown),
    }
    if asked.can_be_compared:
        compared = read(asked.trials)
        context |= {
            "trials": [(one.trial, _without(asked, one.trial, only)) for one in compared],
            "rows": table(compared, only),
            "other": _address(asked.trials, not only),
        }
    return render(request, "trials/compare.html", context)


def _without(asked: Chosen, trial: Trial, only: bool) -> Link:
    """The same without one of them."""
    left = [one for one in asked.trials if one != trial]
    return Link(str(trial), _address(left, only))


def _address(trials: list[Trial], only: bool) -> str:
    asked = [("id", _slug(trial)) for trial in trials]
    query = urlencode([*asked, ("only", ONLY)] if only else asked)
    return f"{reverse('compare')}?{query}" if query else reverse("compare")


def _slug(trial: Trial) -> str:
    return identifiers.slug(trial.public_id)
