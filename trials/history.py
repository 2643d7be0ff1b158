"""Every change leaves a trace: who and what (pghistory), and a revision that moves with each part.

The database does all of it. A trial or news item moves its `revision` once per transaction in which
it, or a part of it, changed, and writes that to the append-only change log under its transaction
ID, so that readers can follow changes in commit order (IDs below the snapshot's xmin are settled).
"""

from typing import Any

import pghistory
import pgtrigger
from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from pghistory.models import Event as PghistoryEvent

KEPT_BY_THE_DATABASE = ["revision", "updated_at", "change_xact"]
DID = {"insert": "added", "update": "changed", "delete": "removed"}
"""What an event did to its row, by the event's label."""
THIS_TRANSACTION = "pg_current_xact_id()::text::bigint"
# What a part writes into `change_xact` of its record to say: you changed too.
TOUCHED = 0


class Event(PghistoryEvent):
    """One state of a row, and the transaction that made it (docs/decisions/0038).

    The name is pghistory's own, of which those of the event models are made.
    """

    pgh_xact = models.BigIntegerField(
        null=True,
        editable=False,
        db_default=RawSQL(THIS_TRANSACTION, []),  # nosec B611 # words of our own
    )

    class Meta:
        abstract = True


def tracked(*more: pghistory.UpdateEvent, **options: Any) -> Any:
    """Keep each state of each row; one INSERT per statement, so that bulk writes stay fast.

    `more`: events of columns that are not kept themselves.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        *more,
        level=pghistory.Statement,
        base_model=Event,
        **options,
    )


class Revised(models.Model):
    """A record with a revision: the number that ETags and stale-save checks compare."""

    # Its name in the change log, where it is another.
    logged_as = "trial"

    revision = models.PositiveBigIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    change_xact = models.BigIntegerField(default=TOUCHED, editable=False)

    class Meta:
        abstract = True


def revised_triggers(record: str) -> list[pgtrigger.Trigger]:
    """Move the revision of a `record` ("trial", "news") and log it."""
    return [
        pgtrigger.Trigger(
            name="revise_new",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func=f"NEW.revision = 1; NEW.change_xact = {THIS_TRANSACTION}; RETURN NEW;",
        ),
        pgtrigger.Trigger(
            name="revise",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            func=f"""
                IF NEW.change_xact = {TOUCHED} THEN touched = true; END IF;
                NEW.revision = OLD.revision;
                NEW.updated_at = OLD.updated_at;
                NEW.change_xact = OLD.change_xact;
                IF (touched OR NEW.* IS DISTINCT FROM OLD.*)
                        AND OLD.change_xact <> {THIS_TRANSACTION} THEN
                    NEW.revision = OLD.revision + 1;
                    NEW.updated_at = now();
                    NEW.change_xact = {THIS_TRANSACTION};
                END IF;
                RETURN NEW;""",
            declare=[("touched", "boolean DEFAULT false")],
        ),
        pgtrigger.Trigger(
            name="log",
            when=pgtrigger.After,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            func=f"""
                IF TG_OP = 'DELETE' THEN
                    PERFORM log_change('{record}', OLD.id, OLD.revision + 1, true);
                ELSIF TG_OP = 'INSERT' OR NEW.revision <> OLD.revision THEN
                    PERFORM log_change('{record}', NEW.id, NEW.revision, false);
                END IF;
                RETURN NULL;""",
        ),
    ]


def with_word(why: str, word: str) -> str:
    """A reason that the program gives, and after it what the person who decided had to add."""
    return f"{why}: {word}" if word else why


def touches(
    record: str = "trials_trial",
    ids: str = "SELECT trial_id FROM changed",
    name: str = "touch",
    *,
    is_part: bool = True,
) -> list[pgtrigger.Trigger]:
    """Triggers of a part: a change of its rows is a change of the records that `ids` selects.

    `changed` holds the rows that differ, before and after: what changes nothing moves nothing.
    What is no part, but something that records point to (a source, a condition), is nobody's yet
    when it is new.
    """
    # An array, since a plan made while tables were small would go on reading them whole.
    tables = {
        "insert": (pgtrigger.Insert, "TABLE new_rows"),
        "update": (
            pgtrigger.Update,
            (
                "(TABLE new_rows EXCEPT TABLE old_rows)"
                " UNION ALL (TABLE old_rows EXCEPT TABLE new_rows)"
            ),
        ),
        "delete": (pgtrigger.Delete, "TABLE old_rows"),
    }
    return [
        pgtrigger.Trigger(
            name=f"{name}_{word}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=pgtrigger.Referencing(
                old=None if word == "insert" else "old_rows",
                new=None if word == "delete" else "new_rows",
            ),
            func=f"""
                WITH changed AS ({rows})
                UPDATE {record} SET change_xact = {TOUCHED}
                WHERE id = ANY (ARRAY({ids})) AND change_xact <> {THIS_TRANSACTION};
                RETURN NULL;""",  # nosec B608 # names of our own
        )
        for word, (operation, rows) in tables.items()
        if is_part or word != "insert"
    ]


class ChangeLogEntry(models.Model):
    """One record changed in one transaction. Written by triggers only, never changed."""

    xact = models.BigIntegerField()
    record = models.CharField(max_length=10)
    record_id = models.BigIntegerField()
    revision = models.BigIntegerField()
    at = models.DateTimeField(db_default=Now())
    deleted = models.BooleanField(default=False)

    class Meta:
        app_label = "trials"
        indexes = [models.Index(fields=["xact", "id"], name="changelog_by_transaction")]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "record_id", "revision"], name="changelog_revision_once"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.record_id}, revision {self.revision}"
