"""What a registry sent: each version of its record, kept as received."""

from django.db import models

from trials.history import touches
from trials.models.trial import Trial


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
    source = models.ForeignKey(
        "trials.Source", models.PROTECT, null=True, blank=True, related_name="registry_records"
    )

    class Meta:
        ordering = ["trial", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["trial", "registry", "version"], name="registryrecord_version_once"
            ),
        ]
        # What we serve is made of the version kept: also what has no column here is a change.
        triggers = touches()

    def __str__(self) -> str:
        return f"{self.trial} at {self.registry}, version {self.version}"
