"""Three versions of columns become one: ours, the registry's last, the registry's new. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

MISSING = object()
# Where lists are ordered differently, nobody needs to decide about it.
WITHOUT_DISPUTE = frozenset({"position"})


@dataclass(slots=True)
class Merged:
    """What to write, what was kept as (last, new) and is here, and where both now agree."""

    take: dict[str, Any] = field(default_factory=dict)
    ours: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    agreed: set[str] = field(default_factory=set)

    def disputes(self) -> Iterator[tuple[str, Any, Any]]:
        """Column, ours, the registry's new value."""
        for column, (_, new) in self.kept.items():
            yield column, self.ours.get(column), new


def merge(ours: Mapping[str, Any], last: Mapping[str, Any], new: Mapping[str, Any]) -> Merged:
    """Take what the registry changed, where nobody changed it here.

    What the registry never said before counts as empty: only what is empty here is filled then.
    """
    merged = Merged()
    for column, value in new.items():
        before = last.get(column, MISSING)
        if ours[column] == value:
            merged.agreed.add(column)
        elif _same(before, value):
            continue
        elif _same(before, ours[column]):
            merged.take[column] = value
        elif column not in WITHOUT_DISPUTE:
            merged.kept[column] = (None if before is MISSING else before, value)
            merged.ours[column] = ours[column]
    return merged


def _same(before: Any, value: Any) -> bool:
    return is_empty(value) if before is MISSING else bool(before == value)


def is_empty(value: Any) -> bool:
    """Whether it says nothing; "no" and 0 say something."""
    return value is None or value in ("", [], {})
