"""Suggested changes of a registry, a release or an editor: a list to read.

Who: an editor who asks what waits. Why: nothing from outside changes a record by itself. Next: the
record, to take the value over by hand until deciding here is built.
"""

from typing import Any

from django.contrib import admin

from trials.admin.registry import ReadOnly
from trials.models import Proposal


@admin.register(Proposal)
class ProposalAdmin(ReadOnly):
    """Proposals, the open ones first to find."""

    list_display = (
        "field",
        "content_type",
        "object_id",
        "proposed",
        "origin",
        "decision",
        "decided_by",
        "created_at",
    )
    list_filter = ("decision", "origin", "content_type")
    list_select_related = ("content_type", "decided_by")
    date_hierarchy = "created_at"
    search_fields = ("field", "evidence")
    trial_lookup = ""

    @admin.display(description="proposed value")
    def proposed(self, proposal: Any) -> str:
        """Short enough for a list."""
        text = str(proposal.proposed_value)
        return text if len(text) <= 80 else text[:79] + "…"

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """A trial's identifier finds what is proposed for that trial."""
        from trials.models import Trial

        trial = Trial.objects.identified_by(search_term).first() if search_term else None
        if trial is None:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(content_type__model="trial", object_id=trial.pk), False
