"""Writing what a draft proposes into the record and its rows, by the rules that its form has."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection
from django.db.models import Model, ProtectedError, RestrictedError

from trials.drafts.rows import Key, Kind, as_row, fields, is_own, key_of, name_of, owner_of, rows_of
from trials.drafts.values import Values, put
from trials.models import Draft, Proposal

NEEDED = "{} cannot be removed: {} needs it."


def write(draft: Draft, record: Any) -> tuple[list[str], set[Kind]]:
    """Save all that is proposed, with the note for readers: the names of fields, kinds of rows.

    ValidationError or IntegrityError where the record cannot be like that.
    """
    proposals = list(draft.proposals.order_by("pk"))
    own = {one.field: one.proposed_value for one in proposals if is_own(one, draft)}
    of_rows = [one for one in proposals if not is_own(one, draft)]
    names = _write_own(record, own)
    _write_rows(record, of_rows)
    if draft.note_for_readers and hasattr(record, "corrections"):
        record.corrections.create(text=draft.note_for_readers)
    connection.check_constraints()
    return names, {key_of(one)[0] for one in of_rows}


def _write_own(record: Any, values: Values) -> list[str]:
    if not values:
        return []
    names = put(record, values)
    with _told(record):
        record.full_clean(exclude=_others(record, names), validate_constraints=False)
    record.save(update_fields=names)
    return names


def _write_rows(record: Any, proposals: list[Proposal]) -> None:
    """What goes first, so that its name is free for what comes."""
    there = rows_of(record, map(key_of, proposals), lock=True)
    for one in proposals:
        if not one.field and one.proposed_value is None and (row := there.get(key_of(one))):
            _remove(row)
    for key, values in _changed(proposals).items():
        if row := there.get(key):
            _change(row, record, values)
    for one in proposals:
        if not one.field and one.proposed_value is not None:
            _add(record, key_of(one)[0], one.proposed_value)


def _changed(proposals: Iterable[Proposal]) -> dict[Key, Values]:
    changed: dict[Key, Values] = {}
    for one in proposals:
        if one.field:
            changed.setdefault(key_of(one), {})[one.field] = one.proposed_value
    return changed


def _remove(row: Any) -> None:
    name = name_of(row)
    try:
        row.delete()
    except ProtectedError as refusal:
        raise ValidationError(NEEDED.format(name, _first(refusal.protected_objects))) from refusal
    except RestrictedError as refusal:
        raise ValidationError(NEEDED.format(name, _first(refusal.restricted_objects))) from refusal


def _first(objects: Any) -> str:
    return name_of(next(iter(objects)))


def _change(row: Any, record: Any, values: Values) -> None:
    with _told(row, f"{name_of(row)}: "):
        names = put(row, values)
        row.clean_fields(exclude=_others(row, names))
        _check(row, record)
    row.save(update_fields=names)
    _choose(row, values)


def _add(record: Any, kind: Kind, values: Values) -> None:
    row = as_row(kind, record, values)
    with _told(row, f"New {kind._meta.verbose_name}: "):
        row.clean_fields(exclude=_others(row, [one.name for one in fields(kind, record)]))
        _check(row, record)
    row.save(force_insert=True)
    _choose(row, values)


def _check(row: Any, record: Any) -> None:
    """The rules that forms check; the others are the database's."""
    kind = type(row)
    names = [one.name for one in fields(kind, record) if not one.many_to_many]
    left = {one.name for one in row._meta.fields if one.attname == owner_of(kind, record)}
    row.clean()
    row.validate_unique(exclude=_others(row, names) - left)
    row.validate_constraints(exclude=_others(row, names) - left)


def _choose(row: Any, values: Values) -> None:
    """What is chosen from a list."""
    for field in row._meta.many_to_many:
        if field.name in values:
            getattr(row, field.name).set(values[field.name])


def _others(row: Model, names: list[str]) -> set[str]:
    return {one.name for one in row._meta.fields} - set(names)


@contextmanager
def _told(row: Any, name: str = "") -> Iterator[None]:
    """A refusal in the words that a person reads."""
    try:
        yield
    except ValidationError as refusal:
        raise ValidationError([f"{name}{words}" for words in _words(row, refusal)]) from refusal


def _words(row: Any, refusal: ValidationError) -> Iterator[str]:
    if not hasattr(refusal, "error_dict"):
        yield from refusal.messages
        return
    for field, errors in refusal.message_dict.items():
        of = "" if field == NON_FIELD_ERRORS else f"{row._meta.get_field(field).verbose_name}: "
        yield from (f"{of[:1].upper()}{of[1:]}{error}" for error in errors)
