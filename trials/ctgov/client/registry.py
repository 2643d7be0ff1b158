"""The registry as we may ask it: at its pace, again after a failure, on its own host only."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Self
from urllib.parse import urlencode, urljoin, urlsplit

from trials.ctgov.client.failures import Failed, SentAway, Unfit, first_words
from trials.ctgov.client.manners import Manners, Pace
from trials.ctgov.client.wire import Answer, Wire

HOPS = 3  # redirects of one request
AGAIN = {429, 500, 502, 503, 504}
REDIRECTS = {301, 302, 303, 307, 308}
TOO_MUCH_ASKED = {400, 413, 414, 431}


class Registry:
    """One run's conversation with the server under a base address."""

    def __init__(self, base_url: str, manners: Manners) -> None:
        self.base = base_url.rstrip("/")
        self.host = urlsplit(self.base).netloc.rpartition("@")[2]
        self._manners = manners
        self._pace = Pace(manners)
        self._wire = Wire(manners)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._wire.close()

    def get(self, path: str, parameters: Mapping[str, str]) -> Answer:
        """The answer, of status 200 or 404; Failed for any other, after as many tries as help."""
        url = f"{self.base}/{path}?{urlencode(parameters, safe=',')}"
        tried = 1
        while True:
            try:
                return self._follow(url)
            except Failed as failure:
                if not failure.again:
                    raise
                if tried >= self._manners.tries:
                    raise Failed(f"{failure.reason} (tried {tried} times)") from failure
                self._wait(failure, tried)
            tried += 1

    def _wait(self, failure: Failed, tried: int) -> None:
        self._manners.sleep(max(failure.wait, self._manners.back_off(tried)))

    def _follow(self, url: str) -> Answer:
        for hop in range(HOPS + 1):
            self._pace.wait()
            answer = self._wire.get(url)
            if answer.status not in REDIRECTS:
                return self._judged(answer, moved=hop > 0)
            url = self._next(url, answer.location)
        raise Failed(f"sent us from one address to the next, over {HOPS} times")

    def _next(self, url: str, location: str) -> str:
        """Where a redirect leads, if that is the same server."""
        try:
            there = urljoin(url, location)
            same = _server(there) == _server(url)
        except ValueError:
            same = False
        if not (location and same):
            raise Failed(
                f"sent us to another address, `{first_words(location.encode())}`: "
                "if it has moved, change CTGOV_API_URL"
            )
        return there

    def _judged(self, answer: Answer, *, moved: bool) -> Answer:
        """200 and 404 are answers. 404 behind a redirect says nothing of the ID asked for."""
        status = answer.status
        if status == HTTPStatus.OK and not answer.body:  # or it ended among its headers
            raise Failed("answered with nothing", again=True)
        if status == HTTPStatus.OK or (status == HTTPStatus.NOT_FOUND and not moved):
            return answer
        if status in AGAIN:
            raise self._later(answer)
        words = first_words(answer.body)
        reason = f"answered {_named(status)}" + (f": {words}" if words else "")
        raise (Unfit if status in TOO_MUCH_ASKED else Failed)(reason)

    def _later(self, answer: Answer) -> Failed:
        wait, longest = answer.retry_after or 0, self._manners.longest_wait
        reason = f"answered {_named(answer.status)}"
        if wait > longest:
            return SentAway(
                f"{reason} and asks to be left alone for longer than we wait "
                f"({longest / 60:g} minutes)"
            )
        return Failed(reason, again=True, wait=wait)


def _server(url: str) -> tuple[str, str | None, int | None, str | None]:
    parts = urlsplit(url)
    port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    return parts.scheme, parts.hostname, port, parts.username


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
