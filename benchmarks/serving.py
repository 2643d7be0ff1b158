"""What the API costs, through gunicorn: a page of 1000 against a bare read of the same JSON.

`python -m benchmarks.serving [FILE]`; without FILE the large file of SAMPLES, and its full records.
Milliseconds from the request to the last byte, by one client, the two in turn.
"""

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

import requests

from benchmarks.production import CHECKOUT, MEGABYTE, Site, production_site
from benchmarks.studies import LARGE, numbers, read_study, renumbered, samples, written

Question = dict[str, str | int]
PAGE: Question = {"pageSize": 1000}
QUESTIONS: dict[str, Question] = {
    "1000 whole studies": PAGE,
    "1000, counted": PAGE | {"countTotal": "true"},
    "1000 of “cancer”": PAGE | {"query.term": "cancer"},
    "1000 by start date": PAGE | {"sort": "StartDate:desc"},
    "1000 by relevance": PAGE | {"query.cond": "breast cancer", "sort": "@relevance"},
    "1000, three fields": PAGE | {"fields": "NCTId,BriefTitle,OverallStatus"},
    "1000 as CSV": PAGE | {"format": "csv"},
    "10 by four filters": {
        "query.cond": "lung cancer",
        "query.intr": "pembrolizumab",
        "filter.overallStatus": "RECRUITING",
        "filter.advanced": "AREA[Phase]PHASE3 AND AREA[StartDate]RANGE[2020-01-01,MAX]",
    },
    "10 near a place": {"filter.geo": "distance(42.36,-71.06,25mi)", "countTotal": "true"},
}
STARTS = 30  # seconds


def main() -> None:
    """Measure and print."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder, production_site() as site:
        site.empty()
        taken = site.measured("import_ctgov", "--publish", str(asked.file))
        site.settle()
        print(f"made public within {taken.seconds:.0f} s")
        print(
            f"{site.settings()}; {os.cpu_count()} processors; {asked.runs} requests each, in turn"
        )
        print(f"\n{asked.file.name}\n{'':<28}{'median':>8}{'slowest':>9}{'MB':>8}{'to bare':>9}")
        _measure(site, asked.runs, QUESTIONS)
        if records := sorted((samples() / "ctgov").glob("*.json")):
            studies = islice(cycle(map(read_study, records)), 1000)
            full = written(Path(folder) / "full.jsonl.gz", map(renumbered, studies, numbers()))
            site.empty()
            site.measured("import_ctgov", "--publish", str(full))
            site.settle()
            print("\n1000 full records")
            _measure(site, max(3, asked.runs // 3), dict(list(QUESTIONS.items())[:1]))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.serving", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=samples() / LARGE)
    parser.add_argument("--runs", type=int, default=15, help="requests of each (default 15)")
    asked = parser.parse_args()
    if not asked.file.is_file():
        sys.exit(f"{asked.file} is not there: name a .jsonl or .jsonl.gz file, or set SAMPLES.")
    return asked


def _measure(site: Site, runs: int, questions: dict[str, Question]) -> None:
    with (
        served(site, "config.wsgi") as (ours, process),
        served(site, "benchmarks.bare", "--threads=1") as (bare, _),
    ):
        addresses = {"bare read, 1000": f"{bare}?1000"} | {
            name: f"{ours}api/v2/studies?{urlencode(asked)}" for name, asked in questions.items()
        }
        times, sizes = _times(addresses, runs)
        base = statistics.median(times["bare read, 1000"])
        for name, found in times.items():
            middle = statistics.median(found)
            print(
                f"{name:<28}{middle:>8.1f}{max(found):>9.1f}{sizes[name] / 1e6:>8.2f}"
                f"{middle / base:>9.2f}",
                flush=True,
            )
        print(f"peak of a worker that served: {peak(process):.0f} MB")


def _times(addresses: dict[str, str], runs: int) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Milliseconds and bytes by name; the first request of each is not counted."""
    times: dict[str, list[float]] = {name: [] for name in addresses}
    sizes = {}
    with requests.Session() as session:
        for _ in range(runs + 1):
            for name, address in addresses.items():
                start = time.perf_counter()
                answer = session.get(address, timeout=120)
                times[name].append(1000 * (time.perf_counter() - start))
                answer.raise_for_status()
                sizes[name] = len(answer.content)
    return {name: found[1:] for name, found in times.items()}, sizes


@contextmanager
def served(
    site: Site, application: str, *options: str
) -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The address of the application under the site's gunicorn, with one worker."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    gunicorn = ("-m", "gunicorn", "-c", "python:config.gunicorn", f"--bind=127.0.0.1:{port}")
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, *gunicorn, *options, application],
        cwd=CHECKOUT,
        env=site.variables
        | {"WEB_CONCURRENCY": "1", "BARE_DSN": site.dsn}
        | {"DJANGO_SETTINGS_MODULE": "config.settings"},
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait_for(address)
        yield address, process
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str) -> None:
    end = time.monotonic() + STARTS
    while time.monotonic() < end:
        try:
            requests.get(f"{address}healthz?1", timeout=STARTS)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    sys.exit(f"{address} does not answer.")


def children_of(process: "subprocess.Popen[bytes]") -> list[int]:
    """The workers of gunicorn's master."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(child) for child in children.split()]


def peak(process: "subprocess.Popen[bytes]") -> float:
    """Of the children of gunicorn's master, in MB."""
    children = children_of(process)
    statuses = [Path(f"/proc/{child}/status").read_text() for child in children]
    lines = [line for status in statuses for line in status.splitlines() if "VmHWM" in line]
    return max(int(line.split()[1]) for line in lines) / MEGABYTE


if __name__ == "__main__":
    main()
