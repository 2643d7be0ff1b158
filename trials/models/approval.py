"""What agencies and guidelines made of a trial's results."""

from typing import Self

from django.db import models
from django.db.models import F, Prefetch, Q, Value
from django.db.models.functions import Coalesce, NullIf

from trials.constraints import known_words
from trials.history import touches, tracked
from trials.models.evidence import Source
from trials.models.trial import Trial
from trials.partial_dates import PartialDateField
from trials.publishing import (
    Publishing,
    PublishingQuerySet,
    may_be_named,
    publishing_constraints,
    publishing_triggers,
)
from trials.vocabulary import GRANTING_DECISIONS, ApprovalDecision


class RestingOnTrialQuerySet(PublishingQuerySet):
    """Records that stand on a trial and a source, and wait for both."""

    def listed(self) -> Self:
        """What shows: approved and due, and so are its trial and its source (where it has one)."""
        return super().listed().filter(may_be_named(), trial__in=Trial.objects.listed())


class ApprovalQuerySet(RestingOnTrialQuerySet):
    """Decisions of agencies."""

    def granted(self) -> Self:
        """After these the product may be given: no refusals, no designations."""
        return self.filter(decision__in=GRANTING_DECISIONS)

    def latest_first(self) -> Self:
        """By `known_on`: the day of the decision, or of its announcement where that is all."""
        decided = NullIf(F("decided_on"), Value("", models.CharField()))
        known_on = Coalesce(decided, F("announced_on"), output_field=models.CharField())
        return self.annotate(known_on=known_on).order_by("-known_on", "-id")

    def for_page(self) -> Self:
        """With the pivotal trial, the further ones that are listed, and the source."""
        further = Prefetch("further_trials", Trial.objects.listed())
        return self.select_related("trial", "source").prefetch_related(further)


@tracked()
class Approval(Publishing):
    """A decision of an agency on a product, resting on a pivotal trial."""

    trial = models.ForeignKey(
        Trial, models.PROTECT, related_name="approvals", verbose_name="pivotal trial"
    )
    further_trials = models.ManyToManyField(
        Trial, blank=True, related_name="supported_approvals", through="SupportingTrial"
    )
    agency = models.CharField(max_length=120, help_text="FDA, European Commission, MHRA.")
    decision = models.CharField(
        max_length=30, choices=ApprovalDecision.choices, default=ApprovalDecision.APPROVED
    )
    decided_on = PartialDateField("date")
    announced_on = PartialDateField(help_text="Where only the announcement has a date.")
    product = models.CharField(max_length=200)
    indication = models.TextField(blank=True)
    indication_is_verbatim = models.BooleanField(
        "the agency's own wording",
        default=False,
        help_text="Shown as a quotation; otherwise labelled as a summary.",
    )
    population = models.TextField(blank=True)
    application_number = models.CharField(max_length=60, blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="approvals"
    )

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_on", "-announced_on", "-id"]
        permissions = [("publish_approval", "Can approve and withdraw approvals")]
        constraints = [
            *publishing_constraints(),
            *known_words("approval", blank=False, decision=ApprovalDecision),
            models.CheckConstraint(
                condition=Q(indication_is_verbatim=False) | ~Q(indication=""),
                name="approval_quotes_something",
                violation_error_message="Enter the wording that is marked as the agency's own.",
            ),
        ]
        triggers = [
            *publishing_triggers(),
            *touches(),
            *touches(
                name="touch_supporting",
                ids="""SELECT trial_id FROM trials_supportingtrial
                       WHERE approval_id = ANY (ARRAY(SELECT id FROM changed))""",
                is_part=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.product}"


@tracked()
class SupportingTrial(models.Model):
    """A further trial that an approval rests on."""

    approval = models.ForeignKey(Approval, models.CASCADE, related_name="supporting_trials")
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="supporting_trials")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["approval", "trial"],
                name="supportingtrial_once",
                violation_error_message="This trial is listed already.",
            )
        ]
        triggers = touches()

    def __str__(self) -> str:
        return str(self.trial)


@tracked()
class GuidelineListing(Publishing):
    """A guideline that names the treatment, with its category as printed."""

    trial = models.ForeignKey(Trial, models.PROTECT, related_name="guideline_listings")
    body = models.CharField(max_length=200, help_text="Who publishes the guideline.")
    guideline = models.CharField(max_length=300)
    listed_on = PartialDateField("date")
    category = models.CharField("category as printed", max_length=200, blank=True)
    treatment = models.CharField(max_length=200, blank=True)
    population = models.TextField(blank=True)
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="guideline_listings"
    )

    objects = RestingOnTrialQuerySet.as_manager()

    class Meta:
        ordering = ["-listed_on", "-id"]
        permissions = [("publish_guidelinelisting", "Can approve and withdraw guideline listings")]
        constraints = publishing_constraints()
        triggers = [*publishing_triggers(), *touches()]

    def __str__(self) -> str:
        return f"{self.body}: {self.guideline}"
