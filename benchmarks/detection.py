"""How long it takes to find trials: by the size of the registry, and by the megabyte."""

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.scratch import scratch_database

if TYPE_CHECKING:
    from trials.models import Trial

RELEASE = Path(__file__).parent.parent / "tests" / "data" / "release.txt"
SIZES = (100, 100_000)
TIMES = 30
MEGABYTE = 1_000_000
WORDS = (
    "cabozantinib octreotide olaparib letrozole paclitaxel carboplatin radiation surgery adults"
    " advanced metastatic pancreatic neuroendocrine breast ovarian prostate colon lung tumors"
    " patients treated with without phase study of in versus placebo or and after previous therapy"
)
DICE = random.Random(1)  # noqa: S311
HOSTILE: dict[str, Callable[[], str]] = {
    "identifiers": lambda: _repeated("NCT03375320, A021602; S1418/BR006 "),
    "half identifiers": lambda: _repeated("NCT 0337532 A02160 S141 N104 "),
    "hyphens over lines": lambda: _repeated("NCT-\n033-\n75320 "),
    "capitals": lambda: _repeated("CABINET PALLAS MONARCH "),
    "one long word": lambda: "A" * MEGABYTE,
    "digits": lambda: _repeated("10.1056/ 123456 "),
    "brackets": lambda: _repeated("((A (B) "),
    "titles": lambda: " ".join(_title(DICE) for _ in range(MEGABYTE // 90)),
    "any ASCII": lambda: "".join(DICE.choices([chr(n) for n in range(32, 127)], k=MEGABYTE)),
    "prose": lambda: _repeated(RELEASE.read_text()),
}


def main() -> None:
    """Measure and print."""
    with scratch_database():
        from trials.detection import detect

        text = RELEASE.read_text()
        print(
            f"{'a release of ' + str(len(text)) + ' characters':<40}{'median':>10}{'quartiles':>18}"
        )
        for size in SIZES:
            _fill(size)
            print(f"{f'among {size:,} trials':<40}{_spread(partial(detect, text), TIMES)}")
        print(f"a megabyte, among {SIZES[-1]:,} trials")
        for name, made in HOSTILE.items():
            hostile = made()[:MEGABYTE]
            print(f"{name:<40}{_spread(partial(detect, hostile), 3)}")
            sys.stdout.flush()


def _fill(size: int) -> None:
    """Bring the registry to this many trials; without the triggers, which are not measured here."""
    from django.db import connection

    from trials.models import Trial, TrialIdentifier

    dice = random.Random(size)  # noqa: S311
    numbers = range(Trial.objects.count(), size)
    tables = [model._meta.db_table for model in (Trial, TrialIdentifier)]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        trials = Trial.objects.bulk_create([_trial(n, dice) for n in numbers], batch_size=5000)
        TrialIdentifier.objects.bulk_create(
            [TrialIdentifier(trial=one, kind="NCT", value=str(one.nct_id)) for one in trials],
            batch_size=5000,
        )
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")


def _trial(number: int, dice: random.Random) -> "Trial":
    from trials.models import Trial

    return Trial(
        nct_id=f"NCT{number:08}",
        brief_title=_title(dice),
        official_title=f"A Phase III Study of {_title(dice)}",
        acronym="".join(dice.choices("ABCDEFGHIKLMNOPRSTUV", k=7)) if number % 3 else "",
    )


def _title(dice: random.Random) -> str:
    return " ".join(dice.choices(WORDS.split(), k=12)).capitalize()


def _repeated(text: str) -> str:
    return text * (MEGABYTE // len(text) + 1)


def _spread(call: Callable[[], object], times: int) -> str:
    """Median and quartiles in milliseconds."""
    call()
    taken = sorted(_seconds(call, times))
    low, high = taken[len(taken) // 4], taken[-len(taken) // 4]
    return f"{statistics.median(taken) * 1000:>8.1f} ms{low * 1000:>9.1f}-{high * 1000:.1f}"


def _seconds(call: Callable[[], object], times: int) -> Iterator[float]:
    for _ in range(times):
        start = time.perf_counter()
        call()
        yield time.perf_counter() - start


if __name__ == "__main__":
    main()
