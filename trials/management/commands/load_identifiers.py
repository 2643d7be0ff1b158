"""`load_identifiers`: a group's own cross-reference list of other numbers and names of trials."""

import csv
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import pghistory
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from trials import identifiers
from trials.models import Alias, TrialIdentifier
from trials.models.aliases import aliases_arrived

SHOWN = 20
BATCH = 1000
COLUMNS = {
    "alias": "alias",
    **dict.fromkeys(("nct_id", "nctid", "nct", "nct_number"), "nct_id"),
    **dict.fromkeys(("protocol_id", "protocol", "protocol_number"), "protocol_id"),
}
WANTED = "alias, and nct_id or protocol_id"
SEPARATORS = ",;\t"
Row = tuple[int, dict[str, str]]


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
            rows = _rows(file)
            while batch := list(islice(rows, BATCH)):
                counts += self._loaded(file, batch, counts["refused"])
        names = ("created", "unchanged", "refused")
        self.stdout.write(", ".join(f"{name}: {counts[name]}" for name in names))
        self.stdout.write(f"of trials not in the registry yet: {counts['waiting']}")
        if counts["refused"]:
            raise CommandError("Refused rows are not in: mend them and load the file again.")

    def _loaded(self, file: str, rows: list[Row], refused: int) -> Counter[str]:
        """Keep what is new of a batch; of the refused the first few are named."""
        counts: Counter[str] = Counter()
        wanted: dict[tuple[str, str, str], Alias] = {}
        targets: list[str] = []
        for number, row in rows:
            try:
                alias = _checked(row)
            except ValidationError as error:
                counts["refused"] += 1
                if refused + counts["refused"] <= SHOWN:
                    self.stderr.write(f"{file}, line {number}: {' '.join(error.messages)}")
                continue
            wanted.setdefault(_said(alias), alias)
            targets.append(identifiers.fold(alias.target))
        counts["waiting"] = len(targets) - _number_here(targets)
        known = Alias.objects.filter(alias__in={alias.alias for alias in wanted.values()})
        for same in known:
            wanted.pop(_said(same), None)
        aliases_arrived.send(Alias, aliases=Alias.objects.bulk_create(wanted.values()))
        counts["created"] = len(wanted)
        counts["unchanged"] = len(rows) - len(wanted) - counts["refused"]
        return counts


def _number_here(targets: list[str]) -> int:
    """How many of these folded IDs lead to a trial of the registry."""
    here = TrialIdentifier.objects.filter(key__in=set(targets), resolves=True)
    known = set(here.values_list("key", flat=True))
    return sum(target in known for target in targets)


def _said(alias: Alias) -> tuple[str, str, str]:
    return alias.alias, alias.nct_id, alias.protocol_id


def _checked(row: dict[str, str]) -> Alias:
    """The row as an alias; raises ValidationError."""
    if "\0" in "".join(row.values()):
        raise ValidationError("A NUL character is no part of a name: save the file as text again.")
    alias = Alias(**row)
    alias.clean()
    alias.clean_fields()
    return alias


def _rows(file: str) -> Iterator[Row]:
    """Each row with the number of its line; empty ones left out."""
    try:
        with open(file, encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, restval="", delimiter=_separator(lines))
            named = {_column(name): name for name in reversed(reader.fieldnames or ())}
            if "alias" not in named or not {"nct_id", "protocol_id"} & named.keys():
                raise CommandError(f"{file} needs a first line that names its columns: {WANTED}.")
            for row in reader:
                found = {to: (row[name] or "").strip() for to, name in named.items() if to}
                if any(found.values()):
                    yield reader.line_num, found
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{file} is not text in UTF-8: save it as CSV UTF-8.") from None
    except csv.Error as error:
        raise CommandError(f"{file} is not a CSV file that can be read: {error}.") from None


def _separator(lines: TextIO) -> str:
    """What parts the names of the columns most often: a comma, a semicolon or a tab."""
    first = lines.readline()
    lines.seek(0)
    return max(SEPARATORS, key=first.count)


def _column(name: str | None) -> str:
    """Which column this is, "" if none of ours: "NCT ID", "nct_id"."""
    return COLUMNS.get("_".join((name or "").replace("_", " ").lower().split()), "")
