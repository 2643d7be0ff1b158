"""How gunicorn runs the site (`gunicorn -c python:config.gunicorn config.wsgi`)."""

import os
import socket
import struct
from threading import Thread
from typing import Any

from config.parent_death import tied_to

bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = 4
graceful_timeout = 10
keepalive = 130
"""Seconds a silent connection stays open, longer than proxies keep one (nginx 60, Caddy 120): who
sends just as it is closed gets no answer. It holds no thread; a worker that ends closes it soon."""
loglevel = "warning"
limit_request_line = 8190  # the longest it knows; queries of API clients pass its default of 4094
forwarder_headers = ""  # else a header of a visitor's could say where the site begins
control_socket_disable = True  # otherwise gunicorn leaves a socket in the home directory
preload_app = False  # a pool of connections does not survive a fork
raw_env = ["DATABASE_POOL=true"]
PATIENCE_SECONDS = 20
"""A visitor who for so long takes nothing of an answer, or sends nothing of what he began, is left:
he holds a thread, and of a streamed answer a transaction as well."""


def post_fork(server: Any, worker: Any) -> None:
    """A worker goes when the master is killed."""
    tied_to(server.pid)()
    for listener in worker.sockets:
        leave_who_is_silent(listener.sock, PATIENCE_SECONDS)


def post_worker_init(worker: Any) -> None:
    """Gather the cities of the gazetteer beside the first requests: it takes two seconds."""
    from trials.search.places import gather

    Thread(target=gather, name="cities", daemon=True).start()


def leave_who_is_silent(listener: socket.socket, seconds: int) -> None:
    """Have sending and reading fail after a while; the kernel hands it on to each connection."""
    timeval = struct.pack("@ll", seconds, 0)
    for option in (socket.SO_SNDTIMEO, socket.SO_RCVTIMEO):
        listener.setsockopt(socket.SOL_SOCKET, option, timeval)


def worker_exit(server: Any, worker: Any) -> None:
    """Close the pool, whose threads would be waited for."""
    from django.db import connection

    connection.close()
    getattr(connection, "close_pool", lambda: None)()
