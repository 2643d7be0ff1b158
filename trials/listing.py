"""Trials as lists show them: what a card prints, in a constant number of queries."""

from django.db.models import ExpressionWrapper, Prefetch
from django.db.models.fields import BooleanField

from trials.models import TrialCondition
from trials.models.trial_set import TrialQuerySet
from trials.publishing import may_be_named


def for_cards(trials: TrialQuerySet) -> TrialQuerySet:
    """With the source of the status, whether that may be named, and the conditions in order."""
    conditions = TrialCondition.objects.select_related("condition")
    found: TrialQuerySet = trials.select_related("status_source").annotate(
        status_is_public=ExpressionWrapper(may_be_named("status_source"), BooleanField())
    )
    return found.prefetch_related(Prefetch("trial_conditions", conditions))
