"""Which tables are sealed, and what stands for one row of them: see docs/history.md.

All event tables of all apps, and the change log. Of contexts (who and why) each is sealed with the
first event that has it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from pghistory.models import Event

from trials.models import ChangeLogEntry

PLAINLY = {
    "timezone": "UTC",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    "intervalstyle": "iso_8601",
}
DIGEST = (
    "(SELECT sha256(convert_to('{table} ' || row_to_json(told)::text, 'UTF8'))"
    " FROM (SELECT {columns}) AS told)"
)
CONTEXT_COLUMNS = "c.created_at, c.id, c.metadata, c.updated_at"


@dataclass(frozen=True)
class Source:
    """One sealed table: the columns that hold a row's own key, its record, time and context."""

    table: str
    key: str
    record: str
    at: str
    context: str | None
    event_model: Any

    @property
    def model(self) -> type[models.Model] | None:
        """What the events are of; None of the change log, which is of several."""
        found: type[models.Model] | None = getattr(self.event_model, "pgh_tracked_model", None)
        return found

    def sql(self, statement: str, **parts: str) -> str:
        """The statement with the names of this table and its columns, and these parts."""
        return statement.format(**vars(self), **parts)

    def digest(self, row: str, columns: Iterable[str]) -> str:
        """SQL: the SHA-256 of a row, of its table's name and of these columns as JSON."""
        wanted = ", ".join(f'{row}."{column}"' for column in columns)
        return DIGEST.format(table=self.table, columns=wanted)


def sources() -> list[Source]:
    """By the names of their tables."""
    events = [
        Source(
            table=model._meta.db_table,
            key="pgh_id",
            record="pgh_obj_id",
            at="pgh_created_at",
            context="pgh_context_id",
            event_model=model,
        )
        for model in apps.get_models()
        if issubclass(model, Event) and model._meta.managed and hasattr(model, "pgh_tracked_model")
    ]
    log = Source(
        ChangeLogEntry._meta.db_table, "id", "record_id", "at", None, event_model=ChangeLogEntry
    )
    return sorted([*events, log], key=lambda source: source.table)


def source_named(table: str) -> Source | None:
    """The source of a sealed table, also of one whose model is gone while the table stays."""
    found = {source.table: source for source in sources()}.get(table)
    if found or table not in connection.introspection.table_names():
        return found
    return Source(table, "pgh_id", "pgh_obj_id", "pgh_created_at", "pgh_context_id", None)


def speak_plainly(cursor: CursorWrapper) -> None:
    """Let this transaction write values as the seals know them, whatever the server is set to."""
    settings = [f"SET LOCAL {setting} = '{value}'" for setting, value in PLAINLY.items()]
    cursor.execute("; ".join(settings))


def columns_of(cursor: CursorWrapper, table: str) -> list[str]:
    """The table's columns by name; without those that the database computes from the others."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = '' ORDER BY attname::text",
        [table],
    )
    return [row[0] for row in cursor.fetchall()]


def digest_of_context() -> str:
    """SQL: the SHA-256 of the context `c`."""
    return DIGEST.format(table="pghistory_context", columns=CONTEXT_COLUMNS)
