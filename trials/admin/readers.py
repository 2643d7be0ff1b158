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
    """The same for any record: one without a state of its own is as public as its trial."""
    if record is None:
        return False
    if hasattr(type(record)._default_manager, "public"):
        return was_public(record)
    trial = getattr(record, "trial", None)
    return trial is not None and was_public(trial)


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
