"""Seals of the history: a chain over each record's events, and one over all (docs/history.md)."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

APPEND_ONLY = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class SealedTable(models.Model):
    """A table whose rows are sealed; seals name it by its number."""

    name = models.CharField(max_length=63, unique=True)

    class Meta:
        app_label = "trials"
        triggers = APPEND_ONLY

    def __str__(self) -> str:
        return self.name


class Seal(models.Model):
    """One batch of events of one table, or the end of a run, which has no table and no events.

    Keys of other rows are not held by the database: whoever writes seals writes a million of them.
    """

    number = models.BigIntegerField(primary_key=True)
    table = models.ForeignKey(
        SealedTable, models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    columns = ArrayField(models.TextField(), default=list)
    events = models.IntegerField(default=0)
    contexts = models.IntegerField(default=0)
    sealed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled = models.JSONField(default=dict)
    digest = models.BinaryField()

    class Meta:
        app_label = "trials"
        triggers = APPEND_ONLY

    def __str__(self) -> str:
        return f"Seal {self.number}"

    @property
    def printed_digest(self) -> str:
        """The digest as it is kept elsewhere."""
        return bytes(self.digest).hex()


class EventSeal(models.Model):
    """The place of one event in the chain of its record."""

    pk = models.CompositePrimaryKey("table_id", "event")
    table = models.ForeignKey(
        SealedTable, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    event = models.BigIntegerField()
    record = models.BigIntegerField()
    number = models.IntegerField()
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="+", db_constraint=False)
    link = models.BinaryField()

    class Meta:
        app_label = "trials"
        constraints = [
            models.UniqueConstraint(fields=["table", "record", "number"], name="eventseal_chain")
        ]
        triggers = APPEND_ONLY

    def __str__(self) -> str:
        return f"Event {self.event}"


class ContextSeal(models.Model):
    """The digest of who and why, as it was when the first event that has it was sealed."""

    context = models.UUIDField(primary_key=True)
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="+", db_constraint=False)
    digest = models.BinaryField()

    class Meta:
        app_label = "trials"
        triggers = APPEND_ONLY

    def __str__(self) -> str:
        return f"Context {self.context}"
