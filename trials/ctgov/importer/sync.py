"""Brings the parts of a trial in line with the registry's, row by row; what is equal is left."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from trials.ctgov.importer.merge import WITHOUT_DISPUTE, merge
from trials.ctgov.importer.parts import IDENTIFIERS, SITES, Key, Kind
from trials.ctgov.importer.proposals import Compared
from trials.ctgov.importer.refusals import refuse_too_long
from trials.ctgov.importer.writes import Keys, Row, Writes
from trials.ctgov.records import Study
from trials.models import TrialIdentifier
from trials.vocabulary import RESOLVING_KINDS

Rows = dict[Key, Row]
Link = Callable[[Row], Row | None]


def rows_of(kind: Kind, trials: Iterable[int]) -> dict[int, list[Row]]:
    """The rows of these trials, in one query."""
    columns = ("id", *kind.columns, *kind.fixed, *kind.looked_up)
    rows = kind.model._default_manager.filter(**{f"{kind.trial}__in": trials})
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows.values(*dict.fromkeys((kind.trial, *columns))):
        found[row[kind.trial]].append(row)
    return found


class Parts:
    """The parts of one trial, while one study is taken in."""

    def __init__(
        self, study: Study, base: Study | None, *, is_new: bool, keys: Keys, writes: Writes
    ) -> None:
        self._is_new, self._keys, self._writes = is_new, keys, writes
        self._study, self._base = study, base
        self.compared: list[Compared] = []
        self.notes: list[str] = []
        self._said: dict[str, tuple[Rows, Rows, list[Row]]] = {}
        self._ids: dict[str, dict[Key, int]] = {}
        self._gone: dict[str, tuple[Rows, Rows]] = {}

    def differs(self, kind: Kind) -> bool:
        """Whether this version says something else of this kind than the last one."""
        last, new, _ = self._versions(kind)
        return last != new

    def hold(self, kind: Kind, rows: list[Row]) -> Rows:
        """Learn what rows are here."""
        if "site_id" in kind.looked_up:
            sites: dict[int | None, Key | None] = {pk: key for key, pk in self.ids(SITES).items()}
            rows = [row | {"site": sites.get(row["site_id"])} for row in rows]
        held = kind.keyed(rows)[0]
        self._ids[kind.name] = {key: row["id"] for key, row in held.items()}
        return held

    def sync(self, kind: Kind, rows: list[Row], link: Link) -> None:
        """Insert and update; `link` gives what a new row points to, None for no row."""
        held = self.hold(kind, rows)
        last, new, twice = self._versions(kind)
        self.notes += [f"{kind.name} stands twice: {kind.said(row)}" for row in twice]
        if last == new:
            return
        if not kind.united and held and not held.keys() & last.keys():
            self.notes.append(f"{kind.name}: those made here are kept, the registry's left out")
            return
        gone = {key: held[key] for key in last if key in held and key not in new}
        self._gone[kind.name] = (gone, last)
        self._update(kind, held, last, new)
        missing = {key: new[key] for key in new if key not in held and key not in last}
        self._insert(kind, missing if last else _after(held, missing), link)

    def ids(self, kind: Kind) -> dict[Key, int]:
        """The rows there are, old and new, by their counted key."""
        return self._ids.get(kind.name, {})

    def gone(self, kind: Kind) -> list[int]:
        """The rows that the registry dropped."""
        rows, _ = self._gone.get(kind.name, ({}, {}))
        return [row["id"] for row in rows.values()]

    def drop(self, kind: Kind, pinned: set[int]) -> None:
        """Delete what the registry dropped, unless somebody here worked on it."""
        gone, last = self._gone.get(kind.name, ({}, {}))
        going = []
        for key, row in gone.items():
            if row["id"] in pinned or _edited(kind, row, last[key]):
                self.notes.append(f"{kind.name} gone at the registry, kept here: {kind.said(row)}")
            else:
                going.append(row)
        if kind is IDENTIFIERS:
            self._retire(going)
        else:
            self._writes.delete(kind.model, [row["id"] for row in going])

    def _versions(self, kind: Kind) -> tuple[Rows, Rows, list[Row]]:
        """The rows of the last version and of this one, and what stands twice in this."""
        if kind.name not in self._said:
            last = kind.keyed(kind.rows(self._base))[0] if self._base else {}
            self._said[kind.name] = (last, *kind.keyed(kind.rows(self._study)))
        return self._said[kind.name]

    def _retire(self, going: list[Row]) -> None:
        """A number that led here still does."""
        for row in going:
            if not row["resolves"]:
                self._writes.delete(TrialIdentifier, [row["id"]])
            elif not row["retired"]:
                self._writes.update(TrialIdentifier, row["id"], {"retired": True})

    def _update(self, kind: Kind, held: Rows, last: Rows, new: Rows) -> None:
        for key in held.keys() & new.keys():
            given = {column: new[key][column] for column in kind.columns}
            merged = merge(held[key], last.get(key, {}), given)
            self.compared.append(Compared(kind.model, held[key]["id"], merged))
            if take := merged.take:
                if take.get("kind") and take["kind"] not in RESOLVING_KINDS:
                    take["resolves"] = False
                refuse_too_long(kind.model, take)
                self._writes.update(kind.model, held[key]["id"], take)

    def _insert(self, kind: Kind, missing: Rows, link: Link) -> None:
        for key, row in missing.items():
            if (linked := link(row)) is None:
                continue
            refuse_too_long(kind.model, row)
            own = {column: row[column] for column in (*kind.columns, *kind.fixed)}
            pk = self._ids[kind.name][key] = self._keys.take(kind.model)
            self._writes.insert(kind.model, pk, own | linked)


def pinned(kind: Kind, ids: list[int]) -> set[int]:
    """Those of these rows that something of ours rests on."""
    rows = kind.model._default_manager.filter(pk__in=ids)
    return {
        pk
        for relation in (kind.pinned_by if ids else ())
        for pk in rows.filter(**{f"{relation}__isnull": False}).values_list("pk", flat=True)
    }


def _after(held: Rows, rows: Rows) -> Rows:
    """The rows, behind those that were made here."""
    end = max((row["position"] + 1 for row in held.values() if "position" in row), default=0)
    return {
        key: row | {"position": row["position"] + end} if "position" in row else row
        for key, row in rows.items()
    }


def _edited(kind: Kind, row: Row, last: dict[str, Any]) -> bool:
    columns = set(kind.columns) - WITHOUT_DISPUTE
    return any(row[column] != last[column] for column in columns)
