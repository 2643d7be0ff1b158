"""Starts what people start, finds all processes that come of it, and sees that they go."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

CHECKOUT = Path(__file__).resolve().parent.parent.parent
USER = """
import sys
from pathlib import Path
from config.embedded_postgres import Cluster
cluster = Cluster(Path(sys.argv[1]))
cluster.join()
print("joined", flush=True)
sys.stdin.read()
"""
NOT_INHERITED = {
    "DATABASE_URL",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "DJANGO_SETTINGS_MODULE",
    "MIGRATION_DATABASE_URL",
    "SECRET_KEY",
}
PATIENCE = 60  # seconds, for a machine that is busy


def environment(**more: str) -> dict[str, str]:
    """The environment of a new shell: without what the test run itself has set."""
    kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    return kept | more


def wait_until(true: Callable[[], bool], what: str) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, f"Waited {PATIENCE} seconds: {what}"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def family(pid: int, words: str) -> dict[int, str]:
    """The command lines of a process, of those with these words in theirs, and all below them."""
    listed = subprocess.run(["ps", "-wweo", "pid=,ppid=,args="], capture_output=True, text=True)
    rows = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
    new = {int(row[0]): row[2] for row in rows if int(row[0]) == pid or words in row[2]}
    found: dict[int, str] = {}
    while new:
        found |= new
        new = {int(row[0]): row[2] for row in rows if int(row[1]) in new}
    return found


class Started:
    """A process of ours, and all that it has started."""

    def __init__(self, data: Path, arguments: list[str], **variables: str) -> None:
        self.data = data
        self.arguments = arguments
        self.variables = variables
        self.process: subprocess.Popen[str] | None = None

    def launch(self) -> None:
        """Start it; its output can be read when it has ended."""
        self.process = subprocess.Popen(
            [sys.executable, *self.arguments],
            cwd=CHECKOUT,
            env=environment(**self.variables),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def output(self) -> str:
        """All that it printed, once it has ended by itself."""
        assert self.process is not None
        return self.process.communicate(timeout=PATIENCE)[0]

    @property
    def pid(self) -> int:
        """Its process ID."""
        assert self.process is not None
        return self.process.pid

    def one(self, words: str) -> int:
        """The first of its processes whose command line has these words."""
        return min(pid for pid, line in self.processes().items() if words in line)

    def processes(self) -> dict[int, str]:
        """The command lines of all that came of it, by process ID."""
        return family(self.pid, str(self.data))

    def all_gone(self, kill: Callable[[], None]) -> str:
        """Do what should end it; wait until it and all below it are gone; give what it printed."""
        assert self.process is not None
        pids = self.processes()
        assert len(pids) > 1
        kill()
        output, _ = self.process.communicate(timeout=PATIENCE)
        wait_until(lambda: not any(alive(pid) for pid in pids), "something stays behind")
        return output

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process is None:
            return
        with self.process:  # closes its pipes, waits for its end
            self.process.terminate()


class User(Started):
    """A process that uses a cluster until it is ended."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, ["-c", USER, str(folder)])

    def start(self) -> None:
        """Start it and wait until it has the server."""
        self.launch()
        assert self.process is not None
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "joined\n"


class Site(Started):
    """The supervisor of `make run`."""

    def __init__(self, data: Path) -> None:
        self.port = free_port()
        super().__init__(
            data, ["-m", "config.serve"], TRIALFOLIO_DATA=str(data), PORT=str(self.port)
        )

    def start(self) -> None:
        """Start it and wait for its first answer."""
        self.launch()
        wait_until(lambda: self.get("/readyz") == "ready\n", "the site does not answer")

    def get(self, path: str) -> str:
        """The body of a page; empty while there is no answer."""
        assert self.process is not None
        assert self.process.poll() is None, self.process.communicate()[0]
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:  # refused, reset, or no answer yet
            return ""


def free_port() -> int:
    """A port that nothing uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def manage(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run manage.py as in a new shell."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=CHECKOUT,
        env=environment(**variables),
        capture_output=True,
        text=True,
        timeout=180,
    )
