"""Several versions of a record in a row, in as many queries as one takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pghistory.models import Context

from trials.statements import Statement
from trials.versions.kinds import Kind, columns
from trials.versions.log import Version
from trials.versions.rebuilding import (
    ABOUT,
    ANY_KEY,
    ANY_REVISION,
    Of,
    Rows,
    Shared,
    Snapshot,
    kept,
    row_of,
    states_at,
)


@dataclass(frozen=True)
class Step:
    """One version: what stood then, what its transaction changed, and what is known of it."""

    version: Version
    snapshot: Snapshot
    changed: set[tuple[Kind, int]] = field(default_factory=set)
    contexts: Sequence[dict[str, Any]] = ()

    def told(self, name: str) -> Any:
        """What its context says under this name: `user`, `command`, `run`, `reason` ..."""
        return next((one[name] for one in self.contexts if one.get(name)), None)


def walk(of: Of, versions: Sequence[Version], pointing: Iterable[Kind] = ()) -> list[Step]:
    """The step before these versions (which follow one another, the first first), then each.

    `pointing`: the kinds whose keys are followed to what is shared; all if none is named.
    """
    first, last = versions[0].revision, versions[-1].revision
    states = states_at(of, first - 1)
    changes = _changes(of, first, last)
    stood = [(first - 1, kept(of, states))]
    for version in versions:
        states = _after(states, changes.get(version.revision, []))
        stood.append((version.revision, kept(of, states)))
    shared = Shared(of, [rows for _, rows in stood], pointing)
    for kind, state in shared.changes():
        if first <= state["revision"] <= last:
            changes.setdefault(state["revision"], []).append((kind, state))
    contexts = _contexts(changes)
    start = versions[0].at
    before = Version(first - 1, start, start, start)
    return [
        Step(
            version,
            Snapshot(of.record, of.key, revision, rows, shared.at(revision, version.at, rows)),
            {(kind, state["pgh_obj_id"]) for kind, state in changes.get(revision, [])},
            contexts.get(revision, []),
        )
        for version, (revision, rows) in zip([before, *versions], stood, strict=True)
    ]


def _changes(of: Of, first: int, last: int) -> dict[int, list[tuple[Kind, Any]]]:
    """By revision, the states that it made, in their order within each kind."""
    found: dict[int, list[tuple[Kind, Any]]] = {}
    for kind in of.kinds():
        for state in _between(of.record, kind).all((of.key, first, last)):
            found.setdefault(state["revision"], []).append((kind, state))
    return found


@cache
def _between(record: Kind, kind: Kind) -> Statement:
    """The states that these revisions made."""

    def ask(key: int, first: int, last: int) -> Any:
        states = Of(record, key).states(kind).filter(revision__range=(first, last))
        return states.order_by("pgh_id").values(*ABOUT, *columns(kind))

    return Statement(ask, (ANY_KEY, ANY_REVISION, ANY_REVISION + 1))


def _after(rows: Rows, changes: list[tuple[Kind, Any]]) -> Rows:
    """The states after a transaction."""
    now = {kind: dict(found) for kind, found in rows.items()}
    for kind, state in changes:
        found = now.setdefault(kind, {})
        found.pop(state["pgh_obj_id"], None)
        if state["pgh_label"] != "delete":
            found[state["pgh_obj_id"]] = row_of(kind, state)
    return now


def _contexts(changes: dict[int, list[tuple[Kind, Any]]]) -> dict[int, list[dict[str, Any]]]:
    """By revision, what its transaction was told to be."""
    keys = {
        revision: list(dict.fromkeys(state["pgh_context_id"] for _, state in states))
        for revision, states in changes.items()
    }
    known = Context.objects.in_bulk({key for found in keys.values() for key in found if key})
    return {
        revision: [known[key].metadata for key in found if key in known]
        for revision, found in keys.items()
    }
