"""A draft piece by piece: what stood there, what stands there now, and what is proposed."""

from dataclasses import dataclass, field
from typing import Any

from trials.drafts.rows import (
    Key,
    Kind,
    as_rows,
    is_own,
    key_of,
    last_values,
    name_of,
    place_of,
    rows_of,
    values_of,
)
from trials.drafts.values import Values, kept
from trials.models import Draft, Proposal, Remark
from trials.models.draft import DraftState

# What stands now in a row that is not there any more.
GONE: Any = None


@dataclass(frozen=True)
class Row:
    """The row that a piece is of."""

    kind: Kind
    key: int
    name: str
    """“Arm “Placebo””, as it is called now; a new one as it would be, a gone one as it was."""
    is_there: bool

    @property
    def is_new(self) -> bool:
        """Whether the draft adds it."""
        return self.key < 0


@dataclass(frozen=True)
class Line:
    """One piece of a draft: a field of the record or of a row, or a row as a whole."""

    place: str
    proposal: Proposal
    field: Any
    """None for a row as a whole."""
    row: Row | None
    base: Any
    now: Any
    proposed: Any
    is_open: bool
    remarks: list[Remark] = field(default_factory=list)
    others: list[Proposal] = field(default_factory=list)
    """The same in other drafts of the record that are not decided on."""

    @property
    def title(self) -> str:
        """“brief title”, “Arm “Placebo”: description”, “Arm “Placebo””."""
        name = str(self.field.verbose_name) if self.field else ""
        return ": ".join(filter(None, [self.row.name if self.row else "", name]))

    @property
    def removes(self) -> bool:
        """Whether the row goes."""
        return self.field is None and self.proposed is None

    @property
    def is_gone(self) -> bool:
        """Whether somebody removed the row that it changes."""
        return bool(self.row and not self.row.is_new and not self.row.is_there)

    @property
    def has_moved(self) -> bool:
        """Whether the record changed since, to something else than what is proposed."""
        if not self.is_open or (self.row and self.row.is_new):
            return False
        if self.is_gone:
            return not self.removes
        return self.now not in (self.base, self.proposed)

    @property
    def is_there(self) -> bool:
        """Whether the record says it already."""
        return self.is_open and (self.removes if self.is_gone else self.now == self.proposed)


def lines_of(draft: Draft, record: Any) -> list[Line]:
    """All of them in the order of the form, in a constant number of queries."""
    proposals = list(draft.proposals.select_related("proposed_by"))
    remarks, others = _remarks(draft), _others(draft, record)
    own = {one.field: one for one in proposals if is_own(one, draft)}
    of_rows = [one for one in proposals if not is_own(one, draft)]
    found = [(own[f.name], f, None, kept(record, f)) for f in _fields(record) if f.name in own]
    found += _row_lines(of_rows, record)
    return [
        Line(
            place_of(one, draft),
            one,
            column,
            row,
            one.base_value,
            now,
            one.proposed_value,
            draft.state in (DraftState.OPEN, DraftState.APPROVED),
            remarks.get(place_of(one, draft), []),
            others.get((one.content_type_id, one.object_id, one.field), []),
        )
        for one, column, row, now in found
    ]


def _fields(record: Any) -> Any:
    return record._meta.concrete_fields


def _row_lines(proposals: list[Proposal], record: Any) -> list[tuple[Any, Any, Any, Any]]:
    """Proposal, field, row and what stands now: kind by kind, new rows behind those there are."""
    there = rows_of(record, map(key_of, proposals))
    known = _not_there(proposals, there, record)
    found = []
    for one in proposals:
        kind, key = key_of(one)
        row = there.get((kind, key)) or known.get((kind, key))
        named = name_of(row) if row is not None else str(kind._meta.verbose_name)
        column = kind._meta.get_field(one.field) if one.field else None
        told = Row(kind, key, named, (kind, key) in there)
        found.append((one, column, told, _now(there.get((kind, key)), one, column, record)))
    order = {model: at for at, model in enumerate(_kinds(record))}
    return sorted(found, key=lambda line: _place(line[0], line[2], order))


def _not_there(proposals: list[Proposal], there: Any, record: Any) -> dict[Key, Any]:
    """Rows that the record has not yet, or not any more, for their names."""
    whole: dict[Key, Values] = {
        key_of(one): one.base_value or one.proposed_value or {}
        for one in proposals
        if not one.field and key_of(one) not in there
    }
    gone = {key_of(one) for one in proposals} - set(there) - set(whole)
    return as_rows(record, whole | last_values(record, gone))


def _now(row: Any, proposal: Proposal, column: Any, record: Any) -> Any:
    if row is None:
        return GONE
    if column is not None:
        return kept(row, column)
    now = values_of(row, record)  # of what was kept then: a later column says nothing of it
    return {name: now.get(name) for name in proposal.base_value or now}


def _kinds(record: Any) -> list[Kind]:
    return [one.related_model for one in record._meta.related_objects]


def _place(proposal: Proposal, row: Row, order: dict[Kind, int]) -> tuple[int, bool, int, int]:
    fields = [one.name for one in row.kind._meta.get_fields()]
    column = fields.index(proposal.field) if proposal.field else -1
    return order.get(row.kind, len(order)), row.is_new, abs(row.key), column


def _remarks(draft: Draft) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = {}
    for one in draft.remarks.select_related("author", "closed_by"):
        found.setdefault(one.field, []).append(one)
    return found


def _others(draft: Draft, record: Any) -> dict[tuple[int, int, str], list[Proposal]]:
    """New rows of other drafts are others, whatever their number."""
    rows = Proposal.objects.filter(draft__in=Draft.objects.of(record).unfinished(), object_id__gt=0)
    found: dict[tuple[int, int, str], list[Proposal]] = {}
    for one in rows.exclude(draft=draft).select_related("draft", "proposed_by"):
        found.setdefault((one.content_type_id, one.object_id, one.field), []).append(one)
    return found
