"""`manage.py import_release FILE...`: releases become drafts with suggested links, printed."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pghistory
from django.core.management import BaseCommand, CommandError

from news.intake import ReleaseRefused, limit
from news.intake.archive import MAX_LIST, Row, beside, read_list
from news.intake.arrival import arrive
from news.intake.kinds import LIMITS
from news.intake.report import report


class Command(BaseCommand):
    """Each file by itself: one that is refused does not hold up the others."""

    help = "Take releases in, as drafts with suggested links to trials."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files, folders, a list."""
        parser.add_argument(
            "files", nargs="*", metavar="FILE", help=f"{', '.join(LIMITS)}, or a folder of them"
        )
        parser.add_argument(
            "--archive",
            metavar="LIST.csv",
            help="columns file, date, old_url: files beside the list, each with its old address",
        )

    def handle(self, *args: Any, files: list[str], **options: Any) -> None:
        """Take in what can be; exit with 1 if any file was refused."""
        if not files and not options["archive"]:
            raise CommandError("Name a file, a folder, or a list with --archive.")
        listed = Path(options["archive"]) if options["archive"] else None
        refused = count = 0
        for row in _rows(files, listed):
            count += 1
            try:
                self._take(row, listed)
            except ReleaseRefused as error:
                refused += 1
                self.stderr.write(str(error))
        if refused:
            raise CommandError(
                f"Refused: {refused} of {count} files. Nothing of what is refused is kept."
            )
        if not count:
            raise CommandError(f"No file there is of a kind that is taken in: {', '.join(LIMITS)}.")

    def _take(self, row: Row, listed: Path | None) -> None:
        if row.fault:
            raise ReleaseRefused(row.fault)
        file = beside(listed, row) if row.line and listed else Path(row.file)
        with pghistory.context(command="import_release", file=file.name):
            try:
                data = _bytes(file, limit(file.name))
                arrival = arrive(str(file), data, row.dated, [row.path])
            except ReleaseRefused as error:
                where = f"Line {row.line}: " if row.line else ""
                raise ReleaseRefused(f"{where}{error}") from None
        self.stdout.write("\n".join(report(arrival)))


def _rows(names: list[str], listed: Path | None) -> Iterator[Row]:
    """Give files by name, those in folders, and those of a list."""
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = (file for file in sorted(path.rglob("*")) if file.suffix.lower() in LIMITS)
            yield from (Row(0, str(file)) for file in inside if file.is_file())
        else:
            yield Row(0, name)
    if listed:
        try:
            yield from read_list(str(listed), _bytes(listed, MAX_LIST))
        except ReleaseRefused as error:
            yield Row(0, fault=str(error))


def _bytes(path: Path, most: int) -> bytes:
    """The file's content; no more of a large one than shows that it is too large."""
    if path.exists() and not path.is_file():  # a pipe would be waited for without end
        raise ReleaseRefused(f"{path} is not a file.")
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "that is no name of a file"
        raise ReleaseRefused(f"{path} cannot be read: {why}.") from None
