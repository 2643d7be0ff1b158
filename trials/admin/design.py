"""How a trial is built: interventions, arms, cohorts and endpoints, in the trial's form and alone.

Who: an editor with the protocol. Why: findings name these parts, so they
come first. Next: findings.
"""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models
from django.forms import CheckboxSelectMultiple

from trials.admin.base import Part, Rows
from trials.admin.by_id import TrialFilter
from trials.admin.fields import OVERRIDES, SMALL_OVERRIDES
from trials.models import Arm, Cohort, Endpoint, Intervention

CHECKBOXES = {models.ManyToManyField: {"widget": CheckboxSelectMultiple}}


class InterventionRows(Rows):
    """What the trial gives or does."""

    model = Intervention
    fields = ("type", "name", "description", "other_names", "position")


class ArmRows(Rows):
    """Groups that get the same."""

    model = Arm
    fields = ("label", "type", "ratio", "description", "crossover", "interventions", "position")
    parts = fetches = ("interventions",)
    formfield_overrides = SMALL_OVERRIDES | CHECKBOXES


class CohortRows(Rows):
    """Populations enrolled and analysed on their own."""

    model = Cohort
    fields = (
        "label",
        "name",
        "description",
        "allocation_ratio",
        "position",
    )


class EndpointRows(Rows):
    """What is measured."""

    model = Endpoint
    fields = (
        "level",
        "measure",
        "abbreviation",
        "time_frame",
        "description",
        "cohorts",
        "position",
    )
    parts = fetches = ("cohorts",)
    formfield_overrides = SMALL_OVERRIDES | CHECKBOXES


class PartOfDesign(Part):
    """One part on a page of its own, for long descriptions; and what autocomplete asks."""

    list_filter: ClassVar[Any] = (TrialFilter,)
    list_select_related = ("trial",)
    autocomplete_fields = ("trial",)
    formfield_overrides = OVERRIDES | CHECKBOXES


@admin.register(Intervention)
class InterventionAdmin(PartOfDesign):
    """Interventions of all trials."""

    list_display = ("name", "type", "trial")
    list_filter = (TrialFilter, "type")
    search_fields = ("name", "other_names")


@admin.register(Arm)
class ArmAdmin(PartOfDesign):
    """Arms of all trials."""

    list_display = ("label", "type", "ratio", "trial")
    list_filter = (TrialFilter, "type")
    search_fields = ("label", "description")
    parts = ("interventions",)


@admin.register(Cohort)
class CohortAdmin(PartOfDesign):
    """Cohorts of all trials."""

    list_display = ("label", "name", "trial")
    list_filter = (TrialFilter,)
    search_fields = ("label", "name")


@admin.register(Endpoint)
class EndpointAdmin(PartOfDesign):
    """Endpoints of all trials."""

    list_display = ("measure", "abbreviation", "level", "trial")
    list_filter = (TrialFilter, "level")
    search_fields = ("measure", "abbreviation")
    parts = ("cohorts",)
