"""What was announced: newsletter issues, news items, their links to trials, and corrections."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Coalesce, Now, NullIf, TruncDate
from django.urls import reverse

from trials.constraints import known_words
from trials.history import (
    KEPT_BY_THE_DATABASE,
    Revised,
    revised_triggers,
    touches,
    tracked,
)
from trials.models import Source, Trial
from trials.partial_dates import PartialDateField
from trials.publishing import (
    Publishing,
    PublishingQuerySet,
    publishing_constraints,
    publishing_triggers,
)
from trials.vocabulary import LinkMethod, LinkRole, LinkStatus, NewsKind

ITEM = {"record": "news_newsitem", "ids": "SELECT item_id FROM changed"}


class NewsletterIssueQuerySet(models.QuerySet[Any]):
    """Issues, public through what stands in them."""

    def listed(self) -> Self:
        """Issues with at least one listed item."""
        items = NewsItem.objects.listed().filter(issue=models.OuterRef("pk"))
        return self.filter(models.Exists(items))


@tracked()
class NewsletterIssue(models.Model):
    """One issue of the newsletter: E-News, March 2025."""

    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    dated = PartialDateField("date", help_text="As printed: 2025-03.")
    introduction = models.TextField(blank=True)

    objects = NewsletterIssueQuerySet.as_manager()

    class Meta:
        ordering = ["-dated", "-id"]
        triggers = touches(
            record="news_newsitem",
            ids="SELECT id FROM news_newsitem WHERE issue_id IN (SELECT id FROM changed)",
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The issue's page."""
        return reverse("issue", args=[self.slug])


class NewsItemQuerySet(PublishingQuerySet):
    """News items in the words of the domain."""

    def latest_first(self) -> Self:
        """By `printed_on`: the date printed on it, or the day it became public."""
        released = Cast(TruncDate("release_at"), models.CharField())
        dated = NullIf("dated", models.Value(""))
        printed_on = Coalesce(dated, released, output_field=models.CharField())
        return self.annotate(printed_on=printed_on).order_by("-printed_on", "-id")


@tracked(exclude=KEPT_BY_THE_DATABASE)
class NewsItem(Publishing, Revised):
    """A press release, a newsletter article or an announcement. Its body is Markdown."""

    kind = models.CharField(max_length=30, choices=NewsKind.choices, default=NewsKind.PRESS_RELEASE)
    title = models.CharField(max_length=500)
    slug = models.SlugField(
        max_length=120, unique=True, help_text="The end of its address; the old one forwards."
    )
    dated = PartialDateField("date", help_text="The date printed on it, as exact as it is known.")
    summary = models.TextField(blank=True, help_text="One or two sentences, shown in lists.")
    body = models.TextField(help_text="Markdown. HTML is removed.")
    media_contact = models.TextField(blank=True)
    boilerplate = models.TextField("about the group", blank=True)
    issue = models.ForeignKey(
        NewsletterIssue, models.PROTECT, null=True, blank=True, related_name="items"
    )
    section = models.CharField(max_length=120, blank=True, help_text="Its section in the issue.")
    position = models.PositiveSmallIntegerField("place in the section", default=0)
    source_url = models.URLField(
        "address elsewhere", max_length=2000, blank=True, help_text="Where it was first printed."
    )
    language = models.CharField(max_length=10, default="en", help_text="en, es.")
    source = models.OneToOneField(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="news_item",
        help_text="The source that findings name; it is under embargo as long as the item.",
    )
    intake_digest = models.CharField(max_length=64, blank=True, editable=False)
    trials = models.ManyToManyField(Trial, through="TrialLink", related_name="news_items")

    objects = NewsItemQuerySet.as_manager()

    class Meta:
        ordering = ["-release_at", "-id"]
        permissions = [("publish_newsitem", "Can approve and withdraw news items")]
        indexes = [models.Index(fields=["state", "-release_at"], name="newsitem_published")]
        constraints = [
            *publishing_constraints(),
            *known_words("newsitem", blank=False, kind=NewsKind),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="newsitem_has_a_title",
                violation_error_message="A news item needs a title.",
            ),
            models.UniqueConstraint(
                fields=["intake_digest"],
                condition=~Q(intake_digest=""),
                name="newsitem_taken_in_once",
                violation_error_message="This text was taken in already.",
            ),
        ]
        triggers = [
            *publishing_triggers(),
            *revised_triggers("news"),
            *touches(
                name="touch_trials",
                ids="SELECT trial_id FROM news_triallink WHERE item_id IN (SELECT id FROM changed)",
            ),
            pgtrigger.Trigger(
                name="keep_address",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("slug"),
                func="PERFORM keep_news_address(OLD.slug, NEW.slug); RETURN NULL;",
            ),
            pgtrigger.Trigger(
                name="hold_source",
                when=pgtrigger.After,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("state", "release_at", "withdrawn_at", "source_id"),
                # Withdrawn before its release it is never public, nor is what it would have said.
                func="""
                    UPDATE trials_source SET public_from = CASE
                        WHEN NEW.state = 'APPROVED' OR NEW.withdrawn_at >= NEW.release_at
                        THEN NEW.release_at END
                    WHERE id = NEW.source_id;
                    RETURN NULL;""",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The item's page."""
        return reverse("news-item", args=[self.slug])


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
        triggers = [*touches(), *touches(name="touch_item", **ITEM)]

    def __str__(self) -> str:
        return f"{self.item} → {self.trial}"


@tracked()
class Correction(models.Model):
    """A dated, visible correction of a public item."""

    item = models.ForeignKey(NewsItem, models.CASCADE, related_name="corrections")
    corrected_at = models.DateTimeField(db_default=Now())
    text = models.TextField(help_text="What was wrong and what is right, for readers.")

    class Meta:
        ordering = ["-corrected_at", "-id"]
        triggers = touches(**ITEM)

    def __str__(self) -> str:
        return self.text


def _folder(instance: Any, filename: str) -> str:
    return f"news/{instance.item_id}/{filename}"


@tracked()
class NewsImage(models.Model):
    """A picture in an item, never without alternative text."""

    item = models.ForeignKey(NewsItem, models.CASCADE, related_name="images")
    file = models.ImageField(upload_to=_folder, max_length=300)
    alternative_text = models.CharField(
        max_length=500, help_text="What one who cannot see the picture needs to know."
    )
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(alternative_text=""),
                name="newsimage_has_alternative_text",
                violation_error_message="A picture needs alternative text.",
            )
        ]
        triggers = touches(**ITEM)

    def __str__(self) -> str:
        return self.alternative_text


@tracked()
class Attachment(models.Model):
    """A file that goes with an item, such as a fact sheet."""

    item = models.ForeignKey(NewsItem, models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to=_folder, max_length=300)
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        triggers = touches(**ITEM)

    def __str__(self) -> str:
        return self.title
