"""`import_ctgov`: studies of ClinicalTrials.gov, from files or by their numbers, into ours."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from time import monotonic
from typing import Any

import pghistory
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from trials import identifiers
from trials.ctgov.client import fetch_studies
from trials.ctgov.files import Found, Refusal, read_studies
from trials.ctgov.importer import Imported, Outcome, StudyRefused, import_study

LISTED = 20
EVERY = 0.5  # seconds between two lines of progress
MORE = """
Each study goes in as a whole or is refused with the reason; the others go in all the same.
What was changed here by hand stays: where the registry differs, that is listed and proposed to
the editors. Running it again with the same files changes nothing.

The exit code is 0 when at least one study is in (created, updated or unchanged), and 1 when none
is and something was refused: a few refused studies do not stop a nightly run, a wrong path does.
"""


class Command(BaseCommand):
    """Take in studies as ClinicalTrials.gov's API v2 writes them."""

    help = "Take in studies as ClinicalTrials.gov's API v2 writes them."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        """Keep the paragraphs of the help."""
        return super().create_parser(
            prog_name,
            subcommand,
            epilog=MORE,
            formatter_class=RawDescriptionHelpFormatter,
            **kwargs,
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Paths, and two switches."""
        parser.add_argument(
            "paths",
            nargs="+",
            metavar="PATH_OR_NCT",
            help='a .json (one study, a list, or {"studies": [...]}), .jsonl, .jsonl.gz or .zip '
            "file, a folder of .json files, - for standard input, or the number of a study "
            "(NCT03375320), which is fetched from the registry that CTGOV_API_URL names",
        )
        parser.add_argument("--dry-run", action="store_true", help="do all of it, then undo it")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="make new trials public from now on, not drafts; trials held keep their state",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Take them in and say what became of each."""
        self.report = Report()
        with _undone(options["dry_run"]):
            for source, found in _sources(options["paths"]):
                with pghistory.context(command="import_ctgov", file=source):
                    self._take_all(found, publish=options["publish"])
        self._progress("")
        self.stdout.write("\n".join(self.report.lines(all_notes=options["verbosity"] > 1)))
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing of it was kept.")
        if self.report.nothing_went_in:
            raise CommandError("No study is in: see the reasons above.")

    def _take_all(self, found: Iterable[Found], *, publish: bool) -> None:
        shown = 0.0
        for origin, data in found:
            self._take(origin, data, publish=publish)
            if monotonic() - shown > EVERY:
                shown = monotonic()
                self._progress(f"{self.report.total} studies read, {origin[-50:]}")

    def _take(self, origin: str, data: object, *, publish: bool) -> None:
        if isinstance(data, Refusal):
            self.report.refuse(origin, str(data))
            return
        try:
            self.report.add(import_study(data, publish=publish))
        except StudyRefused as refused:
            self.report.refuse(origin, str(refused))

    def _progress(self, text: str) -> None:
        """One line that is written over, where somebody looks on."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{text}", style_func=str, ending="")
            self.stderr.flush()


class Report:
    """What became of the studies, counted and in words."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.refused: list[str] = []
        self.notes: list[str] = []

    def add(self, imported: Imported) -> None:
        """A study that is in."""
        self.counts[imported.outcome] += 1
        if imported.kept:
            columns = ", ".join(imported.kept)
            self.notes.append(f"{imported.name}: kept as it is here: {columns}")
        self.notes += [f"{imported.name}: {note}" for note in imported.notes]

    def refuse(self, origin: str, reason: str) -> None:
        """A study, or a file, that is not."""
        self.refused.append(f"{origin}: {reason}")

    @property
    def total(self) -> int:
        """How many were met."""
        return self.counts.total() + len(self.refused)

    @property
    def nothing_went_in(self) -> bool:
        """Whether all there was has been refused."""
        return bool(self.refused) and not self.counts

    def lines(self, *, all_notes: bool) -> Iterator[str]:
        """Notes, each refusal with its reason, and the counts last."""
        shown = self.notes if all_notes else self.notes[:LISTED]
        yield from (f"note: {note}" for note in shown)
        if more := len(self.notes) - len(shown):
            yield f"note: and {more} more, see --verbosity 2"
        yield from (f"refused: {reason}" for reason in self.refused)
        counts = ", ".join(f"{outcome} {self.counts[outcome]}" for outcome in Outcome)
        yield f"{counts}, refused {len(self.refused)}"


def _sources(paths: list[str]) -> Iterator[tuple[str, Iterable[Found]]]:
    """What to read, in order: each file, and IDs that stand side by side together."""
    for are_ids, some in groupby(paths, key=_is_id):
        if are_ids:
            yield settings.CTGOV_API_URL, fetch_studies(some, settings.CTGOV_API_URL)
        else:
            yield from ((path, read_studies(path)) for path in some)


def _is_id(path: str) -> bool:
    return identifiers.is_nct_id(identifiers.fold(path)) and not Path(path).exists()


@contextmanager
def _undone(undo: bool) -> Iterator[None]:
    """All in one transaction that is rolled back, where that is asked for."""
    if not undo:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
