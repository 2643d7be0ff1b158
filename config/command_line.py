"""What manage.py does around Django's commands: the server they need, the role, readable errors."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from config.problems import said_plainly
from trials.sealing.origins import COMMAND

# These change the schema or look at migrations, or seal the history; all others work with the
# application's role.
OWNER_COMMANDS = {
    "createcachetable",
    "flush",
    "makemigrations",
    "migrate",
    "optimizemigration",
    "pgtrigger",
    "restore_drill",
    "seal_history",
    "showmigrations",
    "sqlmigrate",
    "squashmigrations",
    "test",
}
# These work without a database; all others start the embedded server, if it is that.
OFFLINE_COMMANDS = {
    "check",
    "collectstatic",
    "compilemessages",
    "diffsettings",
    "findstatic",
    "help",
    "makemessages",
    "startapp",
    "version",
}


def run(arguments: list[str]) -> None:
    """Run one management command, as sys.argv gives it."""
    command = arguments[1] if len(arguments) > 1 else "help"
    if command in OWNER_COMMANDS:
        os.environ["DATABASE_ROLE"] = "owner"
    # History notes it where nothing else says whose change it was (trials/sealing/origins.py).
    os.environ["PGAPPNAME"] = f"{COMMAND}{command}"
    with _while_somebody_reads():
        if "--traceback" in arguments:
            return _run(arguments)
        with said_plainly():
            return _run(arguments)


@contextmanager
def _while_somebody_reads() -> Iterator[None]:
    """End without a word, as other programs do, when whoever read our lines (`head`) has gone."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        # What is left in the buffer goes nowhere, or Python would complain of it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)


def _run(arguments: list[str]) -> None:
    from django.conf import settings
    from django.core.management import execute_from_command_line

    if settings.EMBEDDED_CLUSTER and needs_database(arguments):
        settings.EMBEDDED_CLUSTER.join()
        # dbshell finds the wheel's psql.
        os.environ["PATH"] += f"{os.pathsep}{settings.EMBEDDED_CLUSTER.place.binaries}"
    execute_from_command_line(arguments)


def needs_database(arguments: list[str]) -> bool:
    """Whether this command line talks to the database."""
    if len(arguments) < 2 or {"-h", "--help", "--version"} & set(arguments):
        return False
    return arguments[1] not in OFFLINE_COMMANDS or "--database" in arguments
