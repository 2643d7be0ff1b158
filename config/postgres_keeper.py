"""The process that keeps a PostgreSQL of our own: makes it, starts it, stops it, leaves nothing.

It is started detached by the first user of a cluster (config/embedded_postgres.py says how users
share one), owns `postgres` as its child, and stops it once no user is left, in whatever way they
went. Its own death stops `postgres` by a signal of the kernel (on Linux).
"""

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from config import postgres_settings
from config.parent_death import tied_to
from config.postgres_place import Place
from config.problems import DISK_FULL, Problem, disk_is_full

MAJOR = "18"
SUPERUSER, OWNER, APPLICATION, DATABASE = "postgres", "trialfolio", "trialfolio_app", "trialfolio"
INITDB = (
    "--encoding=UTF8 --locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C "
    f"--auth=trust --username={SUPERUSER}"
).split()

# What only the embedded server is set to; all else is in config/postgres/*.conf.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "log_checkpoints": "off",
}
# A cluster that only tests use need not survive a loss of power.
TEST_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
START_SECONDS, STOP_SECONDS = 300, 30


class Keeper:
    """One running `postgres` and its place."""

    def __init__(self, folder: Path, memory: str, server_lock: int) -> None:
        self.place = Place(folder)
        self.memory = memory
        self.for_tests = folder.name.endswith("-test")
        self.log = folder.with_name(f"{folder.name}.log")
        self.postgres: subprocess.Popen[bytes] | None = None
        # postgres and all its processes inherit this lock: while it is held, one of them lives.
        self.server_lock = server_lock

    def start(self) -> None:
        """Make the cluster if need be, start it, and return when it takes connections."""
        self.place.make()
        self._make_data()
        self._clear_stale_pid()
        sizes = postgres_settings.settings(self.memory)
        settings = sizes | SETTINGS | (TEST_SETTINGS if self.for_tests else {})
        options = [f"-c{name}={value}" for name, value in settings.items()]
        sockets = ["-k", str(self.place.sockets)]
        begin = self._size_of_log()
        self.postgres = self._run("postgres", "-D", str(self.place.data), *sockets, *options)
        self._wait_until_ready(self.postgres, begin)
        self._make_database()

    def keep(self, users_lock: int) -> None:
        """Return when no user is left, or when postgres has died."""
        while self.postgres is not None and self.postgres.poll() is None:
            try:
                fcntl.flock(users_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.1)
            else:
                return

    def stop(self) -> None:
        """Fast shutdown (which breaks connections off), then harder ones if it hangs."""
        for signum, seconds in (
            (signal.SIGINT, STOP_SECONDS),
            (signal.SIGQUIT, 5),
            (signal.SIGKILL, 5),
        ):
            if self.postgres is None or self.postgres.poll() is not None:
                break
            self.postgres.send_signal(signum)
            try:
                self.postgres.wait(seconds)
            except subprocess.TimeoutExpired:
                continue
        shutil.rmtree(self.place.sockets, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start one of PostgreSQL's programs as its account, tied to this process."""
        root = self.place.as_root
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603
                [self.place.binaries / program, *arguments],
                env={"LC_ALL": "C", "PATH": os.defpath},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                pass_fds=[self.server_lock],
                user=self.place.account if root else None,
                group=self.place.account if root else None,
                extra_groups=[] if root else None,
                umask=0o077,
                preexec_fn=tied_to(
                    os.getpid(), signal.SIGINT if program == "postgres" else signal.SIGKILL
                ),
            )

    def _make_data(self) -> None:
        """Run initdb beside the data directory and rename it: what stands there is whole."""
        data = self.place.data
        if data.exists():
            self._refuse_other_version()
            return
        partial = data.with_name(f"{data.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        self.place.make_private(partial)
        begin = self._size_of_log()
        no_sync = ["--no-sync"] if self.for_tests else []
        initdb = self._run("initdb", *INITDB, *no_sync, f"--pgdata={partial}")
        if initdb.wait() != 0:
            shutil.rmtree(partial, ignore_errors=True)
            raise self.problem("PostgreSQL could not make its data", begin)
        partial.rename(data)

    def _refuse_other_version(self) -> None:
        file = self.place.data / "PG_VERSION"
        found = f"data of PostgreSQL {file.read_text().strip()}" if file.exists() else "other files"
        if found != f"data of PostgreSQL {MAJOR}":
            raise Problem(
                f"{self.place.data} holds {found}, this program runs {MAJOR}: dump it with its own "
                "version, or set TRIALFOLIO_DATA to another folder."
            )

    def _clear_stale_pid(self) -> None:
        """Remove a crashed server's PID file when that PID now belongs to something else.

        PostgreSQL itself sees a PID that nobody has; after a reboot, or in a container, another
        program may have it. A server that somebody started by hand runs in the data directory.
        """
        file = self.place.data / "postmaster.pid"
        if not file.exists() or not Path("/proc/self").exists():
            return
        pid = file.read_text().partition("\n")[0]
        try:
            running = Path("/proc", pid, "cwd").resolve(strict=True) == self.place.data
        except OSError:
            running = False
        if not running:
            file.unlink(missing_ok=True)

    def _wait_until_ready(self, postgres: "subprocess.Popen[bytes]", begin: int) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if postgres.poll() is not None:
                raise self.problem("PostgreSQL did not start", begin)
            try:
                self._connect(SUPERUSER).close()
            except psycopg.OperationalError:
                time.sleep(0.03)
            else:
                return
        raise self.problem(f"PostgreSQL did not answer within {START_SECONDS} seconds", begin)

    def _connect(self, database: str) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(
            host=str(self.place.sockets),
            port=5432,
            dbname=database,
            user=SUPERUSER,
            autocommit=True,
            connect_timeout=5,
        )

    def _make_database(self) -> None:
        """Make roles, extensions that only a superuser may make, and last of all the database."""
        with self._connect(SUPERUSER) as connection:
            query = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(query, [DATABASE]).fetchone():
                return
            for role in (OWNER, APPLICATION):
                connection.execute(f"DROP ROLE IF EXISTS {role}")
                connection.execute(f"CREATE ROLE {role} LOGIN")
            if self.for_tests:
                connection.execute(f"ALTER ROLE {OWNER} CREATEDB CREATEROLE")
            with self._connect("template1") as template:
                template.execute("CREATE EXTENSION IF NOT EXISTS earthdistance CASCADE")
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")

    def _size_of_log(self) -> int:
        return self.log.stat().st_size if self.log.exists() else 0

    def problem(self, what: str, begin: int | None = None) -> Problem:
        """The sentence for a failure, with PostgreSQL's own reason from this place of its log."""
        if disk_is_full(self.place.data):
            return Problem(DISK_FULL.format(where=f" ({self.place.data})"))
        if begin is None:
            return Problem(what)
        lines = self.log.read_bytes()[begin:].decode(errors="replace").splitlines()
        marks = ("FATAL:", "PANIC:", "error:")
        reasons = [line for line in lines if any(mark in line for mark in marks)] or lines[-1:]
        return Problem(f"{what}: {' '.join(reasons[:1])} (the whole log: {self.log})")


def main() -> None:
    """Keep the cluster of argv (folder, memory, the locks that the first user hands over)."""
    if os.fork() != 0:  # nobody's child any more, so that nobody has to wait for its end
        os._exit(0)
    keeper = Keeper(Path(sys.argv[1]), memory=sys.argv[2], server_lock=int(sys.argv[3]))
    users_lock = os.open(sys.argv[4], os.O_RDWR)
    os.chdir("/")
    for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, _stop)
    try:
        keeper.start()
        _report("ready")
        keeper.keep(users_lock)
    except Problem as problem:
        _report(str(problem))
    except OSError as error:
        _report(str(keeper.problem(f"PostgreSQL did not start: {error}")))
    finally:
        keeper.stop()


def _stop(signum: int, frame: object) -> None:
    raise SystemExit(0)


def _report(word: str) -> None:
    """Tell the first user, who waits for the end of this process's output."""
    with contextlib.suppress(BrokenPipeError):  # it went away; keep() finds that out
        os.write(1, word.encode())
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


if __name__ == "__main__":
    main()
