"""Which studies statistics count, and how long the database may work on them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import F

from trials.api.errors import Busy
from trials.models import StudyVersion
from trials.turns import wait_for_turn

MOST_SECONDS = 15
WAITED = "2s"
"""For somebody else's statistics: those at work together would take all of the machine."""
CANCELLED = "57014"
NOT_MY_TURN = "55P03"


def counted() -> tuple[str, tuple[Any, ...]]:
    """A query, with its parameters, of the versions that lists give: id, nct, size and body."""
    registered = StudyVersion.objects.current().listed().registered()
    rows = registered.order_by().values("id", "size", "body", nct=F("trial__nct_id"))
    sql, parameters = rows.query.sql_with_params()
    return sql, tuple(parameters)


@contextmanager
def in_turn(seconds: float = MOST_SECONDS) -> Iterator[Any]:
    """A cursor for one heavy question at a time; Busy if it, or the wait for it, takes too long."""
    if seconds <= 0:
        raise _too_long()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{WAITED}'")
            wait_for_turn("statistics of studies")
            cursor.execute(f"SET LOCAL statement_timeout = {round(seconds * 1000) or 1}")
            yield cursor
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
    except OperationalError as error:
        state = getattr(error.__cause__, "sqlstate", "")
        if state == NOT_MY_TURN:
            raise Busy("Other statistics are being worked out. Ask again in 5 seconds.") from error
        if state == CANCELLED:
            raise _too_long() from error
        raise


def _too_long() -> Busy:
    return Busy(
        f"These statistics take more than {MOST_SECONDS} seconds.",
        "Ask for fewer by `fields` or `types`; or again, since what was worked out is kept.",
    )
