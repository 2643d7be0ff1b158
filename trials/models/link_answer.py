"""Whether addresses outside answered, as a list of results says that somebody gave us.

No process of ours asks an address: a link checker of the house does, and `check_records --links`
takes its list in.
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from trials.history import tracked

NO_ANSWER = 0


class LinkAnswerQuerySet(models.QuerySet["LinkAnswer"]):
    """Answers of addresses."""

    def gone(self) -> Self:
        """No answer, nothing there any more, or a server that fails; a refusal is an answer."""
        return self.filter(Q(status__in=[NO_ANSWER, 404, 410]) | Q(status__gte=500))


@tracked()
class LinkAnswer(models.Model):
    """The last answer of one address."""

    url = models.CharField("address", max_length=2000, unique=True)
    status = models.PositiveSmallIntegerField(help_text="Of HTTP; 0 where nothing answered.")
    checked_at = models.DateTimeField()
    taken_in_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = LinkAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["url"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=NO_ANSWER) | Q(status__gte=100, status__lte=599),
                name="linkanswer_status_known",
                violation_error_message="A status of HTTP is between 100 and 599, or 0 for none.",
            )
        ]

    def __str__(self) -> str:
        said = f"answered {self.status}" if self.status else "did not answer"
        return f"{self.url} {said} on {self.checked_at:%Y-%m-%d}"
