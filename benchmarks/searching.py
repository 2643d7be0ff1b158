"""What a search costs, through gunicorn and the real pages, at several sizes of the registry.

`python -m benchmarks.searching`; --sizes 1500,18000 for some. Milliseconds from the request to the
last byte, by one client on one kept connection, with the about page in between as the measure.
"""

import argparse
import http.client
import os
import statistics
import time
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import psycopg

from benchmarks import deep
from benchmarks.corpus import Corpus
from benchmarks.material import Material, material
from benchmarks.production import CHECKOUT, Site, kept_site, production_site
from benchmarks.queries import Query, log
from benchmarks.serving import peak, served
from benchmarks.studies import samples

SIZES = (1_500, 18_000, 590_000)
KEPT = CHECKOUT / "var" / "bench"
WARMING = 100  # queries that are asked before
ABOUT, STATIC = "/about/", "/healthz"
EVERY = 4  # queries between two looks at the about page
SAVES = 10
MEMORY = ("shared_buffers", "work_mem", "maintenance_work_mem", "effective_cache_size")
VOCABULARY = "vocabulary"
HEAD = (
    f"{'':<12}{'queries':>8}  | first: {'p50':>7}{'p95':>8}{'worst':>8}"
    f"  | again: {'p50':>7}{'p95':>8}  | {'kB':>5}"
)


@dataclass
class Times:
    """Milliseconds of one kind of query: asked for the first time, and again."""

    first: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    size: list[int] = field(default_factory=list)

    def add(self, other: "Times") -> None:
        """Count on."""
        self.first += other.first
        self.again += other.again
        self.size += other.size


@dataclass
class Outcome:
    """What the targets compare."""

    times: Times
    about: float
    pages: tuple[float, float]


class Visitor:
    """One client that keeps its connection."""

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


def main() -> None:
    """Measure and print."""
    asked = _asked()
    made_of = material()
    outcomes = {}
    with _site(asked.keep) as site:
        print(f"{site.settings(*MEMORY)}; {os.cpu_count()} processors; texts: {made_of.source}")
        print("milliseconds to the last byte; first: asked for the first time")
        for size in asked.sizes:
            _take(site, made_of, size)
            outcomes[size] = _measure(site, made_of, size)
            site.put_away(f"corpus_{size}")
    _targets(outcomes)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.searching", description=__doc__)
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(size.replace("_", "")) for size in text.split(",")],
        default=list(SIZES),
        help="trials, such as 1500,18000",
    )
    parser.add_argument(
        "--keep", action="store_true", help=f"keep the registries for the next time, in {KEPT}"
    )
    return parser.parse_args()


@contextmanager
def _site(keep: bool):
    with kept_site(KEPT) if keep else production_site() as site:
        yield site


def _take(site: Site, made_of: Material, size: int) -> None:
    """The registry of this size, with its vocabulary and its index."""
    print(f"\n{size:,} trials: ", end="", flush=True)
    if site.has(f"corpus_{size}"):
        site.take_out(f"corpus_{size}")
        print("kept, ", end="")
    else:
        site.empty()
        for file in sorted((samples() / VOCABULARY).glob("*.csv")):
            site.measured("load_vocabulary", str(file))
        print(f"put together in {Corpus(site, made_of).fill(size):.0f} s, ", end="", flush=True)
    indexed = site.measured("refresh_search")
    site.settle()
    print(
        f"indexed in {indexed.seconds:.0f} s with {indexed.peak:.0f} MB; {_room(site)}", flush=True
    )


def _room(site: Site) -> str:
    with psycopg.connect(site.dsn) as connection:
        row = connection.execute(
            """SELECT pg_size_pretty(pg_database_size(current_database())),
                pg_size_pretty(pg_total_relation_size('trials_searchposting')
                    + pg_total_relation_size('trials_searchsegment'))"""
        ).fetchone()
    return "{} on disk, {} of it the index".format(*row or ("", ""))


def _measure(site: Site, made_of: Material, size: int) -> Outcome:
    queries = log(made_of, _numbers(site))
    with served(site, "config.wsgi") as (address, process):
        visitor = Visitor(address)
        for query in [*queries[:WARMING], Query("", ABOUT), Query("", STATIC)] * 2:
            visitor.get(query.address)
        times, yardsticks = _ask(visitor, queries[WARMING:])
        overall = _print(times, yardsticks)
        pages = deep.measure(visitor.get, site)
        print(
            f"page 1 of the broadest word {pages[0]:.1f} ms, one {pages[2]:,} hits on {pages[1]:.1f} ms"
        )
        print(_saved(site, visitor))
        print(f"peak of the worker: {peak(process):.0f} MB", flush=True)
    return Outcome(overall, statistics.median(yardsticks[ABOUT]), pages[:2])


def _numbers(site: Site) -> list[str]:
    """Some thousand identifiers of the registry."""
    with psycopg.connect(site.dsn) as connection:
        rows = connection.execute(
            """SELECT value FROM trials_trialidentifier WHERE resolves
            ORDER BY hashint8extended(id, 7) LIMIT 1000"""
        ).fetchall()
    return [value for (value,) in rows]


def _ask(
    visitor: Visitor, queries: Sequence[Query]
) -> tuple[dict[str, Times], dict[str, list[float]]]:
    """All queries once, then all again; and the pages that are the measure, in between."""
    times: dict[str, Times] = {}
    yardsticks: dict[str, list[float]] = {ABOUT: [], STATIC: []}
    for number, query in enumerate(queries):
        taken, body = visitor.get(query.address)
        kind = times.setdefault(query.kind, Times())
        kind.first.append(taken)
        kind.size.append(len(body))
        if number % EVERY == 0:
            for address, found in yardsticks.items():
                found.append(visitor.get(address)[0])
    for query in queries:
        times[query.kind].again.append(visitor.get(query.address)[0])
    return times, yardsticks


def _print(times: dict[str, Times], yardsticks: dict[str, list[float]]) -> Times:
    print(HEAD)
    overall = Times()
    for kind, found in sorted(times.items()):
        print(_line(kind, found))
        overall.add(found)
    print(_line("all", overall))
    middle = {name: statistics.median(found) for name, found in yardsticks.items()}
    print(
        f"median of {ABOUT} {middle[ABOUT]:.1f}, of {STATIC} {middle[STATIC]:.1f}; a search is "
        f"{statistics.median(overall.first) / middle[ABOUT]:.1f} times the former (p95: "
        f"{_share(overall.first, 0.95) / middle[ABOUT]:.1f})",
        flush=True,
    )
    return overall


def _line(name: str, found: Times) -> str:
    return (
        f"{name:<12}{len(found.first):>8,}  |        {statistics.median(found.first):>7.1f}"
        f"{_share(found.first, 0.95):>8.1f}{max(found.first):>8.1f}"
        f"  |        {statistics.median(found.again):>7.1f}{_share(found.again, 0.95):>8.1f}"
        f"  | {statistics.mean(found.size) / 1000:>5.0f}"
    )


def _share(values: Sequence[float], share: float) -> float:
    """The value that this share of them is not above."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _saved(site: Site, visitor: Visitor) -> str:
    """How long until a word that was just saved is found."""
    saves, answers = [], []
    with psycopg.connect(site.dsn, autocommit=True) as connection:
        for number in range(1, SAVES + 1):
            word = f"zyxum{chr(96 + number)}tinib"
            start = time.perf_counter()
            connection.execute(
                "UPDATE trials_trial SET brief_title = 'A study of ' || %s WHERE id = %s",
                [word, number * 100],
            )
            saves.append(1000 * (time.perf_counter() - start))
            taken, body = visitor.get(f"/trials/?{urlencode({'q': word})}")
            if body.count(word.encode()) < 3:  # in the box, and in the heading
                return f"“{word}” is NOT found when it is saved"
            answers.append(taken)
    return (
        f"a trial is saved in {statistics.median(saves):.1f} ms (worst {max(saves):.1f}), and the "
        f"next search finds it, in {statistics.median(answers):.1f} ms (worst {max(answers):.1f})"
    )


def _targets(outcomes: dict[int, Outcome]) -> None:
    print("\ntargets")
    for size, outcome in outcomes.items():
        first = outcome.times.first
        p50, p95 = statistics.median(first), _share(first, 0.95)
        if size == max(SIZES):
            _say(f"{size:,}: p50 at most 15 ms", p50, 15)
            _say(f"{size:,}: p95 at most 50 ms", p95, 50)
            _say(f"{size:,}: worst at most 250 ms", max(first), 250)
            _say(
                "a page far down at most 1.5 times the first",
                outcome.pages[1] / outcome.pages[0],
                1.5,
            )
        if size == SIZES[1]:
            _say(f"{size:,}: p50 at most 5 times {ABOUT}", p50 / outcome.about, 5)
    for small, large in zip(outcomes, list(outcomes)[1:], strict=False):
        grown = _share(outcomes[large].times.first, 0.95) / _share(
            outcomes[small].times.first, 0.95
        )
        by_ten = grown ** (1 / _tens(small, large))
        _say(f"{small:,} to {large:,}: p95 for ten times the data at most 2 times", by_ten, 2)


def _tens(small: int, large: int) -> float:
    import math

    return math.log10(large / small)


def _say(what: str, found: float, most: float) -> None:
    print(f"{what:<64}{found:>8.2f}  {'met' if found <= most else 'MISSED'}")


if __name__ == "__main__":
    main()
