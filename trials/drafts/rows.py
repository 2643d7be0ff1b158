"""Rows of a record's tables in a draft: which they are, what stands in them now, and their names.

A proposal of a draft is of the record's own column, of a column of one of its rows, or of a row as
a whole: with no value before it is a new one, with none after it goes. A new row has no key of the
database yet: it is told apart by a negative one, within its draft.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, prefetch_related_objects
from django.utils.text import Truncator, capfirst

from trials.drafts.values import Values, fields_of, kept, put
from trials.models import Draft, Proposal
from trials.versions.kinds import columns, event_of, parts_of

Kind = type[Model]
Key = tuple[Kind, int]
NAMED = 60


@dataclass(frozen=True)
class RowChange:
    """What a form says of one row: before (None: it is new) and after (None: it goes)."""

    kind: Kind
    key: int
    before: Values | None
    after: Values | None


def is_own(proposal: Proposal, draft: Draft) -> bool:
    """Whether it is of a column of the record itself."""
    return proposal.content_type_id == draft.content_type_id


def kind_of(proposal: Proposal) -> Kind:
    """The model of the row."""
    model = ContentType.objects.get_for_id(proposal.content_type_id).model_class()
    assert model is not None  # noqa: S101 (our own models)
    return model


def key_of(proposal: Proposal) -> Key:
    """Which row it is of."""
    return kind_of(proposal), proposal.object_id


def place_of(proposal: Proposal, draft: Draft) -> str:
    """What it is of, as pages and remarks name it: “acronym”, “arm.12.label”, “arm.-1.”."""
    if is_own(proposal, draft):
        return proposal.field
    kind = kind_of(proposal)._meta.model_name
    return f"{kind}.{proposal.object_id}.{proposal.field}"


def owner_of(kind: Kind, record: Model) -> str:
    """The attribute of such a row that leads to the record."""
    return parts_of(type(record))[kind]


def fields(kind: Kind, record: Model) -> tuple[Any, ...]:
    """What a draft keeps of such a row."""
    return fields_of(kind, owner_of(kind, record))


def values_of(row: Model, record: Model) -> Values:
    """All of a row, as a draft keeps it."""
    return {one.name: kept(row, one) for one in fields(type(row), record)}


def rows_of(record: Model, keys: Iterable[Key], *, lock: bool = False) -> dict[Key, Any]:
    """Those of these rows that the record has now, with what their names need."""
    wanted: dict[Kind, set[int]] = {}
    for kind, key in keys:
        if key > 0:
            wanted.setdefault(kind, set()).add(key)
    return {
        (kind, row.pk): row
        for kind, some in wanted.items()
        for row in _loaded(kind, record, some, lock)
    }


def _loaded(kind: Kind, record: Model, keys: set[int], lock: bool) -> list[Any]:
    own = kind._base_manager.filter(**{owner_of(kind, record): record.pk}, pk__in=keys)
    rows = list((own.select_for_update(of=("self",)) if lock else own).order_by("pk"))
    lists = [one.name for one in fields(kind, record) if one.many_to_many]
    return _related(rows, record, *lists)


def _related(rows: list[Any], record: Model, *more: str) -> list[Any]:
    """With what they lead to, a query for each kind of it."""
    for kind in {type(row) for row in rows}:
        same = [row for row in rows if type(row) is kind]
        owner = kind._meta.get_field(owner_of(kind, record).removesuffix("_id"))
        for row in same:
            setattr(row, owner.name, record)
        keys = [
            one.name for one in fields(kind, record) if one.is_relation and not one.many_to_many
        ]
        prefetch_related_objects(same, *{*keys, *more})
    return rows


def as_row(kind: Kind, record: Model, values: Values) -> Any:
    """A new row with these values, unsaved; what is unknown by now is left out."""
    known = {one.name for one in fields(kind, record)}
    row = kind(**{owner_of(kind, record): record.pk})
    put(row, {name: value for name, value in values.items() if name in known})
    return row


def as_rows(record: Model, values: dict[Key, Values]) -> dict[Key, Any]:
    """The same for many, with what their names need."""
    made = {key: as_row(key[0], record, some) for key, some in values.items()}
    _related(list(made.values()), record)
    return made


def last_values(record: Model, keys: Iterable[Key]) -> dict[Key, Values]:
    """Of rows that are gone: what they were, as the history has it, without what was chosen."""
    wanted: dict[Kind, set[int]] = {}
    for kind, key in keys:
        wanted.setdefault(kind, set()).add(key)
    return {
        (kind, state.pgh_obj_id): _values_then(state, kind, record)
        for kind, some in wanted.items()
        for state in _last_states(kind, some)
    }


def _last_states(kind: Kind, keys: set[int]) -> Any:
    states = event_of(kind).objects.filter(pgh_obj_id__in=keys)
    return states.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")


def _values_then(state: Any, kind: Kind, record: Model) -> Values:
    known = columns(kind)
    return {one.name: kept(state, one) for one in fields(kind, record) if one.attname in known}


def name_of(row: Any) -> str:
    """“Arm “Placebo””."""
    return f"{capfirst(row._meta.verbose_name)} “{Truncator(str(row)).chars(NAMED)}”"
