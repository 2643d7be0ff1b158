"""The file: a line for all roles that get the same answers at an address, of one kind of record."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

REWRITE = "REWRITE_PERMISSIONS"
FILE = Path(__file__).with_name("matrix.csv")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ROLES = ("anonymous", "no factor", "staff", "editor", "publisher", "administrator")
EVERYONE = "everyone"


class Cell(NamedTuple):
    """One request."""

    url: str
    of: str
    who: str
    method: str


Answers = dict[Cell, str]


def written(answers: Answers) -> str:
    """The file's text: sorted by address, then by record, roles in their order."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(["url", "of", "who", *METHODS])
    for url, of in sorted({(cell.url, cell.of) for cell in answers}):
        together: dict[tuple[str, ...], list[str]] = {}
        for who in ROLES:
            line = tuple(answers[Cell(url, of, who, method)] for method in METHODS)
            together.setdefault(line, []).append(who)
        for line, people in together.items():
            who = EVERYONE if len(people) == len(ROLES) else ", ".join(people)
            rows.writerow([url, of, who, *line])
    return out.getvalue()


def kept() -> Answers:
    """What the file says."""
    with FILE.open(newline="") as file:
        return dict(_cells(csv.DictReader(file)))


def _cells(rows: Iterable[dict[str, str]]) -> Iterable[tuple[Cell, str]]:
    for row in rows:
        people = ROLES if row["who"] == EVERYONE else row["who"].split(", ")
        for who in people:
            for method in METHODS:
                yield Cell(row["url"], row["of"], who, method), row[method]
