"""`make eval-search`: how well the search finds, beside plain SQL and BM25, and what it must reach.

SAMPLES names the folder with the judged trials (relevance), the studies and the vocabularies. All
is loaded by the real commands into a scratch database; --only slips for one of the parts (the
judged trials are left out where relevance is).
"""

import argparse
import sys
import time
from collections.abc import Callable
from io import StringIO

from benchmarks.evaluated import concepts, known, relevance, slips
from benchmarks.evaluated.targets import Targets
from benchmarks.scratch import scratch_database
from benchmarks.studies import LARGE, samples

PARTS: dict[str, Callable[[Targets], None]] = {
    "relevance": relevance.evaluate,
    "known": known.evaluate,
    "slips": slips.evaluate,
    "concepts": concepts.evaluate,
}

COUNTED = "unchanged"  # a line with it says how many


def main() -> None:
    """Load, ask, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.eval_search", description=__doc__)
    parser.add_argument("--only", choices=PARTS, nargs="*", default=list(PARTS))
    chosen = parser.parse_args().only
    if not (samples() / relevance.FOLDER).is_dir():
        sys.exit(f"{samples() / relevance.FOLDER} is not there: SAMPLES names the sample data.")
    targets = Targets()
    with scratch_database():
        for file in sorted((samples() / "vocabulary").glob("*.csv")):
            _run("load_vocabulary", str(file))
        if "relevance" in chosen:
            judged = samples() / relevance.FOLDER / relevance.COLLECTION
            _run("import_ctgov", "--publish", str(judged))
            PARTS["relevance"](targets)
        if chosen != ["relevance"]:
            studies = [str(samples() / LARGE), str(samples() / "ctgov")]
            _run("import_ctgov", "--publish", *studies)
        for name in chosen:
            if name != "relevance":
                PARTS[name](targets)
    print(f"\n{targets.table()}")


def _run(command: str, *arguments: str) -> None:
    """A command as a person runs it, and what it counted."""
    from django.core.management import call_command

    from trials.search import refresh

    out, start = StringIO(), time.perf_counter()
    call_command(command, *arguments, stdout=out)
    refresh()
    counted = [line for line in out.getvalue().splitlines() if COUNTED in line] or [""]
    print(f"{command}: {counted[0]} ({time.perf_counter() - start:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
