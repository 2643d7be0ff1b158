"""Which versions a record has: one for each transaction that moved its revision."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, ExpressionWrapper, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Now

from trials.models import ChangeLogEntry
from trials.versions.kinds import Kind

AFTER_NOW = ExpressionWrapper(Now() + timedelta(microseconds=1), DateTimeField())


@dataclass(frozen=True)
class Version:
    """One revision of a record, in effect until the next one."""

    revision: int
    at: datetime
    until: datetime | None
    """When the next one came; None for the one that stands."""
    end: datetime
    """The same, or the first moment after now: before it this version was in effect."""


def revision_named(text: str) -> int:
    """The number that an address names; 0, which no version has, for what is none."""
    return int(text) if re.fullmatch("[0-9]{1,18}", text) else 0


def log_of(record: Kind, key: int) -> QuerySet[Any]:
    """The rows of the change log of one record, each with `until` and `end`."""
    logged: Any = record
    own = ChangeLogEntry.objects.filter(record=logged.logged_as, record_id=key)
    following = own.filter(revision=OuterRef("following")).values("at")
    until = own.annotate(following=F("revision") + 1, until=Subquery(following))
    return until.annotate(end=Coalesce("until", AFTER_NOW))


def version(row: Any) -> Version:
    """A row of `log_of` as a version."""
    return Version(row.revision, row.at, row.until, row.end)


def revision_of(record: Kind, key: int, transaction: str = "pgh_xact") -> Subquery:
    """As an expression: the revision that a transaction gave to the record; NULL for none."""
    logged: Any = record
    own = ChangeLogEntry.objects.filter(
        xact=OuterRef(transaction), record=logged.logged_as, record_id=key
    )
    return Subquery(own.values("revision")[:1])
