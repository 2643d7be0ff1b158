"""A draft of a public record: changes prepared together, remarks on them, and what became of it."""

from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.dispatch import Signal

from trials.constraints import known_words
from trials.history import tracked

# Sent with `record`, the names of its `fields` and the models of its `rows` that a draft changed,
# in that transaction.
draft_applied = Signal()
# Begins the obstacle that the clock met; one that a merge made begins otherwise.
NOT_IN_TIME = "It could not take effect in its time"


class DraftState(models.TextChoices):
    """What became of a draft."""

    OPEN = "OPEN", "Waits for approval"
    APPROVED = "APPROVED", "Approved, takes effect later"
    APPLIED = "APPLIED", "In effect"
    REJECTED = "REJECTED", "Rejected"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts in the words of who decides on them."""

    def waiting(self) -> Self:
        """Nobody decided on these yet."""
        return self.filter(state=DraftState.OPEN)

    def remarked(self) -> Self:
        """On these somebody waits for an answer: with an open remark nobody approves."""
        return self.waiting().filter(pk__in=Remark.objects.filter(closed_at=None).values("draft"))

    def missed(self) -> Self:
        """Approved once, these met an obstacle when their time came: they wait for people again."""
        return self.waiting().filter(obstacle__startswith=NOT_IN_TIME)

    def unfinished(self) -> Self:
        """These may still change their record."""
        return self.filter(state__in=[DraftState.OPEN, DraftState.APPROVED])

    def due(self) -> Self:
        """Approved, and their time has come, by the database's clock."""
        return self.filter(state=DraftState.APPROVED, takes_effect_at__lte=Now())

    def of(self, record: models.Model) -> Self:
        """Those of one record."""
        kind = ContentType.objects.get_for_model(record)
        return self.filter(content_type=kind, object_id=record.pk)


@tracked()
class Draft(models.Model):
    """Changes of one record and its rows that one person prepared; each is a Proposal of it."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    target = GenericForeignKey("content_type", "object_id")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    writers = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        editable=False,
        help_text="Keys of all who wrote in it, its note included: none approves it.",
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    edited_at = models.DateTimeField(db_default=Now(), editable=False)
    reason = models.TextField(help_text="Why the record is to change.")
    note_for_readers = models.TextField(
        blank=True, help_text="A correction that readers see when the draft takes effect."
    )
    takes_effect_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=30, choices=DraftState.choices, default=DraftState.OPEN)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True)
    obstacle = models.TextField(blank=True, help_text="Why it could not take effect in its time.")
    revision = models.BigIntegerField(
        null=True, blank=True, editable=False, help_text="Of the record, when it took effect."
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="draft_by_target"),
            models.Index(
                fields=["takes_effect_at"],
                condition=Q(state="APPROVED"),
                name="draft_due",
            ),
            models.Index(fields=["id"], condition=Q(state="OPEN"), name="draft_waiting"),
        ]
        constraints = [
            *known_words("draft", blank=False, state=DraftState),
            models.CheckConstraint(
                condition=Q(state="OPEN", decided_by=None, decided_at=None)
                | (~Q(state="OPEN") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="draft_decided_by_someone",
                violation_error_message="A decision has a person and a time, an open one neither.",
            ),
            models.CheckConstraint(
                condition=~Q(state="APPROVED") | Q(takes_effect_at__isnull=False),
                name="draft_waits_for_a_time",
                violation_error_message="What is approved for later needs its time.",
            ),
            models.CheckConstraint(
                condition=~Q(state="REJECTED") | ~Q(decision_note=""),
                name="draft_rejected_with_reason",
                violation_error_message="Say why the draft is rejected: its author reads it.",
            ),
        ]

    def __str__(self) -> str:
        return f"Draft {self.pk} of {self.target}"

    @property
    def state_told(self) -> str:
        """What became of it, in words that tell one that missed its time from one never decided."""
        missed = self.state == DraftState.OPEN and self.obstacle.startswith(NOT_IN_TIME)
        return "Could not take effect in its time" if missed else self.get_state_display()


@tracked()
class Remark(models.Model):
    """A remark on one field of a draft, or on the whole of it; open until somebody closes it."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="remarks")
    field = models.CharField(max_length=100, blank=True)
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_by=None, closed_at=None)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="remark_closed_by_someone",
                violation_error_message="A remark is closed by a person at a time.",
            ),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="remark_says_something",
                violation_error_message="Write what you remark.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
