"""What an item is made of beside its text: corrections, pictures, files, quotations."""

from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from news.models.item import NewsItem
from news.models.link import TOUCH_ITEM
from trials.history import touches, tracked


@tracked()
class Correction(models.Model):
    """A dated, visible correction of a public item."""

    item = models.ForeignKey(NewsItem, models.CASCADE, related_name="corrections")
    corrected_at = models.DateTimeField(db_default=Now())
    text = models.TextField(help_text="What was wrong and what is right, for readers.")

    class Meta:
        ordering = ["-corrected_at", "-id"]
        indexes = [models.Index(fields=["corrected_at"], name="correction_by_time")]
        triggers = touches(**TOUCH_ITEM)

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
        max_length=500,
        blank=True,
        help_text="What one who cannot see the picture needs to know. Needed for approval.",
    )
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        triggers = [
            *touches(**TOUCH_ITEM),
            # It waits for whoever approves the item just now.
            pgtrigger.Trigger(
                name="described_before_approval",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("alternative_text"),
                condition=pgtrigger.Q(new__alternative_text=""),
                func="""
                    PERFORM FROM news_newsitem WHERE id = NEW.item_id FOR UPDATE;
                    IF EXISTS (SELECT FROM news_newsitem WHERE id = NEW.item_id
                            AND state IN ('APPROVED', 'WITHDRAWN')) THEN
                        RAISE EXCEPTION 'A picture of an approved item needs alternative text.'
                            USING ERRCODE = 'check_violation',
                                  CONSTRAINT = 'newsimage_has_alternative_text';
                    END IF;
                    RETURN NEW;""",
            ),
        ]

    def __str__(self) -> str:
        return self.alternative_text or "A picture without alternative text"


@tracked()
class Attachment(models.Model):
    """A file that goes with an item, such as a fact sheet."""

    item = models.ForeignKey(NewsItem, models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to=_folder, max_length=300)
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        triggers = touches(**TOUCH_ITEM)

    def __str__(self) -> str:
        return self.title


@tracked()
class Quotation(models.Model):
    """What somebody says in an item, in the words of the item."""

    item = models.ForeignKey(NewsItem, models.CASCADE, related_name="quotations")
    text = models.TextField()
    speaker = models.CharField(max_length=200, blank=True)
    affiliation = models.TextField(blank=True, help_text="Title and affiliation, as printed.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text=""),
                name="quotation_has_words",
                violation_error_message="A quotation needs words.",
            )
        ]
        triggers = touches(**TOUCH_ITEM)

    def __str__(self) -> str:
        return f"{self.speaker}: {self.text}" if self.speaker else self.text
