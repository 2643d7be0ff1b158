"""Suggested changes of a registry, a release or an editor: a list to read.

Who: an editor who asks what waits. Why: nothing from outside changes a record by itself. Next: the
record, to take the value over by hand until deciding here is built.
"""

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from trials.admin.keys import is_key
from trials.admin.registry import ReadOnly
from trials.admin.words import in_words, label
from trials.models import Proposal, Trial

SHORT = 80
TARGETS = GenericPrefetch("target", [Trial.objects.select_related("lead_sponsor")])

TOLD = (
    "Proposals are read here; accepting them comes in a later version. To take a value over, change"
    " it on the form of the record, which the link under “Record” opens."
)


class KindFilter(admin.SimpleListFilter):
    """The kinds of record that something is proposed for."""

    title = "kind of record"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Only those there are."""
        kinds = ContentType.objects.filter(pk__in=Proposal.objects.values("content_type"))
        return [(str(kind.pk), kind.name.capitalize()) for kind in kinds]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Proposals for records of this kind."""
        chosen = self.value() or ""
        return queryset.filter(content_type=chosen) if is_key(chosen) else queryset


@admin.register(Proposal)
class ProposalAdmin(ReadOnly):
    """Proposals, the open ones first to find."""

    list_display = ("record", "what", "ours", "proposed", "origin", "decision", "created_at")
    list_display_links = ("what",)
    list_filter = ("decision", "origin", KindFilter)
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
        field = _field(proposal)
        return label(field) if field else proposal.field.replace("_", " ").capitalize()

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
        ours = getattr(proposal.target, proposal.field, None)
        return in_words(_field(proposal), ours) or "-"

    @admin.display(description="proposed")
    def proposed_whole(self, proposal: Any) -> str:
        """The value suggested."""
        return in_words(_field(proposal), proposal.proposed_value) or "-"

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
        context["subtitle"] = f"{self.what(proposal)} of {proposal.target or 'a record gone'}"
        return super().render_change_form(request, context, *args, **kwargs)

    def get_search_results(self, request: Any, queryset: Any, search_term: str) -> Any:
        """A trial's identifier finds what is proposed for that trial."""
        trial = Trial.objects.identified_by(search_term).first() if search_term else None
        if trial is None:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(content_type__model="trial", object_id=trial.pk), False


def _field(proposal: Any) -> Any:
    """The field proposed for, or None where there is no such field or record any more."""
    try:
        return proposal.target._meta.get_field(proposal.field) if proposal.target else None
    except FieldDoesNotExist:
        return None


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"
