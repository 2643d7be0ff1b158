"""When the database cannot answer: a 503 that says so, and when to come again.

Whatever a request was at, its error ends in Django's handler of faults (config/views.py), which
asks here first. Nothing of this page may ask the database.
"""

from dataclasses import dataclass, replace

import psycopg
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

SAFE = ("GET", "HEAD", "OPTIONS")
UNSURE = (
    "Whether what you sent was saved is not known: look at the record before you send it again."
)
SAVED_NOTHING = "What you sent was not saved: go back, and send it again after that time."


@dataclass(frozen=True)
class Outage:
    """What is wrong, in words for who waits, and after how many seconds to ask again."""

    says: str
    seconds: int
    saved: str = SAVED_NOTHING
    """What became of a form."""


class AfterTheWork(DatabaseError):
    """The database failed when all was done but the writing of the session; that is the cause."""


SLOW = Outage("This took the database too long, and was stopped.", 30)
BUSY = Outage("Too many people are at work here at once.", 5)
LOCKED = Outage("Somebody else is changing the same records just now.", 5)
FULL = Outage("There is no room to save anything now. It has been noted.", 120)
AWAY = Outage("The database does not answer. It is usually back within seconds.", 10, UNSURE)
# By the beginning of the SQLSTATE, the longest first.
BY_STATE = {
    "57014": SLOW,  # query_canceled
    "55P03": LOCKED,  # lock_not_available
    "40": LOCKED,  # deadlocks and other rollbacks
    "53100": FULL,  # disk_full
    "53": BUSY,  # too many connections, out of memory
    "57P": AWAY,  # shutting down, crashed, starting
    "58": FULL,  # errors of the system: a file could not be made or written
    "08": AWAY,
    "25006": AWAY,  # read only: a standby that takes over
}


def outage_of(error: BaseException | None) -> Outage | None:
    """The outage that an error tells of, or None where the fault is the program's."""
    if not isinstance(error, DatabaseError | InterfaceError | psycopg.Error):
        return None
    if isinstance(error, AfterTheWork):
        outage = outage_of(error.__cause__)
        return outage and replace(outage, saved=UNSURE)
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    if type(cause).__name__ in ("PoolTimeout", "TooManyRequests"):
        return BUSY
    state = getattr(cause, "sqlstate", None)
    if state is None:  # libpq's own: it could not connect, or the connection broke
        lost = isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError)
        return AWAY if lost else None
    return next((told for start, told in BY_STATE.items() if state.startswith(start)), None)


def unavailable(request: HttpRequest, outage: Outage, *, to_a_program: bool) -> HttpResponse:
    """The answer: a sentence or a page."""
    saved = "" if request.method in SAFE else outage.saved
    context = {"says": outage.says, "seconds": outage.seconds, "saved": saved}
    headers = {"Retry-After": str(outage.seconds), "Cache-Control": "no-store"}
    if to_a_program:
        told = f"{outage.says} Ask again in {outage.seconds} seconds.\n"
        plain = "text/plain; charset=utf-8"
        return HttpResponse(told, content_type=plain, status=503, headers=headers)
    return HttpResponse(render_to_string("503.html", context), status=503, headers=headers)
