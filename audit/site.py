"""A running site with the example data, on a free port, gone after use; and what it answered."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self
from urllib.error import URLError
from urllib.request import urlopen

CHECKOUT = Path(__file__).resolve().parent.parent
PATIENCE = 180  # seconds until it answers for the first time
LINE = re.compile(r'"(?P<request>[^"]*)" (?P<status>[0-9]{3}) ')
NEW_EDITOR = """
from django.contrib.auth.models import Group, User
from django.test import Client
user, _ = User.objects.get_or_create(username="auditor", defaults={"is_staff": True})
user.groups.set(Group.objects.filter(name="Editors"))
client = Client()
client.force_login(user)
print(client.session.session_key)
"""


class Answer(NamedTuple):
    """A line of the site's log."""

    request: str
    status: int


class Site:
    """Serves while it is entered."""

    def __enter__(self) -> Self:
        self.folder = tempfile.TemporaryDirectory(prefix="trialfolio-audit-")
        self.log = Path(self.folder.name) / "answers.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.serve", "--stop-with-parent"],
            cwd=CHECKOUT,
            env=self._environment(),
            stdout=subprocess.DEVNULL,
            stderr=(Path(self.folder.name) / "errors.log").open("wb"),
        )
        self._await()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        self.folder.cleanup()

    def answers(self) -> list[Answer]:
        """All that it answered until now."""
        found = LINE.finditer(self.log.read_text(errors="replace"))
        return [Answer(one["request"], int(one["status"])) for one in found]

    def errors(self) -> str:
        """What it wrote of faults."""
        return (Path(self.folder.name) / "errors.log").read_text(errors="replace")

    def session_of_an_editor(self) -> str:
        """The key of one that is signed in."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", NEW_EDITOR]
        done = subprocess.run(
            command,
            cwd=CHECKOUT,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.split()[-1]

    def _environment(self) -> dict[str, str]:
        port = self.address.rpartition(":")[2]
        inherited = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SECRET_KEY")}
        return inherited | {
            "TRIALFOLIO_DATA": f"{self.folder.name}/data",
            "PORT": port,
            "API_REQUESTS_PER_MINUTE": "0",
            "GUNICORN_CMD_ARGS": f"--access-logfile={self.log} --limit-request-line=8190",
        }

    def _await(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self.process.poll() is None:
            try:
                urlopen(f"{self.address}/readyz").close()
            except URLError:
                time.sleep(0.3)
            else:
                return
        raise SystemExit(f"The site did not start:\n{self.errors()}")
