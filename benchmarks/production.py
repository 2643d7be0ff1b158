"""A site for one measurement, on a PostgreSQL with the settings of a real one (fsync on)."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from config import postgres_settings
from config.embedded_postgres import Cluster
from config.postgres_keeper import DATABASE, OWNER, SUPERUSER

CHECKOUT = Path(__file__).resolve().parent.parent
TEMPLATE = f"{DATABASE}_empty"
LOOKS = 0.1  # seconds between two looks at the server's processes
NOT_INHERITED = {"DATABASE_URL", "MIGRATION_DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
WRITING = ("fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "work_mem")
MEGABYTE = 1024  # in the kernel's kilobytes


@dataclass
class Measured:
    """One run of a command: seconds from its start to its end, and peaks of memory in MB."""

    seconds: float
    peak: float
    output: str
    backend: "Peaks"


@dataclass
class Peaks:
    """Of the largest process of the server: all it touched, shared buffers too, and its own."""

    whole: float = 0
    own: float = 0
    seen: set[int] = field(default_factory=set)

    def look(self, pid: int) -> None:
        """Note what a process has used up to now."""
        with suppress(OSError):  # it has ended
            status = Path(f"/proc/{pid}/status").read_text()
            self.whole = max(self.whole, _kilobytes(status, "VmHWM") / MEGABYTE)
            self.own = max(self.own, _kilobytes(status, "RssAnon") / MEGABYTE)
            self.seen.add(pid)


class Site:
    """What `make run` would use, in a folder of its own: a server, and the tables of this code."""

    def __init__(self, folder: Path, memory: str = "") -> None:
        """Its server has the size named, or the one of DATABASE_MEMORY."""
        size = postgres_settings.memory(
            "DATABASE_MEMORY", memory or os.environ.get("DATABASE_MEMORY", "")
        )
        self.folder = folder.resolve()
        self.cluster = Cluster(self.folder / "postgres", size)
        self.variables = {
            name: value for name, value in os.environ.items() if name not in NOT_INHERITED
        } | {"TRIALFOLIO_DATA": str(self.folder), "DATABASE_MEMORY": size}

    def prepare(self) -> None:
        """Make the tables once; later databases are copies."""
        self.cluster.join()
        if self.has(TEMPLATE):  # in a folder that was kept
            self.empty()
            self._as_superuser(f"DROP DATABASE {TEMPLATE}")
        self.measured("migrate", "--verbosity=0")
        self.put_away(TEMPLATE)

    def has(self, name: str) -> bool:
        """Whether a database was put away under this name."""
        with self._connection() as connection:
            asked = "SELECT FROM pg_database WHERE datname = %s"
            return connection.execute(asked, [name]).fetchone() is not None

    def put_away(self, name: str) -> None:
        """Keep the database under another name; the server expects to find one of its own."""
        asked = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        with self._connection() as connection:
            connection.execute(asked, [DATABASE]).fetchall()
        self._as_superuser(f"ALTER DATABASE {DATABASE} RENAME TO {name}")
        self._as_superuser(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")

    def take_out(self, name: str) -> None:
        """Use a database that was put away, with the tables of this code."""
        self._as_superuser(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        self._as_superuser(f"ALTER DATABASE {name} RENAME TO {DATABASE}")
        self.measured("migrate", "--verbosity=0")

    def empty(self) -> None:
        """A database without a record."""
        self._as_superuser(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        self._as_superuser(f"CREATE DATABASE {DATABASE} TEMPLATE {TEMPLATE} OWNER {OWNER}")
        self._as_superuser("CHECKPOINT")

    def measured(self, *arguments: str) -> Measured:
        """Run manage.py as a person does."""
        with tempfile.TemporaryFile("w+") as output, self._watched() as peaks:
            start = time.perf_counter()
            process = subprocess.Popen(  # noqa: S603
                [sys.executable, "manage.py", *arguments],
                cwd=CHECKOUT,
                env=self.variables,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            said = output.read()
        if process.returncode:
            raise SystemExit(f"manage.py {' '.join(arguments)} failed:\n{said[-2000:]}")
        return Measured(seconds, used.ru_maxrss / MEGABYTE, said, peaks)

    def settings(self, *names: str) -> str:
        """Some of the server's settings; unasked those that decide how fast it writes."""
        names = names or WRITING
        with self._connection() as connection:
            rows = [(name, connection.execute(f"SHOW {name}").fetchone()) for name in names]
        return ", ".join(f"{name} {row[0]}" for name, row in rows if row)

    @contextmanager
    def _watched(self) -> Iterator[Peaks]:
        peaks, ended = Peaks(), threading.Event()
        watcher = threading.Thread(target=self._watch, args=[peaks, ended])
        watcher.start()
        try:
            yield peaks
        finally:
            ended.set()
            watcher.join()

    def _watch(self, peaks: Peaks, ended: threading.Event) -> None:
        with self._connection() as connection:
            while not ended.wait(LOOKS):
                asked = "SELECT pid FROM pg_stat_activity WHERE datname = %s"
                for (pid,) in connection.execute(asked, [DATABASE]).fetchall():
                    peaks.look(int(pid))

    @property
    def dsn(self) -> str:
        """How libpq finds the database."""
        return f"host={self.cluster.place.sockets} user={SUPERUSER} dbname={DATABASE}"

    def settle(self) -> None:
        """Do what autovacuum would have done after a while."""
        with psycopg.connect(self.dsn, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")

    def _as_superuser(self, command: str) -> None:
        with self._connection() as connection:
            connection.execute(command.encode())

    def _connection(self) -> "psycopg.Connection[tuple[Any, ...]]":
        sockets = str(self.cluster.place.sockets)
        return psycopg.connect(host=sockets, user=SUPERUSER, dbname=SUPERUSER, autocommit=True)


@contextmanager
def kept_site(folder: Path, memory: str = "") -> Iterator[Site]:
    """A site that stays in its folder, for the next measurement."""
    site = Site(folder, memory)
    try:
        site.prepare()
        yield site
    finally:
        site.cluster.leave()


@contextmanager
def production_site(memory: str = "") -> Iterator[Site]:
    """A site that lives as long as the measurement, and leaves nothing behind.

    `memory` is a size of config/postgres/, such as 16GB; else DATABASE_MEMORY says it.
    """
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), memory)
        try:
            site.prepare()
            yield site
        finally:
            site.cluster.leave()
            if site.cluster.place.as_root:
                shutil.rmtree(site.cluster.place.home, ignore_errors=True)


def _kilobytes(status: str, name: str) -> int:
    found = re.search(rf"^{name}:\s+([0-9]+) kB$", status, re.MULTILINE)
    return int(found[1]) if found else 0
