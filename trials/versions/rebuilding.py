"""The rows of a record at one revision, exactly: the last state of each row until then.

A transaction that changes a part waits for whoever changes its record, so revisions are the order
in which they were done. Of a row that belongs to other records too (a source, an organisation) a
state counts if its transaction moved this record by then; one that moved it not at all was made
while nothing here pointed to the row, and is placed by its time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from trials.statements import Statement
from trials.versions.kinds import Kind, columns, event_of, keys, links_of, parts_of, tracked_models
from trials.versions.log import log_of, revision_of

Row = dict[str, Any]
"""A row by the names of its attributes."""
Rows = dict[Kind, dict[int, Row]]
ABOUT = ("pgh_obj_id", "pgh_label", "pgh_created_at", "pgh_context_id", "revision")
ANY_KEY, ANY_REVISION = 2**62 + 1, 2**31 - 2
"""Stand for those of a record while a question about its states is written."""


@dataclass(frozen=True)
class Snapshot:
    """A record as it stood at a revision."""

    record: Kind
    key: int
    revision: int
    rows: Rows
    """Its own row and those of its parts, by key."""
    shared: Rows = field(default_factory=dict)
    """What those point to and others share, as it was then."""

    @property
    def own(self) -> Row:
        """Its own fields; nothing before it was made and after it was deleted."""
        return self.rows.get(self.record, {}).get(self.key, {})

    def find(self, kind: Kind, key: Any) -> Row | None:
        """The row that a key leads to."""
        return self.rows.get(kind, {}).get(key) or self.shared.get(kind, {}).get(key)


@dataclass(frozen=True)
class Of:
    """The record whose rows are read."""

    record: Kind
    key: int

    def kinds(self) -> list[Kind]:
        """Its own table first, then parts, then links between them."""
        return [self.record, *parts_of(self.record), *links_of(self.record)]

    def states(self, kind: Kind) -> Any:
        """All states of rows that are or were its own, each with the revision it made here."""
        rows = event_of(kind).objects.filter(pgh_obj__in=self._candidates(kind))
        return self.dated(rows)

    def dated(self, states: Any) -> Any:
        """With the revision that their transaction made here."""
        return states.annotate(revision=revision_of(self.record, self.key))

    def owns(self, kind: Kind, row: Row, rows: Rows) -> bool:
        """Whether a row, as it is, belongs to the record: it may have gone to another."""
        if kind is self.record:
            return True
        if (link := links_of(self.record).get(kind)) is not None:
            return row[link[0]] in rows.get(link[1], {})
        return bool(row[parts_of(self.record)[kind]] == self.key)

    def _candidates(self, kind: Kind) -> Any:
        if kind is self.record:
            return [self.key]
        events = event_of(kind).objects
        if (link := links_of(self.record).get(kind)) is not None:
            return events.filter(**{f"{link[0]}__in": self._candidates(link[1])}).values("pgh_obj")
        return events.filter(**{parts_of(self.record)[kind]: self.key}).values("pgh_obj")


def rebuild(record: Kind, key: int, revision: int) -> Snapshot:
    """The record at that revision; empty where it had none such."""
    of = Of(record, key)
    rows = kept(of, states_at(of, revision))
    at = log_of(record, key).filter(revision=revision).values_list("at", flat=True).first()
    snapshot = Snapshot(record, key, revision, rows)
    if at is not None:
        snapshot.shared.update(Shared(of, [rows]).at(revision, at, rows))
    return snapshot


def states_at(of: Of, revision: int) -> Rows:
    """The last states by then, also of what went to another record; a query for each kind."""
    found: Rows = {}
    for kind in of.kinds():
        found[kind] = {
            state["pgh_obj_id"]: row_of(kind, state)
            for state in _last(of.record, kind).all((of.key, revision))
            if state["pgh_label"] != "delete"
        }
    return found


@cache
def _last(record: Kind, kind: Kind) -> Statement:
    """Of each row the last state by a revision."""

    def ask(key: int, revision: int) -> Any:
        states = Of(record, key).states(kind).filter(revision__lte=revision)
        last = states.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
        return last.values(*ABOUT, *columns(kind))

    return Statement(ask, (ANY_KEY, ANY_REVISION))


def kept(of: Of, states: Rows) -> Rows:
    """The rows that are the record's own: not those that went to another."""
    rows: Rows = {}
    for kind in of.kinds():
        found = states.get(kind, {})
        rows[kind] = {key: row for key, row in found.items() if of.owns(kind, row, rows)}
    return rows


def row_of(kind: Kind, state: dict[str, Any]) -> Row:
    """The row's own columns of a state."""
    return {name: state[name] for name in columns(kind)}


class Shared:
    """Rows that the record points to and does not own, as they were at any of its revisions."""

    def __init__(self, of: Of, seen: Iterable[Rows], kinds: Iterable[Kind] = ()) -> None:
        """For all that these rows point to; `kinds`: only of rows of these."""
        self._states: dict[Kind, dict[int, list[Any]]] = {}
        self._kinds = set(kinds)
        for kind, wanted in _pointed_to(seen, self._kinds).items():
            states = of.dated(event_of(kind).objects.filter(pgh_obj__in=wanted))
            by_key = self._states.setdefault(kind, {})
            for state in states.order_by("pgh_id").values(*ABOUT, *columns(kind)):
                state["row"] = row_of(kind, state)
                by_key.setdefault(state["pgh_obj_id"], []).append(state)

    def at(self, revision: int, at: datetime, rows: Rows) -> Rows:
        """Those that `rows` point to, as they were then.

        What seems to be made later than it was linked is told as it began. The same state is the
        same row at each revision.
        """
        wanted = _pointed_to([rows], self._kinds)
        return {
            kind: {
                key: state["row"]
                for key in wanted.get(kind, ())
                for state in [_then(by_key.get(key, []), revision, at)]
                if state is not None
            }
            for kind, by_key in self._states.items()
        }

    def changes(self) -> list[tuple[Kind, Any]]:
        """Their states that are versions of the record."""
        return [
            (kind, state)
            for kind, by_key in self._states.items()
            for states in by_key.values()
            for state in states
            if state["revision"] is not None
        ]


def _pointed_to(seen: Iterable[Rows], only: set[Kind]) -> dict[Kind, set[int]]:
    tracked = set(tracked_models())
    wanted: dict[Kind, set[int]] = {}
    for rows in seen:
        for kind in rows:
            if only and kind not in only:
                continue
            for key in keys(kind):
                if (target := key.related_model) in tracked:
                    pointed = {row[key.attname] for row in rows[kind].values()} - {None}
                    wanted.setdefault(target, set()).update(pointed - set(rows.get(target, {})))
    return {kind: found for kind, found in wanted.items() if found}


def _then(states: list[Any], revision: int, at: datetime) -> Any:
    """The last state by then; None where the row was deleted, or nothing is known of it."""
    past = [
        state
        for state in states
        if (
            state["pgh_created_at"] <= at
            if state["revision"] is None
            else state["revision"] <= revision
        )
    ]
    last = (past or states[:1] or [None])[-1]
    return None if last is None or last["pgh_label"] == "delete" else last
