"""Where sessions are kept: in the database as Django does it, but its failures are told apart."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError

from config.outages import AfterTheWork, outage_of


class SessionStore(db.SessionStore):
    """Django takes every failure to write a session for its end, and answers "Bad Request"."""

    def save(self, must_create: bool = False) -> None:
        """Write it; raises UpdateError if it has ended, AfterTheWork if the database failed."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if outage_of(error.__context__):
                raise AfterTheWork from error.__context__
            raise
