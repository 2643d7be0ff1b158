"""Brings the parts of a trial in line with the registry's, row by row; what is equal is left."""

from collections import defaultdict
from typing import Any

from trials.ctgov.importer.merge import WITHOUT_DISPUTE, merge
from trials.ctgov.importer.parts.held import with_keys
from trials.ctgov.importer.parts.kind import Key, Kind, content
from trials.ctgov.importer.parts.leaving import let_go
from trials.ctgov.importer.parts.links import Link, Links
from trials.ctgov.importer.proposals import Compared
from trials.ctgov.importer.refusals import refuse_too_long
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.writes import Keys, Table, Writes
from trials.ctgov.records import Study
from trials.vocabulary import RESOLVING_KINDS

Rows = dict[Key, Row]


class Parts:
    """The parts of one trial, while one study is taken in."""

    def __init__(
        self, study: Study, base: Study | None, *, record: int, keys: Keys, writes: Writes
    ) -> None:
        self._record, self._keys, self._writes = record, keys, writes
        self._study, self._base = study, base
        self.compared: list[Compared] = []
        self.notes: list[str] = []
        self.dropped: set[tuple[Table, int]] = set()
        """What the registry no longer says anything of, gone from here or not."""
        self._said: dict[str, tuple[Rows, Rows, list[Row]]] = {}
        self._ids: dict[str, dict[Key, int]] = defaultdict(dict)
        self._gone: dict[str, tuple[Rows, Rows]] = {}

    def differs(self, kind: Kind) -> bool:
        """Whether this version says something else of this kind than the last one."""
        last, new, _ = self._versions(kind)
        return last != new

    def hold(self, kind: Kind, rows: list[Row]) -> Rows:
        """Learn what rows are here."""
        held = kind.keyed(with_keys(kind, rows, self._ids))[0]
        self._ids[kind.name] = {key: row["id"] for key, row in held.items()}
        return held

    def sync(self, kind: Kind, rows: list[Row], links: Links) -> None:
        """Bring the rows that are here in line: insert and update; what is dropped waits."""
        held = self.hold(kind, rows)
        last, new, twice = self._settled(kind)
        self.notes += [f"{kind.name} stands twice: {kind.said(row)}" for row in twice]
        if last == new:
            return
        # Where the last version had none, what it left here is known by what comes back.
        known = last or (new if self._base else {})
        if not kind.united and held and not held.keys() & known.keys():
            self.notes.append(f"{kind.name}: those made here are kept, the registry's left out")
            return
        gone = {key: held[key] for key in last if key in held and key not in new}
        self._gone[kind.name] = (gone, last)
        self.dropped |= {(kind.model, row["id"]) for row in gone.values()}
        self._update(kind, held, last, new)
        self.notes += [
            f"{kind.name} changed at the registry, renamed or removed here: {kind.said(new[key])}"
            for key in new
            if key in last and key not in held and content(last[key]) != content(new[key])
        ]
        missing = {key: new[key] for key in new if key not in held and key not in last}
        self._insert(kind, missing if last else _after(held, missing), links.of(kind))

    def ids(self, kind: str) -> dict[Key, int]:
        """The rows there are of the kind of this name, old and new, by their counted key."""
        return self._ids[kind]

    def gone(self, kind: Kind) -> list[int]:
        """The rows that the registry dropped."""
        rows, _ = self._gone.get(kind.name, ({}, {}))
        return [row["id"] for row in rows.values()]

    def drop(self, kind: Kind, pinned: set[int]) -> None:
        """What the registry dropped and nobody here worked on: that goes, too."""
        gone, last = self._gone.get(kind.name, ({}, {}))
        going = []
        for key, row in gone.items():
            if row["id"] in pinned or _edited(kind, row, last[key]):
                self.notes.append(f"{kind.name} gone at the registry, kept here: {kind.said(row)}")
            else:
                going.append(row)
        let_go(kind, going, self._writes)

    def _versions(self, kind: Kind) -> tuple[Rows, Rows, list[Row]]:
        """The rows of the last version and of this one, and what stands twice in this."""
        if kind.name not in self._said:
            last = kind.keyed(kind.rows(self._base))[0] if self._base else {}
            self._said[kind.name] = (last, *kind.keyed(kind.rows(self._study)))
        return self._said[kind.name]

    def _settled(self, kind: Kind) -> tuple[Rows, Rows, list[Row]]:
        """The same, as they can be written here."""
        if kind.settle is None:
            return self._versions(kind)
        last, new, _ = self._versions(kind)
        before = kind.keyed(kind.settled(last.values(), self._ids))[0]
        return before, *kind.keyed(kind.settled(new.values(), self._ids))

    def _update(self, kind: Kind, held: Rows, last: Rows, new: Rows) -> None:
        for key in held.keys() & new.keys():
            # How we spell what makes the key is nobody's question, until the registry respells it.
            columns = kind.written if key in last else kind.columns
            given = {column: new[key][column] for column in columns}
            again = {} if key in last else kind.again(held[key])
            merged = merge(held[key], held[key] if again else last.get(key, {}), given)
            self.compared.append(Compared(kind.model, held[key]["id"], merged))
            if take := merged.take | again:
                if take.get("kind") and take["kind"] not in RESOLVING_KINDS:
                    take["resolves"] = False
                refuse_too_long(kind.model, take)
                if kind.names_its_version:
                    take["registry_record_id"] = self._record
                self._writes.update(kind.model, held[key]["id"], take)

    def _insert(self, kind: Kind, missing: Rows, link: Link) -> None:
        for key, row in missing.items():
            if (linked := link(row)) is None:
                continue
            refuse_too_long(kind.model, row)
            own = {column: row[column] for column in kind.made}
            pk = self._ids[kind.name][key] = self._keys.take(kind.model)
            self._writes.insert(kind.model, pk, own | linked)


def _after(held: Rows, rows: Rows) -> Rows:
    """The rows, behind those that were made here."""
    end = max((row["position"] + 1 for row in held.values() if "position" in row), default=0)
    return {
        key: row | {"position": row["position"] + end} if "position" in row else row
        for key, row in rows.items()
    }


def _edited(kind: Kind, row: Row, last: dict[str, Any]) -> bool:
    columns = set(kind.written) - WITHOUT_DISPUTE
    return any(row[column] != last[column] for column in columns)
