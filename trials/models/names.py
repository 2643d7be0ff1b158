"""Every identifier and name a trial has or had, its status over time, and addresses that moved."""

from typing import Any

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value

from trials import identifiers
from trials.constraints import SameTrial, known_words
from trials.history import touches, tracked
from trials.marks import Squeezed, TitleMarks
from trials.models.trial import NOT_OURS, Trial
from trials.partial_dates import PartialDateField
from trials.publishing import is_public_sql
from trials.vocabulary import RESOLVING_KINDS, IdentifierKind, SecondaryIdType, Status

WEB = ("http://", "https://")


def _replace(expression: Any, pattern: str, replacement: str, *flags: str) -> Func:
    texts = [Value(text) for text in (pattern, replacement, *flags)]
    return Func(expression, *texts, function="regexp_replace", output_field=models.TextField())


def folded(field: str) -> Any:
    """`identifiers.fold` as an SQL expression: the same rules in the same order."""
    case = [Value(identifiers.LOWER), Value(identifiers.UPPER)]
    upper = Func(F(field), *case, function="translate", output_field=models.TextField())
    expression = _replace(upper, identifiers.SQUEEZED, "", "g")
    for pattern, replacement in identifiers.FOLD_RULES:
        expression = _replace(expression, pattern, replacement)
    return expression


@tracked()
class TrialIdentifier(models.Model):
    """One identifier in its display form; `key` is the folded form that look-ups compare."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="identifiers")
    kind = models.CharField(max_length=30, choices=IdentifierKind.choices)
    value = models.CharField(max_length=200, help_text="As its registry or group writes it.")
    key = models.GeneratedField(
        expression=folded("value"), output_field=models.TextField(), db_persist=True
    )
    resolves = models.BooleanField(
        default=True, help_text="It leads to this trial alone. Funding numbers never do."
    )
    retired = models.BooleanField(default=False, help_text="Used once; still leads here.")
    type = models.CharField(
        "registry's type", max_length=30, choices=SecondaryIdType.choices, blank=True
    )
    domain = models.CharField(
        max_length=300, blank=True, help_text="Who gave the number: a registry, a funder."
    )
    link = models.URLField(max_length=2000, blank=True)

    class Meta:
        ordering = ["retired", "id"]
        indexes = [
            # Those that lead to a trial alone have the unique one below.
            models.Index(
                fields=["key"],
                condition=Q(kind=IdentifierKind.SPONSOR),
                name="identifier_of_sponsor_by_key",
            ),
        ]
        constraints = [
            *known_words("identifier", blank=False, kind=IdentifierKind),
            *known_words("identifier", type=SecondaryIdType),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(resolves=True),
                name="identifier_unique",
                violation_error_message="Another trial has or had this identifier.",
            ),
            models.UniqueConstraint(
                fields=["trial", "kind", "value"],
                name="identifier_listed_once",
                violation_error_message="This identifier is listed already.",
            ),
            models.CheckConstraint(
                condition=Q(resolves=False) | Q(kind__in=sorted(RESOLVING_KINDS)),
                name="identifier_kind_resolves",
                violation_error_message="Numbers of this kind never lead to a trial.",
            ),
            models.CheckConstraint(
                condition=Q(resolves=False) | ~Q(key=""),
                name="identifier_has_a_key",
                violation_error_message="An identifier needs letters or digits.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="NCT") | Q(value__regex=identifiers.NCT_PATTERN),
                name="identifier_nct_well_formed",
                violation_error_message="An NCT ID is NCT and eight digits, such as NCT03375320.",
            ),
            models.CheckConstraint(
                condition=~Q(kind="PROTOCOL") | Q(value__regex=identifiers.PROTOCOL_PATTERN),
                name="identifier_protocol_id_well_formed",
                violation_error_message=NOT_OURS,
            ),
        ]
        triggers = [
            *touches(),
            pgtrigger.Trigger(
                name="never_reused",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=f"""
                    IF OLD.resolves AND EXISTS (SELECT FROM trials_trial t
                            WHERE t.id = OLD.trial_id AND {is_public_sql("t")}) THEN
                        RAISE EXCEPTION 'A public trial is never deleted, nor its identifiers:'
                                ' withdraw the one, retire the other.'
                            USING ERRCODE = 'restrict_violation',
                                  CONSTRAINT = 'identifier_never_reused';
                    END IF;
                    RETURN OLD;""",  # nosec B608 # names of our own
            ),
        ]

    def __str__(self) -> str:
        return self.value

    @property
    def page(self) -> str:
        """Where the registry shows the number; nothing that is no address of the web."""
        if self.kind == IdentifierKind.NCT and not self.link:
            return f"https://clinicaltrials.gov/study/{self.value}"
        return self.link if self.link.lower().startswith(WEB) else ""

    def clean(self) -> None:
        """Refuse in words what the unique key would refuse."""
        if self.kind not in RESOLVING_KINDS:
            self.resolves = False
        taken = TrialIdentifier.objects.filter(key=identifiers.fold(self.value), resolves=True)
        if self.resolves and taken.exclude(pk=self.pk).exists():
            message = f"{self.value} is or was an identifier of a trial. It is never used again."
            raise ValidationError({"value": message})


class FormerNameKind(models.TextChoices):
    """Which name it was."""

    BRIEF_TITLE = "BRIEF_TITLE", "Brief title"
    OFFICIAL_TITLE = "OFFICIAL_TITLE", "Official title"
    ACRONYM = "ACRONYM", "Acronym"


@tracked()
class FormerName(models.Model):
    """A title or acronym that a trial had before."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="former_names")
    kind = models.CharField(max_length=30, choices=FormerNameKind.choices)
    name = models.TextField()
    used_from = PartialDateField()
    used_until = PartialDateField()
    source = models.ForeignKey(
        "trials.Source", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["used_until", "id"]
        indexes = [
            GinIndex(TitleMarks("name"), fastupdate=False, name="formername_by_title"),
            models.Index(
                Squeezed("name"), condition=Q(kind="ACRONYM"), name="formername_by_acronym"
            ),
        ]
        constraints = [
            *known_words("formername", blank=False, kind=FormerNameKind),
            models.UniqueConstraint(fields=["trial", "kind", "name"], name="formername_once"),
        ]
        triggers = touches()

    def __str__(self) -> str:
        return self.name


@tracked()
class StatusChange(models.Model):
    """The status of a trial, or of one cohort, arm or site of it, from a day on."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="status_changes")
    cohort = models.ForeignKey("trials.Cohort", models.CASCADE, null=True, blank=True)
    arm = models.ForeignKey("trials.Arm", models.CASCADE, null=True, blank=True)
    site = models.ForeignKey("trials.Site", models.CASCADE, null=True, blank=True)
    status = models.CharField(max_length=30, choices=Status.choices)
    effective = PartialDateField(help_text="When it changed, where that is known.")
    as_of = PartialDateField(
        "as of", help_text="When the source last said so; shown beside the status."
    )
    reason = models.TextField(blank=True)
    source = models.ForeignKey(
        "trials.Source",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="status_changes",
    )
    recorded_at = models.DateTimeField(db_default=models.functions.Now(), editable=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            *known_words("statuschange", blank=False, status=Status),
            SameTrial(field="cohort", name="statuschange_cohort_same_trial"),
            SameTrial(field="arm", name="statuschange_arm_same_trial"),
            SameTrial(field="site", name="statuschange_site_same_trial"),
            models.CheckConstraint(
                condition=Q(cohort=None, arm=None)
                | Q(arm=None, site=None)
                | Q(cohort=None, site=None),
                name="statuschange_one_part",
                violation_error_message="A status is of one cohort, one arm or one site.",
            ),
        ]
        triggers = [
            *touches(),
            *(
                pgtrigger.Trigger(
                    name=f"current_{word}",
                    level=pgtrigger.Statement,
                    when=pgtrigger.After,
                    operation=operation,
                    referencing=pgtrigger.Referencing(
                        old=None if rows == "new_rows" else rows,
                        new=rows if rows == "new_rows" else None,
                    ),
                    func=f"PERFORM set_current_status(ARRAY(SELECT trial_id FROM {rows}));"
                    " RETURN NULL;",  # nosec B608 # names of our own
                )
                for word, operation, rows in [
                    ("insert", pgtrigger.Insert, "new_rows"),
                    ("update", pgtrigger.Update, "new_rows"),
                    ("delete", pgtrigger.Delete, "old_rows"),
                ]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.effective or self.as_of}".strip()


@tracked()
class FormerAddress(models.Model):
    """An address of ours that moved; it answers 301 to the new one for ever."""

    path = models.CharField(max_length=500, unique=True)
    moved_to = models.CharField(max_length=500)

    class Meta:
        verbose_name_plural = "former addresses"
        constraints = [
            models.CheckConstraint(
                condition=~Q(path=F("moved_to")),
                name="formeraddress_moves",
                violation_error_message="An address cannot move to itself.",
            )
        ]

    def __str__(self) -> str:
        return self.path
