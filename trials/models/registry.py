"""What a registry sent: each version of its record as received, and the runs that took it in."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from trials.history import touches, tracked
from trials.models.trial import Trial

GIVEN_JSON = "given another JSON"


@tracked()
class ImportRun(models.Model):
    """One run of an import. Its key stands with every change it made, in the history."""

    started_at = models.DateTimeField(db_default=Now(), editable=False)
    finished_at = models.DateTimeField(
        null=True, blank=True, help_text="Empty: it is under way, or was stopped before its end."
    )
    inputs = ArrayField(models.TextField(), default=list, help_text="Files and IDs, as given.")
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(
        default=0, help_text="Trials here that the registry no longer has."
    )
    proposed = models.PositiveIntegerField(
        default=0, help_text="Values that differ from what was changed here by hand."
    )
    refusals = ArrayField(
        models.TextField(), default=list, help_text="The first of them, each with its reason."
    )

    class Meta:
        ordering = ["-started_at", "-id"]

    def __str__(self) -> str:
        return f"Import of {self.started_at:%Y-%m-%d %H:%M} UTC"


# The JSON is large and never changed: history has its digest, and tells if it was changed at all.
@tracked(
    pghistory.UpdateEvent(
        GIVEN_JSON, condition=pgtrigger.AnyChange("study"), trigger_name="study_update"
    ),
    exclude=["study"],
)
class RegistryRecord(models.Model):
    """One version of a trial's record at a registry. Never changed after it was received."""

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="registry_records")
    registry = models.CharField(max_length=60, default="ClinicalTrials.gov")
    version = models.PositiveIntegerField(help_text="Counted from 1 as received here.")
    received_at = models.DateTimeField(db_default=models.functions.Now())
    version_date = models.CharField(
        max_length=10, blank=True, help_text="The registry's own date of this version."
    )
    digest = models.CharField("SHA-256 of the canonical JSON", max_length=64)
    study = models.JSONField()
    run = models.ForeignKey(
        ImportRun, models.PROTECT, null=True, blank=True, related_name="registry_records"
    )
    source = models.ForeignKey(
        "trials.Source", models.PROTECT, null=True, blank=True, related_name="registry_records"
    )

    class Meta:
        ordering = ["trial", "-version"]
        # A study that is known unchanged is found by this alone, before anything of it is read.
        indexes = [models.Index(fields=["digest"], name="registryrecord_by_digest")]
        constraints = [
            models.UniqueConstraint(
                fields=["trial", "registry", "version"], name="registryrecord_version_once"
            ),
        ]
        # What we serve is made of the version kept: also what has no column here is a change.
        triggers = touches()

    def __str__(self) -> str:
        return f"{self.trial} at {self.registry}, version {self.version}"
