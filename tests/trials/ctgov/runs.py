"""`manage.py import_ctgov` as a process of its own, on the database of the test, to be ended."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from django.db import connection

from tests.config.processes import CHECKOUT, PATIENCE, environment, wait_until

# Starting Python and Django takes longer than a short import. So that fifty runs stay bearable one
# process does that once, and each run is a child of it: its own process with its own connection.
STARTER = """
import json, os, signal, sys
import django
django.setup()
import trials.management.commands.import_ctgov
from config.command_line import run
for line in sys.stdin:
    order = json.loads(line)
    pid = os.fork()
    if pid == 0:
        # Where tests run in the background, a shell has told them to ignore Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        output = os.open(order["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        run(["manage.py", "import_ctgov", *order["arguments"]])
        sys.exit(0)
    print(pid, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


def variables() -> dict[str, str]:
    """The environment in which a process finds the database of the test."""
    settings = connection.settings_dict
    host = settings["HOST"] or settings["OPTIONS"].get("host", "")
    port = settings["PORT"] or settings["OPTIONS"].get("port", "5432")
    user = f"{settings['USER']}:{settings['PASSWORD']}".rstrip(":")
    url = f"postgres://{user}@/{settings['NAME']}?host={host}&port={port}"
    return environment(
        DATABASE_URL=url, SECRET_KEY="only for tests", DJANGO_SETTINGS_MODULE="config.settings"
    )


def started(*arguments: object) -> "subprocess.Popen[str]":
    """The command as a person starts it."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "import_ctgov", *map(str, arguments)],
        cwd=CHECKOUT,
        env=variables(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def others() -> int:
    """How many others are connected to this database: a killed client's server takes a moment."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return int(cursor.fetchone()[0])


def wait_until_alone() -> None:
    """Wait until the server has noticed that its client was killed."""
    wait_until(lambda: others() == 0, "the server still works for a process that was killed")


class Starter:
    """Starts one run after the other."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "output"
        self.process = subprocess.Popen(
            [sys.executable, "-c", STARTER],
            cwd=CHECKOUT,
            env=variables(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.pid = 0

    def start(self, *arguments: object) -> None:
        """Begin a run."""
        order = {"arguments": [*map(str, arguments)], "output": str(self.output)}
        assert self.process.stdin is not None
        self.process.stdin.write(f"{json.dumps(order)}\n")
        self.process.stdin.flush()
        self.pid = int(self._line())

    def runs(self) -> bool:
        """Whether it has not ended."""
        state = Path(f"/proc/{self.pid}/stat")
        try:
            return state.read_text().rpartition(")")[2].split()[0] not in "ZX"
        except (FileNotFoundError, ProcessLookupError):
            return False

    def kill(self) -> bool:
        """End it as a loss of power would; whether it was still running."""
        with contextlib.suppress(ProcessLookupError):  # it ended by itself
            os.kill(self.pid, signal.SIGKILL)
        killed = self.wait() == -signal.SIGKILL
        wait_until_alone()
        return killed

    def wait(self) -> int:
        """Its exit code, once it has ended."""
        return int(self._line())

    def said(self) -> str:
        """What it printed."""
        return self.output.read_text()

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"no run could be started: exit code {self.process.wait(PATIENCE)}"
        return line

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self.process:  # closes its pipes, waits for its end
            self.process.terminate()


def seconds_since(start: float) -> float:
    """Of the clock that only moves on."""
    return time.monotonic() - start
