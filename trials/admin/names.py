"""Identifiers, former names and status changes inside a trial's form; addresses that moved.

Who: an editor with the registry's or a sponsor's message at hand. Why: every number leads to
the one record, and a status is never shown without since when and who says so. Next: the trial.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from trials.admin.base import OfTheSameTrial, Record, Rows
from trials.models import FormerAddress, FormerName, StatusChange, TrialIdentifier

KEPT_BY_A_TRIGGER = ("PROTOCOL", "NCT")


class IdentifierRows(Rows):
    """Other identifiers: the two main ones, and those given up for others, keep themselves."""

    model = TrialIdentifier
    verbose_name = "identifier"
    verbose_name_plural = "other identifiers"
    fields = ("kind", "value", "resolves", "retired", "type", "domain", "link")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without those of the fields above and their predecessors."""
        return super().get_queryset(request).exclude(kind__in=KEPT_BY_A_TRIGGER)

    def formfield_for_choice_field(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """The kinds that are entered here."""
        if db_field.name == "kind":
            choices = db_field.get_choices()
            kwargs["choices"] = [one for one in choices if one[0] not in KEPT_BY_A_TRIGGER]
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class FormerNameRows(Rows):
    """Names it had before; a change of a public title adds one by itself."""

    model = FormerName
    fields = ("kind", "name", "used_from", "used_until", "source")
    autocomplete_fields = ("source",)


class StatusRows(Rows):
    """The statuses of the trial, its cohorts and arms; those of a site stand with the site."""

    model = StatusChange
    fields = ("status", "effective", "as_of", "reason", "source", "cohort", "arm")
    autocomplete_fields = ("source",)
    parts = ("cohort", "arm")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Without those of sites, of which there may be hundreds."""
        return super().get_queryset(request).filter(site=None)


class SiteStatusRows(Rows):
    """The statuses of one site."""

    model = StatusChange
    formset = OfTheSameTrial
    verbose_name_plural = "status changes of this site"
    fields = ("status", "effective", "as_of", "reason", "source")
    autocomplete_fields = ("source",)


@admin.register(FormerAddress)
class FormerAddressAdmin(Record):
    """Where old addresses lead: read-only, the database adds them when an address moves."""

    list_display = ("path", "moved_to")
    search_fields = ("path", "moved_to")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """No: see the class."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No: see the class."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An address that was public answers for ever."""
        return False
