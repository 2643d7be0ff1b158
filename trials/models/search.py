"""What visitors search: a document for each record, and an index of the words of all documents.

Documents are written by the database, in the transaction that changed their record (migration
0014). `trials/search/indexing` makes segments of the index of them before anybody searches.
"""

from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now


class SearchDocumentQuerySet(models.QuerySet[Any]):
    """Documents in the words of who indexes them."""

    def unindexed(self) -> Self:
        """Those that no segment holds yet; `version` tells whether one is made anew meanwhile."""
        version = RawSQL("trials_searchdocument.xmin::text", ())
        return self.filter(number=None).annotate(version=version)


class SearchDocument(models.Model):
    """What is searched, counted and shown of one listed trial or news item, as it is now."""

    kind = models.CharField(max_length=10, help_text="trial or news.")
    record_id = models.BigIntegerField()
    number = models.PositiveIntegerField(
        null=True, help_text="In the index; a changed document gets another one."
    )
    texts = models.JSONField(help_text="What is searched: a text or a list of them, by field.")
    card = models.JSONField(help_text="What a list prints of it.")
    facets = models.JSONField(help_text="Values by parameter of the list.")
    keys = ArrayField(models.TextField(), help_text="Folded identifiers, DOIs, PubMed IDs.")
    sites = models.JSONField(help_text="[latitude, longitude, is open] of each place.")
    newest = models.PositiveIntegerField(help_text="20180731: what “newest first” sorts by.")
    updated = models.BigIntegerField(help_text="Seconds since 1970.")
    started = models.PositiveIntegerField(help_text="20180731; 0 where it is not known.")
    stems = models.TextField(default="", help_text="Of all texts in a row; phrases look here.")

    objects = SearchDocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(number=None), name="searchdocument_unindexed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "record_id"], name="searchdocument_once"),
            models.UniqueConstraint(fields=["number"], name="searchdocument_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}"


class SearchTodo(models.Model):
    """A record whose document is to be made anew from `due_at` on: it changed, or will.

    What is due is done when its transaction ends, by the trigger; the rest before an answer.
    """

    kind = models.CharField(max_length=10)
    record_id = models.BigIntegerField()
    due_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["due_at"], name="searchtodo_due")]
        triggers = [
            pgtrigger.Trigger(
                name="make_documents",
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                # The first row of a transaction does the work of all of them.
                func="""
                    IF EXISTS (SELECT FROM trials_searchtodo
                            WHERE id = NEW.id AND due_at <= statement_timestamp()) THEN
                        PERFORM make_search_documents();
                    END IF;
                    RETURN NULL;""",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id}, due {self.due_at}"


class SearchSegment(models.Model):
    """A part of the index, never changed: when documents change, others take its place."""

    size = models.PositiveIntegerField(help_text="Documents in it.")
    attributes = models.BinaryField(help_text="numpy arrays: facets, dates and places by number.")
    made_by = models.CharField(max_length=64, help_text="Digest of the code that indexed it.")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.size:,} documents"


class SearchPosting(models.Model):
    """The documents of a segment that have a word, and how much it says of each."""

    pk = models.CompositePrimaryKey("word", "segment")
    word = models.TextField(help_text="A stem; # and a concept; = and a folded identifier.")
    segment = models.IntegerField()
    numbers = models.BinaryField(help_text="A roaring bitmap.")
    weights = models.BinaryField(help_text="A byte for each number, in their order.")

    class Meta:
        indexes = [models.Index(fields=["segment"], name="searchposting_by_segment")]

    def __str__(self) -> str:
        return f"{self.word} in segment {self.segment}"


class SearchDead(models.Model):
    """A number that no document has any more, until the segment that holds it is replaced."""

    number = models.PositiveIntegerField()

    def __str__(self) -> str:
        return str(self.number)


class SearchWord(models.Model):
    """A word as documents write it, for who mistypes it."""

    word = models.TextField(primary_key=True)
    count = models.PositiveIntegerField(help_text="Documents that had it, about.")

    class Meta:
        indexes = [
            models.Index(fields=["-count"], include=["word"], name="searchword_by_count"),
        ]

    def __str__(self) -> str:
        return self.word
