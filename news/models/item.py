"""News items: press releases, newsletter articles, announcements."""

from datetime import timedelta
from typing import Self
from zoneinfo import ZoneInfo

import pgtrigger
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max, Q
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, Now, NullIf, TruncDate
from django.urls import reverse

from news.models.addresses import leave_old_addresses
from news.models.issue import NewsletterIssue
from trials import markdown
from trials.constraints import known_words
from trials.history import KEPT_BY_THE_DATABASE, Revised, revised_triggers, touches, tracked
from trials.models import Source, Trial
from trials.models.trial_search import triggers_of_search
from trials.partial_dates import AFTER_EVERY_DAY, PartialDateField
from trials.publishing import (
    Publishing,
    PublishingQuerySet,
    publishing_constraints,
    publishing_triggers,
)
from trials.vocabulary import NewsKind, PublishingState

FRESH = timedelta(days=2)
"""So long search engines take an item for news."""
TAKEN_SLUG = "issues"
"""Under /news/ it is the list of newsletter issues."""


def newsroom_zone() -> str:
    """The zone of an embargo that names none."""
    return str(settings.NEWSROOM_ZONE)


def known_zone(value: str) -> None:
    """Refuse in words what is no time zone."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValidationError(
            f"{value} is not a time zone: write one as America/New_York."
        ) from None


class NewsItemQuerySet(PublishingQuerySet):
    """News items in the words of the domain."""

    def latest_first(self) -> Self:
        """By `printed_on`: the date printed on it, or the day it became public."""
        released = Cast(TruncDate("release_at"), models.CharField())
        dated = NullIf("dated", models.Value(""))
        printed_on = Coalesce(dated, released, output_field=models.CharField())
        return self.annotate(printed_on=printed_on).order_by("-printed_on", "-id")

    def by_last_change(self) -> Self:
        """By `changed_at`: the release or the last correction. Other edits do not move it."""
        told = Q(corrections__corrected_at__lte=Now())
        corrected = Max("corrections__corrected_at", filter=told)
        changed_at = Greatest("release_at", corrected)
        return self.annotate(changed_at=changed_at).order_by("-changed_at", "-id")

    def fresh(self) -> Self:
        """Released in the last two days; not what is old and only came here late."""
        since = Now() - FRESH
        day = Cast(TruncDate(since), models.CharField())
        end = Concat("dated", models.Value(AFTER_EVERY_DAY), output_field=models.CharField())
        printed = Q(dated="") | Q(printed_until__gte=day)
        return self.alias(printed_until=end).filter(printed, release_at__gte=since)

    def obstacles(self) -> dict[int, str]:
        """Pictures that nobody described."""
        bare = self.filter(images__alternative_text="").values_list("pk", flat=True)
        return dict.fromkeys(
            bare, "A picture of it has no alternative text: say in its form what it shows."
        )


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
    release_line = models.CharField(
        "line about its release",
        max_length=300,
        blank=True,
        help_text="As printed above it; by itself it publishes nothing.",
    )
    release_zone = models.CharField(
        "time zone of its embargo",
        max_length=60,
        default=newsroom_zone,
        validators=[known_zone],
        help_text="Such as America/New_York: “public from” is typed and shown in it.",
    )
    intake_digest = models.CharField(max_length=64, blank=True, editable=False)
    trials = models.ManyToManyField(Trial, through="news.TrialLink", related_name="news_items")

    # Of the link through which it is shown now: its pictures come the same way.
    preview_token = ""
    logged_as = "news"

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
            pgtrigger.Trigger(
                name="known_zone",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("release_zone"),
                # Not pg_timezone_names: that view reads every file of zones there is.
                func="""
                    BEGIN
                        PERFORM now() AT TIME ZONE NEW.release_zone;
                        known = NEW.release_zone ~ '^(UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$';
                    EXCEPTION WHEN invalid_parameter_value THEN
                        known = false;
                    END;
                    IF NOT known THEN
                        RAISE EXCEPTION '% is not a time zone: write one as America/New_York.',
                            NEW.release_zone
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'newsitem_known_zone';
                    END IF;
                    RETURN NEW;""",
                declare=[("known", "boolean")],
            ),
            pgtrigger.Trigger(
                name="pictures_are_described",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("state"),
                condition=pgtrigger.Q(new__state=PublishingState.APPROVED),
                func="""
                    IF EXISTS (SELECT FROM news_newsimage
                            WHERE item_id = NEW.id AND alternative_text = '') THEN
                        RAISE EXCEPTION
                            'A picture of it has no alternative text: say what it shows first.'
                            USING ERRCODE = 'check_violation',
                                  CONSTRAINT = 'newsitem_pictures_are_described';
                    END IF;
                    RETURN NEW;""",
            ),
            *revised_triggers("news"),
            *triggers_of_search("news"),
            *touches(
                name="touch_trials",
                ids="SELECT trial_id FROM news_triallink"
                " WHERE item_id = ANY (ARRAY(SELECT id FROM changed))",
                is_part=False,
            ),
            pgtrigger.Trigger(
                name="keep_address",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("slug"),
                func="PERFORM keep_news_address(OLD.slug, NEW.slug); RETURN NULL;",
            ),
            leave_old_addresses("'/news/' || NEW.slug || '/'"),
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

    @property
    def opening(self) -> str:
        """The summary, or how the first paragraph begins: what it is told by elsewhere."""
        return str(self.summary) or markdown.opening(self.body)

    def clean(self) -> None:
        """Refuse the address of the list of issues."""
        super().clean()
        if self.slug == TAKEN_SLUG:
            told = "The list of newsletter issues has this address: write another one."
            raise ValidationError({"slug": told})

    def get_absolute_url(self) -> str:
        """The item's page."""
        return reverse("news-item", args=[self.slug])
