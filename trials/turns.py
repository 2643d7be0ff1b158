"""One at a time: programs that take in the same things at once wait for each other."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection, transaction
from psycopg.errors import DeadlockDetected

T = TypeVar("T")
AGAIN = 0.2  # seconds
TRIES = 5


def wait_for_turn(work: str) -> None:
    """Wait until whoever does this work has ended; keep the turn until our transaction ends.

    Without it two runs both find a trial, a condition or an address missing, and the second to
    make it is refused.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [work])


def once_served(work: Callable[[], T], tries: int = TRIES) -> T:
    """Do the work in a transaction, again where we and somebody else waited for each other.

    PostgreSQL sends one of the two away; the other has been served by then.
    """
    try:
        with transaction.atomic():
            return work()
    except OperationalError as error:
        if not isinstance(error.__cause__, DeadlockDetected) or tries == 1:
            raise
    return once_served(work, tries - 1)


@contextmanager
def alone(work: str, patience: float = 0) -> Iterator[bool]:
    """Whether nobody else does this work now. Then it is ours, until the block or the program ends.

    For work of many transactions, whose second doer is told rather than kept waiting; `patience`
    is in seconds, for the server to notice that the first was killed.
    """
    end = time.monotonic() + patience
    while not (ours := _taken(work)) and time.monotonic() < end:
        time.sleep(AGAIN)
    try:
        yield ours
    finally:
        if ours and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [work])


def _taken(work: str) -> bool:
    with connection.cursor() as cursor:
        # The server looks, also in the middle of a statement, whether we are still there.
        cursor.execute("SET client_connection_check_interval = '500ms'")
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [work])
        return bool(cursor.fetchone()[0])
