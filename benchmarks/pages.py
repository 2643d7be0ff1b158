"""What the main pages cost: bytes of a first view by type, and a worker's time for each request.

`python -m benchmarks.pages [--lighthouse COMMAND]`: the example data, served as in production.
A page is made (asked at an address of the site where no one asked before), kept (asked again), or
held by the visitor (304). With the command of Lighthouse (npm install lighthouse; CHROME_PATH names
a browser), its four scores for a phone as well: the median of three runs, and what cost points in
the last.
"""

import argparse
import json
import os
import re
import shlex
import statistics
import subprocess
import time
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import requests

from benchmarks.production import production_site
from benchmarks.serving import children_of, served

PAGES = {
    "home": "",
    "list": "trials/",
    "trial": "trials/A021602/",
    "release": "news/fda-approves-cabozantinib-neuroendocrine-tumors/",
    "approvals": "approvals/",
}
LIMIT = 60_000  # bytes of a first view
LIGHTHOUSE_RUNS = 3
LIGHTHOUSE_TRIES, OWN_FAULT = 6, "NO_NAVSTART"
"""Its trace of a page that is there within milliseconds sometimes lacks the beginning."""
CHROME = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
TICK = 1000 / os.sysconf("SC_CLK_TCK")  # milliseconds
KINDS = {"text/html": "page", "text/css": "styles", "text/javascript": "scripts"}


class Loaded(HTMLParser):
    """What a browser loads along with a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note each address that is loaded by itself."""
        found = dict(attrs)
        if tag == "link" and set((found.get("rel") or "").split()) & {"stylesheet", "icon"}:
            self.addresses.append(found.get("href") or "")
        elif tag in ("script", "img") and found.get("src"):
            self.addresses.append(found["src"] or "")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--runs", type=int, default=60, help="requests of each (default 60)")
    parser.add_argument("--lighthouse", default="", help="its command, such as npx lighthouse")
    asked = parser.parse_args()
    with production_site() as site:
        site.empty()
        site.measured("prepare_site")
        with served(site, "config.wsgi") as (base, process):
            workers = children_of(process)
            _print_bytes(base)
            _print_times(base, workers, asked.runs)
            if asked.lighthouse:
                _print_scores(base, shlex.split(asked.lighthouse))


def _print_bytes(base: str) -> None:
    print(f"bytes of a first view, of {LIMIT:,} at most")
    for name, path in PAGES.items():
        sizes = bytes_by_kind(urljoin(base, path))
        told = ", ".join(f"{kind} {size:,}" for kind, size in sizes.items())
        total = sizes.total()
        print(f"{name:<12}{total:>8,}  ({told}){'  TOO MUCH' if total > LIMIT else ''}")


def bytes_by_kind(address: str) -> "Counter[str]":
    """As they travel, without headers."""
    sizes: Counter[str] = Counter()
    page = requests.get(address, timeout=30)
    loaded = Loaded()
    loaded.feed(page.text)
    for one in [address, *loaded.addresses]:
        answer = requests.get(urljoin(address, one), timeout=30, stream=True)
        kind = answer.headers["Content-Type"].split(";")[0]
        sizes[KINDS.get(kind, "pictures")] += len(answer.raw.read(decode_content=False))
    return sizes


def _print_times(base: str, workers: list[int], runs: int) -> None:
    print("\na worker's milliseconds (to the first byte: median)")
    print(f"{'':<12}{'made':>16}{'kept':>16}{'held (304)':>16}")
    with requests.Session() as session:
        for name, path in PAGES.items():
            address = urljoin(base, path)
            tag = session.get(address, timeout=30).headers["ETag"]
            held = {"If-None-Match": tag}
            costs = [
                _cost(session, address, workers, [_as_site(number) for number in range(runs)]),
                _cost(session, address, workers, [{}] * runs),
                _cost(session, address, workers, [held] * runs),
            ]
            told = (f"{cost:>7.1f} ({median:>5.1f})".rjust(16) for cost, median in costs)
            print(f"{name:<12}{''.join(told)}", flush=True)


def _as_site(number: int) -> dict[str, str]:
    """The site's own address stands in its pages: under another one they are made anew."""
    return {"Host": f"localhost:{10_000 + number}"}


def _cost(
    session: requests.Session, address: str, workers: list[int], headers: list[dict[str, str]]
) -> tuple[float, float]:
    times = []
    before = _worked(workers)
    for each in headers:
        start = time.perf_counter()
        session.get(address, timeout=30, headers=each).raise_for_status()
        times.append(1000 * (time.perf_counter() - start))
    return (_worked(workers) - before) / len(headers), statistics.median(times)


def _worked(workers: list[int]) -> float:
    """Milliseconds of processor time up to now."""
    fields = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in workers]
    return TICK * sum(int(each[11]) + int(each[12]) for each in fields)


def _print_scores(base: str, command: list[str]) -> None:
    print("\nLighthouse, mobile, median of three")
    for name, path in PAGES.items():
        runs = [_lighthouse(command, urljoin(base, path)) for _ in range(LIGHTHOUSE_RUNS)]
        scores = {
            kind: statistics.median(round(100 * run["categories"][kind]["score"]) for run in runs)
            for kind in runs[0]["categories"]
        }
        audits = runs[-1]["audits"]
        shown = ("largest-contentful-paint", "cumulative-layout-shift", "total-blocking-time")
        told = ", ".join(re.sub(r"\s", " ", audits[one]["displayValue"]) for one in shown)
        print(f"{name:<12}{scores} (LCP, CLS, TBT: {told})", flush=True)
        for one, audit in audits.items():
            if audit["score"] is not None and audit["score"] < 1:
                print(f"{'':<12}- {one}: {audit['score']} {audit.get('displayValue', '')}")


def _lighthouse(command: list[str], address: str) -> Any:
    asked = [*command, address, "--output=json", "--quiet", f"--chrome-flags={CHROME}"]
    for _ in range(LIGHTHOUSE_TRIES):
        done = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode == 0 or OWN_FAULT not in done.stderr:
            break
        print(f"(Lighthouse lost its own trace of {address}: once more)")
    if done.returncode:
        raise SystemExit(f"Lighthouse failed at {address}:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
