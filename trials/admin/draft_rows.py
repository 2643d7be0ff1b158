"""The rows of a form that becomes a draft: what it says of them, and filling them in again.

What a form would make of its rows is seen by saving them and taking that back: so each hook and
each rule of the database has its say, and what it refuses is told at the form.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from trials.drafts.rows import Key, RowChange, fields, is_own, key_of, rows_of, values_of
from trials.drafts.values import has_file, put
from trials.models import Draft, Proposal


def tried(form: Any, formsets: Iterable[Any], record: Any, save: Any) -> list[RowChange]:
    """Save the form by `save`, see what became of its rows, and take all of it back."""
    keys = [(one.model, row.instance.pk) for one in formsets for row in _touched(one)]
    before = {key: values_of(row, record) for key, row in rows_of(record, keys).items()}
    with transaction.atomic():
        form.instance.save()
        save()
        changes = [change for one in formsets for change in _changes(one, record, before)]
        transaction.set_rollback(True)
    return changes


def _touched(formset: Any) -> list[Any]:
    return [form for form in formset.initial_forms if form.has_changed()]


def _changes(formset: Any, record: Any, before: dict[Key, Any]) -> list[RowChange]:
    kind = formset.model
    changed = [(kind, row.pk) for row, _ in formset.changed_objects]
    new = [(kind, row.pk) for row in formset.new_objects]
    gone = [key for key in before if key[0] is kind and key not in changed]
    after = {key: values_of(row, record) for key, row in rows_of(record, changed + new).items()}
    return [
        *(RowChange(kind, key[1], before[key], None) for key in gone),
        *(RowChange(kind, key[1], before[key], after[key]) for key in changed),
        *(RowChange(kind, key[1], None, after[key]) for key in new),
    ]


def fill_in(formsets: Iterable[Any], draft: Draft, record: Any) -> None:
    """Let tables show what the draft proposes; files of new rows stay in the draft."""
    of_rows = [one for one in draft.proposals.order_by("-object_id") if not is_own(one, draft)]
    for formset in formsets:
        mine = [one for one in of_rows if key_of(one)[0] is formset.model]
        rows = {str(form.instance.pk): form for form in formset.initial_forms}
        for one in mine:
            if form := rows.get(str(one.object_id)):
                _fill_in_row(form, one)
        if not has_file(formset.model):
            _add_rows(formset, [one.proposed_value for one in mine if one.object_id < 0], record)


def files_of(draft: Draft) -> list[str]:
    """The names of new files that the draft carries."""
    return [
        file.rpartition("/")[2]
        for one in draft.proposals.filter(object_id__lt=0).order_by("-object_id")
        if has_file(key_of(one)[0]) and (file := (one.proposed_value or {}).get("file"))
    ]


def _fill_in_row(form: Any, proposal: Proposal) -> None:
    if proposal.field:
        form.initial |= _initial(type(form.instance), {proposal.field: proposal.proposed_value})
    elif "DELETE" in form.fields:
        form.initial["DELETE"] = True
    form._bound_fields_cache.clear()


def _add_rows(formset: Any, rows: list[Any], record: Any) -> None:
    """Rows of the draft behind those of the record."""
    forms = formset.forms  # made before there are more of them
    known = {one.name for one in fields(formset.model, record)}
    for values in rows:
        kept = {name: value for name, value in values.items() if name in known}
        form = formset._construct_form(len(forms), initial=_initial(formset.model, kept))
        forms.append(form)
    formset.extra += len(rows)
    formset.__dict__.pop("management_form", None)


def _initial(kind: Any, values: dict[str, Any]) -> dict[str, Any]:
    """As a form shows these values."""
    row = kind()
    put(row, values)
    lists = {one.name for one in kind._meta.many_to_many}
    return {
        name: value if name in lists else kind._meta.get_field(name).value_from_object(row)
        for name, value in values.items()
    }
