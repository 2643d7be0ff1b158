"""How long it takes to find trials: by the size of the registry, and by the megabyte.

`make bench` prints all; ARGS="words of names" some of the hostile texts.
"""

import statistics
import sys
import time
from collections.abc import Callable
from functools import partial

from benchmarks import hostile, registry
from benchmarks.hostile import MEGABYTE, RELEASE
from benchmarks.scratch import scratch_database

SMALL, LARGE = 100, 100_000
TIMES, HOSTILE_TIMES = 30, 3
MEGABYTES = (1, 2, 4)


def main() -> None:
    """Measure and print."""
    with scratch_database():
        _by_size_of_registry()
        print(f"\n{f'seconds, among {LARGE:,} trials':<44}", end="")
        print(*(f"{f'{size} MB':>8}" for size in MEGABYTES), "   growth", sep="")
        for name, text in _texts().items():
            if len(sys.argv) == 1 or any(word in name for word in sys.argv[1:]):
                _by_size_of_text(name, text())


def _by_size_of_registry() -> None:
    from trials.detection import detect

    text, medians = RELEASE.read_text(), []
    print(f"a release of {len(text):,} characters, milliseconds: median, quartiles")
    for size in (SMALL, LARGE):
        registry.fill(size)
        low, median, high = statistics.quantiles(_seconds(partial(detect, text), TIMES), n=4)
        medians.append(median)
        shown = f"{median * 1000:.1f}  ({low * 1000:.1f}-{high * 1000:.1f})"
        print(f"{f'among {size:,} trials':<44}{shown}")
    print(f"{'ratio':<44}{medians[1] / medians[0]:.2f}")


def _texts() -> dict[str, Callable[[], str]]:
    from trials.models import Trial

    trials = Trial.objects.order_by("pk")
    titles = trials.values_list("brief_title", flat=True)[: MEGABYTE // 90]
    acronyms = trials.exclude(acronym="").values_list("acronym", flat=True)
    return hostile.texts(titles, acronyms[: MEGABYTE // 8])


def _by_size_of_text(name: str, piece: str) -> None:
    """The fastest of several, since others use the machine too; and by what doubling it grows."""
    from trials.detection import detect

    print(f"{name:<44}", end="")
    taken = []
    for size in MEGABYTES:
        length = size * MEGABYTE
        text = (piece * (length // len(piece) + 1))[:length]
        taken.append(min(_seconds(partial(detect, text), HOSTILE_TIMES)))
        print(f"{taken[-1]:>8.2f}", end="")
        sys.stdout.flush()
    print(f"{(taken[-1] / taken[0]) ** 0.5:>9.2f}")


def _seconds(call: Callable[[], object], times: int) -> list[float]:
    call()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return taken


if __name__ == "__main__":
    main()
