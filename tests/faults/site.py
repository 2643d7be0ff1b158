"""The site that faults happen to: its own PostgreSQL, and gunicorn behind a socket that stays."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import requests

from benchmarks.production import CHECKOUT, Site
from config.postgres_keeper import APPLICATION, DATABASE

RECOVERS = 20  # seconds after the cause is gone in which all is to be well again
WORKERS = 2
EDITORS = """
from django.contrib.auth.models import Group, User
from django.test import Client
for number in range({number}):
    user = User.objects.create_user(f"editor{{number}}", password=None, is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(user)
    print("session", client.session.session_key)
"""


class Faulty:
    """A site with tables and the example data, whose parts can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.site = Site(folder)
        self.cluster = self.site.cluster
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.base = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        self.log = (folder / "gunicorn.log").open("ab")
        self.gunicorn: subprocess.Popen[bytes] | None = None

    def prepare(self, editors: int) -> list[str]:
        """Make the tables and their rows; the keys of sessions of people who may edit."""
        self.site.prepare()
        self.site.empty()
        self.site.measured("collectstatic", "--noinput", "-v0")
        self.site.measured("load_example_data")
        told = self.manage("shell", "-v0", "-c", EDITORS.format(number=editors)).stdout
        return [line.split()[1] for line in told.splitlines() if line.startswith("session ")]

    @property
    def variables(self) -> dict[str, str]:
        """As a service has them: the application's role alone, and no server of its own."""
        host = f"host={self.cluster.place.sockets}&port=5432"
        return self.site.variables | {
            "DATABASE_URL": f"postgres://{APPLICATION}@/{DATABASE}?{host}",
            "SECRET_KEY": "only for faults",
            "WEB_CONCURRENCY": str(WORKERS),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }

    def manage(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command as the application's role."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=CHECKOUT,
            env=self.variables,
            capture_output=True,
            text=True,
            check=True,
        )

    def serve(self) -> "subprocess.Popen[bytes]":
        """Start a gunicorn on the socket, beside any other that is there; it may not answer yet."""
        descriptor = self.listener.fileno()
        command = ("-m", "gunicorn", "-c", "python:config.gunicorn", f"--bind=fd://{descriptor}")
        self.gunicorn = subprocess.Popen(
            [sys.executable, *command, "config.wsgi"],
            cwd=CHECKOUT,
            env=self.variables,
            pass_fds=[descriptor],
            stdout=self.log,
            stderr=self.log,
        )
        return self.gunicorn

    def workers(self) -> list[int]:
        """The processes that answer."""
        assert self.gunicorn is not None
        children = Path(f"/proc/{self.gunicorn.pid}/task/{self.gunicorn.pid}/children")
        return [int(child) for child in children.read_text().split()]

    def postmaster(self) -> int:
        """PostgreSQL's first process."""
        return int((self.cluster.place.data / "postmaster.pid").read_text().split()[0])

    def stop_postgres(self, signum: signal.Signals) -> None:
        """End the server, wait until nothing of it is left."""
        os.kill(self.postmaster(), signum)
        wait_until(lambda: not self.cluster.lives(), "PostgreSQL does not end")
        self.cluster.leave()

    def start_postgres(self) -> None:
        """Start it again; it recovers what it had promised."""
        self.cluster.join()

    def sql(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """Rows, as a superuser sees them."""
        with psycopg.connect(self.site.dsn, autocommit=True) as connection:
            return connection.execute(query.encode(), values or None).fetchall()

    def well(self) -> bool:
        """Whether database and pages answer."""
        try:
            answers = [requests.get(f"{self.base}{path}", timeout=5) for path in ("/readyz", "/")]
        except requests.RequestException:
            return False
        return all(answer.status_code == 200 for answer in answers)

    def recovered(self) -> float:
        """Seconds until all is well, from now."""
        start = time.monotonic()
        wait_until(self.well, "the site has not recovered", RECOVERS)
        return time.monotonic() - start

    def close(self) -> None:
        """Leave nothing running."""
        if self.gunicorn is not None:
            self.gunicorn.terminate()
            self.gunicorn.wait()
        self.listener.close()
        self.log.close()
        self.cluster.leave()


def wait_until(true: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"Waited {seconds} seconds: {what}"
        time.sleep(0.05)


@contextmanager
def locked(faulty: Faulty, table: str) -> Iterator[None]:
    """Somebody holds a table so that every question about it waits."""
    with psycopg.connect(faulty.site.dsn) as other:
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())
        yield
        other.rollback()
