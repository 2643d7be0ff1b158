"""A query's last bound: what the database has not answered in time is ended."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg.errors import QueryCanceled

from trials.api.essie import QueryError
from trials.api.essie.bounds import REFUSED

SECONDS = 0.9
OF_WORDS = {"jit": "off", "enable_seqscan": "off", "enable_indexscan": "off", "work_mem": "64MB"}
"""Words are always looked up in the index: the planner takes reading the words of all studies to be
as cheap, since it does not count that they are stored apart from the rows. Plans are not
compiled, which can take longer than the longest query."""
_NAMES = ("statement_timeout", *OF_WORDS)


@contextmanager
def within(end: float, *, by_words: bool = True) -> Iterator[None]:
    """Give all statements inside until a time of `monotonic()`; QueryError once it is over.

    Inside is one transaction, and the planner is told how to look up words, if there are any.
    """
    try:
        nested = connection.in_atomic_block
        with transaction.atomic(), connection.cursor() as cursor:
            before = _settings(cursor) if nested else {}
            if by_words:
                _set(cursor, OF_WORDS)
            with connection.execute_wrapper(_until(end)):
                yield
            if nested:  # else they end with the transaction
                _set(cursor, before)
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        sentence = "It takes the database too long; ask for less at once."
        raise QueryError(REFUSED, 0, sentence) from error


def _until(end: float) -> Callable[..., Any]:
    """Before each statement tell the database how much time is left; no wrapper sees that."""

    def run(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        left = max(10, int((end - time.monotonic()) * 1000))
        context["connection"].connection.execute(f"SET LOCAL statement_timeout = {left}")
        return execute(sql, params, many, context)

    return run


def _settings(cursor: CursorWrapper) -> dict[str, str]:
    cursor.execute(f"SELECT {', '.join('current_setting(%s)' for _ in _NAMES)}", _NAMES)
    return dict(zip(_NAMES, cursor.fetchone() or (), strict=True))


def _set(cursor: CursorWrapper, settings: Mapping[str, str]) -> None:
    pairs = [part for pair in settings.items() for part in pair]
    cursor.execute(f"SELECT {', '.join('set_config(%s, %s, true)' for _ in settings)}", pairs)
