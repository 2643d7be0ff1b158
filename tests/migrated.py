"""A migrated database that is kept between runs; each process that tests starts from a copy of it.

All migrations take eight seconds, a copy takes one. Django migrates the copy as well, which finds
nothing to do. Only in a cluster that is the tests' own.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection
from psycopg import sql

from tests.settings import CHECKOUT, DATA

MADE_FROM = (
    *("*/migrations/*.py", "*/models/**/*.py", "trials/*.py", "trials/identifiers/**/*.py"),
    *("trials/search/**/*", "trials/vocabulary/**/*", "config/*.py", "requirements.txt"),
)
"""What migrations, and what follows a migrate, read: another text of one makes all anew."""
NAME = "migrated_"


def start_from_copies() -> None:
    """Have the test database made as a copy, which waits while another process makes the first."""
    name = NAME + _digest()
    with _one_at_a_time(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [NAME])
        kept = {row[0] for row in cursor.fetchall()}
        if name not in kept:
            _make(cursor, name)
        for old in kept - {name}:
            cursor.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
    connection.settings_dict["TEST"]["TEMPLATE"] = name


def _make(cursor: Any, name: str) -> None:
    """Under another name until it is whole: who is stopped leaves none that looks so."""
    begun = f"begun_{name}"
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(begun)))
    cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(begun)))
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = begun
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()
    connection.settings_dict["NAME"] = before
    cursor.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(*map(sql.Identifier, (begun, name)))
    )


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (DATA / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted({path for part in MADE_FROM for path in CHECKOUT.glob(part)}):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(CHECKOUT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:20]
