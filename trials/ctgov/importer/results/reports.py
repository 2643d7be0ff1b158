"""What of the results did not become a finding: one sentence for each kind in a measure. Pure."""

import re

_VALUES = re.compile(r"“[^”]*”|-?[0-9][0-9.]*")


class Reports:
    """Collects reasons with their places in the JSON; alike ones of a measure are counted."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str], str] = {}
        self._count: dict[tuple[str, str], int] = {}

    def add(self, path: str, reason: str) -> None:
        """One thing that was left out."""
        measure = path[: path.index("]") + 1]
        key = measure, _VALUES.sub("#", reason)
        self._first.setdefault(key, f"{path}: {reason}")
        self._count[key] = self._count.get(key, 0) + 1

    def sentences(self) -> list[str]:
        """The first of each kind, with how many more there are."""
        return [first + _more(self._count[key] - 1) for key, first in self._first.items()]


def _more(count: int) -> str:
    return f"; and {count} more like it in this outcome measure" if count else ""
