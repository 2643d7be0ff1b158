"""What gunicorn is told beside its settings."""

import socket
from threading import enumerate as threads

import pytest
from gunicorn.config import Config
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader

from config import gunicorn
from config.gunicorn import leave_who_is_silent, post_worker_init
from trials.search.places import gazetteer

pytestmark = pytest.mark.slow


def test_a_worker_gathers_the_cities_before_somebody_asks_for_one() -> None:
    gazetteer._gathered.cache_clear()
    post_worker_init(None)
    for thread in threads():
        if thread.name == "cities":
            thread.join()
    assert gazetteer._gathered.cache_info().currsize == 1


def test_who_takes_nothing_of_an_answer_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        leave_who_is_silent(listener, 1)
        with socket.create_connection(listener.getsockname()):
            connection, _ = listener.accept()
            with connection, pytest.raises(BlockingIOError):
                connection.sendall(bytes(100_000_000))


def test_who_sends_nothing_of_what_he_began_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        leave_who_is_silent(listener, 1)
        with socket.create_connection(listener.getsockname()):
            connection, _ = listener.accept()
            with connection, pytest.raises(BlockingIOError):
                connection.recv(1)


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "PATH_INFO", "REMOTE_USER"])
def test_no_visitor_says_where_the_site_begins(name: str) -> None:
    """Else the front page, asked for as /trials/ below /trials, would be kept as the list."""
    told = Config()
    for setting in told.settings.keys() & vars(gunicorn).keys():
        told.set(setting, vars(gunicorn)[setting])
    asked = f"GET /trials/ HTTP/1.1\r\nHost: localhost\r\n{name}: /trials\r\n\r\n"

    request = Request(told, IterUnreader(iter([asked.encode()])), ("127.0.0.1", 1))

    assert [header for header, _ in request.headers] == ["HOST"]
