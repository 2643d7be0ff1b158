"""What ties a trial to organisations and conditions, in order."""

from django.db import models

from trials.constraints import known_words
from trials.history import touches, tracked
from trials.models.organisation import Condition, Organisation
from trials.models.trial import Trial


class Membership(models.TextChoices):
    """What an organisation is to a trial, beside its sponsor."""

    GROUP = "GROUP", "Leading group"
    COLLABORATOR = "COLLABORATOR", "Collaborator"


@tracked()
class TrialOrganisation(models.Model):
    """A leading group or a collaborator of a trial, in order."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(
        max_length=30, choices=Membership.choices, default=Membership.COLLABORATOR
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["role", "position", "id"]
        constraints = [
            *known_words("trialorganisation", blank=False, role=Membership),
            models.UniqueConstraint(
                fields=["trial", "organisation", "role"],
                name="trialorganisation_once",
                violation_error_message="This organisation is listed already.",
            ),
        ]
        triggers = touches()

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_role_display()})"


@tracked()
class TrialCondition(models.Model):
    """A condition that a trial studies, in the registry's order."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="trial_conditions")
    condition = models.ForeignKey(Condition, models.PROTECT, related_name="trial_conditions")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["trial", "condition"],
                name="trialcondition_once",
                violation_error_message="This condition is listed already.",
            )
        ]
        triggers = touches()

    def __str__(self) -> str:
        return str(self.condition)
