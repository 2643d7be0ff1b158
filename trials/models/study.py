"""A trial's record as the API gives it: rendered for each revision, with what a query looks into.

Writers only note that a trial changed (a trigger does); `trials/api/rendering` makes the version.
"""

from typing import Any, Self

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from trials.models.trial import Trial
from trials.publishing import listed_by


class StudyVersionQuerySet(models.QuerySet[Any]):
    """Versions in the words of who reads them."""

    def listed(self) -> Self:
        """Of trials that are listed now, however old the version."""
        return self.filter(listed_by("trial"))

    def registered(self) -> Self:
        """Of trials that have an NCT ID."""
        return self.filter(trial__nct_id__isnull=False)

    def current(self) -> Self:
        """The version of each trial that stands now."""
        return self.filter(replaced_by=None)

    def as_of(self, position: int) -> Self:
        """The version of each trial that stood when `position` was the last: one at most."""
        standing = Q(replaced_by=None) | Q(replaced_by__gt=position)
        return self.filter(standing, pk__lte=position)

    def position(self) -> int:
        """The last key: it moves whenever a version comes to stand; 0 before the first."""
        last = self.order_by("-pk").values_list("pk", flat=True).first()
        return last or 0


class StudyVersion(models.Model):
    """The study JSON of a trial as of one revision.

    One is made at a time, so that keys follow the order in which versions came to be seen: the
    last key is the position of the data. A version replaced is kept for a while (`expiry` of page
    tokens), so that who pages through a list sees it as it was when he began.
    """

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="study_versions", db_index=False)
    revision = models.PositiveBigIntegerField(help_text="Of the trial.")
    body = models.TextField(help_text="JSON in the registry's schema.")
    beyond = models.TextField(help_text="JSON of what that schema has no place for.")
    size = models.PositiveIntegerField(help_text="Of the body, in bytes.")
    words = SearchVectorField(help_text="Each word with the piece that it stands in.")
    numbers = models.JSONField(help_text="Dates, numbers and ages by piece, to compare and sort.")
    is_edited = models.BooleanField(help_text="It says something else than the registry.")
    made_by = models.CharField(max_length=64, help_text="Digest of the code that rendered it.")
    rendered_at = models.DateTimeField(db_default=Now())
    replaced_by = models.BigIntegerField(null=True, blank=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = StudyVersionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            # With what says whether a version stood at a position: counting reads no row.
            models.Index(fields=["trial", "id", "replaced_by"], name="studyversion_by_trial"),
            GinIndex(fields=["words"], name="studyversion_by_word"),
            models.Index(
                fields=["rendered_at"],
                condition=Q(replaced_by=None),
                name="studyversion_by_time",
            ),
            models.Index(
                fields=["replaced_at"],
                condition=Q(replaced_by__isnull=False),
                name="studyversion_replaced",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["trial"], condition=Q(replaced_by=None), name="studyversion_one_stands"
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None, replaced_at=None)
                | Q(replaced_by__gt=F("id"), replaced_at__isnull=False),
                name="studyversion_replaced_by_a_later_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trial}, version {self.revision}"


class StudyToRender(models.Model):
    """A trial whose version does not stand any more from `due_at` on: it changed, or will.

    One row for each change, and one for the next time at which something of it becomes public.
    """

    trial = models.ForeignKey(Trial, models.CASCADE, related_name="+")
    due_at = models.DateTimeField(db_default=Now())
    by_registry = models.BooleanField(
        default=False, help_text="An import of the registry's record made the change."
    )

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="studytorender_due")]

    def __str__(self) -> str:
        return f"{self.trial_id}, due {self.due_at}"
