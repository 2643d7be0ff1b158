"""A time-out for a whole answer. Those of sockets start anew with every byte that drips in."""

import socket
from contextvars import ContextVar
from threading import Timer
from typing import Any, Self

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.response import HTTPResponse


class Deadline:
    """While it is entered, sockets that wait for an answer are shut down when the time is over."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._socket: Any = None
        self._timer = Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        self._token = _current.set(self)
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()  # so that it never shuts the socket of the next request
        _current.reset(self._token)

    def watch(self, sock: Any) -> None:
        """Shut this one down in time."""
        self._socket = sock
        if self.passed:
            _shut(sock)

    def _end(self) -> None:
        self.passed = True
        if self._socket is not None:
            _shut(self._socket)


_current: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


def _shut(sock: Any) -> None:
    """The plain socket's own shutdown: that of TLS drops its state under the reader's feet."""
    try:
        if isinstance(sock, socket.socket):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)
        else:  # TLS through a proxy that speaks TLS itself
            sock.close()
    except OSError:
        pass  # closed already


def _watch(connection: HTTPConnection) -> None:
    if deadline := _current.get():
        deadline.watch(connection.sock)


class _Connection(HTTPConnection):
    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        _watch(self)
        return super().getresponse()


class _SecureConnection(HTTPSConnection):
    def getresponse(self) -> HTTPResponse:  # type: ignore[override]
        _watch(self)
        return super().getresponse()


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


_POOLS: Any = {"http": _Pool, "https": _SecurePool}


class Adapter(HTTPAdapter):
    """The transport of requests, with connections that keep to the deadline."""

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """As requests makes it, with pools of ours."""
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> ProxyManager:
        """The same behind a proxy."""
        manager: ProxyManager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = _POOLS
        return manager
