"""Changes of many kinds, and whatever an owner with the triggers off may do to their history."""

from collections.abc import Callable
from typing import Any

from django.db import connection

from trials.models import Arm, Organisation, Trial
from trials.sealing.checks import Counts, verify
from trials.sealing.sources import columns_of, sources


def change(number: int, what: int) -> None:
    """One change of some record: most add, some change, some remove."""
    trials, organisations = Trial.objects.order_by("pk"), Organisation.objects.order_by("pk")
    trial = trials[number % trials.count()] if trials.exists() else None
    match what:
        case 0:
            Trial.objects.create(nct_id=f"NCT{number:08}", brief_title=f"Trial {number}")
        case 1:
            Organisation.objects.create(name=f"Group {number}")
        case 2 if trial:
            Arm.objects.bulk_create(Arm(trial=trial, label=f"{number} {n}") for n in range(3))
        case 3 if trial:
            Trial.objects.filter(pk=trial.pk).update(acronym=f"A{number}")
        case 4:
            organisations.update(short_name=f"“{number}”\\ \n\té")
        case 5 if trial:
            trial.arms.all().delete()
        case 6 if trial:
            trial.delete()


def problems() -> list[str]:
    """What verify_history would say, with no digest kept elsewhere."""
    return list(verify([], Counts()))


def events() -> list[tuple[str, str, int]]:
    """Table, name of its key, and key of each row that is sealed: of each table the last forty."""
    found = []
    with connection.cursor() as cursor:
        for source in sources():
            cursor.execute(f"SELECT {source.key} FROM {source.table} ORDER BY 1 DESC LIMIT 40")
            found += [(source.table, source.key, row[0]) for row in cursor.fetchall()]
    return found


def as_owner(*statements: str) -> int:
    """Rows that the last of these statements changed, with all triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            for statement in statements:
                cursor.execute(statement)
            return int(cursor.rowcount)
        finally:
            cursor.execute("SET session_replication_role = origin")


def other_value(table: str, column: str) -> str:
    """SQL for another value than the one that stands there, of any type that events have."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format_type(atttypid, NULL), attnotnull FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attname = %s",
            [table, column],
        )
        kind, is_needed = cursor.fetchone()
    quoted = f'"{column}"'
    for start, other in OTHERS.items():
        if kind.startswith(start) and not kind.endswith("[]"):
            return other.format(column=quoted)
    if kind.endswith("[]"):
        return f"coalesce({quoted}, '{{}}') || array_fill({_element(kind)}, ARRAY[1])"
    if not is_needed:
        return f"CASE WHEN {quoted} IS NULL THEN '{{}}'::{kind} END"
    raise AssertionError(f"{table}.{column} is of a type that no test changes: {kind}")


def _element(kind: str) -> str:
    """Of an array of this type: one that a row of a test does not end with."""
    of = kind.removesuffix("[]")
    return f"'{'7' if 'int' in of else 'Z'}'::{of}"


OTHERS = {
    "bigint": "coalesce({column}, 0) + 100000",
    "integer": "coalesce({column}, 0) + 100000",
    "smallint": "coalesce({column}, 0) + 1",
    "numeric": "coalesce({column}, 0) + 1",
    "double": "coalesce({column}, 0) + 1",
    "boolean": "{column} IS NOT TRUE",
    "text": "coalesce({column}, '') || 'x'",
    "character": "left(coalesce({column}, ''), 1) || 'x' || coalesce({column}, '')",
    "partial_date": "CASE WHEN {column} = '1999' THEN '1998' ELSE '1999' END",
    "timestamp": "coalesce({column}, now()) + interval '1 second'",
    "date": "coalesce({column}, '2020-01-01') + 1",
    "uuid": "gen_random_uuid()",
    "jsonb": """jsonb_build_object('was', {column})""",
    "interval": "coalesce({column}, '1s') + interval '1 second'",
}

Tampering = Callable[[list[tuple[str, str, int]], int], Any]


def edit(found: list[tuple[str, str, int]], seed: int) -> None:
    """Any column of any event."""
    table, key, event = found[seed % len(found)]
    with connection.cursor() as cursor:
        columns = columns_of(cursor, table)
    column = columns[seed // 7 % len(columns)]
    other = other_value(table, column)
    assert as_owner(f'UPDATE {table} SET "{column}" = {other} WHERE {key} = {event}') == 1


def delete(found: list[tuple[str, str, int]], seed: int) -> None:
    """Any event."""
    table, key, event = found[seed % len(found)]
    assert as_owner(f"DELETE FROM {table} WHERE {key} = {event}") == 1


def insert(found: list[tuple[str, str, int]], seed: int) -> None:
    """A copy of an event, dated as it was, under a free number."""
    table, key, event = found[seed % len(found)]
    with connection.cursor() as cursor:
        columns = [f'"{one}"' for one in columns_of(cursor, table) if one != key]
    extra = ", ".join(columns)
    values = extra.replace('"revision"', '"revision" + 500') if key == "id" else extra
    copied = (
        f"INSERT INTO {table} ({key}, {extra}) SELECT {key} + 1000000, {values}"
        f" FROM {table} WHERE {key} = {event}"
    )
    aged = "at" if key == "id" else "pgh_created_at"
    dated = (
        f"UPDATE {table} SET {aged} = {aged} - interval '1 hour' WHERE {key} = {event + 1000000}"
    )
    assert as_owner(copied, dated) == 1


def swap(found: list[tuple[str, str, int]], seed: int) -> None:
    """Two events of one table change their numbers; of one alone the number changes."""
    table, key, event = found[seed % len(found)]
    others = [one for name, _, one in found if name == table and one != event]
    other = others[seed // 3 % len(others)] if others else event + 777
    as_owner(
        f"UPDATE {table} SET {key} = -1 WHERE {key} = {event}",
        f"UPDATE {table} SET {key} = {event} WHERE {key} = {other}",
        f"UPDATE {table} SET {key} = {other} WHERE {key} = -1",
    )


def cut_tail(found: list[tuple[str, str, int]], seed: int) -> None:
    """The last event of a table and all that was sealed of it."""
    table, key, _ = found[seed % len(found)]
    event = max(one for name, _, one in found if name == table)
    as_owner(
        f"DELETE FROM trials_eventseal s USING trials_sealedtable t WHERE t.id = s.table_id"
        f" AND t.name = '{table}' AND s.event = {event}",
        f"DELETE FROM {table} WHERE {key} = {event}",
    )


def edit_context(found: list[tuple[str, str, int]], seed: int) -> None:
    """Who and why of some event."""
    assert as_owner(
        """UPDATE pghistory_context SET metadata = metadata || '{"user": 99}' WHERE id = (
        SELECT context FROM trials_contextseal ORDER BY context LIMIT 1)"""
    )


def delete_context(found: list[tuple[str, str, int]], seed: int) -> None:
    """The same, gone."""
    assert as_owner(
        "DELETE FROM pghistory_context WHERE id = ("
        "SELECT context FROM trials_contextseal ORDER BY context LIMIT 1)"
    )


SEALS = [
    "UPDATE trials_eventseal SET link = sha256(link) WHERE (table_id, event) IN (TABLE one)",
    "UPDATE trials_eventseal SET number = number + 50 WHERE (table_id, event) IN (TABLE one)",
    "UPDATE trials_eventseal SET record = record + 5000 WHERE (table_id, event) IN (TABLE one)",
    "UPDATE trials_eventseal SET seal_id = seal_id + 1 WHERE (table_id, event) IN (TABLE one)",
    "DELETE FROM trials_eventseal WHERE (table_id, event) IN (TABLE one)",
    "UPDATE trials_contextseal SET digest = sha256(digest)",
    "DELETE FROM trials_contextseal",
    "UPDATE trials_seal SET digest = sha256(digest) WHERE number = 1",
    "UPDATE trials_seal SET sealed_at = sealed_at - interval '1 day' WHERE number = 1",
    "UPDATE trials_seal SET events = events + 1 WHERE number = 1",
    "UPDATE trials_seal SET settled_at = NULL WHERE number = (SELECT max(number) FROM trials_seal)",
    "UPDATE trials_seal SET columns = columns[2:] WHERE number = 1",
    "DELETE FROM trials_seal WHERE number = 1",
    "UPDATE trials_sealedtable SET name = 'trials_nothing' WHERE id IN (SELECT table_id FROM one)",
]


def edit_seal(found: list[tuple[str, str, int]], seed: int) -> None:
    """Any row of the seals themselves."""
    one = f"""WITH one AS (SELECT table_id, event FROM trials_eventseal ORDER BY table_id, event
        OFFSET {seed} % (SELECT count(*) FROM trials_eventseal) LIMIT 1) """
    assert as_owner(one + SEALS[seed % len(SEALS)])


TAMPERINGS: list[Tampering] = [
    edit,
    delete,
    insert,
    swap,
    cut_tail,
    edit_context,
    delete_context,
    edit_seal,
]
