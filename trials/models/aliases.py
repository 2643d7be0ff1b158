"""A group's own cross-reference list: other numbers and acronyms of trials, known here or not."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.dispatch import Signal

from trials import identifiers
from trials.history import tracked
from trials.models.names import folded

NAMELESS = "An alias needs letters or digits."
WHOSE = "Say whose alias it is: an NCT ID or a protocol ID."


aliases_arrived = Signal()
"""Sent with `aliases` when many went in at once, of which no post_save tells."""


class AliasQuerySet(models.QuerySet[Any]):
    """Aliases by what they lead to."""

    def leads_to(self, value: str) -> set[str]:
        """The folded IDs of the trials that somebody calls this, in any spelling."""
        found = self.filter(key=identifiers.fold(value))
        return {identifiers.fold(alias.target) for alias in found}


@tracked()
class Alias(models.Model):
    """One other number or name of a trial; the trial may arrive later, or never."""

    alias = models.CharField(max_length=200, help_text="As it is written: CALGB 40601, PALOMA-2.")
    key = models.GeneratedField(
        expression=folded("alias"), output_field=models.TextField(), db_persist=True
    )
    nct_id = models.CharField(
        "NCT ID",
        max_length=11,
        blank=True,
        validators=[RegexValidator(identifiers.NCT_PATTERN, "Write NCT and eight digits.")],
    )
    protocol_id = models.CharField("protocol ID", max_length=60, blank=True)

    objects = AliasQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["alias", "id"]
        indexes = [models.Index(fields=["key"], name="alias_by_key")]
        constraints = [
            models.UniqueConstraint(
                fields=["alias", "nct_id", "protocol_id"],
                name="alias_once",
                violation_error_message="This alias is in the list already.",
            ),
            models.CheckConstraint(
                condition=~Q(nct_id="") | ~Q(protocol_id=""),
                name="alias_of_a_trial",
                violation_error_message=WHOSE,
            ),
            models.CheckConstraint(
                condition=~Q(key=""),
                name="alias_has_a_key",
                violation_error_message=NAMELESS,
            ),
            models.CheckConstraint(
                condition=Q(nct_id="") | Q(nct_id__regex=identifiers.NCT_PATTERN),
                name="alias_nct_well_formed",
                violation_error_message="An NCT ID is NCT and eight digits, such as NCT03375320.",
            ),
        ]

    def __str__(self) -> str:
        return self.alias

    @property
    def target(self) -> str:
        """The ID that it stands for."""
        return self.nct_id or self.protocol_id

    def clean(self) -> None:
        """Take the IDs in any spelling; refuse in words what has no letters, or is nobody's."""
        self.nct_id = identifiers.display(self.nct_id) if self.nct_id else ""
        self.protocol_id = identifiers.display(self.protocol_id) if self.protocol_id else ""
        if not identifiers.fold(self.alias):
            raise ValidationError({"alias": NAMELESS})
        if not self.target:
            raise ValidationError(WHOSE)
