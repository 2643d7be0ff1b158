"""Suggested changes of a registry, a release or an editor: a list, and a page to decide on each.

Who: an editor who asks what waits. Why: nothing from outside changes a record by itself. Next: the
list again, for the next open one.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from trials.admin import sent
from trials.admin.proposal_acts import ONLY_EDITORS, buttons_of, decide, may_decide
from trials.admin.proposal_filters import FILTERS
from trials.admin.proposal_queue import Queue
from trials.admin.proposal_targets import registry_page, targets
from trials.admin.words import in_words, label
from trials.models import Proposal, Trial
from trials.models.proposal import ProposalOrigin
from trials.proposals import (
    asked_in_words,
    compared,
    field_in_words,
    has_moved,
    is_row,
    obstacle,
    seen,
    with_parts,
)
from trials.proposals.fields import field_of

SHORT = 80
TOLD = (
    "Nothing proposed is in the record until an editor accepts it: here, or, for values of the"
    " registry, on the page “Registry” of the trial or many at once by the actions of the list."
    " What is kept as ours is not asked again for the same value; it can be opened again."
)
MOVED = "The record changed since this was proposed. Then it said: {}."


@admin.register(Proposal)
class ProposalAdmin(Queue):
    """Proposals, the open ones first to find."""

    list_display = ("record", "what", "ours", "proposed", "origin", "decision", "created_at")
    list_display_links = ("what",)
    list_filter = FILTERS
    ordering = ("-decision", "-created_at", "-id")  # open, kept, accepted
    date_hierarchy = "created_at"
    search_fields = ("field", "evidence")
    trial_lookup = ""
    readonly_fields = (
        *("record", "what", "ours_whole", "proposed_whole", "origin", "source", "evidence"),
        *("created_at", "proposed_by", "decision", "decided_by", "decided_at"),
    )
    fieldsets = (
        (None, {"fields": (*readonly_fields[:2], readonly_fields[2:4]), "description": TOLD}),
        ("Where from", {"fields": readonly_fields[4:9]}),
        ("Decision", {"fields": readonly_fields[9:]}),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the records that they are about, one query for all of a kind."""
        rows = super().get_queryset(request).select_related("content_type", "source")
        return rows.prefetch_related(targets())

    @admin.display(description="record")
    def record(self, proposal: Any) -> SafeString | str:
        """A link to its form, where the value can be taken over; of a draft to that."""
        if proposal.draft_id:
            page = reverse("admin:trials_draft_change", args=[proposal.draft_id])
            return format_html('<a href="{}">Draft {}</a>', page, proposal.draft_id)
        target = proposal.target
        if target is None:
            return "a record that is gone"
        if proposal.origin == ProposalOrigin.REGISTRY:
            return registry_page(target)
        if not self.admin_site.is_registered(type(target)):  # a row of the trial's form
            target = target.trial
        opts = target._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[target.pk])
        return format_html('<a href="{}">{}</a>', address, target)

    @admin.display(description="field", ordering="field")
    def what(self, proposal: Any) -> str:
        """The field as forms call it."""
        if proposal.draft_id:
            return _in_a_draft(proposal)
        field = None if is_row(proposal) else _field(proposal)
        return label(field) if field else field_in_words(proposal)

    @admin.display(description="what we say now")
    def ours(self, proposal: Any) -> str:
        """The value as it is now, short; of a row, what the record said when it was proposed."""
        if is_row(proposal):
            return _short(" ".join(proposal.base_value or []) or "-")
        return _short(self.ours_whole(proposal))

    @admin.display(description="proposed")
    def proposed(self, proposal: Any) -> str:
        """The value suggested, short."""
        return _short(self.proposed_whole(proposal))

    @admin.display(description="what we say now")
    def ours_whole(self, proposal: Any) -> str:
        """The value as it is now; of a row, what the record says on its subject."""
        if is_row(proposal):
            trial = with_parts(Trial.objects.filter(pk=proposal.object_id)).first()
            return " ".join(compared(proposal, trial).sentences if trial else []) or "-"
        if proposal.draft_id:  # what the record says now, and which rows, its page tells
            return in_words(_field(proposal), proposal.base_value) or "-"
        ours = getattr(proposal.target, proposal.field, None)
        return in_words(_field(proposal), ours) or "-"

    @admin.display(description="proposed")
    def proposed_whole(self, proposal: Any) -> str:
        """The value suggested."""
        if is_row(proposal):
            return asked_in_words(proposal)
        return in_words(_field(proposal), proposal.proposed_value) or "-"

    def get_urls(self) -> list[URLPattern]:
        """With the address that the buttons post to."""
        own = self.own_path("<path:object_id>/decide/", require_POST(self.decide_view), "decide")
        return [own, *super().get_urls()]

    def decide_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Do what was pressed, and say what came of it on the proposal's page."""
        proposal: Any = self.get_object(request, unquote(object_id))
        if proposal is None:
            raise Http404("There is no proposal with this key.")
        return sent.once(request, lambda: self._decide(request, proposal))

    def _decide(self, request: HttpRequest, proposal: Any) -> HttpResponse:
        outcome = decide(request, proposal)
        page = reverse("admin:trials_proposal_change", args=[proposal.pk])
        answer: HttpResponse = HttpResponseRedirect(page)
        if outcome:
            level = messages.SUCCESS if outcome.done else messages.ERROR
            self.message_user(request, outcome.says, level)
        return answer if outcome and outcome.done else sent.refusal(answer)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Say over the list what one can do here."""
        return super().changelist_view(request, {"told": TOLD} | (extra_context or {}))

    def render_change_form(
        self, request: Any, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Under a title that a person reads."""
        proposal = context["original"]
        of = f"draft {proposal.draft_id}" if proposal.draft_id else proposal.target
        context["subtitle"] = f"{self.what(proposal)} of {of or 'a record gone'}"
        context |= _deciding(request, proposal)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """A trial's identifier finds what is proposed for that trial."""
        trial = Trial.objects.identified_by(search_term).first() if search_term else None
        if trial is None:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(content_type__model="trial", object_id=trial.pk), False


def _deciding(request: HttpRequest, proposal: Any) -> dict[str, Any]:
    """The buttons, what stands against pressing them, and what the page showed."""
    target = proposal.target
    if is_row(proposal) and target is not None:
        target = with_parts(Trial.objects.filter(pk=target.pk)).get()
    moved = target is not None and has_moved(proposal, target)
    return {
        "buttons": buttons_of(proposal) if may_decide(request) else (),
        "only_editors": "" if may_decide(request) else ONLY_EDITORS,
        "obstacle": obstacle(proposal, target),
        "moved": MOVED.format(_then(proposal)) if moved else "",
        "seen": seen(proposal, target) if target is not None else "",
    }


def _then(proposal: Any) -> str:
    """What the record said when it was proposed."""
    base = proposal.base_value
    if is_row(proposal):
        return " ".join(base or []).rstrip(".") or "nothing"
    return in_words(_field(proposal), base) or "nothing"


def _in_a_draft(proposal: Any) -> str:
    """“Share of arm”, “New arm”, “Remove arm”."""
    kind = proposal.content_type.name
    if not proposal.field:
        return f"{'New' if proposal.object_id < 0 else 'Remove'} {kind}"
    field = field_of(proposal.content_type.model_class(), proposal.field)
    return f"{label(field) if field else proposal.field} of {kind}"


def _field(proposal: Any) -> Any:
    return field_of(proposal.target, proposal.field)


def _short(text: str) -> str:
    return Truncator(text).chars(SHORT)
