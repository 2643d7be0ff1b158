"""A query's last bound: what the database has not answered in time is ended."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from psycopg.errors import QueryCanceled

from trials.api.essie import QueryError
from trials.api.essie.bounds import REFUSED

SECONDS = 0.9
_SETTINGS = "SELECT set_config('statement_timeout', %s, true), set_config('jit', %s, true)"


@contextmanager
def within(seconds: float = SECONDS) -> Iterator[None]:
    """Give each statement inside so much time; QueryError for one that needs more.

    Inside is one transaction. A plan is not compiled: that takes longer than the longest query.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout'), current_setting('jit')")
            before = cursor.fetchone()
            cursor.execute(_SETTINGS, [f"{int(seconds * 1000)}ms", "off"])
            yield
            cursor.execute(_SETTINGS, before)
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        sentence = "It takes the database too long; ask for less at once."
        raise QueryError(REFUSED, 0, sentence) from error
