"""A backup that is known to be good: dumped, restored beside the original, and compared.

A dump of the whole database is one snapshot. The copy is made in a database of its own on the same
server, or on another, by an account that may make databases; it is dropped at the end.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg

from config.postgres_place import WHEEL, wheel_packages
from config.problems import Problem, writing

COPY = "trialfolio_drill"
NOT_FOUND = "{name} is not there: install PostgreSQL's client programs, of the server's version."
NO_ANSWER = (
    "The server that the copy is to be made on does not answer: {}. Look at --server:"
    " postgres://user:password@host:port/name."
)
TABLES = """
    SELECT format('%I', c.relname) FROM pg_class c
    WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND c.relnamespace = 'public'::regnamespace
    ORDER BY 1"""

# Those that a drill which was killed left; it waits five seconds for each.
END_OWN_SESSIONS = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = %s AND usename = current_user"""


@dataclass(frozen=True)
class Server:
    """A database by its address; `copy` is the one beside it that a drill makes."""

    url: str

    @property
    def copy(self) -> str:
        """The address of the copy."""
        parts = urlsplit(self.url)
        return urlunsplit(parts._replace(path=f"/{quote(COPY)}"))

    @property
    def maintenance(self) -> str:
        """The address of the database that every server has."""
        return urlunsplit(urlsplit(self.url)._replace(path="/postgres"))


def dump(url: str, target: Path) -> dict[str, int]:
    """Write a dump of a database, as pg_restore reads it; the rows of each table that it has."""
    with psycopg.connect(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        of_now = f"--snapshot={row[0] if row else ''}"
        _run("pg_dump", url, "--format=custom", of_now, f"--file={target}")
        return _counts(connection)


@contextmanager
def restored(dumped: Path, server: Server) -> Iterator[str]:
    """The address of a copy that the dump was restored into; it is dropped at the end."""
    _make(server)
    try:
        as_new = ("--no-acl", "--no-owner", "--exit-on-error", "--single-transaction")
        _run("pg_restore", server.copy, *as_new, str(dumped))
        yield server.copy
    finally:
        _drop(server)


def counts(url: str) -> dict[str, int]:
    """Rows of each table that lasts."""
    with psycopg.connect(url) as connection:
        return _counts(connection)


def _counts(connection: "psycopg.Connection[tuple[object, ...]]") -> dict[str, int]:
    names = [str(row[0]) for row in connection.execute(TABLES)]
    return {name: _count(connection, name) for name in names}


def _count(connection: "psycopg.Connection[tuple[object, ...]]", table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}".encode()).fetchone()  # noqa: S608  # nosec B608 # a name of the catalog
    return int(str(row[0])) if row else 0


def _make(server: Server) -> None:
    _drop(server)
    try:
        with _asked(server) as connection:
            connection.execute(f"CREATE DATABASE {COPY}".encode())
    except psycopg.errors.InsufficientPrivilege as error:
        raise Problem(
            "The copy needs an account that may make databases: name one with --server"
            " postgres://postgres:password@host/trialfolio."
        ) from error


def _drop(server: Server) -> None:
    """Ended by hand, since FORCE is refused while autovacuum looks at the copy."""
    with _asked(server) as connection:
        connection.execute(END_OWN_SESSIONS, [COPY])
        connection.execute(f"DROP DATABASE IF EXISTS {COPY}".encode())


def _asked(server: Server) -> "psycopg.Connection[tuple[object, ...]]":
    try:
        return psycopg.connect(server.maintenance, autocommit=True)
    except psycopg.Error as error:
        raise Problem(NO_ANSWER.format(" ".join(str(error).split()).rstrip("."))) from error


def without_password(url: str) -> tuple[str, dict[str, str]]:
    """The address as everybody may read it in a list of processes, and what a program needs."""
    parts = urlsplit(url)
    if parts.password is None:
        return url, {}
    kept = parts.netloc.replace(f":{parts.password}@", "@")
    return urlunsplit(parts._replace(netloc=kept)), {"PGPASSWORD": unquote(parts.password)}


def _run(name: str, url: str, *arguments: str) -> None:
    address, secret = without_password(url)
    done = subprocess.run(  # noqa: S603
        [_program(name), f"--dbname={address}", *arguments],
        env=os.environ | secret,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Problem(f"{name} did not go through: {' '.join(done.stderr.split())[:500]}")


def _program(name: str) -> str:
    """The program that came with the server of our own, whose version is right; else the path's."""
    wheel = wheel_packages() / WHEEL / "pginstall" / "bin" / name
    found = str(wheel) if os.access(wheel, os.X_OK) else shutil.which(name)
    if found is None:
        raise Problem(NOT_FOUND.format(name=name))
    return found


@contextmanager
def dump_file(keep: Path | None) -> Iterator[Path]:
    """Where to dump to. It stands at `keep` once the block has ended well; otherwise it is gone."""
    with writing(keep or Path("/tmp")):  # noqa: S108 (only to be named)  # nosec B108
        folder = tempfile.TemporaryDirectory(dir=keep.parent if keep else None)
    with folder as name:
        file = Path(name) / "trialfolio.dump"
        file.touch(0o600)  # it holds drafts, and who may come in
        yield file
        if keep:
            file.replace(keep)
