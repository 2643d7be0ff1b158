"""`manage.py import_release FILE...`: releases become drafts with suggested links, printed."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pghistory
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from news.intake import ReleaseRefused, limit, read_release, take_in
from news.intake.archive import Row, keep_old_address, read_list
from news.intake.copies import note_on_copy
from news.intake.kinds import LIMITS
from news.intake.report import link_lines, report
from news.linking import suggest_links
from news.mentions import read_mentions
from news.models import NewsItem


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
        refused = count = 0
        for row in _rows(files, options["archive"]):
            count += 1
            try:
                self._take(row)
            except ReleaseRefused as error:
                refused += 1
                self.stderr.write(str(error))
        if refused:
            raise CommandError(
                f"Refused: {refused} of {count} files. Nothing of what is refused is kept."
            )
        if not count:
            raise CommandError(f"No file there is of a kind that is taken in: {', '.join(LIMITS)}.")

    def _take(self, row: Row) -> None:
        if row.fault or row.file is None:
            raise ReleaseRefused(row.fault)
        where = f"Line {row.line}: " if row.line else ""
        try:
            draft = read_release(str(row.file), _bytes(row.file))
        except ReleaseRefused as error:
            raise ReleaseRefused(f"{where}{error}") from None
        with (
            transaction.atomic(),
            pghistory.context(command="import_release", file=row.file.name),
        ):
            item, is_new = take_in(draft)
            notes = [*draft.notes, note_on_copy(item) if is_new else "", _place(item, is_new, row)]
            reading = read_mentions(item)
            links = suggest_links(item, reading)
        self.stdout.write("\n".join(report(str(row.file), draft, item, is_new, notes)))
        for link in links:
            self.stdout.write("\n".join(link_lines(link)))
        if not links:
            self.stdout.write("  No trial of the registry is named in it.")
        if reading.unknown:
            self.stdout.write(f"  Not in the registry: {', '.join(reading.unknown)}")


def _rows(names: list[str], archive: str | None) -> Iterator[Row]:
    """Give files by name, those in folders, and those of a list."""
    for name in names:
        path = Path(name)
        if path.is_dir():
            inside = (file for file in sorted(path.rglob("*")) if file.suffix.lower() in LIMITS)
            yield from (Row(0, file) for file in inside if file.is_file())
        else:
            yield Row(0, path)
    if archive:
        try:
            yield from read_list(Path(archive))
        except ReleaseRefused as error:
            yield Row(0, fault=str(error))


def _place(item: NewsItem, is_new: bool, row: Row) -> str:
    """Give a new item the date of its row, and any item its old address."""
    if is_new and row.dated:
        item.dated = row.dated
        item.save(update_fields=["dated"])
    return keep_old_address(item, row.path)


def _bytes(path: Path) -> bytes:
    """The file's content; no more of a large one than shows that it is too large."""
    if path.exists() and not path.is_file():  # a pipe would be waited for without end
        raise ReleaseRefused(f"{path} is not a file.")
    try:
        with path.open("rb") as file:
            return file.read(limit(path.name) + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "that is no name of a file"
        raise ReleaseRefused(f"{path} cannot be read: {why}.") from None
