"""Suggested changes: one way for the registry, a release, a draft or a merge to ask for one."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from trials.constraints import known_words
from trials.history import tracked


class ProposalOrigin(models.TextChoices):
    """Where the suggestion comes from."""

    REGISTRY = "REGISTRY", "New version at the registry"
    RELEASE = "RELEASE", "Text of a release"
    EDITOR = "EDITOR", "Draft of an editor"
    MERGE = "MERGE", "Merge of duplicates"


class Decision(models.TextChoices):
    """What became of it."""

    OPEN = "OPEN", "Open"
    ACCEPTED = "ACCEPTED", "Accepted"
    KEPT = "KEPT", "Ours kept"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals in the words of who decides on them."""

    def waiting_by_registry(self) -> Self:
        """What the registry says otherwise, of trials and their parts, and nobody decided on."""
        return self.asked_by_registry().filter(decision=Decision.OPEN)

    def asked_by_registry(self) -> Self:
        """The same, and what was kept as ours: that is not asked again for the same value."""
        asked = self.filter(origin=ProposalOrigin.REGISTRY)
        return asked.filter(decision__in=[Decision.OPEN, Decision.KEPT])


@tracked()
class Proposal(models.Model):
    """A value proposed for one field of one record, with the evidence for it.

    In a draft also a row as a whole: a new one, or one that goes (trials/drafts/rows.py).
    """

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField(help_text="Below zero: a new row, within its draft.")
    target = GenericForeignKey("content_type", "object_id")
    field = models.CharField(max_length=100, blank=True, help_text="Empty: the row as a whole.")
    base_value = models.JSONField(null=True, blank=True, help_text="What stood there then.")
    proposed_value = models.JSONField(null=True, blank=True)
    origin = models.CharField(max_length=30, choices=ProposalOrigin.choices)
    registry_record = models.ForeignKey(
        "trials.RegistryRecord", models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    source = models.ForeignKey(
        "trials.Source", models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    draft = models.ForeignKey(
        "trials.Draft", models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    evidence = models.TextField(blank=True, help_text="The sentence or figure it rests on.")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=models.functions.Now(), editable=False)
    decision = models.CharField(max_length=30, choices=Decision.choices, default=Decision.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["decision", "-created_at"]
        permissions = [("decide_proposal", "Can accept proposals, or keep what we have")]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="proposal_by_target"),
            # Those of years that were decided on are passed over.
            models.Index(
                fields=["registry_record"],
                include=["origin", "draft"],
                condition=Q(decision="OPEN"),
                name="proposal_open",
            ),
        ]
        constraints = [
            *known_words("proposal", blank=False, origin=ProposalOrigin, decision=Decision),
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "source", "proposed_value"],
                condition=Q(origin="RELEASE"),
                name="proposal_of_a_release_once",
                violation_error_message="This release proposes this already.",
            ),
            models.UniqueConstraint(
                fields=["draft", "content_type", "object_id", "field"],
                name="proposal_once_in_a_draft",
                violation_error_message="The draft has this field already.",
            ),
            models.CheckConstraint(
                condition=~Q(field="") & Q(object_id__gt=0) | Q(draft__isnull=False),
                name="proposal_of_rows_in_drafts",
                violation_error_message="Only a draft proposes a new row, or that a row goes.",
            ),
            models.CheckConstraint(
                condition=Q(object_id__gt=0) | Q(field="", base_value__isnull=True),
                name="proposal_of_a_new_row",
                violation_error_message="A new row is proposed as a whole.",
            ),
            models.CheckConstraint(
                condition=Q(decision="OPEN", decided_by=None, decided_at=None)
                | (~Q(decision="OPEN") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="proposal_decided_by_someone",
                violation_error_message="A decision has a person and a time, an open one neither.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field} of {self.target}"
