"""Organisations and conditions: what many trials share, and the rows by which a trial names them.

Who: an editor who meets a new sponsor or disease. Why: one name each, so that lists and searches
hold together. Next: back to the trial, which finds the new entry by its first letters.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest

from trials.admin.base import Record, Rows
from trials.models import Condition, Organisation, TrialCondition, TrialOrganisation


class OrganisationRows(Rows):
    """Leading groups and collaborators of a trial."""

    model = TrialOrganisation
    verbose_name = "group or collaborator"
    verbose_name_plural = "groups and collaborators"
    fields = ("organisation", "role", "position")
    autocomplete_fields = ("organisation",)
    show_change_link = False


class ConditionRows(Rows):
    """Conditions that a trial studies."""

    model = TrialCondition
    verbose_name = "condition"
    fields = ("condition", "position")
    autocomplete_fields = ("condition",)
    show_change_link = False


@admin.register(Organisation)
class OrganisationAdmin(Record):
    """Sponsors, collaborators and groups."""

    list_display = ("name", "short_name", "agency_class", "is_group", "sponsored")
    list_filter = ("is_group", "agency_class")
    search_fields = ("name", "short_name")

    def get_queryset(self, request: HttpRequest) -> Any:
        """With how many trials it sponsors."""
        return super().get_queryset(request).annotate(sponsored=Count("sponsored_trials"))

    @admin.display(description="trials sponsored", ordering="sponsored")
    def sponsored(self, organisation: Any) -> int:
        """How many."""
        return int(organisation.sponsored)


@admin.register(Condition)
class ConditionAdmin(Record):
    """Diseases and situations."""

    list_display = ("name", "mesh_id", "studied")
    search_fields = ("name", "mesh_id")
    prepopulated_fields = {"slug": ("name",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Its address and its feed's stay where others found them, whatever its name becomes."""
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj else [])]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only of a new one."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_queryset(self, request: HttpRequest) -> Any:
        """With how many trials study it."""
        return super().get_queryset(request).annotate(studied=Count("trial_conditions"))

    @admin.display(description="trials", ordering="studied")
    def studied(self, condition: Any) -> int:
        """How many."""
        return int(condition.studied)
