"""For who approves: who submitted what waits for that, when and why, and where to look at it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from trials.admin import remembered
from trials.admin.act_steps import Step
from trials.admin.newer.authors import Author, author_of
from trials.vocabulary import PublishingState as State


def with_submissions(screens: Any, steps: list[Step]) -> list[Step]:
    """The steps, each with who submitted it and with its preview; `screens` is the admin's site."""
    known = _submissions([step.record for step in steps])
    return [
        replace(
            step,
            submission=known.get((type(step.record), step.record.pk)),
            preview=_preview(screens, step.record),
        )
        for step in steps
    ]


def with_others(parts: list[Step], steps: list[Step]) -> list[Step]:
    """Parts, of which only those say who submitted them that were not with one of the records."""
    known = _submissions([step.record for step in parts])
    told = {step.submission for step in steps}
    found = (known.get((type(part.record), part.record.pk)) for part in parts)
    return [
        replace(part, submission=None if one in told else one)
        for part, one in zip(parts, found, strict=True)
    ]


def _submissions(records: Iterable[Any]) -> dict[Any, Author]:
    """By model and key, of those in review; a query for each model, and one for the people."""
    keys: dict[Any, set[Any]] = {}
    for record in records:
        if record.state == State.IN_REVIEW:
            keys.setdefault(type(record), set()).add(record.pk)
    found = {(model, key): said for model in keys for key, said in _began(model, keys[model])}
    people = remembered.people({context.get("user") for _, context in found.values()})
    return {which: author_of(context, at, people) for which, (at, context) in found.items()}


def _began(model: Any, keys: set[Any]) -> Iterable[tuple[Any, tuple[Any, dict[str, Any]]]]:
    """When each came into review for the last time, with the context of that event."""
    events = model.pgh_event_model.objects.filter(pgh_obj_id__in=keys).order_by("pgh_id")
    states: dict[Any, str] = {}
    began: dict[Any, tuple[Any, dict[str, Any]]] = {}
    names = ("pgh_obj_id", "state", "pgh_created_at", "pgh_context__metadata")
    for key, state, at, context in events.values_list(*names):
        if state == State.IN_REVIEW != states.get(key):
            began[key] = at, context or {}
        states[key] = state
    return began.items()


def _preview(screens: Any, record: Any) -> str:
    """The address of its preview; of a part that of its trial, where it will stand."""
    of = (record, getattr(record, "trial", None))
    shown = ((screens.get_model_admin(type(one)), one) for one in of if one is not None)
    return next((s.address("preview", one) for s, one in shown if hasattr(s, "preview_view")), "")
