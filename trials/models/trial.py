"""The trial: the record that everything else hangs on."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse

from trials import identifiers
from trials.constraints import known_word_lists, known_words, well_formed
from trials.history import (
    KEPT_BY_THE_DATABASE,
    Revised,
    revised_triggers,
    tracked,
)
from trials.marks import NameInTitle, Squeezed, TitleMarks
from trials.models.organisation import Condition, Organisation
from trials.models.trial_names import triggers_of_names
from trials.models.trial_search import triggers_of_search
from trials.models.trial_set import TrialQuerySet
from trials.models.trial_study import triggers_of_study
from trials.partial_dates import AFTER_EVERY_DAY, PartialDateField
from trials.publishing import (
    Publishing,
    publishing_constraints,
    publishing_triggers,
)
from trials.vocabulary import (
    BioSpecRetention,
    DateType,
    DesignAllocation,
    DesignMasking,
    DesignTimePerspective,
    EnrollmentType,
    ExpandedAccessStatus,
    InterventionalAssignment,
    IpdSharing,
    IpdSharingInfoType,
    ObservationalModel,
    Phase,
    PrimaryPurpose,
    SamplingMethod,
    Sex,
    StandardAge,
    Status,
    StudyType,
    WhoMasked,
)

RATIO = r"^[1-9][0-9]*(:[1-9][0-9]*)+$"
AGE = r"^[0-9]+ (Year|Years|Month|Months|Week|Weeks|Day|Days|Hour|Hours|Minute|Minutes)$"
NOT_OURS = (
    "This is none of the group's numbers. Write one as A021602, AFT-38, CALGB-80702, NCCTG-N1048 or"
    " ACOSOG-Z0011; the number of another group goes among the other identifiers."
)


def _not_after(earlier: str, later: str) -> Q:
    """The first day of one period is no later than the last day of the other."""
    end = Concat(F(later), Value(AFTER_EVERY_DAY), output_field=models.CharField())
    return Q(**{earlier: ""}) | Q(**{later: ""}) | Q(**{f"{earlier}__lte": end})


@tracked(exclude=KEPT_BY_THE_DATABASE)
class Trial(Publishing, Revised):
    """A clinical trial, in the fields and words of ClinicalTrials.gov."""

    protocol_id = models.CharField(
        "protocol ID",
        max_length=40,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(identifiers.PROTOCOL_PATTERN, NOT_OURS)],
        help_text="The group's own number, such as A021602. The trial's address is made of it.",
        error_messages={"unique": "Another trial has this protocol ID."},
    )
    nct_id = models.CharField(
        "NCT ID",
        max_length=11,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(identifiers.NCT_PATTERN, "Write NCT and eight digits.")],
        help_text="The number at ClinicalTrials.gov, such as NCT03375320.",
        error_messages={"unique": "Another trial has this NCT ID."},
    )
    brief_title = models.CharField(max_length=500, help_text="The title for the public.")
    official_title = models.TextField(blank=True)
    acronym = models.CharField(max_length=60, blank=True)
    plain_summary = models.TextField(
        "plain-language summary",
        blank=True,
        help_text="For patients: what is tested, in whom, and what was found. Short sentences.",
    )
    brief_summary = models.TextField(blank=True)
    detailed_description = models.TextField(blank=True)

    # Kept by the last StatusChange of the trial (a trigger): add a status change to move them.
    overall_status = models.CharField(
        max_length=30, choices=Status.choices, blank=True, editable=False
    )
    status_as_of = PartialDateField(editable=False)
    status_source = models.ForeignKey(
        "trials.Source", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    last_known_status = models.CharField(max_length=30, choices=Status.choices, blank=True)
    why_stopped = models.TextField(blank=True)

    start_date = PartialDateField()
    start_date_type = models.CharField(max_length=30, choices=DateType.choices, blank=True)
    primary_completion_date = PartialDateField()
    primary_completion_date_type = models.CharField(
        max_length=30, choices=DateType.choices, blank=True
    )
    completion_date = PartialDateField()
    completion_date_type = models.CharField(max_length=30, choices=DateType.choices, blank=True)
    first_submitted = PartialDateField()
    first_posted = PartialDateField()
    results_first_submitted = PartialDateField()
    results_first_posted = PartialDateField()
    last_update_submitted = PartialDateField()
    last_update_posted = PartialDateField()
    delayed_posting = models.BooleanField(null=True, blank=True)
    results_waived = models.BooleanField(null=True, blank=True)
    has_expanded_access = models.BooleanField(null=True, blank=True)
    expanded_access_nct_id = models.CharField(
        "expanded access record", max_length=11, blank=True, help_text="Its NCT ID."
    )
    expanded_access_status = models.CharField(
        max_length=30, choices=ExpandedAccessStatus.choices, blank=True
    )

    study_type = models.CharField(max_length=30, choices=StudyType.choices, blank=True)
    phases = ArrayField(
        models.CharField(max_length=30, choices=Phase.choices), default=list, blank=True
    )
    allocation = models.CharField(max_length=30, choices=DesignAllocation.choices, blank=True)
    allocation_ratio = models.CharField(
        max_length=20,
        blank=True,
        validators=[RegexValidator(RATIO, "Write a ratio such as 2:1.")],
        help_text="Between the arms, such as 2:1.",
    )
    intervention_model = models.CharField(
        max_length=30, choices=InterventionalAssignment.choices, blank=True
    )
    intervention_model_description = models.TextField(blank=True)
    observational_model = models.CharField(
        max_length=30, choices=ObservationalModel.choices, blank=True
    )
    time_perspective = models.CharField(
        max_length=30, choices=DesignTimePerspective.choices, blank=True
    )
    masking = models.CharField(max_length=30, choices=DesignMasking.choices, blank=True)
    who_masked = ArrayField(
        models.CharField(max_length=30, choices=WhoMasked.choices), default=list, blank=True
    )
    masking_description = models.TextField(blank=True)
    primary_purpose = models.CharField(max_length=30, choices=PrimaryPurpose.choices, blank=True)
    enrollment = models.PositiveIntegerField(null=True, blank=True)
    enrollment_type = models.CharField(max_length=30, choices=EnrollmentType.choices, blank=True)
    patient_registry = models.BooleanField(null=True, blank=True)
    target_duration = models.CharField(max_length=40, blank=True)
    bio_spec_retention = models.CharField(
        "specimens kept", max_length=30, choices=BioSpecRetention.choices, blank=True
    )
    bio_spec_description = models.TextField("specimens", blank=True)

    eligibility_criteria = models.TextField(blank=True)
    sex = models.CharField(max_length=30, choices=Sex.choices, blank=True)
    gender_based = models.BooleanField(null=True, blank=True)
    gender_description = models.TextField(blank=True)
    minimum_age = models.CharField(
        max_length=20, blank=True, validators=[RegexValidator(AGE, "Write 18 Years.")]
    )
    maximum_age = models.CharField(
        max_length=20, blank=True, validators=[RegexValidator(AGE, "Write 75 Years.")]
    )
    std_ages = ArrayField(
        models.CharField(max_length=30, choices=StandardAge.choices), default=list, blank=True
    )
    healthy_volunteers = models.BooleanField(null=True, blank=True)
    study_population = models.TextField(blank=True)
    sampling_method = models.CharField(max_length=30, choices=SamplingMethod.choices, blank=True)

    lead_sponsor = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="sponsored_trials"
    )
    responsible_party = models.JSONField(default=dict, blank=True, editable=False)
    organisations = models.ManyToManyField(
        Organisation, through="TrialOrganisation", related_name="trials"
    )
    conditions = models.ManyToManyField(Condition, through="TrialCondition", related_name="trials")
    keywords = ArrayField(models.CharField(max_length=300), default=list, blank=True)

    has_dmc = models.BooleanField("has a data monitoring committee", null=True, blank=True)
    is_fda_regulated_drug = models.BooleanField("FDA-regulated drug", null=True, blank=True)
    is_fda_regulated_device = models.BooleanField("FDA-regulated device", null=True, blank=True)
    is_unapproved_device = models.BooleanField("unapproved device", null=True, blank=True)
    is_ppsd = models.BooleanField("pediatric postmarket surveillance", null=True, blank=True)
    fdaaa801_violation = models.BooleanField("FDAAA 801 violation", null=True, blank=True)
    is_us_export = models.BooleanField("exported from the US", null=True, blank=True)
    ipd_sharing = models.CharField(
        "plan to share individual participant data",
        max_length=9,
        choices=IpdSharing.choices,
        blank=True,
    )
    ipd_info_types = ArrayField(
        models.CharField(max_length=30, choices=IpdSharingInfoType.choices),
        default=list,
        blank=True,
    )
    ipd_description = models.TextField(blank=True)
    ipd_time_frame = models.TextField(blank=True)
    ipd_access_criteria = models.TextField(blank=True)
    ipd_url = models.URLField(max_length=2000, blank=True)

    missing_since = models.DateTimeField(
        "not found at the registry since",
        null=True,
        blank=True,
        editable=False,
        help_text="An import asked the registry for the record and did not get it.",
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )

    objects = TrialQuerySet.as_manager()

    class Meta:
        ordering = ["-first_posted", "-id"]
        permissions = [("publish_trial", "Can approve and withdraw trials")]
        indexes = [
            models.Index(
                fields=["state", "release_at"], include=["id", "nct_id"], name="trial_published"
            ),
            # With all that `trials.attention` asks, so that it reads no row, which is long. Nothing
            # here may move with `updated_at`: a touch of a trial would write to each index of it.
            models.Index(
                fields=["overall_status"],
                include=[
                    *("id", "state", "merged_into", "missing_since", "status_as_of"),
                    *("last_update_posted", "start_date", "start_date_type"),
                    *("primary_completion_date", "primary_completion_date_type"),
                    *("completion_date", "completion_date_type", "status_source"),
                ],
                name="trial_status",
            ),
            models.Index(fields=["id"], condition=~Q(ipd_url=""), name="trial_with_ipd_url"),
            models.Index(
                fields=["id"],
                condition=Q(status_as_of="", last_update_posted=""),
                name="trial_never_verified",
            ),
            # No list of what is pending: a look-up compares each of its marks with all of that.
            GinIndex(TitleMarks("brief_title"), fastupdate=False, name="trial_by_brief_title"),
            GinIndex(TitleMarks("official_title"), fastupdate=False, name="trial_by_title"),
            models.Index(NameInTitle("brief_title"), name="trial_by_name_in_title"),
            models.Index(Squeezed("acronym"), condition=~Q(acronym=""), name="trial_by_acronym"),
        ]
        constraints = [
            *publishing_constraints(),
            *known_words(
                "trial",
                overall_status=Status,
                last_known_status=Status,
                expanded_access_status=ExpandedAccessStatus,
                bio_spec_retention=BioSpecRetention,
                start_date_type=DateType,
                primary_completion_date_type=DateType,
                completion_date_type=DateType,
                study_type=StudyType,
                allocation=DesignAllocation,
                intervention_model=InterventionalAssignment,
                observational_model=ObservationalModel,
                time_perspective=DesignTimePerspective,
                masking=DesignMasking,
                primary_purpose=PrimaryPurpose,
                enrollment_type=EnrollmentType,
                sex=Sex,
                sampling_method=SamplingMethod,
                ipd_sharing=IpdSharing,
            ),
            *known_word_lists(
                "trial",
                phases=Phase,
                who_masked=WhoMasked,
                std_ages=StandardAge,
                ipd_info_types=IpdSharingInfoType,
            ),
            models.CheckConstraint(
                # A duplicate gave what it had to the trial that it was merged into.
                condition=Q(protocol_id__isnull=False)
                | Q(nct_id__isnull=False)
                | Q(merged_into__isnull=False),
                name="trial_has_an_id",
                violation_error_message="A trial needs a protocol ID or an NCT ID.",
            ),
            models.CheckConstraint(
                condition=Q(protocol_id__isnull=True)
                | Q(protocol_id__regex=identifiers.PROTOCOL_PATTERN),
                name="trial_protocol_id_well_formed",
                violation_error_message=NOT_OURS,
            ),
            models.CheckConstraint(
                condition=Q(nct_id__isnull=True) | Q(nct_id__regex=identifiers.NCT_PATTERN),
                name="trial_nct_id_well_formed",
                violation_error_message="An NCT ID is NCT and eight digits, such as NCT03375320.",
            ),
            models.CheckConstraint(
                condition=~Q(brief_title=""),
                name="trial_has_a_title",
                violation_error_message="A trial needs a title.",
            ),
            well_formed("trial", "allocation_ratio", RATIO, "Write the allocation ratio as 2:1."),
            well_formed("trial", "minimum_age", AGE, "Write an age as 18 Years."),
            well_formed("trial", "maximum_age", AGE, "Write an age as 75 Years."),
            models.CheckConstraint(
                condition=_not_after("start_date", "primary_completion_date"),
                name="trial_starts_before_primary_completion",
                violation_error_message="The trial starts after its primary completion date.",
            ),
            models.CheckConstraint(
                condition=_not_after("start_date", "completion_date"),
                name="trial_starts_before_completion",
                violation_error_message="The trial starts after its completion date.",
            ),
            models.CheckConstraint(
                condition=_not_after("primary_completion_date", "completion_date"),
                name="trial_primary_completion_before_completion",
                violation_error_message="The primary completion date is after the completion date.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="trial_not_merged_into_itself",
                violation_error_message="A trial cannot be merged into itself.",
            ),
        ]
        triggers = [
            *publishing_triggers(),
            *revised_triggers("trial"),
            *triggers_of_names(),
            *triggers_of_study(),
            *triggers_of_search("trial"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.acronym}".strip() or str(self.brief_title)

    @property
    def public_id(self) -> str:
        """The ID in the address: the protocol ID where there is one, else the NCT ID."""
        return self.protocol_id or self.nct_id or ""

    def get_absolute_url(self) -> str:
        """The trial's page; of a duplicate without an ID that of the trial that stays."""
        if not self.public_id and self.merged_into is not None:
            return self.merged_into.get_absolute_url()
        return reverse("trial", args=[identifiers.slug(self.public_id)])

    def clean(self) -> None:
        """Empty IDs are unknown, not equal; an ID of another trial is refused in words."""
        self.protocol_id, self.nct_id = self.protocol_id or None, self.nct_id or None
        for field in ("protocol_id", "nct_id"):
            _refuse_taken(self, field, getattr(self, field))


def _refuse_taken(trial: Trial, field: str, value: str | None) -> None:
    other = Trial.objects.identified_by(value or "").exclude(pk=trial.pk).first()
    if other is not None:
        message = f"{value} is or was an identifier of {other}. Identifiers are never used again."
        raise ValidationError({field: message})
