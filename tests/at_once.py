"""Several things at the very same moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection
from django.test import Client


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each of them gives; what one of them raises is raised."""
    barrier = Barrier(len(works))

    def one(work: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(60)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result() for done in [pool.submit(one, work) for work in works]]


def twin(client: Client) -> Client:
    """The same person in another tab."""
    other = Client()
    other.cookies = client.cookies.copy()  # type: ignore[assignment]
    return other
