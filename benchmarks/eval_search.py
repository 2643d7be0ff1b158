"""`make eval-search`: how well the search finds, beside plain SQL and BM25, and what it must reach.

SAMPLES names the folder with the judged trials (relevance), the studies and the vocabularies. All
is loaded by the real commands into a scratch database; --only relevance for one of the parts.
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
        _run("import_ctgov", "--publish", str(samples() / relevance.FOLDER / relevance.COLLECTION))
        if "relevance" in chosen:
            PARTS["relevance"](targets)
        if chosen != ["relevance"]:
            studies = [str(samples() / LARGE), str(samples() / "ctgov")]
            _run("import_ctgov", "--publish", *studies)
        for name in chosen:
            if name != "relevance":
                PARTS[name](targets)
    print(f"\n{targets.table()}")


def _run(command: str, *arguments: str) -> None:
    """A command as a person runs it, and its last line."""
    from django.core.management import call_command

    from trials.search import refresh

    out, start = StringIO(), time.perf_counter()
    call_command(command, *arguments, stdout=out)
    refresh()
    last = (out.getvalue().strip().splitlines() or [""])[-1]
    print(f"{command}: {last} ({time.perf_counter() - start:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
