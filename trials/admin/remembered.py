"""Rows by key, for their names: those that are gone as history knew them last.

A change that somebody made keeps its "who" after the account was deleted.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from pghistory.core import event_models


def by_key(model: Any, keys: Collection[Any]) -> dict[Any, Any]:
    """The rows; one query, and one more where some are gone."""
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    known: dict[Any, Any] = model._base_manager.in_bulk(wanted)
    return known | _gone(model, wanted - set(known))


def people(keys: Collection[Any]) -> dict[Any, Any]:
    """The accounts of those who changed something."""
    return by_key(get_user_model(), keys)


def username(person: Any) -> str:
    """What the person is called, and whether the account is gone."""
    name = str(person.get_username())
    return f"{name} (account deleted)" if person._state.adding else name


def _gone(model: Any, keys: set[Any]) -> dict[Any, Any]:
    """Of a model whose names need no other rows: those may be gone, too."""
    fields = model._meta.concrete_fields
    kept: list[Any] = event_models(tracks_model=model)
    if not keys or not kept or any(field.is_relation for field in fields):
        return {}
    last = kept[0].objects.filter(pgh_obj_id__in=keys)
    last = last.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    names = [field.attname for field in fields if hasattr(kept[0], field.attname)]
    return {
        event.pgh_obj_id: model(**{name: getattr(event, name) for name in names}) for event in last
    }
