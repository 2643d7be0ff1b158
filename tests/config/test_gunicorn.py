"""What gunicorn is told beside its settings."""

import socket
from threading import enumerate as threads

import pytest

from config.gunicorn import leave_who_takes_nothing, post_worker_init
from trials.search.places import gazetteer


def test_a_worker_gathers_the_cities_before_somebody_asks_for_one() -> None:
    gazetteer._gathered.cache_clear()
    post_worker_init(None)
    for thread in threads():
        if thread.name == "cities":
            thread.join()
    assert gazetteer._gathered.cache_info().currsize == 1


def test_who_takes_nothing_of_an_answer_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        leave_who_takes_nothing(listener, 1)
        with socket.create_connection(listener.getsockname()):
            connection, _ = listener.accept()
            with connection, pytest.raises(BlockingIOError):
                connection.sendall(bytes(100_000_000))
