"""What gunicorn is told beside its settings."""

import socket

import pytest

from config.gunicorn import leave_who_takes_nothing


def test_who_takes_nothing_of_an_answer_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        leave_who_takes_nothing(listener, 1)
        with socket.create_connection(listener.getsockname()):
            connection, _ = listener.accept()
            with connection, pytest.raises(BlockingIOError):
                connection.sendall(bytes(100_000_000))
