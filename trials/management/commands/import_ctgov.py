"""`import_ctgov`: studies of ClinicalTrials.gov, from files or by their numbers, into ours."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from trials import identifiers, search
from trials.beside import repeated_beside
from trials.ctgov.client import fetch_studies
from trials.ctgov.drift.report import differing
from trials.ctgov.files import Found, Position, read_studies
from trials.ctgov.importer import Imported
from trials.ctgov.importer.report import Report
from trials.ctgov.importer.run import Run
from trials.management.progress import Progress
from trials.models import Trial
from trials.search.vocabulary import learn_names
from trials.turns import alone

WHAT = (
    'a .json (one study, a list, or {"studies": [...]}), .jsonl, either of them packed as .gz, a '
    ".zip of these, a folder of .json files, - for standard input, or the number of a study "
    "(NCT03375320), which is fetched from the registry that CTGOV_API_URL names"
)
UNDER_WAY = (
    "Another import is under way, and two at once would get in each other's way. Nothing was done: "
    "start this one again when that one has ended."
)
PATIENCE = 3  # seconds
NOTHING_GIVEN = "Say what to take in: a file, a folder, a number such as NCT03375320, or --held."
NOTHING_HELD = "No trial here has an NCT ID, so that there is nothing to ask the registry for."
NOTHING_IN = "No study is in: see the reasons above."
DRY = "This was a dry run: nothing of it was kept."
STOPPED = "Stopped. What is counted is in, whole; start it again for the rest."
STOPPED_DRY = "Stopped. This was a dry run: nothing of it was kept."
BY_CTRL_C = 130
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
        """What to take in, and switches."""
        parser.add_argument("paths", nargs="*", metavar="PATH_OR_NCT", help=WHAT)
        parser.add_argument(
            "--held",
            action="store_true",
            help="ask the registry for every trial here that has an NCT ID",
        )
        parser.add_argument(
            "--whole",
            action="store_true",
            help="these files are all of the registry: mark trials here that they lack as missing",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="do all of it and undo it; tells each value that differs from what we say",
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="make new trials public from now on, not drafts; trials held keep their state",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Take them in and say what became of each."""
        if not (options["paths"] or options["held"]):
            raise CommandError(NOTHING_GIVEN)
        report = Report()
        try:
            with alone("import_ctgov", PATIENCE) as ours:
                if not ours:
                    raise CommandError(UNDER_WAY)
                with _undone(options["dry_run"]):
                    self._take_all(report, options)
        except KeyboardInterrupt:
            self._tell(report, options)
            said = STOPPED_DRY if options["dry_run"] else STOPPED
            raise CommandError(said, returncode=BY_CTRL_C) from None
        self._tell(report, options)
        if options["dry_run"]:
            self.stdout.write(DRY)
        if report.nothing_went_in:
            raise CommandError(NOTHING_IN)

    def _tell(self, report: Report, options: dict[str, Any]) -> None:
        self.stdout.write("\n".join(report.lines(all_notes=options["verbosity"] > 1)))

    def _take_all(self, report: Report, options: dict[str, Any]) -> None:
        inputs = [*map(_printable, options["paths"]), *(["--held"] if options["held"] else [])]
        after = self._tell_differences if options["dry_run"] else None
        with Progress(self.stderr) as progress, repeated_beside(search.refresh) as index:
            run = Run(
                inputs,
                report,
                publish=options["publish"],
                whole=options["whole"],
                after=after,
                index=index,
            )
            for source, position, studies in _sources(options["paths"], held=options["held"]):
                with run.reading(_printable(source)):
                    for found in progress.watched(source, position, studies):
                        run.add(found)
            run.finish()
        if not report.nothing_went_in:
            learn_names()
            search.catch_up()

    def _tell_differences(self, imported: list[Imported]) -> None:
        for line in differing(imported):
            self.stdout.write(f"differs: {line}")


def _sources(paths: list[str], *, held: bool) -> Iterator[tuple[str, Position, Iterator[Found]]]:
    """Files one by one, numbers in a row together, as they stand."""
    for numbers, some in groupby(paths, _is_number):
        if numbers:
            yield _fetched(list(some))
            continue
        for path in some:
            position = Position()
            yield path, position, read_studies(path, position)
    if held:
        yield _fetched(_held())


def _fetched(numbers: list[str]) -> tuple[str, Position, Iterator[Found]]:
    position = Position(size=len(numbers))
    found = fetch_studies(numbers, settings.CTGOV_API_URL)
    return settings.CTGOV_API_URL, position, _counted(found, position)


def _counted(items: Iterator[Found], position: Position) -> Iterator[Found]:
    for item in items:
        position.done += 1
        yield item


def _printable(path: str) -> str:
    """A name of which not every byte is a letter, as it can be kept and told."""
    return path.encode(errors="surrogateescape").decode(errors="backslashreplace")


def _held() -> list[str]:
    numbers = Trial.objects.filter(nct_id__isnull=False, merged_into=None).order_by("nct_id")
    found = [str(number) for number in numbers.values_list("nct_id", flat=True)]
    if not found:
        raise CommandError(NOTHING_HELD)
    return found


def _is_number(path: str) -> bool:
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
