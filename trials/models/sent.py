"""Forms that were sent and done: the same form sent twice makes one change."""

from django.db import models
from django.db.models.functions import Now


class SentForm(models.Model):
    """One form as one person sent it, and where its answer led; rows of past days are cleared.

    The row is written in the transaction that does what the form asks, so that a second sender
    waits for the first, and then finds it.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    """Of the person, the page, the form's own key and all that was typed."""
    answer = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["at"], name="sentform_by_time")]

    def __str__(self) -> str:
        return f"{self.digest[:12]}, {self.at:%Y-%m-%d %H:%M}"
