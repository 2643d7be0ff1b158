"""`import_ctgov`: studies of ClinicalTrials.gov from files into the registry."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from trials import identifiers
from trials.ctgov.files import Found, Refusal, read_studies
from trials.ctgov.importer.report import Report
from trials.ctgov.importer.run import Run
from trials.turns import alone

NOT_YET = (
    "is an ID, not a file. Taking studies from the registry itself is not there yet: save the "
    "study's JSON from ClinicalTrials.gov and give that file"
)
UNDER_WAY = (
    "Another import is under way, and two at once would get in each other's way. Nothing was done: "
    "start this one again when that one has ended."
)
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
            metavar="PATH",
            help='a .json (one study, a list, or {"studies": [...]}), .jsonl, .jsonl.gz or .zip '
            "file, a folder of .json files, or - for standard input",
        )
        parser.add_argument("--dry-run", action="store_true", help="do all of it, then undo it")
        parser.add_argument(
            "--whole",
            action="store_true",
            help="these files are all of the registry: mark trials here that they lack as missing",
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="make new trials public from now on, not drafts; trials held keep their state",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Take them in and say what became of each."""
        report = Report(in_full=options["dry_run"])
        with alone("import_ctgov") as ours:
            if not ours:
                raise CommandError(UNDER_WAY)
            with _undone(options["dry_run"]):
                run = Run(
                    options["paths"], report, publish=options["publish"], whole=options["whole"]
                )
                for path in options["paths"]:
                    with run.reading(path):
                        for found in _studies(path):
                            run.add(found)
                run.finish()
        self.stdout.write("\n".join(report.lines(all_notes=options["verbosity"] > 1)))
        if options["dry_run"]:
            self.stdout.write("This was a dry run: nothing of it was kept.")
        if report.nothing_went_in:
            raise CommandError("No study is in: see the reasons above.")


def _studies(path: str) -> Iterator[Found]:
    if identifiers.is_nct_id(identifiers.fold(path)) and not Path(path).exists():
        yield path, Refusal(NOT_YET)
    else:
        yield from read_studies(path)


@contextmanager
def _undone(undo: bool) -> Iterator[None]:
    """All in one transaction that is rolled back, where that is asked for."""
    if not undo:
        yield
        return
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
