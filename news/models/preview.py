"""Links by which one without an account reads an item before it is public."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from news.models.item import NewsItem
from trials.history import tracked

LONGEST = timedelta(days=60)
SIGNER = signing.Signer(salt="news.preview")


class PreviewLinkQuerySet(models.QuerySet[Any]):
    """Preview links by what they still open."""

    def valid(self) -> Self:
        """Neither expired, by the database's clock, nor revoked."""
        return self.filter(expires_at__gt=Now(), revoked_at=None)

    def signed(self, token: str) -> "PreviewLink | None":
        """The valid link of a token, or None."""
        try:
            key = int(SIGNER.unsign(token))
        except (signing.BadSignature, ValueError):
            return None
        found: PreviewLink | None = self.valid().select_related("item").filter(pk=key).first()
        return found


@tracked()
class PreviewLink(models.Model):
    """One person may read an item until a moment: the study chair, an accredited reporter."""

    item = models.ForeignKey(NewsItem, models.CASCADE, related_name="preview_links")
    made_for = models.CharField("for", max_length=200, help_text="Whom it is given to.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    expires_at = models.DateTimeField("works until")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(made_for=""),
                name="previewlink_is_for_someone",
                violation_error_message="Say whom the link is for.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="previewlink_expires_later",
                violation_error_message="A preview link ends after it was made.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__lte=F("made_at") + LONGEST),
                name="previewlink_expires_soon",
                violation_error_message=f"A preview link works for {LONGEST.days} days at most.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} for {self.made_for}"

    @property
    def token(self) -> str:
        """What its address ends in: nobody can make one without the site's secret key."""
        return SIGNER.sign(str(self.pk))

    def get_absolute_url(self) -> str:
        """Where it is read."""
        return reverse("news-preview", args=[self.token])
