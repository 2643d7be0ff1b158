"""What the application's role may do in the database: the rows' work, and no more.

The owner's role migrates; the site, and every command that changes no schema, connects as another,
which can neither truncate, nor change a table, nor rewrite history. Run after each migrate.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from pghistory.models import Context, Event

# Written by migrate, or by triggers that act as the owner.
READ_ONLY = {"django_migrations", "trials_changelogentry", Context._meta.db_table}


def application_role() -> str | None:
    """The name of the application's role, or None where one role does all."""
    name: str = settings.APPLICATION_DATABASE["USER"]
    return name if name and name != settings.OWNER_DATABASE["USER"] else None


def after_migrate(using: str, **_: Any) -> None:
    """Receiver of post_migrate: make the application's role if it is missing, and grant."""
    role = application_role()
    if role is not None:
        make_role(connections[using], role, settings.APPLICATION_DATABASE.get("PASSWORD", ""))
        grant(connections[using], role)


def make_role(connection: BaseDatabaseWrapper, role: str, password: str) -> None:
    """Make the role if there is none; its password goes to the server as a SCRAM hash."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone():
            return
        name = connection.ops.quote_name(role)
        cursor.execute(f"CREATE ROLE {name} LOGIN")
        if password:
            libpq = connection.connection.pgconn
            coded = libpq.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
            cursor.execute(f"ALTER ROLE {name} PASSWORD '{coded.decode()}'")


def grant(connection: BaseDatabaseWrapper, role: str) -> None:
    """Give the role exactly its rights on every table that the owner owns; repeatable."""
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        schema = connection.ops.quote_name(cursor.fetchone()[0])
        cursor.execute(f"GRANT USAGE ON SCHEMA {schema} TO {name}")
        for table in _own_tables(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"REVOKE ALL ON {quoted} FROM {name}")
            cursor.execute(f"GRANT {rights_on(table)} ON {quoted} TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {name}")
        _let_search_count_anew(cursor, name)
        _let_history_note_its_context(cursor, schema)


def _let_search_count_anew(cursor: CursorWrapper, name: str) -> None:
    """An index made anew gives its numbers out from one (trials/search/indexing/rebuilding.py)."""
    cursor.execute("SELECT to_regclass('trials_searchnumber')")
    if cursor.fetchone()[0]:
        cursor.execute(f"GRANT UPDATE ON SEQUENCE trials_searchnumber TO {name}")


def rights_on(table: str) -> str:
    """What the application may do with this table's rows."""
    if table in READ_ONLY:
        return "SELECT"
    return "SELECT, INSERT" if table in history_tables() else "SELECT, INSERT, UPDATE, DELETE"


def history_tables() -> set[str]:
    """The tables that triggers fill with what rows were."""
    return {model._meta.db_table for model in apps.get_models() if issubclass(model, Event)}


def _own_tables(cursor: CursorWrapper) -> list[str]:
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        " AND pg_has_role(current_user, tableowner, 'USAGE') ORDER BY tablename"
    )
    return [row[0] for row in cursor.fetchall()]


def _let_history_note_its_context(cursor: CursorWrapper, schema: str) -> None:
    """The function that history's triggers call to write who and why, writes as the owner."""
    cursor.execute("SELECT to_regprocedure('_pgh_attach_context()') IS NOT NULL")
    if cursor.fetchone()[0]:
        cursor.execute(
            "ALTER FUNCTION _pgh_attach_context() SECURITY DEFINER"
            f" SET search_path = {schema}, pg_temp"
        )
