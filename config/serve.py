"""`make run`: one process that owns all that serves the site, and takes it along when it ends.

The embedded PostgreSQL if there is no DATABASE_URL, migrations, what the first visit needs, and
gunicorn. Children are tied to it, so that not even kill -9 leaves one behind.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from config.parent_death import tied_to
from config.problems import Problem, said_plainly

CHECKOUT = Path(__file__).resolve().parent.parent
DEFAULT_PORT = "8000"
STOP_SECONDS = 15


class Stopped(BaseException):
    """A signal asked this process to end."""


def main() -> None:
    """Serve until a signal comes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if "--stop-with-parent" in sys.argv:
        tied_to(os.getppid(), signal.SIGTERM)()
    for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(signum, _stop)
    with said_plainly():
        try:
            _serve()
        except Stopped:
            say("Stopped.")


def _stop(signum: int, frame: object) -> None:
    for each in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped


def say(words: str) -> None:
    """A line for the person at the terminal, at once even into a pipe."""
    print(words, flush=True)


def _serve() -> None:
    from django.conf import settings

    with listen(os.environ.get("PORT") or DEFAULT_PORT) as listener:
        cluster = settings.EMBEDDED_CLUSTER
        if cluster is None:
            return _prepare_and_run(listener)
        say(f"Starting PostgreSQL ({cluster.place.data})")
        try:
            cluster.join()
            _prepare_and_run(listener)
        finally:
            cluster.leave()


def _prepare_and_run(listener: socket.socket) -> None:
    _manage("migrate", "--verbosity=0", "--skip-checks")
    _manage("prepare_site", "--skip-checks")
    host, port = listener.getsockname()
    gunicorn = _gunicorn(listener)
    say(f"Trialfolio answers at http://{host}:{port}/ (Ctrl-C stops it)")
    try:
        _watch(gunicorn)
    finally:
        _end(gunicorn)


def listen(port: str) -> socket.socket:
    """Take the port before all else: a browser that comes early waits instead of being refused."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", int(port)))
        listener.listen(128)
    except (ValueError, OverflowError):
        raise Problem(f"PORT is {port!r}: it should be a number from 1 to 65535.") from None
    except OSError as error:
        raise Problem(
            f"Port {port} cannot be used ({error.strerror}): stop what uses it, or choose another, "
            "like PORT=8001 make run."
        ) from None
    return listener


def _child(*command: str, pass_fds: tuple[int, ...] = ()) -> "subprocess.Popen[bytes]":
    """A Python process of its own group, so that Ctrl-C reaches only us and we stop it in order."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *command],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        process_group=0,
        pass_fds=pass_fds,
        preexec_fn=tied_to(os.getpid()),
    )


def _manage(*arguments: str) -> None:
    """Run a management command; it says itself what went wrong."""
    command = _child("manage.py", *arguments)
    try:
        status = command.wait()
    finally:
        _end(command)
    if status != 0:
        raise SystemExit(1)


def _gunicorn(listener: socket.socket) -> "subprocess.Popen[bytes]":
    descriptor = listener.fileno()
    bind = f"--bind=fd://{descriptor}"
    options = ("-m", "gunicorn", "-c", "python:config.gunicorn", bind, "config.wsgi")
    return _child(*options, pass_fds=(descriptor,))


def _watch(gunicorn: "subprocess.Popen[bytes]") -> None:
    """Return never: a signal ends it, or the end of gunicorn or PostgreSQL."""
    from django.conf import settings

    while gunicorn.poll() is None:
        if settings.EMBEDDED_CLUSTER and not settings.EMBEDDED_CLUSTER.lives():
            raise settings.EMBEDDED_CLUSTER.why_gone()
        time.sleep(0.3)
    raise Problem("gunicorn has ended while it was needed: the lines above may say why.")


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Let it finish what it is at, for a while."""
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


if __name__ == "__main__":
    main()
