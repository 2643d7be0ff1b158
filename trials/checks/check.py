"""A check: which rows fail it, the list that shows them, and a sentence on each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

AT_A_TIME = 2000


@dataclass(frozen=True)
class Problem:
    """One record that fails a check."""

    check: str
    record: str
    address: str
    says: str
    do: str

    def __str__(self) -> str:
        return f"{self.record}: {self.says} {self.do} ({self.address})"

    def as_dict(self) -> dict[str, str]:
        """For programs."""
        return asdict(self)


Found = tuple[Any, str, str]
"""The key of a record, its name, and what is wrong with it."""


@dataclass(frozen=True)
class Check:
    """The words are for one record and for many; `why` stands on the admin's first page."""

    name: str
    words: tuple[str, str]
    why: str
    do: str
    rows: Callable[[], QuerySet[Any]]
    screen: str
    query: dict[str, str]
    finds: Callable[[], Iterable[Found]]
    permission: str = "trials.change_trial"

    def problems(self) -> Iterator[Problem]:
        """Each record that fails, in a constant number of queries."""
        for key, record, says in self.finds():
            yield Problem(self.name, record, self._address(key), says, self.do)

    def _address(self, key: Any) -> str:
        return reverse(f"admin:{self.screen}_change", args=[key])


def each(rows: QuerySet[Any], says: Callable[[Any], str]) -> Iterator[Found]:
    """Rows one by one, never all in memory."""
    for row in rows.order_by("pk").iterator(AT_A_TIME):
        yield row.pk, str(row), says(row)
