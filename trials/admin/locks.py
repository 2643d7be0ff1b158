"""The order in which writers take their turn: a trial before its parts, as the import does.

Who holds a row FOR UPDATE is alone with it, and nobody adds rows that point to it meanwhile.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db import OperationalError
from psycopg.errors import DeadlockDetected

from trials.history import Revised
from trials.models import Trial

T = TypeVar("T")
TRIES = 5


def hold(model: Any, keys: Iterable[Any]) -> None:
    """Wait until these rows are ours, the trials that they are parts of first. In a transaction."""
    keys = list(keys)
    own = model._base_manager.filter(pk__in=keys)
    if any(field.name == "trial" for field in model._meta.concrete_fields):
        _take(Trial, Trial._base_manager.filter(pk__in=own.values("trial")))
    _take(model, own)


def hold_rows(record: Any, inlines: Iterable[Any]) -> None:
    """The rows inside a record's form, where a change of them does not wait for the record."""
    if isinstance(record, Revised):
        return
    for inline in inlines:
        for field in inline.model._meta.concrete_fields:
            if field.related_model is type(record):
                _take(inline.model, inline.model._base_manager.filter(**{field.name: record}))


def again_after_deadlock(work: Callable[[], T]) -> T:
    """Do it again where we and somebody else waited for each other, and we were sent away."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected):
                raise
    return work()


def _take(model: Any, rows: Any) -> None:
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
