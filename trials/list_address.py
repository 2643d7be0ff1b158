"""Addresses of lists: what is asked stands in them, and each link changes one thing of it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Link:
    """Words that lead on."""

    label: str
    address: str


class Address:
    """The address of a list without what is empty, or a radius around no place.

    Whatever changes leads to its first page.
    """

    def __init__(self, path: str, asked: QueryDict) -> None:
        given = [(name, value) for name, values in asked.lists() for value in values]
        self.path = path
        said = [pair for pair in given if pair[1].strip() and pair[0] != "after"]
        is_near = any(name == "near" for name, _ in said)
        self.pairs: Pairs = [pair for pair in said if is_near or pair[0] != "radius"]

    @property
    def query(self) -> str:
        """What is asked, with its question mark, if anything is."""
        return _query(self.pairs)

    @property
    def name(self) -> str:
        """What is asked, the same in whatever order it is; "" where nothing is."""
        return urlencode(sorted(self.pairs))

    def without(self, *names: str) -> str:
        """Asking for everything but these parameters."""
        return self.path + _query([pair for pair in self.pairs if pair[0] not in names])

    def without_value(self, name: str, value: str) -> str:
        """Asking for everything but one value of a parameter."""
        kept = [pair for pair in self.pairs if pair[0] != name or pair[1].strip() != value]
        return self.path + _query(kept)

    def having(self, **values: str) -> str:
        """With these values in place of those parameters' own."""
        kept = [pair for pair in self.pairs if pair[0] not in values]
        return self.path + _query([*kept, *values.items()])


def _query(pairs: Pairs) -> str:
    return f"?{urlencode(pairs)}" if pairs else ""
