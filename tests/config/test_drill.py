"""A backup that is tried before it is trusted."""

import os
from pathlib import Path

import psycopg
import pytest

from config.drill import COPY, Server, restored, without_password
from config.management.commands.restore_drill import different
from config.problems import Problem
from tests.config.processes import manage


def test_what_a_copy_lacks_is_said() -> None:
    assert different({"a": 1, "b": 2}, {"a": 1, "b": 2}) == []
    assert different({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 1}) == [
        "b: 2 rows in the dump, 1 in the copy.",
        "c: 3 rows in the dump, no table in the copy.",
    ]


def test_no_password_stands_in_a_list_of_processes() -> None:
    told = without_password("postgres://trialfolio:a%40b%3Ac@db.example:5432/trialfolio?sslmode=x")
    assert told == (
        "postgres://trialfolio@db.example:5432/trialfolio?sslmode=x",
        {"PGPASSWORD": "a@b:c"},
    )
    socket = "postgres://trialfolio@/trialfolio?host=/run/x&port=5432"
    assert without_password(socket) == (socket, {})


@pytest.mark.parametrize("url", ["nonsense", "postgres://nobody@127.0.0.1:1/x"])
def test_a_server_that_is_none_is_said(url: str, tmp_path: Path) -> None:
    with (
        pytest.raises(Problem, match=r"does not answer: .*Look at --server"),
        restored(tmp_path / "x.dump", Server(url)),
    ):
        pass


@pytest.mark.slow
def test_a_copy_that_a_killed_drill_still_holds_is_in_nobodys_way(tmp_path: Path) -> None:
    server = Server(os.environ["DATABASE_URL"])
    with psycopg.connect(server.maintenance, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {COPY}".encode())
    with psycopg.connect(server.copy, autocommit=True) as left:
        with pytest.raises(Problem), restored(tmp_path / "none.dump", server):
            pass
        with pytest.raises(psycopg.OperationalError):
            left.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(server.copy)


@pytest.mark.slow
def test_a_backup_is_restored_and_its_history_verified(tmp_path: Path) -> None:
    data = {"TRIALFOLIO_DATA": str(tmp_path / "data")}
    kept = tmp_path / "kept.dump"
    manage("migrate", "--verbosity=0", **data)
    manage("load_example_data", **data)
    done = manage("restore_drill", f"--keep={kept}", **data)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "history verified in" in done.stdout
    assert "The backup is good" in done.stdout
    assert kept.stat().st_size > 100_000
    assert kept.stat().st_mode & 0o777 == 0o600

    nowhere = manage("restore_drill", f"--keep={tmp_path}/no/such/x.dump", **data)
    assert nowhere.returncode == 1
    assert "Cannot write in" in nowhere.stderr
