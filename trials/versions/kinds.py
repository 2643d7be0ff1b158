"""Of which tables a record is made: itself, its parts, links between parts, and what it shares.

Found by the keys of tracked models, so that no list here falls behind: a part has a key of the
record and moves its revision; a link joins two parts; what parts point to besides is shared with
other records.
"""

from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model

from trials.history import KEPT_BY_THE_DATABASE

Kind = type[Model]


def tracked_models() -> list[Kind]:
    """Models whose every state is kept whole, so that rows can be made anew from it."""
    tracked = [model for model in apps.get_models() if hasattr(model, "pgh_event_models")]
    return [model for model in tracked if not _left_out(model)]


def event_of(kind: Kind) -> Any:
    """The model of the states of a model."""
    tracked: Any = kind
    return tracked.pgh_event_model


@cache
def columns(kind: Kind) -> tuple[str, ...]:
    """What is kept of a row, as names of attributes."""
    own = {field.name for field in kind._meta.concrete_fields}
    kept = event_of(kind)._meta.concrete_fields
    return tuple(field.attname for field in kept if field.name in own)


@cache
def keys(kind: Kind) -> tuple[Any, ...]:
    """The foreign keys of a model that its states keep."""
    kept = set(columns(kind))
    fields: list[Any] = list(kind._meta.concrete_fields)
    return tuple(field for field in fields if field.is_relation and field.attname in kept)


@cache
def parts_of(record: Kind) -> dict[Kind, str]:
    """The models whose rows belong to one such record, each with its key of it."""
    return {
        model: field.attname
        for model in tracked_models()
        if model is not record and _moves_a_record(model)
        for field in keys(model)
        if field.related_model is record
    }


@cache
def links_of(record: Kind) -> dict[Kind, tuple[str, Kind]]:
    """Tables that join two kinds of parts, each with its first key and whose key that is."""
    parts = parts_of(record)
    return {
        model: (found[0].attname, found[0].related_model)
        for model in tracked_models()
        if model._meta.proxy
        for found in [[field for field in keys(model) if field.related_model in parts]]
        if found
    }


def _left_out(model: Kind) -> set[str]:
    """What of a row no state of it has, such as the JSON that a registry sent."""
    own = {field.attname for field in model._meta.concrete_fields}
    return own - set(columns(model)) - set(KEPT_BY_THE_DATABASE)


def _moves_a_record(model: Kind) -> bool:
    """Whether a change of its rows moves a revision; a link to a preview, say, does not."""
    triggers: list[Any] = getattr(model._meta, "triggers", [])
    return any(trigger.name.startswith("touch") for trigger in triggers)
