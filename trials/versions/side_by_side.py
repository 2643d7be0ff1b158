"""What two versions say otherwise, side by side: a block for the record, one for each part."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst

from trials.versions.differences import Difference
from trials.versions.telling import Entry, Said
from trials.versions.wording import Piece, compared


@dataclass
class Line:
    """One field of two versions, in pieces."""

    label: str
    before: list[Piece]
    after: list[Piece]


@dataclass
class Block:
    """The differences of the record itself, or of one part."""

    title: str
    did: str = "changed"
    lines: list[Line] = field(default_factory=list)


def blocks(found: Iterable[Difference], record: str) -> list[Block]:
    """Differences that stand together, each field in pieces; `record` is what kind it is of."""
    made: dict[Any, Block] = {}
    for one in found:
        key = (one.part.path, one.did) if one.part else None
        block = made.setdefault(key, Block(_title(one, record), one.did))
        block.lines += _lines(one)
    return list(made.values())


def _title(one: Difference, record: str) -> str:
    if one.part is None:
        return f"The {record}"
    return f"{capfirst(one.part.what)} {one.did}: {one.part.name}"


def _lines(one: Difference) -> list[Line]:
    if one.part is None or one.did == "changed":
        return [Line(one.label, *compared(*one.words))]
    gone = one.did == "removed"
    rows = [(said.label, Piece(said.words, differs=True)) for said in besides_its_name(one.part)]
    return [Line(name, [piece] if gone else [], [] if gone else [piece]) for name, piece in rows]


def besides_its_name(entry: Entry) -> list[Said]:
    """What a part says besides its name."""
    return [one for one in entry.fields.values() if one.words and one.words != entry.name]
