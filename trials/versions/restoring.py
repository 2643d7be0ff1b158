"""A plan to restore an old version (planning.py): carried out, or its outcome to look at."""

from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.db.models.functions import Now

from trials.publishing import Publishing
from trials.versions.kinds import Kind, parts_of
from trials.versions.planning import NEW_DRAFT, Plan
from trials.versions.rebuilding import Row, Rows
from trials.versions.restorable import written
from trials.vocabulary import PublishingState


def carry_out(made: Plan, record: Kind, key: int, reason: str) -> None:
    """Do it. Call in a transaction that holds the record; IntegrityError where a rule refuses."""
    owner: Any = record
    for kind, gone in made.removed.items():
        if gone:
            rows: Any = kind._base_manager.filter(pk__in=gone)
            rows._raw_delete(rows.db)  # keys are checked at the end, when all rows are there
    for kind, taken_back in made.withdrawn.items():
        _withdraw(kind._base_manager.filter(pk__in=taken_back), reason)
    if made.fields:
        owner._base_manager.filter(pk=key).update(**made.fields)
    for kind, changed in made.changed.items():
        _update(kind, changed)
    for kind, added in made.added.items():
        kind._base_manager.bulk_create([_as_new(kind, row) for row in added.values()])
    if made.given_up:
        _identifiers(record)._base_manager.filter(pk__in=made.given_up).update(retired=True)
    connection.check_constraints()


def _withdraw(rows: Any, reason: str) -> None:
    """Nor is it any more the one to show, which an older one may be again."""
    preferred = {"is_preferred": False} if hasattr(rows.model, "is_preferred") else {}
    rows.update(
        state=PublishingState.WITHDRAWN,
        withdrawn_at=Now(),
        withdrawal_reason=reason,
        **preferred,
    )


def _identifiers(record: Kind) -> Kind:
    return next(one for one in parts_of(record) if one._meta.model_name == "trialidentifier")


def _update(kind: Kind, changed: dict[int, Row]) -> None:
    """Each row; where two exchange what only one may have, both are made anew."""
    try:
        with transaction.atomic():
            for key, row in sorted(changed.items(), key=lambda one: one[1].get("is_preferred", 0)):
                kind._base_manager.filter(pk=key).update(**row)
    except IntegrityError:
        if issubclass(kind, Publishing):
            raise
        rows: Any = kind._base_manager.filter(pk__in=changed)
        whole = {row["id"]: row | changed[row["id"]] for row in rows.values(*written(kind))}
        rows._raw_delete(rows.db)
        kind._base_manager.bulk_create([_as_new(kind, row) for row in whole.values()])


def _as_new(kind: Kind, row: Row) -> Model:
    values = {name: row[name] for name in written(kind)}
    return kind(**(values | NEW_DRAFT if issubclass(kind, Publishing) else values))


def outcome(made: Plan, now: Rows, record: Kind, key: int) -> Rows:
    """The rows as they would be."""
    after = {kind: {one: dict(row) for one, row in rows.items()} for kind, rows in now.items()}
    after[record][key] |= made.fields
    for kind, rows in after.items():
        for one, row in made.changed.get(kind, {}).items():
            rows[one] |= row
        for one in made.withdrawn.get(kind, ()):
            rows[one]["state"] = PublishingState.WITHDRAWN
        for one in made.removed.get(kind, ()):
            rows.pop(one, None)
        new = NEW_DRAFT if issubclass(kind, Publishing) else {}
        rows.update({one: row | new for one, row in made.added.get(kind, {}).items()})
    if made.given_up:
        for one in made.given_up:
            after[_identifiers(record)][one]["retired"] = True
    return after
