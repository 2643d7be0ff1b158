"""Whether readers have, or had, what is being changed: then a change says why."""

from typing import Any

from trials.models import Trial
from trials.vocabulary import PublishingState

READ = (PublishingState.APPROVED, PublishingState.WITHDRAWN)
"""States in which readers may have a record."""


def was_public(record: Any) -> bool:
    """Whether readers have or had it, by the database's clock; a part with its trial."""
    if not record.pk or record.state not in READ:
        return False
    if not type(record)._default_manager.public().filter(pk=record.pk).exists():
        return False
    trial = getattr(record, "trial", None)
    return trial is None or was_public(trial)


def readers_have(record: Any) -> bool:
    """The same for any record: one without a state of its own is as public as its trial.

    What records share (a source, a sponsor, a condition, an issue) is as public as one of them.
    """
    if record is None or not record.pk:
        return False
    if hasattr(type(record)._default_manager, "public"):
        return was_public(record)
    trial = getattr(record, "trial", None)
    return was_public(trial) if trial is not None else _any_names(record)


def _any_names(record: Any) -> bool:
    """Whether a record that readers have names this one, which they share."""
    return _is_shared(record) and any(
        _are_read(relation.related_model, relation.field.name, record)
        for relation in record._meta.related_objects
    )


def _is_shared(record: Any) -> bool:
    """Whether its change is a change of the records that name it."""
    triggers: list[Any] = getattr(record._meta, "triggers", [])
    return any(trigger.name.startswith("touch") for trigger in triggers)


def _are_read(kind: Any, name: str, record: Any) -> bool:
    rows = kind._default_manager.filter(**{name: record})
    if hasattr(rows, "public"):
        return bool(rows.public().exists())
    has_trial = any(field.name == "trial" for field in kind._meta.concrete_fields)
    return has_trial and Trial.objects.public().filter(pk__in=rows.values("trial")).exists()


def any_read(records: Any) -> bool:
    """Whether readers have one of these records of one kind, in a query for all."""
    records = list(records)
    if not records or hasattr(type(records[0])._default_manager, "public"):
        return any_public(records)
    trials = {getattr(record, "trial_id", None) for record in records} - {None}
    return bool(trials) and Trial.objects.public().filter(pk__in=trials).exists()


def any_public(records: Any) -> bool:
    """Whether readers have or had one of these records, of any kinds."""
    keys: dict[Any, list[Any]] = {}
    for record in records:
        keys.setdefault(type(record), []).append(record.pk)
    return any(
        model._default_manager.public().filter(pk__in=some).exists() for model, some in keys.items()
    )
