"""One request and its answer, bounded in time and bytes; knows nothing of studies."""

import re
from dataclasses import dataclass
from http.client import HTTPException
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from urllib3.exceptions import HTTPError, ProtocolError, ReadTimeoutError

from trials.ctgov.client.deadline import Adapter, Deadline
from trials.ctgov.client.failures import Failed, Unfit, shown
from trials.ctgov.client.manners import Manners, retry_after

AGENT = f"Trialfolio (trial registry; python-requests/{requests.__version__})"
PIECE = 65_536  # bytes
FIRST_WORDS = 400  # bytes of an answer that says no
TROUBLE = (requests.RequestException, HTTPError, HTTPException, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: of 200 the whole body, of 4xx its first words, else none."""

    status: int
    body: bytes
    location: str = ""
    retry_after: float | None = None


class Wire:
    """Requests one after the other over connections that are kept."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._session = _session()

    def close(self) -> None:
        """Leave no connection open."""
        self._session.close()

    def get(self, url: str) -> Answer:
        """The answer, whatever its status; Failed where none came, or more than we take."""
        with Deadline(self._manners.total) as deadline:
            try:
                answer = self._ask(url)
            except TROUBLE as error:
                reason = self._late() if deadline.passed else _why(error)
                raise Failed(reason, again=True) from error
        if deadline.passed:  # a socket that was shut down reads like an answer that has ended
            raise Failed(self._late(), again=True)
        return answer

    def _ask(self, url: str) -> Answer:
        timeout = (self._manners.connect, self._manners.silence)
        with self._session.get(url, stream=True, allow_redirects=False, timeout=timeout) as got:
            return Answer(
                status=got.status_code,
                body=self._body(got),
                location=got.headers.get("Location", ""),
                retry_after=retry_after(got.headers.get("Retry-After")),
            )

    def _body(self, response: requests.Response) -> bytes:
        if response.status_code != 200:
            says_no = 400 <= response.status_code < 500
            return next(response.iter_content(FIRST_WORDS), b"") if says_no else b""
        body = bytearray()
        for piece in response.iter_content(PIECE):
            body += piece
            if len(body) > self._manners.most_bytes:
                raise Unfit(f"answered with over {self._manners.most_bytes:,} bytes")
        return bytes(body)

    def _late(self) -> str:
        return f"did not complete its answer within {self._manners.total:g} seconds"


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Never: requests would read the body of a redirect to its end, and follow to any host."""
        return None


def _session() -> requests.Session:
    session = _Session()
    session.headers.update({"User-Agent": AGENT, "Accept": "application/json"})
    session.headers["Accept-Encoding"] = "gzip"
    session.auth = _no_password
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("http://", "https://"):
        session.mount(scheme, Adapter())
    return session


def _no_password(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Stands where requests would look into ~/.netrc."""
    return request


def _why(error: Exception) -> str:
    """What happened in a person's words, with the system's own where they help."""
    match error:
        case requests.ConnectTimeout():
            return "could not be reached in time"
        case requests.Timeout():
            return "fell silent"
        case requests.ConnectionError(args=(ReadTimeoutError(), *_)):
            return "fell silent in the middle of its answer"
        case requests.exceptions.SSLError():
            return f"could not be reached safely ({_cause(error)})"
        case requests.exceptions.ProxyError():
            return f"could not be reached through the proxy ({_cause(error)})"
        case requests.exceptions.ContentDecodingError():
            return "answered with a damaged compression"
        case requests.ConnectionError() if not _broke_off(error):
            return f"could not be reached ({_cause(error)})"
    return f"broke its answer off ({_cause(error)})"


def _broke_off(error: Exception) -> bool:
    return any(isinstance(cause, ProtocolError) for cause in error.args)


def _cause(error: BaseException) -> str:
    """The innermost error, without the objects that libraries print before it."""
    inner: Any = error
    while cause := getattr(inner, "reason", None) or next(iter(getattr(inner, "args", ())), None):
        if not isinstance(cause, BaseException):
            break
        inner = cause
    said = re.sub(r"^\[Errno -?[0-9]+\] ", "", str(inner).rsplit(": ", 1)[-1])
    return shown(said) or type(inner).__name__
