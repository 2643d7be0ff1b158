"""One client that asks the pages of a site one after the other, and how long each took."""

import http.client
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from benchmarks.queries import Query

ABOUT, STATIC = "/about/", "/healthz"
EVERY = 4  # queries between two looks at these
HEAD = (
    f"{'':<10}{'queries':>8} | first: {'p50':>7}{'p95':>8}{'worst':>8}"
    f" | again: {'p50':>6}{'p95':>8} |{'kB':>5}"
)


class Visitor:
    """A client that keeps its connection."""

    def __init__(self, address: str) -> None:
        self.connection = http.client.HTTPConnection(str(urlsplit(address).netloc), timeout=120)

    def get(self, address: str) -> tuple[float, bytes]:
        """Milliseconds until the last byte, and the bytes."""
        try:
            return self._get(address)
        except (http.client.RemoteDisconnected, ConnectionResetError):  # kept for too long
            self.connection.close()
            return self._get(address)

    def _get(self, address: str) -> tuple[float, bytes]:
        start = time.perf_counter()
        self.connection.request("GET", address)
        answer = self.connection.getresponse()
        body = answer.read()
        taken = 1000 * (time.perf_counter() - start)
        if answer.status not in (200, 302):
            raise SystemExit(f"{answer.status}: {address}\n{body[:500].decode()}")
        return taken, body


@dataclass
class Times:
    """Milliseconds of one kind of query: asked for the first time, and again."""

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)

    @property
    def p50(self) -> float:
        """Of those asked for the first time."""
        return statistics.median(self.first)

    @property
    def p95(self) -> float:
        """Of those asked for the first time."""
        return share(self.first, 0.95)

    def __str__(self) -> str:
        return (
            f"{len(self.first):>8,} |        {self.p50:>7.1f}{self.p95:>8.1f}"
            f"{max(self.first):>8.1f}"
            f" |        {statistics.median(self.again):>6.1f}{share(self.again, 0.95):>8.1f}"
            f" |{statistics.mean(self.bytes) / 1000:>5.0f}"
        )


@dataclass
class Visit:
    """All that one client saw: times by kind of query, and of the pages that are the measure."""

    by_kind: dict[str, Times]
    about: list[float]
    static: list[float]
    slowest: Query

    @property
    def all(self) -> Times:
        """Of all kinds together."""
        return Times(
            *(
                [each for times in self.by_kind.values() for each in getattr(times, name)]
                for name in ("first", "again", "bytes")
            )
        )

    def lines(self) -> Iterator[str]:
        """A table, and what it is to be compared with."""
        yield HEAD
        for kind, times in [*sorted(self.by_kind.items()), ("all", self.all)]:
            yield f"{kind:<10}{times}"
        about = statistics.median(self.about)
        yield (
            f"median of {ABOUT} {about:.1f}, of {STATIC} {statistics.median(self.static):.1f}; "
            f"p50 of all is {self.all.p50 / about:.1f} times the former, p95 "
            f"{self.all.p95 / about:.1f} times"
        )
        yield f"slowest: {self.slowest.address}"


def visit(visitor: Visitor, warming: Sequence[Query], queries: Sequence[Query]) -> Visit:
    """Some queries to warm the server; then all queries once, and all again."""
    for query in [*warming, Query("", ABOUT), Query("", STATIC)]:
        visitor.get(query.address)
    seen = Visit({}, [], [], queries[0])
    slowest = 0.0
    for number, query in enumerate(queries):
        taken, body = visitor.get(query.address)
        times = seen.by_kind.setdefault(query.kind, Times())
        times.first.append(taken)
        times.bytes.append(len(body))
        if taken > slowest:
            slowest, seen.slowest = taken, query
        if number % EVERY == 0:
            seen.about.append(visitor.get(ABOUT)[0])
            seen.static.append(visitor.get(STATIC)[0])
    for query in queries:
        seen.by_kind[query.kind].again.append(visitor.get(query.address)[0])
    return seen


def share(values: Sequence[float], part: float) -> float:
    """The value that this share of them is not above."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]
