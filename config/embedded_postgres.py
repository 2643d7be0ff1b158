"""A PostgreSQL of our own, shared by everything of one checkout that runs: site, commands, tests.

Every user of a cluster holds a shared lock on one file. The first one starts a keeper
(config/postgres_keeper.py) and hands it the lock that says "a server lives". The keeper waits for
the users' lock: it gets it when the last user is gone, kill -9 included, and stops the server. A
user who comes while it stops waits for that lock too, and then starts a new one.
"""

import fcntl
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from config.postgres_keeper import APPLICATION, DATABASE, OWNER, START_SECONDS, STOP_SECONDS
from config.postgres_place import Place
from config.postgres_settings import DEFAULT_MEMORY
from config.problems import DISK_FULL, Problem, disk_is_full, writing

CHECKOUT = Path(__file__).resolve().parent.parent


@dataclass
class Cluster:
    """One cluster, by the folder that people know it by, such as var/postgres."""

    folder: Path
    memory: str = DEFAULT_MEMORY
    """A size of config/postgres/; whoever starts the server decides."""
    _users_lock: int | None = None

    @property
    def place(self) -> Place:
        """Where its files are."""
        return Place(self.folder)

    def settings(self, *, as_owner: bool) -> dict[str, Any]:
        """Django's settings for a connection; pure, so it works without a server."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": DATABASE,
            "USER": OWNER if as_owner else APPLICATION,
            "HOST": str(self.place.sockets),
            "PORT": "5432",
            # The kernel vouches that the server is ours, whoever made the socket's folder.
            "OPTIONS": {"requirepeer": self.place.account},
        }

    def url(self) -> str:
        """The owner's DATABASE_URL."""
        return f"postgres://{OWNER}@/{DATABASE}?host={self.place.sockets}&port=5432"

    def join(self) -> None:
        """Use the server until leave() or the end of this process; start it if none runs."""
        if self._users_lock is not None:
            return
        end = time.monotonic() + START_SECONDS
        users_lock = self._lock_when_free("users", fcntl.LOCK_SH, end)
        try:
            self._wait_or_start(end)
        except BaseException:
            os.close(users_lock)
            raise
        self._users_lock = users_lock

    def leave(self) -> None:
        """Use it no longer; if nobody else does, return when the server is gone."""
        if self._users_lock is None:
            return
        os.close(self._users_lock)
        self._users_lock = None
        end = time.monotonic() + STOP_SECONDS
        last_chance = time.monotonic() + 0.5  # for the keeper to notice that nobody is left
        while self.lives() and time.monotonic() < end:
            others = self._lock("users", fcntl.LOCK_SH)
            if others is not None:
                os.close(others)
                if time.monotonic() > last_chance:
                    return
            time.sleep(0.05)

    def lives(self) -> bool:
        """Whether any process of a server of this cluster is there."""
        lock = self._lock("server", fcntl.LOCK_SH)
        if lock is None:
            return True
        os.close(lock)
        return False

    def why_gone(self) -> Problem:
        """The sentence for a server that went while it was in use."""
        if disk_is_full(self.place.data):
            return Problem(DISK_FULL.format(where=f" ({self.place.data})"))
        return Problem(f"PostgreSQL has ended while it was needed: see {self.folder}.log.")

    def _wait_or_start(self, end: float) -> None:
        """Whoever gets the server's lock starts one; the others wait for it to answer."""
        while not self._answers():
            server_lock = self._lock("server", fcntl.LOCK_EX)
            if server_lock is not None:
                return self._start_keeper(server_lock)
            if time.monotonic() > end:
                raise Problem(f"PostgreSQL does not answer: see {self.folder}.log.")
            time.sleep(0.05)
        return None

    def _answers(self) -> bool:
        settings = self.settings(as_owner=True)
        try:
            psycopg.connect(
                host=settings["HOST"],
                port=settings["PORT"],
                dbname=settings["NAME"],
                user=settings["USER"],
                connect_timeout=5,
                **settings["OPTIONS"],
            ).close()
        except psycopg.OperationalError:
            return False
        return True

    def _start_keeper(self, server_lock: int) -> None:
        command = [sys.executable, "-m", "config.postgres_keeper"]
        users_lock = str(self._lock_path("users"))
        try:
            keeper = subprocess.run(  # noqa: S603
                [*command, str(self.folder), self.memory, str(server_lock), users_lock],
                cwd=CHECKOUT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,  # which it closes when it is ready, or has failed
                stderr=subprocess.STDOUT,
                pass_fds=[server_lock],
                start_new_session=True,
                check=False,
            )
        finally:
            os.close(server_lock)  # the keeper and its server hold it now
        word = keeper.stdout.decode(errors="replace")
        if word != "ready":
            raise Problem(word or "PostgreSQL did not start: its keeper was ended.")

    def _lock_path(self, name: str) -> Path:
        return self.folder.with_name(f"{self.folder.name}.{name}.lock")

    def _lock(self, name: str, kind: int) -> int | None:
        """An open file with the lock on it, or None when others hold it."""
        path = self._lock_path(name)
        with writing(path.parent):
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return descriptor

    def _lock_when_free(self, name: str, kind: int, end: float) -> int:
        while (descriptor := self._lock(name, kind)) is None:
            if time.monotonic() > end:
                raise Problem(f"PostgreSQL has not stopped: see {self.folder}.log.")
            time.sleep(0.05)
        return descriptor
