"""Base, theirs and mine: of which fields and rows each side changed what. No queries, no words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from trials.admin.newer.values import UNKNOWN, differs

MINE, THEIRS = "mine", "theirs"


class Kind(Enum):
    """What happened to a field or row."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    # They removed what I changed, and the other way round.
    GONE = "gone"
    DELETED = "deleted"


@dataclass
class Difference:
    """One field, or one row, that they changed while the form was open."""

    kind: Kind
    table: str
    row: str
    name: str
    base: Any
    theirs: Any
    mine: Any
    overlaps: bool
    """Whether I changed it, too, to something else."""
    field: Any = None
    choice: str = ""
    """What was chosen of the two, where they overlap."""

    @property
    def key(self) -> str:
        """Its name among those of the page."""
        return ":".join([self.table, self.row, self.name])

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to look at it."""
        return not self.choice


def of_fields(
    part: Any, base: Mapping[str, Any] | None, data: Any, files: Any, prefix: str, table: str = ""
) -> Iterator[Difference]:
    """The fields of a form that they changed; `prefix` is that of the inputs that were sent."""
    now = part.values
    for name, theirs in now.items():
        before = UNKNOWN if base is None else base.get(name, UNKNOWN)
        if before == theirs:
            continue
        row = part.key if table else ""
        bound = part.bound.get(name)
        if bound is None:  # only shown
            if before is not UNKNOWN:
                yield Difference(Kind.CHANGED, table, row, name, before, theirs, None, False)
            continue
        sent = sent_of(bound, data, files, prefix)
        if bound.field.disabled or not differs(bound.field, theirs, sent):
            continue
        if before is UNKNOWN and base is not None and _is_left_out(bound, data, files, prefix):
            sent, overlaps = None, False
        else:
            overlaps = before is UNKNOWN or differs(bound.field, before, sent)
        yield Difference(
            Kind.CHANGED, table, row, name, before, theirs, sent, overlaps, bound.field
        )


def sent_of(bound: Any, data: Any, files: Any, prefix: str) -> Any:
    """What was sent for this field under another prefix."""
    return bound.field.widget.value_from_datadict(data, files, f"{prefix}{bound.name}")


def _is_left_out(bound: Any, data: Any, files: Any, prefix: str) -> bool:
    name = f"{prefix}{bound.name}"
    return bool(bound.field.widget.value_omitted_from_data(data, files, name))


def changes(part: Any, base: Mapping[str, Any] | None, data: Any, files: Any, prefix: str) -> bool:
    """Whether what was sent says something else than these values."""
    return any(
        differs(bound.field, (base or {}).get(name), sent_of(bound, data, files, prefix))
        for name, bound in part.bound.items()
        if not bound.field.disabled
    )
