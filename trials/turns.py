"""One at a time: programs that take in the same things at once wait for each other."""

from django.db import connection


def wait_for_turn(work: str) -> None:
    """Wait until whoever does this work has ended; keep the turn until our transaction ends.

    Without it two runs both find a trial, a condition or an address missing, and the second to
    make it is refused.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [work])
