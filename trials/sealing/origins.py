"""Who and why of each change: the database notes it, whoever writes, and keeps it as it was noted.

It stands in for django-pghistory's function of the same name, which rewrites a context that several
transactions share, and notes nothing where Python set none. A context of Python's (the admin, an
import) is taken as it is. A command that set none is known by the name its connection bears
(config/command_line.py). For what is left (SQL by hand) the role, program and address stand.
"""

from typing import Any

from django.db import connections

COMMAND = "manage.py "
"""How the connections of a command are named: this, and the command."""

FUNCTION = """
CREATE OR REPLACE FUNCTION _pgh_attach_context() RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    given text := nullif(current_setting('pghistory.context_id', true), '');
    told jsonb := coalesce(
        nullif(current_setting('pghistory.context_metadata', true), '')::jsonb, '{}');
    ours text := nullif(current_setting('trialfolio.context_id', true), '');
    program text := current_setting('application_name');
    noted bigint;
BEGIN
    -- Anybody can set it, so it counts if this transaction made it.
    IF given IS NULL AND EXISTS (SELECT FROM pghistory_context c
            WHERE c.id = ours::uuid AND c.created_at = now()) THEN
        RETURN ours::uuid;
    END IF;
    IF starts_with(program, 'manage.py ') AND NOT told ? 'command' THEN
        told = told || jsonb_build_object('command', split_part(program, ' ', 2));
    END IF;
    IF given IS NULL THEN
        given = gen_random_uuid();
        told = told || jsonb_build_object('database', jsonb_strip_nulls(jsonb_build_object(
            'role', session_user, 'program', nullif(program, ''),
            'address', host(inet_client_addr()))));
        PERFORM set_config('trialfolio.context_id', given, true);
    END IF;
    INSERT INTO pghistory_context AS c (id, metadata, created_at, updated_at)
    VALUES (given::uuid, told, now(), now())
    ON CONFLICT (id) DO UPDATE SET metadata = told
        WHERE c.created_at = now() AND c.metadata <> told
    RETURNING 1 INTO noted;
    IF noted IS NULL AND NOT EXISTS (
            SELECT FROM pghistory_context c WHERE c.id = given::uuid AND c.metadata = told) THEN
        given = md5(given || told::text);
        INSERT INTO pghistory_context (id, metadata, created_at, updated_at)
        VALUES (given::uuid, told, now(), now()) ON CONFLICT DO NOTHING;
    END IF;
    RETURN given::uuid;
END $$;
"""


def after_migrate(using: str, **_: Any) -> None:
    """Receiver of post_migrate: an upgrade of django-pghistory would bring its own back."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT to_regclass('pghistory_context') IS NOT NULL")
        if cursor.fetchone()[0]:
            cursor.execute(FUNCTION)
