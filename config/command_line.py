"""What manage.py does around Django's commands: the server they need, the role, readable errors."""

import os

from config.problems import said_plainly

# These change the schema or look at migrations; all others work with the application's role.
OWNER_COMMANDS = {
    "createcachetable",
    "flush",
    "makemigrations",
    "migrate",
    "optimizemigration",
    "pgtrigger",
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
    if "--traceback" in arguments:
        return _run(arguments)
    with said_plainly():
        return _run(arguments)


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
