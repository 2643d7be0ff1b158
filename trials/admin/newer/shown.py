"""What a form shows of a record and its rows: read from the form itself, and kept in it, signed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core import signing
from django.forms import BaseForm, BoundField

from trials.admin.newer.values import kept
from trials.history import KEPT_BY_THE_DATABASE

Values = dict[str, Any]
SALT = "trials.admin.newer"
# The name of the input that carries it.
BASE = "_base"


@dataclass
class Kept:
    """What a form showed, by fields, and by the keys of rows under the name of their table."""

    fields: Values = field(default_factory=dict)
    rows: dict[str, dict[str, Values]] = field(default_factory=dict)

    def signed(self, record: Any) -> str:
        """A text for a hidden input; it fits no other record."""
        return signing.dumps([_name(record), self.fields, self.rows], salt=SALT, compress=True)

    @classmethod
    def read(cls, text: str, record: Any) -> "Kept | None":
        """What a form of this record carried; None where it carried nothing of ours."""
        try:
            name, fields, rows = signing.loads(text, salt=SALT)
        except signing.BadSignature:
            return None
        return cls(fields, rows) if name == _name(record) else None


@dataclass
class Part:
    """A form as it stands now: of the record, or of one row."""

    form: BaseForm
    told: Sequence[str]
    """Columns that it only shows."""

    @property
    def key(self) -> str:
        """The key of the row."""
        return str(self.form.instance.pk)  # type: ignore[attr-defined]

    @cached_property
    def bound(self) -> dict[str, BoundField]:
        """The fields that are filled in, but for what only tells rows apart."""
        form: Any = self.form
        own = {form.instance._meta.pk.name, "DELETE", getattr(form, "fk_name", "")}
        return {one.name: one for one in form if one.name not in own and not _is_unsaid(one)}

    @cached_property
    def values(self) -> Values:
        """What it shows now."""
        record: Any = self.form.instance  # type: ignore[attr-defined]
        seen = {
            name: kept(record._meta.get_field(name).value_from_object(record)) for name in self.told
        }
        return seen | {name: kept(one.initial) for name, one in self.bound.items()}


@dataclass
class Table:
    """Rows of one kind inside the form."""

    formset: Any
    told: Sequence[str]

    @property
    def name(self) -> str:
        """The prefix of its inputs."""
        return str(self.formset.prefix)

    @cached_property
    def parts(self) -> list[Part]:
        """Its rows in their order."""
        return [Part(form, self.told) for form in self.formset.initial_forms]

    @cached_property
    def empty(self) -> Part:
        """A row that is not there yet."""
        return Part(self.formset.empty_form, ())

    @property
    def words(self) -> str:
        """What one of its rows is called."""
        return str(self.formset.model._meta.verbose_name)


@dataclass
class Shown:
    """A record's form with its tables."""

    main: Part
    tables: list[Table]

    def kept(self) -> Kept:
        """To be carried by the form."""
        rows = {one.name: {part.key: {**part.values} for part in one.parts} for one in self.tables}
        return Kept({**self.main.values}, rows)


def columns_of(model: Any, names: Iterable[Any]) -> list[str]:
    """Those of the names that are columns, which the database does not move by itself."""
    columns = {one.name for one in model._meta.concrete_fields} - set(KEPT_BY_THE_DATABASE)
    return [name for name in names if isinstance(name, str) and name in columns]


def _is_unsaid(bound: BoundField) -> bool:
    """Django's hidden field that ties a row to its record; a password, which no page may carry."""
    return type(bound.field).__name__ in ("InlineForeignKeyField", "ReadOnlyPasswordHashField")


def _name(record: Any) -> str:
    return f"{record._meta.label_lower}:{record.pk}"
