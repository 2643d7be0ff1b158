"""Rows that studies would write: collected first, then one statement for each table.

New rows get their keys before they are written, so that parts can point to each other; PostgreSQL
reads all rows of a statement from one JSON text, which costs a fraction of a parameter each.
"""

import json
from collections import defaultdict, deque
from collections.abc import Iterable
from functools import cache

from django.db import connection
from django.db.models import Model
from django.db.models.fields import NOT_PROVIDED

from trials import models
from trials.ctgov.importer.rows import Row

Table = type[Model]
# What others point to comes first: a trigger looks at both ends of an arm's intervention.
ORDER: tuple[Table, ...] = (
    models.Organisation,
    models.Condition,
    models.Trial,
    models.Source,
    models.RegistryRecord,
    models.TrialCondition,
    models.TrialOrganisation,
    models.TrialIdentifier,
    models.Intervention,
    models.Arm,
    models.ArmIntervention,
    models.Endpoint,
    models.Official,
    models.Site,
    models.Contact,
    models.Reference,
    models.Document,
    models.StatusChange,
    models.Finding,
    models.Proposal,
)
MOST_AT_ONCE = 1000


class Keys:
    """Keys for new rows from the tables' own sequences, more at once the more are taken."""

    def __init__(self) -> None:
        self._waiting: dict[Table, deque[int]] = defaultdict(deque)
        self._at_once: dict[Table, int] = defaultdict(lambda: 8)

    def take(self, table: Table) -> int:
        """The next key."""
        waiting = self._waiting[table]
        if not waiting:
            waiting.extend(_next_keys(table, self._at_once[table]))
            self._at_once[table] = min(2 * self._at_once[table], MOST_AT_ONCE)
        return waiting.popleft()


class Writes:
    """Inserts, updates and deletes of one study, or of a batch of them."""

    def __init__(self) -> None:
        self._inserts: dict[Table, dict[int, Row]] = defaultdict(dict)
        self._updates: dict[Table, dict[int, Row]] = defaultdict(dict)
        self.deletes: dict[Table, set[int]] = defaultdict(set)

    def insert(self, table: Table, key: int, row: Row) -> None:
        """A new row; a column that is not given has the default of its field."""
        self._inserts[table][key] = row | {"id": key}

    def update(self, table: Table, key: int, row: Row) -> None:
        """These columns of a row."""
        known = self._updates[table].setdefault(key, {"id": key})
        known.update(row)

    def delete(self, table: Table, keys: Iterable[int]) -> None:
        """These rows."""
        self.deletes[table].update(keys)

    def add(self, other: "Writes") -> None:
        """What another would write, too; a row that both write is one."""
        for table, inserts in other._inserts.items():
            self._inserts[table] |= inserts
        for table, updates in other._updates.items():
            for key, row in updates.items():
                self.update(table, key, row)
        for table, keys in other.deletes.items():
            self.delete(table, keys)

    def flush(self) -> None:
        """Write all of it: what is pointed to first, deletes last and backwards."""
        for table in ORDER:
            _update(table, self._updates[table].values())
            _insert(table, self._inserts[table].values())
        for table in reversed(ORDER):
            if keys := self.deletes[table]:
                table._default_manager.filter(pk__in=keys).delete()


def _next_keys(table: Table, count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


@cache
def _defaults(table: Table) -> Row:
    """A new row, but for what the database fills in itself."""
    own = [
        field
        for field in table._meta.local_concrete_fields
        if not (field.generated or field.primary_key or field.db_default is not NOT_PROVIDED)
    ]
    return {field.attname: field.get_default() for field in own}


def _insert(table: Table, rows: Iterable[Row]) -> None:
    whole = [_defaults(table) | row for row in rows]
    if whole:
        columns = ", ".join(f'"{column}"' for column in whole[0])
        name = table._meta.db_table
        _execute(
            f'INSERT INTO "{name}" ({columns}) SELECT {columns}'  # noqa: S608
            f' FROM json_populate_recordset(NULL::"{name}", %s)',  # nosec B608 # names of our own
            whole,
        )


def _update(table: Table, rows: Iterable[Row]) -> None:
    """One statement for all that change the same columns."""
    alike: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        alike[tuple(sorted(row))].append(row)
    name = table._meta.db_table
    for columns, some in alike.items():
        changes = ", ".join(f'"{column}" = new."{column}"' for column in columns if column != "id")
        _execute(
            f'UPDATE "{name}" AS old SET {changes}'  # noqa: S608
            f' FROM json_populate_recordset(NULL::"{name}", %s) AS new WHERE old.id = new.id',  # nosec B608 # names of our own
            some,
        )


def _execute(statement: str, rows: list[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [json.dumps(rows, ensure_ascii=False, default=str)])
