"""The page “Registry” of a trial: what we say beside what the registry says now, field by field.

Who: an editor after a nightly import. Why: what was changed here by hand is overwritten by nobody
else than a person who saw both. Next: the next trial that has something to decide.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern

from trials.admin import sent
from trials.admin.drift_cards import card_of, name_of
from trials.admin.keys import is_key
from trials.admin.proposal_acts import ONLY_EDITORS, may_decide
from trials.admin.publishing import Published
from trials.admin.reasons import typed
from trials.admin.together import Wish, do_all, seen_then, tell
from trials.ctgov.drift import Difference, Drift, add_row, drift_of, keep_ours, take_theirs
from trials.models import Proposal, Trial
from trials.proposals import CHANGED, reopen

PER_PAGE = 100
DID = {
    "take": "taken over from the registry",
    "keep": "kept as ours",
    "reopen": "open again",
    "add": "added from the registry",
}
GONE = "a field that differs no more"
ASKED = "Choose at least one field first."


class Drifting(Published):
    """A trial with a page of what the registry says otherwise."""

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """With the page, and how many differences nobody decided on."""
        drift = drift_of(record)
        if drift.version is None:
            return super().tools(request, record)
        count = len(drift.undecided)
        label = f"Registry ({count} to decide)" if count else "Registry"
        return [*super().tools(request, record), (label, self.address("registry", record))]

    def get_urls(self) -> list[URLPattern]:
        """With the address of that page."""
        own = self.own_path("<path:object_id>/registry/", self.registry_view, "registry")
        return [own, *super().get_urls()]

    def registry_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show both sides; do what was pressed, and say what came of it."""
        trial: Any = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, trial):
            raise PermissionDenied
        if trial is None:
            raise Http404("There is no trial with this key.")
        drift = drift_of(trial)
        if request.method != "POST":
            return TemplateResponse(
                request, "admin/trials/trial/registry.html", self._shown(request, trial, drift)
            )
        if not may_decide(request):
            raise PermissionDenied
        return sent.once(request, lambda: self._decide(request, drift))

    def _shown(self, request: HttpRequest, trial: Any, drift: Drift) -> dict[str, Any]:
        page = Paginator(drift.undecided + drift.kept, PER_PAGE).get_page(request.GET.get("p"))
        cards = [card_of(one, drift) for one in page]
        return {
            **self.admin_site.each_context(request),
            "title": "What the registry says now",
            "subtitle": str(trial),
            "opts": self.opts,
            "trial": trial,
            "drift": drift,
            "page": page,
            "open_cards": [card for card in cards if not card.difference.is_kept],
            "kept_cards": [card for card in cards if card.difference.is_kept],
            "may_decide": may_decide(request),
            "only_editors": ONLY_EDITORS,
            "all_chosen": "all" in request.GET,
            "next_trial": next_to_decide(trial),
        }

    def _decide(self, request: HttpRequest, drift: Drift) -> HttpResponse:
        act, keys = pressed(request)
        page = request.GET.get("p", "")
        back = HttpResponseRedirect(f"{request.path}?p={page}" if is_key(page) else request.path)
        if act not in DID or not keys:
            self.message_user(request, ASKED, messages.ERROR)
            return sent.refusal(back)
        wishes = _additions(request, drift, keys)
        if act != "add":
            known = {one.key: one for one in drift.differences}
            marks = seen_then(request)
            wishes = [_wish(request, act, known.get(key), marks.get(key)) for key in keys]
        with transaction.atomic():  # the record moves by one revision
            outcomes = do_all(wishes)
        tell(self, request, outcomes, DID[act])
        return back


def _wish(request: HttpRequest, act: str, found: Difference | None, mark: str | None) -> Wish:
    """What was pressed for one field; a page that is stale by now asks to look again."""
    if found is None or found.mark != mark:
        return Wish(name_of(found) if found else GONE, _stale)
    return Wish(name_of(found), _doing(act, found, request))


def pressed(request: HttpRequest) -> tuple[str, list[str]]:
    """The act, and the keys of the fields it was pressed for: one by its button, or the chosen."""
    for act in DID:
        if key := request.POST.get(act):
            return act, [key]
    act = request.POST.get("act", "")
    return act, request.POST.getlist("row" if act == "add" else "chosen")


def _additions(request: HttpRequest, drift: Drift, keys: list[str]) -> list[Wish]:
    """Rows that only the registry has, chosen to stand here too."""
    known = {row.key: row for lacking in drift.only_theirs for row in lacking.rows}
    return [
        Wish(known[key].name, partial(add_row, drift, known[key], request.user, typed(request)))
        if key in known
        else Wish(GONE, _stale)
        for key in keys
    ]


def _stale() -> None:
    raise ValidationError(CHANGED)


def _doing(act: str, found: Difference, request: HttpRequest) -> Callable[[], Any]:
    by, word = request.user, typed(request)
    if act == "reopen":
        return partial(reopen, found.proposal, by, word) if found.proposal else _stale
    decide = take_theirs if act == "take" else keep_ours
    return partial(decide, found, by, word)


def next_to_decide(trial: Trial) -> Trial | None:
    """The next trial with an open proposal of the registry, after the last the first again."""
    waiting = Proposal.objects.waiting_by_registry().filter(~Q(registry_record__trial=trial))
    rows = Trial.objects.filter(pk__in=waiting.values("registry_record__trial"))
    found: Trial | None = (
        rows.annotate(is_before=Q(pk__lt=trial.pk)).order_by("is_before", "pk").first()
    )
    return found
