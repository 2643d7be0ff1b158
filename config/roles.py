"""What the application's role may do in the database: the rows' work, and no more.

The owner's role migrates and seals the history; the site, and every other command, connects as
another, which can neither truncate, nor change a table, nor rewrite history, nor add to it but by
changing a record: the triggers that write history act as the owner. So do those that let an old
address of news lead on, which the site may otherwise only add. Run after each migrate.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from pghistory.models import Context, Event

# Written by migrate, or by triggers that act as the owner.
READ_ONLY = {
    "django_migrations",
    "trials_changelogentry",
    "trials_sealedtable",
    "trials_seal",
    "trials_eventseal",
    "trials_contextseal",
    Context._meta.db_table,
}
RIGHTS = {
    # An address that was ours leads on for ever.
    "trials_formeraddress": "SELECT, INSERT",
    # What a registry sent stays as it came; a merge hands it to the trial that stays.
    "trials_registryrecord": "SELECT, INSERT, UPDATE (trial_id), DELETE",
}
"""Of tables of which the site may do less than with all others."""
# Functions that write history or move addresses, and the triggers' functions that call them.
WRITERS = r"""
SELECT p.oid::regprocedure::text FROM pg_proc p
WHERE p.pronamespace = current_schema()::regnamespace
    AND pg_has_role(current_user, p.proowner, 'USAGE')
    AND (p.proname IN ('_pgh_attach_context', 'log_change', 'keep_news_address')
        OR p.prorettype = 'trigger'::regtype
            AND p.prosrc ~ '(_pgh_attach_context|log_change|keep_news_address)\(')
ORDER BY 1"""
TRIGGERS = """
SELECT p.oid::regprocedure::text FROM pg_proc p
WHERE p.pronamespace = current_schema()::regnamespace
    AND pg_has_role(current_user, p.proowner, 'USAGE') AND p.prorettype = 'trigger'::regtype
ORDER BY 1"""
# django-pgtrigger's own obeys a setting that every session may set.
NONE_IS_IGNORED = """
CREATE OR REPLACE FUNCTION {schema}._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT false'"""


def application_role() -> str | None:
    """The name of the application's role, or None where one role does all."""
    name: str = settings.APPLICATION_DATABASE["USER"]
    return name if name and name != settings.OWNER_DATABASE["USER"] else None


def after_migrate(using: str, **_: Any) -> None:
    """Receiver of post_migrate: make the application's role if it is missing, and grant."""
    keep_triggers(connections[using])
    role = application_role()
    if role is not None:
        make_role(connections[using], role, settings.APPLICATION_DATABASE.get("PASSWORD", ""))
        grant(connections[using], role)


def keep_triggers(connection: BaseDatabaseWrapper) -> None:
    """No session has triggers skipped, nor lets a temporary table of its own be taken for ours."""
    with connection.cursor() as cursor:
        schema = _schema(connection, cursor)
        cursor.execute("SELECT to_regproc('_pgtrigger_should_ignore') IS NOT NULL")
        if cursor.fetchone()[0]:
            cursor.execute(NONE_IS_IGNORED.format(schema=schema))
        cursor.execute(TRIGGERS)
        for (function,) in cursor.fetchall():
            cursor.execute(f"ALTER FUNCTION {function} SET search_path = {schema}, pg_temp")


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
        schema = _schema(connection, cursor)
        cursor.execute(f"GRANT USAGE ON SCHEMA {schema} TO {name}")
        for table in _own_tables(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"REVOKE ALL ON {quoted} FROM {name}")
            cursor.execute(f"GRANT {rights_on(table)} ON {quoted} TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {name}")
        _let_search_count_anew(cursor, name)
        _let_triggers_act_as_the_owner(cursor, schema, name)


def _let_search_count_anew(cursor: CursorWrapper, name: str) -> None:
    """An index made anew gives its numbers out from one (trials/search/indexing/rebuilding.py)."""
    cursor.execute("SELECT to_regclass('trials_searchnumber')")
    if cursor.fetchone()[0]:
        cursor.execute(f"GRANT UPDATE ON SEQUENCE trials_searchnumber TO {name}")


def rights_on(table: str) -> str:
    """What the application may do with this table's rows."""
    if table in READ_ONLY or table in history_tables():
        return "SELECT"
    return RIGHTS.get(table, "SELECT, INSERT, UPDATE, DELETE")


def history_tables() -> set[str]:
    """The tables that triggers fill with what rows were."""
    return {model._meta.db_table for model in apps.get_models() if issubclass(model, Event)}


def _schema(connection: BaseDatabaseWrapper, cursor: CursorWrapper) -> str:
    cursor.execute("SELECT current_schema()")
    return connection.ops.quote_name(cursor.fetchone()[0])


def _own_tables(cursor: CursorWrapper) -> list[str]:
    cursor.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        " AND pg_has_role(current_user, tableowner, 'USAGE') ORDER BY tablename"
    )
    return [row[0] for row in cursor.fetchall()]


def _let_triggers_act_as_the_owner(cursor: CursorWrapper, schema: str, name: str) -> None:
    """What writes history, or moves an address, acts as the owner, and only as the trigger it is.

    Who may execute such a function could hang it on a table of his own and write what he likes.
    """
    cursor.execute(WRITERS)
    for (function,) in cursor.fetchall():
        cursor.execute(
            f"ALTER FUNCTION {function} SECURITY DEFINER SET search_path = {schema}, pg_temp"
        )
        cursor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC, {name}")
