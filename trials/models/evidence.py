"""Every number with where it comes from: sources, references, documents and findings."""

from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower, Now

from trials.constraints import SameTrial, known_words, well_formed
from trials.history import touches, tracked
from trials.models.design import Arm, Cohort, Endpoint
from trials.models.trial import Trial
from trials.partial_dates import PartialDateField
from trials.publishing import (
    Publishing,
    PublishingQuerySet,
    publishing_constraints,
    publishing_triggers,
)
from trials.vocabulary import Quantity, ReferenceType, SourceKind

DOI = r"^10\.[0-9]{4,9}/[!-~]+$"
PMID = r"^[1-9][0-9]{0,8}$"
P_VALUE = r"^(=|<|>|≤|≥)? ?(0?\.[0-9]+|0|1|1\.0+|[0-9](\.[0-9]+)?[eE]-[0-9]+)$"
SUBJECT = [
    "trial",
    "cohort",
    "endpoint",
    "arm",
    "comparator",
    "measure",
    "time_point",
    "population",
]


# What names a source, and is told of a trial.
RESTING = (
    *("trials_finding", "trials_approval", "trials_guidelinelisting"),
    *("trials_statuschange", "trials_formername", "trials_reference"),
    """(SELECT further.trial_id, approval.source_id FROM trials_supportingtrial further
        JOIN trials_approval approval ON approval.id = further.approval_id) AS supporting""",
)


class SourceQuerySet(models.QuerySet[Any]):
    """Sources, of which some rest on a release under embargo."""

    def listed(self) -> Self:
        """What may be named in public now."""
        return self.filter(public_from__lte=Now())


@tracked()
class Source(models.Model):
    """Something that states facts: a registry record, a paper, a talk, a label, a release."""

    kind = models.CharField(max_length=30, choices=SourceKind.choices)
    title = models.TextField()
    short_title = models.CharField(
        max_length=120, blank=True, help_text="Beside a number, such as NEJM 2024."
    )
    publisher = models.CharField(max_length=300, blank=True)
    date = PartialDateField()
    session = models.CharField(
        max_length=300, blank=True, help_text="Of a meeting: the session or abstract number."
    )
    presented_at = models.DateTimeField(null=True, blank=True)
    url = models.URLField("address", max_length=2000, blank=True)
    doi = models.CharField(
        "DOI",
        max_length=300,
        blank=True,
        validators=[RegexValidator(DOI, "Write a DOI as 10.1056/NEJMoa2403991.")],
    )
    pmid = models.CharField(
        "PubMed ID", max_length=9, blank=True, validators=[RegexValidator(PMID, "Digits only.")]
    )
    corrected_on = PartialDateField()
    retracted_on = PartialDateField()
    notice = models.TextField(blank=True, help_text="What was corrected, or why it was retracted.")
    public_from = models.DateTimeField(
        null=True,
        blank=True,
        db_default=Now(),
        help_text="Under embargo until then; empty: not public. What rests on it waits too.",
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["date", "id"]
        constraints = [
            *known_words("source", blank=False, kind=SourceKind),
            well_formed(
                "source", "doi", DOI, "Write a DOI as 10.1056/NEJMoa2403991, without address."
            ),
            well_formed("source", "pmid", PMID, "A PubMed ID is a number."),
            models.UniqueConstraint(
                fields=["doi"],
                condition=~Q(doi=""),
                name="source_doi_once",
                violation_error_message="Another source has this DOI.",
            ),
            models.UniqueConstraint(
                fields=["pmid"],
                condition=~Q(pmid=""),
                name="source_pmid_once",
                violation_error_message="Another source has this PubMed ID.",
            ),
        ]
        # A text writes a DOI in any case: look it up by `Lower`.
        indexes = [models.Index(Lower("doi"), name="source_by_doi")]
        triggers = touches(
            ids=" UNION ".join(
                f"SELECT trial_id FROM {part} WHERE source_id = ANY (ARRAY(SELECT id FROM changed))"  # nosec B608 # names of our own
                for part in RESTING
            ),
            is_part=False,
        )

    def __str__(self) -> str:
        return self.short_title or self.title


@tracked()
class Reference(models.Model):
    """A publication or page that the trial's record names."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="references")
    type = models.CharField(
        max_length=30,
        choices=ReferenceType.choices,
        blank=True,
        help_text="Empty for a page to see also.",
    )
    citation = models.TextField()
    pmid = models.CharField(
        "PubMed ID", max_length=9, blank=True, validators=[RegexValidator(PMID, "Digits only.")]
    )
    url = models.URLField("address", max_length=2000, blank=True)
    retraction = models.TextField(
        blank=True, help_text="Who took it back and where, as the registry says; empty if nobody."
    )
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="references"
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["pmid"], name="reference_by_pmid")]
        constraints = [
            *known_words("reference", type=ReferenceType),
            well_formed("reference", "pmid", PMID, "A PubMed ID is a number."),
        ]
        triggers = touches()

    def __str__(self) -> str:
        return self.citation


@tracked()
class Document(models.Model):
    """A protocol, analysis plan or consent form that the registry holds."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="documents")
    label = models.CharField(max_length=300)
    type_abbrev = models.CharField(max_length=30, blank=True)
    filename = models.CharField(max_length=300, blank=True)
    date = PartialDateField()
    has_protocol = models.BooleanField(default=False)
    has_sap = models.BooleanField("has the analysis plan", default=False)
    has_icf = models.BooleanField("has the consent form", default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        triggers = touches()

    def __str__(self) -> str:
        return self.label


class FindingQuerySet(PublishingQuerySet):
    """Findings, their publishing bound to that of trial and source."""

    def listed(self) -> Self:
        """What shows: approved and due, from a source that is public."""
        return super().listed().filter(source__public_from__lte=Now())

    def for_page(self) -> Self:
        """With all that a page prints beside the number, in one query.

        The version of the registry's record comes without its JSON, which may be megabytes.
        """
        named = ("cohort", "endpoint", "arm", "comparator", "source", "registry_record")
        return self.select_related(*named).defer("registry_record__study")


@tracked()
class Finding(Publishing):
    """One number as one source states it: for a cohort, an endpoint, an arm or two compared."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="findings")
    cohort = models.ForeignKey(
        Cohort,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="findings",
        help_text="Empty for the whole trial.",
    )
    endpoint = models.ForeignKey(
        Endpoint, models.PROTECT, null=True, blank=True, related_name="findings"
    )
    arm = models.ForeignKey(Arm, models.PROTECT, null=True, blank=True, related_name="findings")
    comparator = models.ForeignKey(
        Arm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="compared_findings",
        help_text="The other arm, where the number compares two.",
    )
    quantity = models.CharField(max_length=30, choices=Quantity.choices)
    measure = models.CharField(
        max_length=200, blank=True, help_text="What is counted, where no endpoint says it."
    )
    time_point = models.CharField(max_length=120, blank=True)
    population = models.CharField(max_length=200, blank=True, help_text="Such as ITT.")
    value_text = models.CharField(
        "value as printed", max_length=120, help_text="“not reached”, “over 300”, “13.8”."
    )
    value = models.DecimalField(
        "value as a number", max_digits=20, decimal_places=6, null=True, blank=True
    )
    unit = models.CharField(max_length=60, blank=True)
    lower = models.DecimalField(
        "lower limit", max_digits=20, decimal_places=6, null=True, blank=True
    )
    upper = models.DecimalField(
        "upper limit", max_digits=20, decimal_places=6, null=True, blank=True
    )
    level = models.DecimalField(
        "level of the interval, %", max_digits=6, decimal_places=3, null=True, blank=True
    )
    dispersion = models.CharField(
        "spread as printed",
        max_length=120,
        blank=True,
        help_text="What is no confidence interval: “Standard deviation 4.1”, “Full range 1 to 9”.",
    )
    remark = models.TextField(
        "the source's remark",
        blank=True,
        help_text="What the source itself adds: why a number is missing, which arm over which.",
    )
    p_value = models.CharField(
        "p-value as printed",
        max_length=20,
        blank=True,
        validators=[RegexValidator(P_VALUE, "Write a p-value as 0.03 or <0.001.")],
    )
    participants = models.PositiveIntegerField("participants analysed", null=True, blank=True)
    data_cutoff = PartialDateField("data cut-off", help_text="Empty where the source is silent.")
    source = models.ForeignKey(Source, models.PROTECT, related_name="findings")
    registry_record = models.ForeignKey(
        "trials.RegistryRecord",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="findings",
        verbose_name="version of the registry's record",
        help_text="The version that brought the number as it stands.",
    )
    is_preferred = models.BooleanField(
        "preferred", default=False, help_text="The one to show where sources differ."
    )
    note = models.TextField(
        "editor's note", blank=True, help_text="Shown where sources differ. Reasons need a source."
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        permissions = [("publish_finding", "Can approve and withdraw findings")]
        indexes = [
            # What can be compared with a number is found among hundreds of its trial.
            models.Index("trial", "quantity", Coalesce("endpoint", 0), name="finding_by_subject"),
            models.Index(fields=["trial", "source"], name="finding_by_source"),
            models.Index(fields=["state", "release_at"], name="finding_published"),
        ]
        constraints = [
            *publishing_constraints(),
            *known_words("finding", blank=False, quantity=Quantity),
            *(
                SameTrial(field=part, name=f"finding_{part}_same_trial")
                for part in ("cohort", "endpoint", "arm", "comparator")
            ),
            models.CheckConstraint(
                condition=~Q(value_text=""),
                name="finding_has_a_value",
                violation_error_message="Write the value as the source prints it.",
            ),
            models.CheckConstraint(
                condition=(Q(lower=None) | Q(value=None) | Q(value__gte=F("lower")))
                & (Q(upper=None) | Q(value=None) | Q(value__lte=F("upper")))
                & (Q(lower=None) | Q(upper=None) | Q(lower__lte=F("upper"))),
                name="finding_interval_contains_value",
                violation_error_message="The interval does not contain the value. Check both"
                " against the source.",
            ),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__gt=0, level__lt=100),
                name="finding_level_is_a_percentage",
                violation_error_message="The level of an interval is between 0 and 100, as 95.",
            ),
            models.CheckConstraint(
                condition=Q(level=None) | Q(lower__isnull=False) | Q(upper__isnull=False),
                name="finding_level_has_an_interval",
                violation_error_message="A level needs at least one limit of the interval.",
            ),
            well_formed("finding", "p_value", P_VALUE, "Write a p-value as 0.03 or <0.001."),
            models.CheckConstraint(
                condition=Q(comparator=None) | (Q(arm__isnull=False) & ~Q(arm=F("comparator"))),
                name="finding_compares_two_arms",
                violation_error_message="A comparison needs two different arms.",
            ),
            models.UniqueConstraint(
                fields=[*SUBJECT, "quantity"],
                condition=Q(is_preferred=True),
                nulls_distinct=False,
                name="finding_one_preferred",
                violation_error_message="Another finding for the same subject and quantity is"
                " preferred already. Take that mark away first.",
            ),
        ]
        triggers = [*publishing_triggers(), *touches()]

    def __str__(self) -> str:
        parts = [self.cohort, self.endpoint, self.get_quantity_display(), self.value_text]
        return " ".join(str(part) for part in parts if part)
