"""Suggested changes of a registry, a release or an editor: a list to read.

Who: an editor who asks what waits. Why: nothing from outside changes a record by itself. Next: the
record, to take the value over by hand until deciding here is built.
"""

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trials.admin.registry import ReadOnly
from trials.models import Proposal, Trial

SHORT = 80
TARGETS = GenericPrefetch("target", [Trial.objects.select_related("lead_sponsor")])


@admin.register(Proposal)
class ProposalAdmin(ReadOnly):
    """Proposals, the open ones first to find."""

    list_display = ("record", "what", "ours", "proposed", "origin", "decision", "created_at")
    list_display_links = ("what",)
    list_filter = ("decision", "origin")
    date_hierarchy = "created_at"
    search_fields = ("field", "evidence")
    trial_lookup = ""
    fields = (
        *("record", "what", "ours_whole", "proposed_whole", "origin", "source", "evidence"),
        *("created_at", "proposed_by", "decision", "decided_by", "decided_at"),
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Any:
        """With the records that they are about, one query for all of a kind."""
        return super().get_queryset(request).prefetch_related(TARGETS)

    @admin.display(description="record")
    def record(self, proposal: Any) -> SafeString | str:
        """A link to its form, where the value can be taken over."""
        target = proposal.target
        if target is None:
            return "a record that is gone"
        if not self.admin_site.is_registered(type(target)):  # a row of the trial's form
            target = target.trial
        opts = target._meta
        address = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[target.pk])
        return format_html('<a href="{}">{}</a>', address, target)

    @admin.display(description="field", ordering="field")
    def what(self, proposal: Any) -> str:
        """The field as forms call it."""
        target = proposal.target
        try:
            name = target._meta.get_field(proposal.field).verbose_name if target else ""
        except FieldDoesNotExist:
            name = ""
        return str(name or proposal.field.replace("_", " ")).capitalize()

    @admin.display(description="what we say now")
    def ours(self, proposal: Any) -> str:
        """The value as it is now, short."""
        return _short(self.ours_whole(proposal))

    @admin.display(description="proposed")
    def proposed(self, proposal: Any) -> str:
        """The value suggested, short."""
        return _short(self.proposed_whole(proposal))

    @admin.display(description="what we say now")
    def ours_whole(self, proposal: Any) -> str:
        """The value as it is now."""
        return _in_words(getattr(proposal.target, proposal.field, None))

    @admin.display(description="proposed")
    def proposed_whole(self, proposal: Any) -> str:
        """The value suggested."""
        return _in_words(proposal.proposed_value)

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """A trial's identifier finds what is proposed for that trial."""
        trial = Trial.objects.identified_by(search_term).first() if search_term else None
        if trial is None:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(content_type__model="trial", object_id=trial.pk), False


def _in_words(value: Any) -> str:
    """Lists by comma, nothing as a dash."""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "-"
    return "-" if value in (None, "") else str(value)


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"
