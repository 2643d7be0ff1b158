"""The queue of what the registry says otherwise: many proposals decided on at once.

Who: an editor after an import. Why: forty new completion dates are one decision, not forty. A page
says first what will happen, field by field. Next: the list again, with what is left.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from trials.admin.keys import is_key
from trials.admin.proposal_acts import may_decide
from trials.admin.read_only import ReadOnly
from trials.admin.together import Wish, do_all, tell
from trials.admin.words import in_words
from trials.ctgov.importer import parts
from trials.models import Trial
from trials.models.proposal import Decision, ProposalOrigin
from trials.proposals import accept, field_in_words, keep, obstacle, seen
from trials.proposals.fields import current, field_of

# Decided on at one press; the page that asks first names each.
MOST = 200
LONGEST = 160
ACTS = {"accept": "Take over the chosen", "keep": "Keep ours for the chosen"}
DID = {"accept": "taken over from the registry", "keep": "kept as ours"}
PARTS = tuple(kind.model for kind in parts.KINDS)
ONLY_REGISTRY = "It is not the registry's: decide on its own page."
DECIDED = "It is decided already."


@dataclass(frozen=True)
class Line:
    """One proposal on the page that asks: what stands there, what would, or why it stays."""

    proposal: Any
    record: str
    field: str
    ours: str
    theirs: str
    stays: str
    mark: str

    @property
    def name(self) -> str:
        """The field, and of what."""
        return f"{self.field} of {self.record}"


class Queue(ReadOnly):
    """A list of proposals with actions for many of them."""

    actions = ("accept_chosen", "keep_chosen")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Editors."""
        return may_decide(request)

    @admin.action(description="Take over the chosen …", permissions=["decide"])
    def accept_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        """Say what would be taken over, and ask."""
        return self._ask(request, "accept", queryset)

    @admin.action(description="Keep ours for the chosen …", permissions=["decide"])
    def keep_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse:
        """Say what would be kept, and ask."""
        return self._ask(request, "keep", queryset)

    def get_ordering(self, request: HttpRequest) -> Any:
        """Those of the registry trial by trial."""
        if request.GET.get("origin__exact") == ProposalOrigin.REGISTRY:
            return ("-decision", "registry_record__trial_id", "content_type", "object_id", "field")
        return super().get_ordering(request)

    def get_urls(self) -> list[URLPattern]:
        """With the address that the page which asks posts to."""
        view = self.admin_site.admin_view(require_POST(self.together_view))
        return [path("together/", view, name="trials_proposal_together"), *super().get_urls()]

    def together_view(self, request: HttpRequest) -> HttpResponse:
        """Decide on those that the page named, as it showed them."""
        if not may_decide(request):
            raise PermissionDenied
        act = request.POST.get("act", "")
        marks = dict(one.rsplit(":", 1) for one in request.POST.getlist("seen") if ":" in one)
        keys = [key for key in marks if is_key(key)][:MOST]
        if act in DID and keys:
            rows = self.get_queryset(request).filter(pk__in=keys)
            lines = lines_of(act, sorted(rows, key=lambda row: keys.index(str(row.pk))))
            decide = {"accept": accept, "keep": keep}[act]
            tell(self, request, do_all(_wishes(lines, decide, request.user, marks)), DID[act])
        else:
            self.message_user(request, "Nothing was chosen.", messages.WARNING)
        return HttpResponseRedirect(_list(request.POST.get("filters", "")))

    def _ask(self, request: HttpRequest, act: str, queryset: QuerySet[Any]) -> HttpResponse:
        count = queryset.count()
        lines = lines_of(act, queryset[:MOST])
        context = {
            **self.admin_site.each_context(request),
            "title": ACTS[act],
            "opts": self.opts,
            "act": act,
            "label": ACTS[act],
            "lines": [line for line in lines if not line.stays],
            "staying": [line for line in lines if line.stays],
            "more": count - len(lines),
            "most": MOST,
            "filters": request.GET.urlencode(),
            "back": _list(request.GET.urlencode()),
        }
        return TemplateResponse(request, "admin/trials/proposal/together.html", context)


def _list(filters: str) -> str:
    """The list as it was filtered."""
    address = reverse("admin:trials_proposal_changelist")
    return f"{address}?{filters}" if filters else address


def targets() -> Any:
    """What proposals are about, each part with its trial, one query for all of a kind."""
    ContentType.objects.get_for_models(*PARTS)  # all in one query, and none once they are known
    rows = [model._default_manager.select_related(_way(model)) for model in PARTS]
    return GenericPrefetch("target", [Trial.objects.select_related("lead_sponsor"), *rows])


def _way(model: Any) -> str:
    return "trial" if any(one.name == "trial" for one in model._meta.fields) else "arm__trial"


def registry_page(target: Any) -> SafeString:
    """A link to where the trial's own and the registry's stand side by side."""
    trial = target if isinstance(target, Trial) else target.trial
    page = reverse("admin:trials_trial_registry", args=[trial.pk])
    return format_html('<a href="{}">{}</a>', page, named(target))


def named(target: Any) -> str:
    """The record, of a part with its trial first."""
    if target is None:
        return "a record that is gone"
    if isinstance(target, Trial):
        return str(target)
    return f"{target.trial.public_id}, {target._meta.verbose_name} {target}"


def lines_of(act: str, proposals: Iterable[Any]) -> list[Line]:
    """What would happen to each."""
    return [_line(act, proposal, proposal.target) for proposal in proposals]


def _line(act: str, proposal: Any, target: Any) -> Line:
    field = field_of(target, proposal.field) if target is not None else None
    ours = current(target, proposal.field) if field else None
    return Line(
        proposal,
        named(target),
        field_in_words(proposal),
        _short(in_words(field, ours)),
        _short(in_words(field, proposal.proposed_value)),
        _stays(act, proposal, target),
        seen(proposal, target) if target is not None and _is_value(proposal) else "",
    )


def _is_value(proposal: Any) -> bool:
    return bool(proposal.origin == ProposalOrigin.REGISTRY)


def _stays(act: str, proposal: Any, target: Any) -> str:
    """Why it is left as it is, "" if it is not."""
    if not _is_value(proposal):
        return ONLY_REGISTRY
    if proposal.decision != Decision.OPEN:
        return DECIDED
    return obstacle(proposal, target) if act == "accept" else ""


def _wishes(lines: Iterable[Line], decide: Any, user: Any, marks: dict[str, str]) -> Iterable[Wish]:
    for line in lines:
        if _is_value(line.proposal):
            seen_then = marks[str(line.proposal.pk)]
            yield Wish(line.name, partial(decide, line.proposal, user, seen_then))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
