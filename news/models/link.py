"""What ties news to trials: links, and the numbers that lead to no trial yet."""

from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from news.models.item import NewsItem
from trials.constraints import known_words
from trials.history import touches, tracked
from trials.models import Trial
from trials.vocabulary import LinkMethod, LinkRole, LinkStatus

TOUCH_ITEM: dict[str, Any] = {"record": "news_newsitem", "ids": "SELECT item_id FROM changed"}

CERTAIN_FROM = Decimal("0.9")
CERTAIN_METHODS = (LinkMethod.IDENTIFIER, LinkMethod.LINK, LinkMethod.ALIAS, LinkMethod.TITLE)
"""An acronym may be a word, and a paper may only be cited: of these a person looks at each."""


class TrialLinkQuerySet(models.QuerySet[Any]):
    """Links between news and trials."""

    def listed(self) -> Self:
        """Confirmed links whose item and trial are both listed."""
        return self.filter(
            status=LinkStatus.CONFIRMED,
            item__in=NewsItem.objects.listed(),
            trial__in=Trial.objects.listed(),
        )

    def open(self) -> Self:
        """Suggestions that wait for a person."""
        return self.filter(status=LinkStatus.SUGGESTED)


@tracked()
class TrialLink(models.Model):
    """An item speaks of a trial: how that was found, in which words, and who decided."""

    item = models.ForeignKey(NewsItem, models.CASCADE, related_name="trial_links")
    trial = models.ForeignKey(Trial, models.PROTECT, related_name="news_links")
    role = models.CharField(max_length=30, choices=LinkRole.choices, default=LinkRole.BACKGROUND)
    status = models.CharField(
        max_length=30, choices=LinkStatus.choices, default=LinkStatus.SUGGESTED
    )
    method = models.CharField(max_length=30, choices=LinkMethod.choices, default=LinkMethod.MANUAL)
    evidence = models.TextField("words in the text", blank=True)
    positions = ArrayField(
        models.PositiveIntegerField(),
        default=list,
        blank=True,
        help_text="Where they start in the body, counted in characters.",
    )
    is_ambiguous = models.BooleanField(
        "fits others too", default=False, help_text="The words fit another trial as well."
    )
    confidence = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = TrialLinkQuerySet.as_manager()

    class Meta:
        ordering = ["status", "-confidence", "id"]
        permissions = [("decide_triallink", "Can confirm and reject links to trials")]
        constraints = [
            *known_words("triallink", blank=False, role=LinkRole, status=LinkStatus),
            *known_words("triallink", blank=False, method=LinkMethod),
            models.UniqueConstraint(
                fields=["item", "trial"],
                name="triallink_once",
                violation_error_message="This item is linked to this trial already.",
            ),
            models.CheckConstraint(
                condition=Q(status="SUGGESTED", decided_by=None, decided_at=None)
                | (~Q(status="SUGGESTED") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="triallink_decided_by_someone",
                violation_error_message="A confirmed or rejected link has a person and a time; a"
                " suggestion has neither.",
            ),
            models.CheckConstraint(
                condition=Q(confidence=None) | Q(confidence__range=(0, 1)),
                name="triallink_confidence_is_a_share",
                violation_error_message="Confidence is between 0 and 1.",
            ),
        ]
        triggers = [*touches(), *touches(name="touch_item", **TOUCH_ITEM)]

    def __str__(self) -> str:
        return f"{self.item} → {self.trial}"

    @property
    def is_certain(self) -> bool:
        """Whether its words can hardly mean anything else, so that many are confirmed at once."""
        return (
            not self.is_ambiguous
            and self.method in CERTAIN_METHODS
            and self.confidence is not None
            and self.confidence >= CERTAIN_FROM
        )

    @property
    def stamp(self) -> str:
        """What was decided and when: a page keeps it, to see later whether that is still so."""
        at = self.decided_at
        return f"{self.status}-{at.timestamp():.6f}" if at else str(self.status)


@tracked()
class UnknownMention(models.Model):
    """A number in an item that leads to no trial here: once one has it, a link is suggested.

    A trigger on the identifiers of trials does that (migration 0003), whichever way they arrive.
    """

    item = models.ForeignKey(NewsItem, models.CASCADE, related_name="unknown_mentions")
    key = models.TextField(help_text="The folded form that look-ups compare.")
    words = models.CharField(max_length=200, help_text="As its group writes it.")
    evidence = models.TextField("words in the text", blank=True)
    positions = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    role = models.CharField(max_length=30, choices=LinkRole.choices, default=LinkRole.BACKGROUND)
    nearest = models.ForeignKey(
        Trial,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Has nearly this number: perhaps a slip.",
    )

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["key"], name="unknownmention_by_key")]
        constraints = [
            *known_words("unknownmention", blank=False, role=LinkRole),
            models.UniqueConstraint(fields=["item", "key"], name="unknownmention_once"),
        ]

    def __str__(self) -> str:
        return self.words


class LinkingRun(models.Model):
    """One walk of the detector over all items; one that was stopped goes on where it was."""

    started_at = models.DateTimeField(db_default=Now(), editable=False)
    last_item = models.BigIntegerField(default=0, help_text="Items are read up to this key.")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                models.Value(1),
                condition=Q(finished_at=None),
                name="linkingrun_one_at_a_time",
                violation_error_message="A run is under way already.",
            )
        ]

    def __str__(self) -> str:
        return f"Run of {self.started_at:%Y-%m-%d %H:%M} UTC"
