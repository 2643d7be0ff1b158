"""How fast studies go in, and what memory that takes: by the real command, with fsync on.

`python -m benchmarks.importing [FILE]`; without FILE the large file of SAMPLES. Seconds are those
of the whole command, its start too; studies a second are their quotient.
"""

import argparse
import os
import re
import statistics
import sys
import tempfile
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from benchmarks.production import Measured, Site, production_site
from benchmarks.studies import (
    LARGE,
    copies,
    lines_of,
    numbers,
    read_study,
    renumbered,
    samples,
    written,
)

TIMES, MIXED, SHORT = 10, 2_000, 500
COUNTS = re.compile(r"created (\d+), updated (\d+), unchanged (\d+), refused (\d+)")
HEAD = (
    f"{'':<24}{'studies':>9}{'first, /s':>20}{'again, /s':>20}{'ratio':>7}"
    f"{'command':>9}{'server':>8}{'its own':>9}"
)


@dataclass
class Pair:
    """A first import, and the same file again."""

    first: Measured
    again: Measured

    @property
    def studies(self) -> int:
        """How many went in."""
        return _counts(self.first)[0]

    @property
    def ratio(self) -> float:
        """How many times faster the second was."""
        return self.first.seconds / self.again.seconds


def main() -> None:
    """Measure and print."""
    asked = _asked()
    with tempfile.TemporaryDirectory() as folder, production_site() as site:
        print(f"{site.settings()}; {os.cpu_count()} processors")
        print(
            "memory: peaks in MB of the command; of the server's largest process, and its own part"
        )
        print(f"\n{HEAD}")
        once = written(Path(folder) / "once.jsonl.gz", lines_of(asked.file, asked.lines))
        _print(asked.file.name[:23], [_pair(site, once) for _ in range(asked.runs)])
        _print("the same, made public", [_pair(site, once, "--publish")])
        once.unlink()
        if asked.times > 1:
            studies = lines_of(asked.file, asked.lines)
            many = written(Path(folder) / "many.jsonl.gz", copies(studies, asked.times))
            _print(f"{asked.times} times that", [_pair(site, many)])
            many.unlink()
        if records := sorted((samples() / "ctgov").glob("*.json")):
            studies = islice(cycle(map(read_study, records)), asked.mixed)
            mixed = written(Path(folder) / "mixed.jsonl.gz", map(renumbered, studies, numbers()))
            _print("full records, repeated", [_pair(site, mixed)])


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.importing", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=samples() / LARGE)
    parser.add_argument("--runs", type=int, default=3, help="of the file itself (default 3)")
    parser.add_argument("--lines", type=int, help="only so many studies of the file")
    parser.add_argument("--times", type=int, default=TIMES, help="size of the larger one; 1: none")
    parser.add_argument("--mixed", type=int, default=MIXED, help="full records (default 2,000)")
    parser.add_argument("--short", action="store_true", help="a look: 500 studies, once")
    asked = parser.parse_args()
    if asked.short:
        asked.runs, asked.lines, asked.times, asked.mixed = 1, SHORT, 2, SHORT // 5
    if not asked.file.is_file():
        sys.exit(f"{asked.file} is not there: name a .jsonl or .jsonl.gz file, or set SAMPLES.")
    return asked


def _pair(site: Site, file: Path, *options: str) -> Pair:
    site.empty()
    first, again = (site.measured("import_ctgov", str(file), *options) for _ in range(2))
    created, unchanged = _counts(first)[0], _counts(again)[2]
    if created != unchanged or _counts(again)[:2] != (0, 0):
        sys.exit(f"The second import changed something: {_counts(first)}, {_counts(again)}")
    return Pair(first, again)


def _counts(run: Measured) -> tuple[int, ...]:
    """Created, updated, unchanged, refused."""
    return tuple(map(int, COUNTS.findall(run.output)[-1]))


def _print(name: str, pairs: list[Pair]) -> None:
    studies = pairs[0].studies
    runs = [run for pair in pairs for run in (pair.first, pair.again)]
    print(
        f"{name:<24}{studies:>9,}"
        f"{_rate(studies, [pair.first for pair in pairs]):>20}"
        f"{_rate(studies, [pair.again for pair in pairs]):>20}"
        f"{statistics.median(pair.ratio for pair in pairs):>7.1f}"
        f"{max(run.peak for run in runs):>9.0f}"
        f"{max(run.backend.whole for run in runs):>8.0f}"
        f"{max(run.backend.own for run in runs):>9.0f}",
        flush=True,
    )


def _rate(studies: int, runs: list[Measured]) -> str:
    """The median, and the slowest and fastest where there are several."""
    rates = sorted(studies / run.seconds for run in runs)
    spread = f" ({rates[0]:,.0f}-{rates[-1]:,.0f})" if len(rates) > 1 else ""
    return f"{statistics.median(rates):,.0f}{spread}"


if __name__ == "__main__":
    main()
