"""A PostgreSQL of our own: it starts, is shared, and is gone when its last user is, however."""

import os
import signal
from pathlib import Path

import psycopg
import pytest

from config.embedded_postgres import Cluster
from config.problems import Problem
from tests.config.processes import User, alive, wait_until

pytestmark = pytest.mark.slow


def connect(folder: Path, user: str = "trialfolio") -> "psycopg.Connection[tuple[object, ...]]":
    return psycopg.connect(Cluster(folder).url().replace("//trialfolio@", f"//{user}@"))


def test_same_order_everywhere(user: User, cluster_folder: Path) -> None:
    user.start()

    with connect(cluster_folder) as connection:
        row = connection.execute(
            "SELECT datlocprovider, datlocale, datcollate, datctype, pg_encoding_to_char(encoding)"
            " FROM pg_database WHERE datname = current_database()"
        ).fetchone()

    assert row == ("b", "C.UTF-8", "C", "C", "UTF8")


def test_only_the_socket_listens_and_only_for_its_owner(user: User, cluster_folder: Path) -> None:
    user.start()

    with connect(cluster_folder) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
    assert Cluster(cluster_folder).place.sockets.stat().st_mode & 0o777 == 0o700


def test_neither_role_is_a_superuser(user: User, cluster_folder: Path) -> None:
    user.start()

    for role in ("trialfolio", "trialfolio_app"):
        with connect(cluster_folder, role) as connection:
            assert connection.execute("SHOW is_superuser").fetchone() == ("off",)


def test_the_last_one_out_stops_it(cluster_folder: Path) -> None:
    first, second = Cluster(cluster_folder), Cluster(cluster_folder)
    first.join()
    second.join()

    first.leave()
    connect(cluster_folder).close()
    second.leave()

    assert not first.lives()
    assert not first.place.sockets.exists()


def test_users_who_come_while_it_stops_get_a_new_one(cluster_folder: Path) -> None:
    for _ in range(3):
        with User(cluster_folder) as one:
            one.start()
            one.all_gone(lambda pid=one.pid: os.kill(pid, signal.SIGKILL))  # type: ignore[misc]
    cluster = Cluster(cluster_folder)
    cluster.join()
    connect(cluster_folder).close()
    cluster.leave()


def test_two_who_come_at_once_share_one(cluster_folder: Path) -> None:
    with User(cluster_folder) as one, User(cluster_folder) as two:
        one.launch()
        two.start()

        lines = two.processes().values()

    assert len([line for line in lines if "config.postgres_keeper" in line]) == 1
    assert len([line for line in lines if "postgres -D" in line]) == 1


@pytest.mark.parametrize("victim", ["the user", "config.postgres_keeper", "postgres -D"])
def test_kill_9_leaves_nothing_and_it_starts_again(
    user: User, cluster_folder: Path, victim: str
) -> None:
    user.start()
    server = user.one("postgres -D")
    with connect(cluster_folder) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (name text)")
        connection.execute("INSERT INTO kept VALUES (%s)", [victim])
    pid = user.pid if victim == "the user" else user.one(victim)

    os.kill(pid, signal.SIGKILL)

    wait_until(lambda: not alive(server), "PostgreSQL stays behind")
    wait_until(lambda: not Cluster(cluster_folder).lives(), "one of its processes stays behind")
    again = Cluster(cluster_folder)
    again.join()
    with connect(cluster_folder) as connection:
        found = connection.execute("SELECT 1 FROM kept WHERE name = %s", [victim]).fetchone()
    again.leave()
    assert found == (1,)


def test_a_pid_file_whose_number_another_program_has_now(cluster_folder: Path) -> None:
    cluster = Cluster(cluster_folder)
    cluster.join()
    text = (cluster.place.data / "postmaster.pid").read_text()
    cluster.leave()
    _, _, rest = text.partition("\n")
    (cluster.place.data / "postmaster.pid").write_text(f"{os.getpid()}\n{rest}")

    cluster.join()
    cluster.leave()


def test_half_made_data_is_made_anew(data: Path) -> None:
    cluster = Cluster(data / "half-test")
    partial = cluster.place.data.with_name("half-test.partial")
    partial.mkdir(parents=True)
    (partial / "PG_VERSION").write_text("18\n")

    cluster.join()
    cluster.leave()

    assert not partial.exists()


def test_data_of_another_version_is_refused_in_a_sentence(data: Path) -> None:
    cluster = Cluster(data / "old-test")
    cluster.place.data.mkdir(parents=True)
    (cluster.place.data / "PG_VERSION").write_text("17\n")

    with pytest.raises(Problem, match=r"holds data of PostgreSQL 17, this program runs 18"):
        cluster.join()
    wait_until(lambda: not cluster.lives(), "its keeper stays behind")


def test_a_folder_that_cannot_be_written_is_named(data: Path) -> None:
    (data / "file").touch()

    with pytest.raises(Problem, match=r"Cannot write in .*/file .*TRIALFOLIO_DATA"):
        Cluster(data / "file" / "postgres-test").join()
