"""What an event is called in a sentence: its number, what it did, and to which record."""

from typing import Any

from django.db import connection

from trials.history import DID
from trials.sealing.sources import Source


def event_of(source: Source, event: int, record: int | None) -> str:
    """Event 7 of trials_trialevent (changed the trial 3, “A021602”)."""
    return f"Event {event} of {source.table} ({_did(source, event)}{record_of(source, record)})"


def record_of(source: Source, record: int | None) -> str:
    """The trial 3, “A021602”; without its name where it is gone."""
    if record is None:
        return "no record"
    if source.model is None:
        return f"record {record}"
    found: Any = source.model._base_manager.filter(pk=record).first()
    name = f", “{found}”" if found else ""
    return f"{source.model._meta.verbose_name} {record}{name}"


def _did(source: Source, event: int) -> str:
    if source.event_model is None or source.model is None:
        return ""
    with connection.cursor() as cursor:
        sql = f"SELECT pgh_label FROM {source.table} WHERE pgh_id = %s"  # noqa: S608  # nosec B608 # names of our own
        cursor.execute(sql, [event])
        row = cursor.fetchone()
    if not row:
        return "of the "
    return f"{DID[row[0]]} the " if row[0] in DID else f"{row[0]}: the "
