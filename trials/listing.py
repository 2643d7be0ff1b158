"""Trials as lists show them: what a card prints, in a constant number of queries."""

from django.db.models import ExpressionWrapper, Prefetch, Q
from django.db.models.fields import BooleanField
from django.db.models.functions import Now

from trials.models import TrialCondition
from trials.models.trial import TrialQuerySet

# A status that a release under embargo tells is under embargo too.
STATUS_IS_PUBLIC = Q(status_source=None) | Q(status_source__public_from__lte=Now())


def for_cards(trials: TrialQuerySet) -> TrialQuerySet:
    """With the source of the status, whether that may be named, and the conditions in order."""
    conditions = TrialCondition.objects.select_related("condition")
    found: TrialQuerySet = trials.select_related("status_source").annotate(
        status_is_public=ExpressionWrapper(STATUS_IS_PUBLIC, BooleanField())
    )
    return found.prefetch_related(Prefetch("trial_conditions", conditions))


def recruiting(trials: TrialQuerySet) -> TrialQuerySet:
    """Open to new participants, as far as the public may know."""
    return trials.recruiting().filter(STATUS_IS_PUBLIC)
