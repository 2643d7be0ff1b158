"""Work in processes beside ours, each with a connection of its own: several cores are used."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from typing import Any

import django
from django.db import connection

SERVER = ("HOST", "PORT", "NAME", "USER", "PASSWORD")


def processes(count: int) -> ProcessPoolExecutor:
    """So many processes that work on our database, and end with us."""
    server = {name: connection.settings_dict[name] for name in SERVER}
    return ProcessPoolExecutor(
        count, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(server,)
    )


def _begin(server: dict[str, Any]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the other process to decide on
    threading.Thread(target=_end_with_parent, daemon=True).start()
    django.setup()
    connection.settings_dict.update(server)


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for work for ever."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


@contextmanager
def repeated_beside(work: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """What to call after each commit, so that this work is done once more; at the end all is done.

    It is done here at the first call, since a process takes a second to start, and inside a
    transaction, which nobody else can look into.
    """
    if connection.in_atomic_block:
        yield work
        return
    with processes(1) as pool:
        yield _Repeated(work, pool)
    work()


class _Repeated:
    """Has the work done; what is called for while it is under way is left to the next time."""

    def __init__(self, work: Callable[[], None], pool: ProcessPoolExecutor) -> None:
        self._work, self._pool, self._is_first = work, pool, True
        self._last: Future[None] | None = None

    def __call__(self) -> None:
        if self._is_first:
            self._is_first = False
            self._work()
        elif self._last is None or self._last.done():
            with suppress(BrokenExecutor):  # it was killed: what it left is done at the end
                self._last = self._pool.submit(self._work)
