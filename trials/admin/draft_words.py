"""The pieces of a draft in words: fields side by side, rows that come or go as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model

from trials.admin.words import in_words, label
from trials.drafts.lines import Line, Row
from trials.drafts.rows import fields
from trials.first_letters import small
from trials.versions.wording import Piece, compared

# Where a row stands among others says little; it is told where it is all that changed.
UNSAID = {"position"}


@dataclass(frozen=True)
class Told:
    """One piece, as a person reads it."""

    name: str
    label: str
    line: Line
    base: str
    before: list[Piece]
    after: list[Piece]
    others: list[tuple[Any, str]]


def told(lines: list[Line], record: Any) -> list[Told]:
    """All pieces of a draft."""
    teller = _Teller(lines, record)
    return [teller.told(one) for one in lines]


class _Teller:
    def __init__(self, lines: list[Line], record: Any) -> None:
        self.lines, self.record = lines, record

    def told(self, line: Line) -> Told:
        before, after = self._sides(line)
        others = [(one.draft, self._words(line, one.proposed_value)) for one in line.others]
        base = self._words(line, line.base)
        return Told(line.place, _label(line), line, base, before, after, others)

    def _sides(self, line: Line) -> tuple[list[Piece], list[Piece]]:
        shown = line.base if line.is_gone or not line.is_open else line.now
        before, after = (self._words(line, value) for value in (shown, line.proposed))
        return compared(before, after)

    def _words(self, line: Line, value: Any) -> str:
        if line.field is not None:
            return self._said(line.field, value)
        pairs = ((one, (value or {}).get(one.name)) for one in self._fields(line))
        said = ((label(one), self._said(one, some)) for one, some in pairs)
        return "\n".join(f"{name}: {words}" for name, words in said if words)

    def _fields(self, line: Line) -> Iterator[Any]:
        row: Row | None = line.row
        if row is not None:
            yield from (one for one in fields(row.kind, self.record) if one.name not in UNSAID)

    def _said(self, field: Any, value: Any) -> str:
        if not field.is_relation:
            return in_words(field, value)
        known = self._names.get(field.related_model, {})
        keys = value if isinstance(value, list) else [value]
        return ", ".join(known.get(key, f"number {key}") for key in keys if key is not None)

    @cached_property
    def _names(self) -> dict[type[Model], dict[Any, str]]:
        """The rows that keys lead to, a query for each kind."""
        keys: dict[type[Model], set[Any]] = {}
        for field, value in self._related():
            keys.setdefault(field.related_model, set()).update(
                value if isinstance(value, list) else [value]
            )
        return {
            model: {row.pk: str(row) for row in model._base_manager.in_bulk(some - {None}).values()}
            for model, some in keys.items()
        }

    def _related(self) -> Iterator[tuple[Any, Any]]:
        for line in self.lines:
            values = [line.base, line.now, line.proposed]
            values += [one.proposed_value for one in line.others]
            if line.field is not None:
                yield from ((line.field, one) for one in values if line.field.is_relation)
                continue
            for field in self._fields(line):
                if field.is_relation:
                    yield from ((field, one.get(field.name)) for one in values if one)


def _label(line: Line) -> str:
    """“Brief title”, “Arm “Placebo”: Share”, “New arm “Sham””, “Remove arm “Placebo””."""
    name = label(line.field) if line.field is not None else ""
    if line.row is None:
        return name
    row = line.row.name
    if name:
        return f"{row}: {name}"
    return f"{'New' if line.row.is_new else 'Remove'} {small(row)}"
