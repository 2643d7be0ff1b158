"""`load_vocabulary`: names of diseases and drugs from a CSV file, so that each finds the others."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from trials.search import catch_up
from trials.search.vocabulary import Counts, learn_names, link, write
from trials.search.vocabulary.entry import EDITORS, RECORDS, STARTER, Entry
from trials.search.vocabulary.files import Unreadable, read_vocabulary

OWN = {EDITORS, RECORDS, STARTER}
LONGEST_SOURCE = 120
DRY = "This was a dry run: nothing of it was kept."
NOTHING_GIVEN = "Say which file to load, or --from-records for the names that trials tell."


class Command(BaseCommand):
    """All of a file goes in, or nothing of it."""

    help = (
        "Load the names of diseases and drugs from a CSV file with the columns preferred term, "
        "synonym, kind (disease or drug) and code, or in the columns of NCI Thesaurus, MeSH or "
        "OncoTree. The file is all that its source says: names it no longer has go. Loading it "
        "again changes nothing, and what was changed here by hand stays. Afterwards names are "
        "taken from the interventions of listed trials, too."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and switches."""
        parser.add_argument("file", metavar="FILE.csv", nargs="?")
        parser.add_argument(
            "--source",
            metavar="NAME",
            help="whose vocabulary it is; else its columns tell, or the name of the file",
        )
        parser.add_argument(
            "--from-records",
            action="store_true",
            help="load no file: only take names from the interventions of listed trials",
        )
        parser.add_argument("--dry-run", action="store_true", help="do all of it and undo it")

    def handle(
        self,
        *args: Any,
        file: str | None,
        source: str | None,
        from_records: bool,
        dry_run: bool,
        **options: Any,
    ) -> None:
        """Load it and count."""
        if bool(file) == from_records:
            raise CommandError(NOTHING_GIVEN)
        named, entries = _read(file, source) if file else ("", [])
        told = {"file": Path(file).name} if file else {}
        with transaction.atomic(), pghistory.context(command="load_vocabulary", **told):
            if file:
                self._load(named, entries)
            self._tell("Names that trials tell", learn_names())
            transaction.set_rollback(dry_run)
        if dry_run:
            self.stdout.write(DRY)
        else:
            catch_up()

    def _load(self, source: str, entries: list[Entry]) -> None:
        counts = write(source, entries)
        moved = link()
        self._tell(f"{source}: {len(entries):,} concepts; names", counts)
        self.stdout.write(f"concepts found together with others than before: {moved:,}")

    def _tell(self, what: str, counts: Counts) -> None:
        parts = ("added", "changed", "removed", "unchanged")
        listed = ", ".join(f"{part}: {getattr(counts, part):,}" for part in parts)
        self.stdout.write(f"{what} {listed}")


def _read(file: str, source: str | None) -> tuple[str, list[Entry]]:
    """Whose vocabulary it is, and what it says."""
    try:
        told, entries = read_vocabulary(file)
    except Unreadable as error:
        raise CommandError(f"{error}\nNothing was loaded.") from None
    named = " ".join((source or told or Path(file).stem).split())
    if named in OWN:
        raise CommandError(
            f"“{named}” is kept here and by no file: give the source another name with --source."
        )
    if not 0 < len(named) <= LONGEST_SOURCE:
        raise CommandError(f"The name of a source has 1 to {LONGEST_SOURCE} characters.")
    return named, entries
