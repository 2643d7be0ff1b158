"""Keeping a draft: what a form says otherwise than the record and its rows, a proposal for each."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.functions import Now

from trials.drafts.rows import Key as RowKey
from trials.drafts.rows import Kind, RowChange, key_of, kind_of, rows_of
from trials.drafts.values import Values, columns, has_file, kept
from trials.models import Draft, Proposal
from trials.models.draft import DraftState
from trials.models.proposal import ProposalOrigin

Key = tuple[int, int, str]


@dataclass(frozen=True)
class Change:
    """One proposal to be: of which kind of record, of which of its rows, of which field."""

    about: int
    """The key of the content type."""
    key: int
    field: str
    base: Any
    proposed: Any


def keep(
    record: Any,
    typed: Any,
    user: Any,
    reason: str,
    *,
    rows: Iterable[RowChange] = (),
    kinds: Container[Kind] | None = None,
    **more: Any,
) -> Draft | None:
    """A new draft of the differences between the record and `typed`, an unsaved copy of it.

    `rows` is what changes of its rows. None where nothing differs. Call in a transaction that
    holds the record. `more` is what else the draft carries (`note_for_readers`); with `draft` an
    open one is written anew, but for rows of other `kinds` than this person could change.
    """
    draft: Draft | None = more.pop("draft", None)
    kind = ContentType.objects.get_for_model(record)
    changes = [*_changes(record, typed, kind), *_row_changes(rows, draft)]
    if not changes:
        return None
    if draft is None:
        draft = Draft(content_type=kind, object_id=record.pk, author=user)
    draft.reason, draft.edited_at, draft.obstacle = reason, Now(), ""
    for name, value in more.items():
        setattr(draft, name, value)
    writes(draft, user)
    draft.save()
    left = _write(draft, changes, user)
    _drop(left, record, kinds)
    return draft


def writes(draft: Draft, user: Any) -> None:
    """Note that this person wrote in it; unsaved."""
    draft.writers = sorted({*draft.writers, user.pk})


def editable(record: Any, key: int) -> Draft | None:
    """The open draft of the record with this key, held; None where it is none any more."""
    rows = Draft.objects.of(record).select_for_update(of=("self",))
    return rows.filter(pk=key, state=DraftState.OPEN).first()


def _changes(record: Any, typed: Any, kind: ContentType) -> Iterator[Change]:
    for field in columns(record):
        before, after = kept(record, field), kept(typed, field)
        if before != after:
            yield Change(kind.pk, record.pk, field.name, before, after)


def _row_changes(rows: Iterable[RowChange], draft: Draft | None) -> Iterator[Change]:
    new: dict[int, list[Values]] = {}
    for row in rows:
        about = ContentType.objects.get_for_model(row.kind).pk
        if row.before is None and row.after is not None:
            new.setdefault(about, []).append(row.after)
        elif row.before is not None and row.after is None:
            yield Change(about, row.key, "", row.before, None)
        elif row.before is not None and row.after is not None:
            for name, value in row.after.items():
                if value != row.before[name]:
                    yield Change(about, row.key, name, row.before[name], value)
    for about, values in new.items():
        yield from _new_rows(about, values, _new_before(draft, about))


def _new_before(draft: Draft | None, about: int) -> dict[int, Values]:
    """The new rows that the draft had of this kind, by their keys in it."""
    if draft is None:
        return {}
    rows = draft.proposals.filter(content_type=about, object_id__lt=0).order_by("-object_id")
    return {one.object_id: one.proposed_value or {} for one in rows}


def _new_rows(about: int, rows: list[Values], before: dict[int, Values]) -> Iterator[Change]:
    """A new row that was in the draft stays the one that it was, as the likest of them."""
    free = min(before, default=0) - 1
    kind = ContentType.objects.get_for_id(about).model_class()
    left = {} if kind and has_file(kind) else dict(before)
    for values in sorted(rows, key=lambda one: one not in before.values()):
        key = max(left, key=lambda one: _likeness(left[one], values), default=free)
        free -= key == free
        left.pop(key, None)
        yield Change(about, key, "", None, values)


def _likeness(one: Values, other: Values) -> int:
    """In how many fields they say the same, and something."""
    return sum(bool(value) and other.get(name) == value for name, value in one.items())


def _write(draft: Draft, changes: list[Change], user: Any) -> list[Proposal]:
    """Who proposed a value stays who did, where it is proposed again; what is proposed no more."""
    before: dict[Key, Proposal] = {
        (one.content_type_id, one.object_id, one.field): one for one in draft.proposals.all()
    }
    for change in changes:
        one = before.pop((change.about, change.key, change.field), None) or _new(draft, change)
        if one.pk is None or one.proposed_value != change.proposed:
            one.proposed_by = user
        one.base_value, one.proposed_value = change.base, change.proposed
        one.save()
    return list(before.values())


def _new(draft: Draft, change: Change) -> Proposal:
    return Proposal(
        draft=draft,
        content_type_id=change.about,
        object_id=change.key,
        field=change.field,
        origin=ProposalOrigin.EDITOR,
    )


def _drop(left: list[Proposal], record: Any, kinds: Container[Kind] | None) -> None:
    """What the form says no more; what it could not say stays."""
    of_rows = [one for one in left if kind_of(one) is not type(record)]
    there = rows_of(record, map(key_of, of_rows))
    for one in left:
        if one in of_rows and (
            _no_form_has(one, there) or not (kinds is None or kind_of(one) in kinds)
        ):
            continue
        one.delete()


def _no_form_has(proposal: Proposal, there: Container[RowKey]) -> bool:
    """A new file, which no form can carry; a row that was removed: it is decided by name."""
    if proposal.object_id < 0:
        return has_file(kind_of(proposal))
    return bool(proposal.field) and key_of(proposal) not in there
