"""What a kind of part of a trial is: its table, what makes two rows the same, who owns them."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model, Q

from trials.ctgov.importer.rows import Row
from trials.ctgov.records import Study

Key = Hashable
Ids = Mapping[Key, int]


@dataclass(frozen=True)
class Kind:
    """One kind of part: where it comes from in a study, and how its rows are told apart."""

    name: str
    model: type[Model]
    rows: Callable[[Study], list[Row]]
    key: Callable[[Row], Key]
    columns: tuple[str, ...]
    """What an update may write."""
    fixed: tuple[str, ...] = ()
    """What its key is made of: later only spelled in another way, if at all."""
    only_new: tuple[str, ...] = ()
    """What is given to a new row, and follows from others later."""
    looked_up: tuple[str, ...] = ()
    """What of other tables the key is made of."""
    state: tuple[str, ...] = ()
    """What is to be known of a row of ours beside that."""
    once: bool = False
    """The second row of a key is left out; else only one that is equal to another."""
    twins: bool = False
    """Not even that: two equal rows may be two things."""
    united: bool = False
    """Rows made by hand and the registry's stand side by side; else whoever began has them all."""
    pinned_by: tuple[str, ...] = ()
    """Relations that keep a row which the registry dropped."""
    trial: str = "trial_id"
    """How a row leads to its trial."""
    points_to: tuple[str, ...] = ()
    """The names of the kinds whose rows it needs to know."""
    pointers: tuple[tuple[str, str], ...] = ()
    """What of a row is the key of a row of another kind, and the name of that kind."""
    called_by: tuple[str, ...] = ()
    """Those of them that tell a person which row it is."""
    among: Q = field(default_factory=Q)
    """Which rows of the table are the registry's to change."""
    names_its_version: bool = False
    """Whether a row tells which version of the record brought it."""
    again: Callable[[Row], Row] = lambda row: {}
    """What makes a row stand again that an earlier version withdrew; nothing for any other."""
    settle: Callable[[Row, Mapping[str, Ids]], Row] | None = None
    """Gives a row as it can be written, where not all that it points to is here."""

    @cached_property
    def written(self) -> tuple[str, ...]:
        """What a registry's version says: also another spelling of what makes the key."""
        return (*self.columns, *self.fixed)

    @cached_property
    def made(self) -> tuple[str, ...]:
        """What a new row is made of, beside what it points to."""
        return (*self.written, *self.only_new)

    @property
    def named_by(self) -> tuple[str, ...]:
        """What a row is called by, where it has that."""
        return (*self.looked_up, *self.fixed, "citation")

    def settled(self, rows: Iterable[Row], ids: Mapping[str, Ids]) -> list[Row]:
        """The rows as they can be written beside the rows of these IDs."""
        return [self.settle(row, ids) if self.settle else row for row in rows]

    def keyed(self, given: list[Row]) -> tuple[dict[Key, Row], list[Row]]:
        """The rows by their counted key, in order; and those that stand there twice."""
        seen: Counter[Key] = Counter()
        found: dict[Key, Row] = {}
        twice: list[Row] = []
        contents: dict[Key, set[Hashable]] = {}
        for row in given:
            key = self.key(row)
            if seen[key] and not self.twins:
                same = contents.setdefault(key, {content(found[key, 0])})
                if self.once or content(row) in same:
                    twice.append(row)
                    continue
                same.add(content(row))
            found[key, seen[key]] = row
            seen[key] += 1
        return found, twice

    def said(self, row: Row) -> str:
        """The row in a few words, for a note."""
        texts = [row[column] for column in self.named_by if isinstance(row.get(column), str)]
        return ", ".join(filter(None, [*self.pointed(row), *texts]))[:120]

    def pointed(self, row: Row) -> list[str]:
        """What the rows that this one points to are called."""
        keys: list[Any] = [row[column] for column in self.called_by if row.get(column)]
        return [words[-1] for words, _ in keys]


def content(row: Row) -> Hashable:
    """What it says, wherever it stands."""
    return frozenset(
        (column, tuple(value) if isinstance(value, list) else value)
        for column, value in row.items()
        if column not in ("position", "id")
    )
