"""Tables made empty after a test that committed: what Django's flush does, for a tenth of the time.

Django truncates every table, which makes hundreds of files anew, and then makes all permissions
again. Here rows are deleted, without triggers, and what every database starts with stays; where a
test changed that, or where the role may not turn triggers off, Django's way is taken. Large tables
are truncated: of one that has pages but was counted without rows, the planner thinks that reading
all of it costs nothing, and a test of the next hundred thousand rows never ends.
"""

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import TransactionTestCase

from config.accounts.models import GroupPermission, PeopleGroup
from config.accounts.places import TABLE
from trials.versions.kinds import Kind, columns, event_of

KEPT = [
    model._meta.db_table for model in (ContentType, Permission, Group, Group.permissions.through)
]
"""Tables that a migrate fills."""
REMEMBERED: list[Kind] = [PeopleGroup, GroupPermission]
"""Those of them that have a history: whatever a test did to it, each row has its first event."""
MAY_SKIP_TRIGGERS = "SELECT has_parameter_privilege('session_replication_role', 'SET')"

LARGE = """
SELECT relname FROM pg_class c WHERE relname = ANY(%s) AND pg_relation_size(c.oid) > 1000000
    AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.confrelid = c.oid)"""
"""Tables of more than a megabyte that no other refers to."""

_flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
_kept_at_first = ""


def empty_by_deleting() -> None:
    """Have each test that commits followed by this, if the database lets us."""
    with connection.cursor() as cursor:
        cursor.execute(MAY_SKIP_TRIGGERS)
        (allowed,) = cursor.fetchone()
    if allowed:
        _remember()
        TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined]


def _empty(case: TransactionTestCase) -> None:
    if _kept() == _kept_at_first:
        _delete()
    else:
        _delete()  # no public record lets itself be truncated
        _flush(case)
        _remember()


def _remember() -> None:
    global _kept_at_first
    _kept_at_first = _kept()


def _kept() -> str:
    """All rows of the tables kept, as one short text."""
    rows = " UNION ALL ".join(f"SELECT {name}::text AS told FROM {name}" for name in KEPT)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT md5(string_agg(told, '' ORDER BY told)) FROM ({rows}) AS kept")
        (digest,) = cursor.fetchone()
    return str(digest)


def _delete() -> None:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    names = [name for name in [*tables, TABLE] if name not in KEPT]
    with connection.cursor() as cursor:
        cursor.execute(LARGE, [names])
        truncated = [f'TRUNCATE "{name}"' for (name,) in cursor.fetchall()]
        deleting = [f'DELETE FROM "{name}"' for name in names]
        cursor.execute(
            "; ".join(
                [
                    "BEGIN",
                    "SET LOCAL session_replication_role = replica",
                    *truncated,
                    *deleting,
                    *map(_first_events, REMEMBERED),
                    "COMMIT",
                ]
            )
        )


def _first_events(kind: Kind) -> str:
    """SQL that says of each row that it was added."""
    names, events = ", ".join(columns(kind)), event_of(kind)._meta.db_table
    return (
        f"INSERT INTO {events} ({names}, pgh_obj_id, pgh_label, pgh_created_at)"
        f" SELECT {names}, id, 'insert', now() FROM {kind._meta.db_table} ORDER BY id"
    )
