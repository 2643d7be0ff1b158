"""Mistakes that a person can mend, said in one sentence instead of a traceback."""

import errno
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import Error as DatabaseError

DISK_FULL = "The disk is full{where}: make room on it, then start again."
ENOUGH_SPACE = 40_000_000  # bytes: a new cluster, or one segment of its log and some more
LOST = ("08", "57P")  # classes of SQLSTATE: connection lost, server shutting down


NOT_WRITABLE = (
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOTDIR,
    errno.ENOENT,
    errno.EEXIST,
)


class Problem(Exception):
    """What is wrong and what to do, as one sentence for the person at the terminal."""


@contextmanager
def said_plainly() -> Iterator[None]:
    """End the process with the sentence alone when what failed is a mistake of this kind."""
    try:
        yield
    except (Problem, ImproperlyConfigured, DatabaseError, psycopg.Error, OSError) as error:
        sentence = sentence_for(error)
        if sentence is None:
            raise
        sys.exit(sentence)


def sentence_for(error: BaseException) -> str | None:
    """The sentence for this error, or None when it is a fault of the program."""
    if isinstance(error, Problem | ImproperlyConfigured):
        return str(error)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL.format(where=f" ({error.filename})" if error.filename else "")
    cause = error if isinstance(error, psycopg.Error) else error.__cause__
    return _from_database(cause) if isinstance(cause, psycopg.Error) else None


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Say which folder to change when this path cannot be written."""
    try:
        yield
    except OSError as error:
        if error.errno not in NOT_WRITABLE:
            raise
        raise Problem(
            f"Cannot write in {path} ({error.strerror}): set TRIALFOLIO_DATA to a folder that "
            "you may write in, or run as the user whom this one belongs to."
        ) from error


def disk_is_full(path: Path) -> bool:
    """Whether PostgreSQL has too little space where this path is, or will be."""
    while not path.exists():
        path = path.parent
    return shutil.disk_usage(path).free < ENOUGH_SPACE


def _from_database(error: psycopg.Error) -> str | None:
    """A connection that failed has no SQLSTATE; libpq's own words then say why."""
    words = " ".join(str(error).split())
    if isinstance(error, psycopg.errors.DiskFull):
        return DISK_FULL.format(where=f" where the database is ({words})")
    if isinstance(error, psycopg.errors.InsufficientPrivilege) and "extension" in words:
        return f"{words}. Let a superuser of the database create it once, then migrate again."
    if isinstance(error, psycopg.OperationalError) and (error.sqlstate or "08").startswith(LOST):
        return _silent_server(words)
    return None


def _silent_server(words: str) -> str:
    """Why the server does not answer, if it is our own, or where to look if it is another."""
    if settings.EMBEDDED_CLUSTER:
        return str(settings.EMBEDDED_CLUSTER.why_gone())
    return (
        f"The database does not answer: {words.rstrip('.')}. Look at DATABASE_URL: "
        "postgres://user:password@host:port/name."
    )
