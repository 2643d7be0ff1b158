"""manage.py: mistakes get one sentence, and a command the role and the server that it needs."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from config.command_line import needs_database
from tests.config.processes import CHECKOUT, environment, free_port, manage

pytestmark = pytest.mark.slow


def says(command: str, **variables: str) -> str:
    """What a command that fails prints, which is one line."""
    done = manage(command, SECRET_KEY="x", **variables)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("nonsense", "DATABASE_URL must name a PostgreSQL database, like postgres://user:"),
        ("sqlite:///db.sqlite3", "DATABASE_URL must name a PostgreSQL database, like"),
        ("postgres://user@host:port/name", "DATABASE_URL cannot be read ("),
        ("postgres://user@host", "DATABASE_URL names no database: it should be like"),
    ],
)
def test_a_database_url_that_is_none(url: str, sentence: str) -> None:
    assert says("migrate", DATABASE_URL=url).startswith(sentence)


def test_a_server_that_is_not_there() -> None:
    sentence = says("migrate", DATABASE_URL=f"postgres://user:secret@127.0.0.1:{free_port()}/name")

    assert sentence.startswith("The database does not answer: ")
    assert "Connection refused" in sentence
    assert "Look at DATABASE_URL" in sentence
    assert "secret" not in sentence


@pytest.mark.django_db
def test_a_database_that_is_not_there() -> None:
    settings = connection.settings_dict
    host = settings["HOST"] or settings["OPTIONS"].get("host", "")
    port = settings["PORT"] or settings["OPTIONS"].get("port", "5432")

    url = f"postgres://{settings['USER']}@/no_such_name?host={host}&port={port}"
    sentence = says("migrate", DATABASE_URL=url)

    assert 'database "no_such_name" does not exist' in sentence


def test_a_folder_for_data_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    sentence = says("migrate", TRIALFOLIO_DATA=str(tmp_path / "file"))

    assert f"Cannot write in {tmp_path / 'file'}" in sentence


def test_no_secret_key_beside_a_database_of_ones_own() -> None:
    done = manage("check", DATABASE_URL="postgres://user@host/name")

    assert done.returncode == 1
    assert done.stderr.startswith("SECRET_KEY is not set")
    assert done.stderr.count("\n") == 1


def test_the_traceback_for_who_asks_for_it() -> None:
    done = manage("migrate", "--traceback", SECRET_KEY="x", DATABASE_URL="nonsense")

    assert "Traceback" in done.stderr


@pytest.mark.parametrize("arguments", [["help"], ["help", "--traceback"], ["diffsettings"]])
def test_who_reads_the_first_lines_only_sees_no_traceback(arguments: list[str]) -> None:
    """As in `manage.py check_records | head`."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=CHECKOUT,
        env=environment(SECRET_KEY="x", DATABASE_URL="postgres://user@host/name"),
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
    )
    os.close(write)

    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, "")


@pytest.mark.parametrize(
    ("line", "needed"),
    [
        ("manage.py", False),
        ("manage.py help migrate", False),
        ("manage.py migrate --help", False),
        ("manage.py check --deploy", False),
        ("manage.py check --database default", True),
        ("manage.py migrate", True),
        ("manage.py shell", True),
    ],
)
def test_only_commands_that_need_a_server_start_one(line: str, needed: bool) -> None:
    assert needs_database(line.split()) is needed
