"""The queue of what the registry says otherwise: many proposals decided on at once.

Who: an editor after an import. Why: forty new completion dates are one decision, not forty. A page
says first what will happen, field by field. Next: the list again, with what is left.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.views.decorators.http import require_POST

from trials.admin import sent
from trials.admin.keys import is_key
from trials.admin.proposal_acts import may_decide
from trials.admin.proposal_lines import Line, is_value, lines_of
from trials.admin.read_only import ReadOnly
from trials.admin.reasons import typed
from trials.admin.together import Wish, do_all, seen_then, tell
from trials.models.proposal import ProposalOrigin
from trials.proposals import accept, keep

# Decided on at one press; the page that asks first names each.
MOST = 200
ACTS = {"accept": "Take over the chosen", "keep": "Keep ours for the chosen"}
DID = {"accept": "taken over from the registry", "keep": "kept as ours"}


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
        own = self.own_path("together/", require_POST(self.together_view), "together")
        return [own, *super().get_urls()]

    def together_view(self, request: HttpRequest) -> HttpResponse:
        """Decide on those that the page named, as it showed them."""
        if not may_decide(request):
            raise PermissionDenied
        return sent.once(request, lambda: self._together(request))

    def _together(self, request: HttpRequest) -> HttpResponse:
        act = request.POST.get("act", "")
        marks = seen_then(request)
        keys = [key for key in marks if is_key(key)][:MOST]
        if act in DID and keys:
            rows = self.get_queryset(request).filter(pk__in=keys)
            lines = lines_of(act, sorted(rows, key=lambda row: keys.index(str(row.pk))))
            decide = partial({"accept": accept, "keep": keep}[act], word=typed(request))
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


def _wishes(lines: Iterable[Line], decide: Any, user: Any, marks: dict[str, str]) -> Iterable[Wish]:
    for line in lines:
        if is_value(line.proposal):
            mark = marks[str(line.proposal.pk)]
            yield Wish(line.name, partial(decide, line.proposal, user, mark))
