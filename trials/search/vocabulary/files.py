"""A vocabulary as a CSV file, read into entries; pure.

Whose file it is, its first line tells: NCI Thesaurus, MeSH and OncoTree as they are handed round,
or plain columns. A file with a mistake is refused as a whole, with its mistakes by line.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TextIO

from trials.search.vocabulary.entry import MESH, NCI, ONCOTREE, Entry, Name

SEPARATORS = ",;\t"
LONGEST = 300
LONGEST_CODE = 40
SHOWN = 20
KINDS = {"disease": "DISEASE", "drug": "DRUG", "": ""}
COLUMNS = {
    **dict.fromkeys(("preferred_term", "preferred_name", "preferred", "descriptor"), "preferred"),
    **dict.fromkeys(("synonym", "synonyms", "entry_term", "other_name", "alias"), "synonym"),
    **dict.fromkeys(("code", "ncit_code", "mesh_id"), "code"),
    "kind": "kind",
    "language": "language",
}
WANTED = "preferred term and synonym (kind and code may follow)"
# By the columns that no other has: the source, the kind of all its concepts.
KNOWN: tuple[tuple[set[str], str, str], ...] = (
    ({"code", "name", "ncit", "main_type"}, ONCOTREE, "DISEASE"),
    ({"preferred_term", "synonym", "ncit_code"}, NCI, ""),
    ({"descriptor", "entry_term", "mesh_id"}, MESH, ""),
)
Row = tuple[int, dict[str, str]]


class Unreadable(Exception):
    """Sentences that say what is wrong with the file, and what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))


@dataclass
class _Concept:
    preferred: str
    kind: str
    code: str
    others: tuple[str, ...] = ()
    names: dict[str, Name] = field(default_factory=dict)


def read_vocabulary(path: str) -> tuple[str, list[Entry]]:
    """The source that the columns tell, "" for plain ones, and its concepts.

    Raises Unreadable.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as lines:
            return _read(path, lines)
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"{path} is not text in UTF-8 (byte {error.start + 1:,} is none): save it as CSV UTF-8."
        ) from None
    except csv.Error as error:
        raise Unreadable(f"{path} is not a CSV file that can be read: {error}.") from None


def _read(path: str, lines: TextIO) -> tuple[str, list[Entry]]:
    reader = csv.DictReader(lines, restval="", delimiter=_separator(lines), strict=True)
    headers = [_folded(name) for name in reader.fieldnames or ()]
    source, kind = _source(set(headers))
    reader.fieldnames = headers if source == ONCOTREE else [COLUMNS.get(one, "") for one in headers]
    if source != ONCOTREE and not {"preferred", "synonym"} <= set(reader.fieldnames):
        raise Unreadable(f"{path} needs a first line that names its columns: {WANTED}.")
    faults: list[str] = []
    gathered = _Gathered(kind)
    take = gathered.oncotree if source == ONCOTREE else gathered.row
    for number, row in _rows(reader):
        if fault := _fault(row) or take(row):
            faults.append(f"{path}, line {number}: {fault}")
    if faults:
        raise Unreadable(*_shown(faults))
    if not gathered.concepts:
        raise Unreadable(f"{path} has no line below its first: there is nothing to load.")
    return source, gathered.entries()


class _Gathered:
    """Concepts by their code, or by their preferred term where there is none."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.concepts: dict[str, _Concept] = {}

    def row(self, row: dict[str, str]) -> str:
        """Take one name of a concept; what is wrong with it, or ""."""
        kind = KINDS.get(row.get("kind", "").lower())
        if kind is None:
            return f"The kind “{row['kind']}” is none: write disease or drug, or leave it empty."
        if not row["preferred"]:
            return "The preferred term is missing."
        concept = self._concept(row["preferred"], kind or self.kind, row.get("code", ""))
        if kind and concept.kind and kind != concept.kind:
            return f"“{concept.preferred}” is a {concept.kind.lower()} in a line above."
        if row["synonym"]:
            name = Name(row["synonym"], row.get("language") or "en")
            concept.names.setdefault(name.text, name)
        return ""

    def oncotree(self, row: dict[str, str]) -> str:
        """Take one concept of OncoTree, whose code is a name as it is written."""
        if not (row["name"] and row["code"]):
            return "The name or the code is missing."
        concept = self._concept(row["name"], self.kind, row["code"])
        if row["code"].lower() != row["name"].lower():
            concept.names[row["code"]] = Name(row["code"], as_written=True)
        concept.others = tuple(filter(None, row["ncit"].split("|")))
        return ""

    def _concept(self, preferred: str, kind: str, code: str) -> _Concept:
        first, *others = [part.strip() for part in code.split(",")]
        made = _Concept(preferred, kind, first, tuple(others))
        return self.concepts.setdefault(f"#{first}" if first else preferred, made)

    def entries(self) -> list[Entry]:
        """All of them."""
        return [
            Entry(one.preferred, tuple(one.names.values()), one.kind, one.code, one.others)
            for one in self.concepts.values()
        ]


def _rows(reader: "csv.DictReader[str]") -> Iterator[Row]:
    """Each row with the number of its line, squeezed; empty ones left out."""
    for row in reader:
        found = {to: " ".join((value or "").split()) for to, value in row.items() if to}
        if any(found.values()):
            yield reader.line_num, found


def _fault(row: dict[str, str]) -> str:
    """What makes the values no names, whatever the columns."""
    if "\0" in "".join(row.values()):
        return "A NUL character is no part of a name: save the file as text again."
    for value in (row.get("preferred"), row.get("synonym"), row.get("name")):
        if value and len(value) > LONGEST:
            return f"A name is longer than {LONGEST} characters: “{value[:60]}…”."
    if any(len(code) > LONGEST_CODE for code in row.get("code", "").split(",")):
        return f"The code is longer than {LONGEST_CODE} characters: “{row['code'][:60]}…”."
    return ""


def _shown(faults: list[str]) -> list[str]:
    left = len(faults) - SHOWN
    return [*faults[:SHOWN], *([f"And {left:,} lines more."] if left > 0 else [])]


def _source(headers: set[str]) -> tuple[str, str]:
    """Which vocabulary has these columns, and what all of it is: "", "" if none of the known."""
    for columns, source, kind in KNOWN:
        if columns <= headers:
            return source, kind
    return "", ""


def _separator(lines: TextIO) -> str:
    """What parts the names of the columns most often: a comma, a semicolon or a tab."""
    first = lines.readline()
    lines.seek(0)
    return max(SEPARATORS, key=first.count)


def _folded(name: str | None) -> str:
    """`Preferred Term` and preferred_term are one."""
    return "_".join((name or "").replace("_", " ").lower().split())
