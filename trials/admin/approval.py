"""Approvals and guideline listings: what agencies and guidelines made of a trial.

Who: an editor with the agency's letter. Why: an approval is quoted only where the wording is held.
Next: submit it; a publisher approves it with its trial or alone.
"""

from typing import Any

from django import forms
from django.contrib import admin

from trials.admin.base import OfTrial, Rows
from trials.admin.by_id import TrialFilter
from trials.admin.embargo import EmbargoFilter
from trials.admin.fields import RowForm
from trials.admin.publishing import PUBLISHING, Published
from trials.admin.readers import was_public
from trials.models import Approval, GuidelineListing, SupportingTrial


class OfTheOneThatStays(forms.ModelForm):  # type: ignore[type-arg]
    """A form in which a trial is chosen; of one that was merged it takes the one that stays."""

    def clean_trial(self) -> Any:
        """What a merge left at its duplicate stays there, as long as nobody chooses anew."""
        trial = self.cleaned_data["trial"]
        if trial is None or trial.pk == self.instance.trial_id:
            return trial
        return trial.merged_into or trial


class SupportingTrialForm(OfTheOneThatStays, RowForm):
    """A row of a further trial."""


class SupportingTrialRows(Rows):
    """Further trials that an approval rests on."""

    model = SupportingTrial
    form = SupportingTrialForm
    verbose_name = "further trial"
    autocomplete_fields = ("trial",)
    show_change_link = False


class RestingOnTrial(Published, OfTrial):
    """A record that rests on a trial and a source."""

    form = OfTheOneThatStays
    autocomplete_fields = ("trial", "source")
    list_select_related = ("trial", "source")
    date_hierarchy = "release_at"

    def view_on_site(self, obj: Any) -> str | None:
        """The trial's page."""
        return obj.trial.get_absolute_url() if was_public(obj) else None


@admin.register(Approval)
class ApprovalAdmin(RestingOnTrial):
    """Decisions of agencies."""

    list_display = (
        "product",
        "agency",
        "decision",
        "decided_on",
        "trial",
        "source",
        "state",
        "public_from",
    )
    list_filter = (TrialFilter, "state", EmbargoFilter, "agency", "decision")
    search_fields = ("product", "agency", "indication", "application_number", "trial__brief_title")
    inlines = (SupportingTrialRows,)
    fieldsets = (
        (None, {"fields": ("trial", "agency", "product", "decision")}),
        ("Dates", {"fields": (("decided_on", "announced_on"),)}),
        (
            "Indication",
            {"fields": ("indication", "indication_is_verbatim", "population")},
        ),
        ("Evidence", {"fields": ("application_number", "source")}),
        ("Publishing", {"fields": PUBLISHING}),
    )


@admin.register(GuidelineListing)
class GuidelineListingAdmin(RestingOnTrial):
    """Guidelines that name the treatment."""

    list_display = (
        "guideline",
        "body",
        "category",
        "listed_on",
        "trial",
        "source",
        "state",
        "public_from",
    )
    list_filter = (TrialFilter, "state", EmbargoFilter, "body")
    search_fields = ("guideline", "body", "treatment", "trial__brief_title")
    fieldsets = (
        (None, {"fields": ("trial", "body", "guideline", "listed_on")}),
        ("Listing", {"fields": ("category", "treatment", "population", "source")}),
        ("Publishing", {"fields": PUBLISHING}),
    )
