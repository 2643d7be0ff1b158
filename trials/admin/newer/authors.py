"""Who changed a field or a row last, when and why: from the events that the database keeps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from trials.admin import remembered
from trials.admin.history import told_why

# Events of one kind of record that are looked through at most, the newest of them.
MOST = 400


@dataclass(frozen=True)
class Author:
    """“ann”, or the command that did it; with the time and the reason, if one was given."""

    name: str
    at: Any
    why: str = ""


class Authors:
    """The last changes of these rows, a query for each kind."""

    def __init__(self, wanted: Iterable[tuple[Any, str]]) -> None:
        self._events: dict[tuple[Any, str], list[Any]] = {}
        keys: dict[Any, set[str]] = {}
        for model, key in wanted:
            keys.setdefault(model, set()).add(key)
        for model, some in keys.items():
            self._read(model, some)
        ids = {_context(event).get("user") for events in self._events.values() for event in events}
        self._people = remembered.people(ids)

    def of(self, model: Any, key: str, column: str = "") -> Author | None:
        """Who changed this column last; without a column, or where no event tells, the row."""
        events = self._events.get((model, key), [])
        found = _last_change(events, column) if column else None
        event = found or next(iter(events), None)
        if event is None:
            return None
        return author_of(_context(event), event.pgh_created_at, self._people)

    def _read(self, model: Any, keys: set[str]) -> None:
        tracked = getattr(model, "pgh_event_model", None)
        if tracked is None:
            return
        rows = tracked.objects.filter(pgh_obj_id__in=keys).select_related("pgh_context")
        for event in rows.order_by("-pgh_id")[:MOST]:
            self._events.setdefault((model, str(event.pgh_obj_id)), []).append(event)


def author_of(context: dict[str, Any], at: Any, people: dict[Any, Any]) -> Author:
    """Who made an event, by its context: of `people` by key, else the command."""
    person = people.get(context.get("user"))
    command = str(context.get("command", "")) or "a program"
    return Author(remembered.username(person) if person else command, at, told_why(context))


def _context(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


def _last_change(events: Sequence[Any], column: str) -> Any:
    for new, old in pairwise(events):
        if getattr(new, column, None) != getattr(old, column, None):
            return new
    return None
