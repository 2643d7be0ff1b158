"""Base, theirs and mine in words, for the page that a refused save is answered with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.text import Truncator, capfirst

from trials.admin.keys import is_key
from trials.admin.newer.authors import Author, Authors
from trials.admin.newer.comparing import MINE, THEIRS, Difference, Kind
from trials.admin.newer.layout import CHOICE, Layout, mark
from trials.admin.newer.rows import row_inputs
from trials.admin.newer.shown import Shown, Table
from trials.admin.newer.values import UNKNOWN, given
from trials.admin.wording import Piece, Pieces, are_alike, side_by_side
from trials.admin.words import in_words, label
from trials.first_letters import small

# Of the values of a row that is told as a whole.
LONGEST = 300
ACTS = {
    Kind.ADDED: "was added",
    Kind.REMOVED: "was removed",
    Kind.GONE: "was removed, and you changed it",
    Kind.DELETED: "was changed, and you delete it",
}
CHOICES = {
    Kind.CHANGED: ("Keep mine", "Take theirs"),
    Kind.GONE: ("Add it again, as I have it", "Leave it removed"),
    Kind.DELETED: ("Delete it all the same", "Keep it, as they have it"),
}


@dataclass(frozen=True)
class Told:
    """One difference on the page."""

    label: str
    act: str
    base: Pieces | None
    theirs: Pieces | None
    mine: Pieces | None
    author: Author | None
    name: str
    """Of the inputs to choose with; "" where nothing has to be chosen."""
    choices: list[tuple[str, str]]
    is_refused: bool
    """Whether the choice was left out where it was asked for."""


def told(layout: Layout, shown: Shown, *, asked: bool) -> list[Told]:
    """All that is open; `asked` is whether the page was seen before."""
    tables = {table.name: table for table in shown.tables}
    return _Teller(shown, tables, layout.open, asked).all()


class _Teller:
    def __init__(
        self, shown: Shown, tables: dict[str, Table], found: list[Difference], asked: bool
    ) -> None:
        self.shown, self.tables, self.found, self.asked = shown, tables, found, asked
        self.authors = Authors(self._where(one) for one in found)
        self.names = _names(self._related())

    def all(self) -> list[Told]:
        """What overlaps comes first: somebody has to choose."""
        return [self._one(one) for one in sorted(self.found, key=lambda one: not one.overlaps)]

    def _one(self, one: Difference) -> Told:
        base, theirs, mine = self._sides(one)
        left, right = _compared(base, theirs)
        _, own = _compared(base, mine)
        choices = zip((MINE, THEIRS), CHOICES.get(one.kind, ()), strict=False)
        return Told(
            label=self._label(one),
            act=ACTS.get(one.kind, ""),
            base=None if one.base in (UNKNOWN, None) and one.kind != Kind.CHANGED else left,
            theirs=None if one.kind in (Kind.REMOVED, Kind.GONE) else right,
            mine=own if one.overlaps and one.kind != Kind.DELETED else None,
            author=self.authors.of(*self._where(one), self._column(one)),
            name=f"{CHOICE}{one.key}" if one.overlaps else "",
            choices=[(f"{value}:{mark(one.theirs)}", words) for value, words in choices],
            is_refused=self.asked and one.overlaps,
        )

    def _where(self, one: Difference) -> tuple[Any, str]:
        if one.table:
            return self.tables[one.table].formset.model, one.row
        return type(self.shown.main.form.instance), self.shown.main.key  # type: ignore[attr-defined]

    def _field(self, one: Difference, name: str) -> Any:
        fields = {field.name: field for field in self._where(one)[0]._meta.get_fields()}
        return fields.get(name)

    def _column(self, one: Difference) -> str:
        return str(getattr(self._field(one, one.name), "attname", "")) if one.name else ""

    def _label(self, one: Difference) -> str:
        words = self._name_of(one, one.name) if one.name else ""
        if not one.table:
            return words
        row = f"{capfirst(self.tables[one.table].words)} “{self._row(one)}”"
        return f"{words} of {small(row)}" if words else row

    def _name_of(self, one: Difference, name: str) -> str:
        field = self._field(one, name)
        if field is not None and hasattr(field, "verbose_name"):
            return label(field)
        return str(one.field.label or name) if one.field is not None else name

    def _row(self, one: Difference) -> str:
        """The row as it names itself now; else by its first words."""
        parts = {part.key: part for part in self.tables[one.table].parts}
        if part := parts.get(one.row):
            return str(part.form.instance)  # type: ignore[attr-defined]
        values = one.base if isinstance(one.base, dict) else {}
        words = (self._words(one, name, values[name]) for name in values if name != "position")
        return Truncator(next(filter(None, words), one.row)).chars(60)

    def _sides(self, one: Difference) -> tuple[str, str, str]:
        if one.kind == Kind.CHANGED:
            values = (one.base, one.theirs, one.mine)
            base, theirs, mine = (self._words(one, one.name, value) for value in values)
            return base, theirs, mine
        base = self._summed_up(one, one.base or {})
        theirs = self._summed_up(one, one.theirs or {})
        inputs = row_inputs(one.mine) if one.mine else {}
        own = {name: values[-1] for name, values in inputs.items() if values}
        return base, theirs, self._summed_up(one, own)

    def _summed_up(self, one: Difference, values: Mapping[str, Any]) -> str:
        """“Label: Placebo; Ratio: 1”."""
        said = (
            (self._name_of(one, name), self._words(one, name, value))
            for name, value in values.items()
            if self._is_said(one, name)
        )
        return "; ".join(
            f"{name}: {Truncator(words).chars(LONGEST)}" for name, words in said if words
        )

    def _is_said(self, one: Difference, name: str) -> bool:
        """Not where the row stands, nor in which record."""
        field = self._field(one, name)
        parent = type(self.shown.main.form.instance)  # type: ignore[attr-defined]
        own = getattr(field, "related_model", None) is parent
        return field is not None and not own and name not in ("id", "position")

    def _words(self, one: Difference, name: str, value: Any) -> str:
        """A value that was shown or sent, as a person says it."""
        if value is UNKNOWN:
            return "not known"
        value = given(value)
        field = self._field(one, name)
        if field is not None and getattr(field, "related_model", None):
            return self._names_of(field.related_model, value)
        if isinstance(one.field, forms.MultiValueField) and isinstance(value, list):
            return " ".join(str(part) for part in value if part)
        if isinstance(value, str):
            value = {"true": True, "false": False}.get(value, value) if _is_bool(field) else value
        return in_words(field, value)

    def _names_of(self, model: Any, value: Any) -> str:
        known = self.names.get(model, {})
        keys = value if isinstance(value, list) else [value]
        return ", ".join(str(known.get(str(key), key)) for key in keys if key not in (None, ""))

    def _related(self) -> Iterable[tuple[Any, Any]]:
        """The rows that values lead to."""
        for one in self.found:
            sides = [one.base, one.theirs, one.mine]
            if one.kind == Kind.CHANGED:
                values = [(one.name, side) for side in sides]
            else:
                values = [
                    pair for side in sides[:2] if isinstance(side, dict) for pair in side.items()
                ]
                values += list(row_inputs(one.mine).items()) if one.mine else []
            for name, value in values:
                model = getattr(self._field(one, name), "related_model", None)
                if model is not None and value is not UNKNOWN:
                    for key in value if isinstance(value, list) else [value]:
                        yield model, key


def _names(wanted: Iterable[tuple[Any, Any]]) -> dict[Any, dict[str, Any]]:
    keys: dict[Any, set[str]] = {}
    for model, key in wanted:
        if is_key(str(key)):
            keys.setdefault(model, set()).add(str(key))
    return {
        model: {str(key): row for key, row in model._base_manager.in_bulk(some).items()}
        for model, some in keys.items()
    }


def _compared(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Both texts, with marks where these say something."""
    pieces = side_by_side(before, after)
    if before and after and are_alike(*pieces):
        return pieces
    return _whole(before), _whole(after)


def _whole(words: str) -> Pieces:
    return [Piece(words)] if words else []


def _is_bool(field: Any) -> bool:
    return field is not None and field.get_internal_type() == "BooleanField"
