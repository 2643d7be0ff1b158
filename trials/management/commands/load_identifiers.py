"""`load_identifiers`: a group's own cross-reference list of other numbers and names of trials."""

import csv
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from trials.models import Alias, Trial

SHOWN = 20
COLUMNS = {"alias", "nct_id", "protocol_id"}
WANTED = "alias, and nct_id or protocol_id"


class Command(BaseCommand):
    """Every row by itself: those that are refused are named, the others go in."""

    help = (
        "Load other numbers and acronyms of trials from a CSV file with the columns alias and "
        "nct_id (or protocol_id). A trial need not be in the registry yet. Loading a file again "
        "changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The list."""
        parser.add_argument("file", metavar="FILE.csv")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        """Load it and count; exit with 1 if a row was refused."""
        counts: Counter[str] = Counter()
        with (
            transaction.atomic(),
            pghistory.context(command="load_identifiers", file=Path(file).name),
        ):
            for number, row in _rows(file):
                outcome = self._load(f"{file}, line {number}", row, counts["refused"])
                counts[outcome] += 1
                counts["waiting"] += outcome != "refused" and not _is_here(row)
        names = ("created", "unchanged", "refused")
        self.stdout.write(", ".join(f"{name}: {counts[name]}" for name in names))
        self.stdout.write(f"of trials not in the registry yet: {counts['waiting']}")
        if counts["refused"]:
            raise CommandError("Refused rows are not in: mend them and load the file again.")

    def _load(self, where: str, row: dict[str, str], refused: int) -> str:
        try:
            return "created" if _saved(row) else "unchanged"
        except ValidationError as error:
            if refused < SHOWN:
                self.stderr.write(f"{where}: {' '.join(error.messages)}")
            return "refused"


def _rows(file: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the number of its line; empty ones left out."""
    try:
        with open(file, encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, restval="")
            named = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
            if "alias" not in named or not {"nct_id", "protocol_id"} & named.keys():
                raise CommandError(f"{file} needs a first line that names its columns: {WANTED}.")
            for row in reader:
                found = {name: (row[named[name]] or "").strip() for name in COLUMNS & named.keys()}
                if any(found.values()):
                    yield reader.line_num, found
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{file} is not text in UTF-8: save it as CSV UTF-8.") from None
    except csv.Error as error:
        raise CommandError(f"{file} is not a CSV file that can be read: {error}.") from None


def _saved(row: dict[str, str]) -> bool:
    """Keep the alias; False if it is there already. Raises ValidationError."""
    alias = Alias(**row)
    alias.clean()
    alias.clean_fields()
    same = Alias.objects.filter(
        alias=alias.alias, nct_id=alias.nct_id, protocol_id=alias.protocol_id
    )
    if same.exists():
        return False
    alias.save()
    return True


def _is_here(row: dict[str, str]) -> bool:
    """Whether the registry has the trial that a row speaks of."""
    ids = (row.get(name, "") for name in ("nct_id", "protocol_id"))
    return any(Trial.objects.identified_by(one).exists() for one in ids)
