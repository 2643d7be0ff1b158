"""The database's clock, set by a test: what a query asks by `now()` is the moment
that was set; until then it is the real one."""

from collections.abc import Callable
from datetime import datetime

from django.db import connection

# These two are all that rules ask: Django's Now() and the triggers. A schema before the built-in
# one answers them, until the test's transaction is rolled back.
OWN_CLOCK = """
    CREATE SCHEMA set_clock;
    CREATE FUNCTION set_clock.now() RETURNS timestamptz STABLE LANGUAGE sql AS $$
        SELECT coalesce(
            nullif(current_setting('set_clock.at', true), '')::timestamptz, pg_catalog.now()
        )
    $$;
    CREATE FUNCTION set_clock.statement_timestamp() RETURNS timestamptz STABLE LANGUAGE sql AS
        $$SELECT set_clock.now()$$;
    SET LOCAL search_path = set_clock, public, pg_catalog;
"""


def clock_to_set() -> Callable[[datetime], None]:
    """Take over the clock of this transaction; what is given sets it."""
    with connection.cursor() as cursor:
        cursor.execute(OWN_CLOCK)

    def set_to(moment: datetime) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('set_clock.at', %s, true)", [moment.isoformat()])

    return set_to
