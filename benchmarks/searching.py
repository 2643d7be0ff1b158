"""What a search costs, through gunicorn and the real pages, at several sizes of the registry.

`python -m benchmarks.searching`; --sizes 1500,18000 for some. Milliseconds from the request to the
last byte, by one client on one kept connection, with the about page in between as the measure.
"""

import argparse
import math
import os
import statistics
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlencode

import psycopg

from benchmarks import plain_sql
from benchmarks.corpus import Corpus
from benchmarks.deep import Deep, far_down
from benchmarks.material import Material, material
from benchmarks.production import CHECKOUT, Site, kept_site, production_site
from benchmarks.queries import log
from benchmarks.serving import peak, served
from benchmarks.studies import samples
from benchmarks.visiting import ABOUT, Visit, Visitor, visit

SIZES = (1_500, 18_000, 590_000)
KEPT = CHECKOUT / "var" / "bench"
WHOLE_REGISTRY = "16GB"
WARMING = 100  # queries
SAVES = 10
PLAIN = 20_000  # trials up to which bare SQL is measured, too
MEMORY = ("shared_buffers", "work_mem", "effective_cache_size", "max_parallel_workers_per_gather")


@dataclass
class Outcome:
    """What the targets compare."""

    visit: Visit
    deep: Deep

    @property
    def about(self) -> float:
        """The measure."""
        return statistics.median(self.visit.about)


def main() -> None:
    """Measure and print."""
    asked = _asked()
    start, made_of, outcomes = time.perf_counter(), material(), {}
    with _site(asked.memory, keep=asked.keep) as site:
        print(f"{site.settings(*MEMORY)}; {os.cpu_count()} processors; texts: {made_of.source}")
        print("milliseconds to the last byte; “first”: a query that nobody asked before")
        site.measured("collectstatic", "--noinput", "-v0")
        for size in asked.sizes:
            _take(site, made_of, size)
            outcomes[size] = _measure(site, made_of, plain=size <= PLAIN or asked.plain)
            site.put_away(f"corpus_{size}")
    print(f"\n{'targets':<60}{'found':>8}{'most':>8}", *_targets(outcomes), sep="\n")
    print(f"\nall that within {(time.perf_counter() - start) / 60:.0f} minutes")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.searching", description=__doc__)
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(size.replace("_", "")) for size in text.split(",")],
        default=list(SIZES),
        help="trials, such as 1500,18000",
    )
    parser.add_argument(
        "--memory",
        default=os.environ.get("DATABASE_MEMORY") or WHOLE_REGISTRY,
        help="a size of config/postgres/ (DATABASE_MEMORY, else that for a whole registry)",
    )
    parser.add_argument("--plain", action="store_true", help="bare SQL at every size (minutes)")
    parser.add_argument(
        "--keep", action="store_true", help="keep the registries in var/bench for the next time"
    )
    return parser.parse_args()


def _site(memory: str, *, keep: bool) -> AbstractContextManager[Site]:
    return kept_site(KEPT, memory) if keep else production_site(memory)


def _take(site: Site, made_of: Material, size: int) -> None:
    """The registry of this size, with its vocabulary and its index."""
    print(f"\n{size:,} trials: ", end="", flush=True)
    if site.has(f"corpus_{size}"):
        site.take_out(f"corpus_{size}")
        print("kept from before, ", end="")
    else:
        site.empty()
        for file in sorted((samples() / "vocabulary").glob("*.csv")):
            site.measured("load_vocabulary", str(file))
        print(f"put together in {Corpus(site, made_of).fill(size):.0f} s, ", end="", flush=True)
    indexed = site.measured("refresh_search")
    site.settle()
    print(f"indexed in {indexed.seconds:.0f} s by {indexed.peak:.0f} MB; {_room(site)}", flush=True)


def _room(site: Site) -> str:
    with psycopg.connect(site.dsn) as connection:
        row = connection.execute(
            """SELECT pg_size_pretty(pg_database_size(current_database())),
                pg_size_pretty(pg_total_relation_size('trials_searchposting')
                    + pg_total_relation_size('trials_searchsegment'))"""
        ).fetchone()
    return "{} on disk, {} of it the index".format(*row or ("", ""))


def _measure(site: Site, made_of: Material, *, plain: bool) -> Outcome:
    queries = log(made_of, _numbers(site))
    with served(site, "config.wsgi") as (address, process):
        visitor = Visitor(address)
        seen = visit(visitor, queries[:WARMING], queries[WARMING:])
        print(*seen.lines(), sep="\n", flush=True)
        deep = far_down(site, visitor)
        print(deep)
        print(_saved(site, visitor))
        print(f"peak of the worker: {peak(process):.0f} MB", flush=True)
    if plain:
        print(plain_sql.measure(site.dsn, queries), flush=True)
    return Outcome(seen, deep)


def _numbers(site: Site) -> list[str]:
    """Some thousand identifiers of the registry."""
    with psycopg.connect(site.dsn) as connection:
        rows = connection.execute(
            """SELECT value FROM trials_trialidentifier WHERE resolves
            ORDER BY hashint8extended(id, 7) LIMIT 1000"""
        ).fetchall()
    return [value for (value,) in rows]


def _saved(site: Site, visitor: Visitor) -> str:
    """How long until a word that was just saved is found."""
    saves, answers = [], []
    with psycopg.connect(site.dsn, autocommit=True) as connection:
        for number in range(1, SAVES + 1):
            word = f"zyxum{time.time_ns()}tinib"
            start = time.perf_counter()
            connection.execute(
                "UPDATE trials_trial SET brief_title = 'A study of ' || %s WHERE id = %s",
                [word, number * 100],
            )
            saves.append(1000 * (time.perf_counter() - start))
            taken, body = visitor.get(f"/trials/?{urlencode({'q': word})}")
            if b"A study of " not in body:
                return f"“{word}” is NOT found when it is saved"
            answers.append(taken)
    return (
        f"a trial is saved in {statistics.median(saves):.1f} ms (worst {max(saves):.1f}), and found"
        f" by the next search, in {statistics.median(answers):.1f} ms (worst {max(answers):.1f})"
    )


def _targets(outcomes: dict[int, Outcome]) -> Iterator[str]:
    for size, outcome in outcomes.items():
        times = outcome.visit.all
        if size == SIZES[2]:
            yield _compared(f"{size:,}: p50 in ms", times.p50, 15)
            yield _compared(f"{size:,}: p95 in ms", times.p95, 50)
            yield _compared(f"{size:,}: worst in ms", max(times.first), 250)
            yield _compared(
                f"{size:,}: a page far down, in times of page 1", outcome.deep.ratio, 1.5
            )
        if size == SIZES[1]:
            yield _compared(f"{size:,}: p50 in times of {ABOUT}", times.p50 / outcome.about, 5)
    for small, large in pairwise(outcomes):
        grown = outcomes[large].visit.all.p95 / outcomes[small].visit.all.p95
        by_ten = grown ** (1 / math.log10(large / small))
        yield _compared(f"{small:,} to {large:,}: growth of p95 for ten times as many", by_ten, 2)


def _compared(what: str, found: float, most: float) -> str:
    return f"{what:<60}{found:>8.1f}{most:>8.1f}  {'met' if found <= most else 'MISSED'}"


if __name__ == "__main__":
    main()
