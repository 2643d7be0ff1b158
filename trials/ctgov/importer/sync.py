"""Brings the parts of a trial in line with the registry's, row by row; what is equal is left."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Model

from trials.ctgov.importer.merge import WITHOUT_DISPUTE, merge
from trials.ctgov.importer.parts import IDENTIFIERS, SITES, Key, Kind
from trials.ctgov.importer.proposals import Compared
from trials.ctgov.importer.refusals import too_long
from trials.ctgov.importer.rows import Row
from trials.ctgov.records import Study, StudyRefused
from trials.models import Trial, TrialIdentifier
from trials.vocabulary import RESOLVING_KINDS

Rows = dict[Key, Row]
Link = Callable[[Row], dict[str, Any] | None]


class Parts:
    """The parts of one trial, while one study is taken in."""

    def __init__(self, trial: Trial, study: Study, base: Study | None, *, is_new: bool) -> None:
        self.trial, self.is_new = trial, is_new
        self._study, self._base = study, base
        self.compared: list[Compared] = []
        self.notes: list[str] = []
        self._ids: dict[str, dict[Key, int]] = {}
        self._gone: list[tuple[Kind, Rows, Rows]] = []

    def sync(self, kind: Kind, link: Link | None = None) -> None:
        """Insert and update; `link` gives what a new row points to, None for no row."""
        last = kind.keyed(kind.rows(self._base))[0] if self._base else {}
        new, twice = kind.keyed(kind.rows(self._study))
        self.notes += [f"{kind.name} stands twice: {kind.said(row)}" for row in twice]
        if last == new:
            return
        held = {} if self.is_new else self._rows(kind)
        if not kind.united and held and not held.keys() & last.keys():
            self.notes.append(f"{kind.name}: those made here are kept, the registry's left out")
            return
        gone = {key: held[key] for key in last if key in held and key not in new}
        self._gone.append((kind, gone, last))
        self._update(kind, held, last, new)
        missing = {key: new[key] for key in new if key not in held and key not in last}
        if not last:
            missing = _after(held, missing)
        self._insert(kind, missing, link or self._belongs)

    def drop(self) -> None:
        """Delete what is gone, after all kinds are in: contacts before the sites they are at."""
        for kind, gone, last in reversed(self._gone):
            if gone:
                self._drop(kind, gone, last)

    def ids(self, kind: Kind) -> dict[Key, int]:
        """The rows now there, by their counted key."""
        if kind.name not in self._ids:
            self._ids[kind.name] = {key: row["id"] for key, row in self._rows(kind).items()}
        return self._ids[kind.name]

    def _belongs(self, row: Row) -> dict[str, Any]:
        return {"trial": self.trial}

    def _rows(self, kind: Kind) -> Rows:
        columns = ("id", *kind.columns, *kind.fixed, *kind.looked_up)
        found = kind.model._default_manager.filter(**{kind.trial: self.trial})
        rows: list[Row] = list(found.values(*columns))
        if "site_id" in kind.looked_up:
            sites: dict[int | None, Key | None] = {pk: key for key, pk in self.ids(SITES).items()}
            rows = [row | {"site": sites.get(row["site_id"])} for row in rows]
        return kind.keyed(rows)[0]

    def _drop(self, kind: Kind, gone: Rows, last: Rows) -> None:
        """Delete what the registry dropped, unless somebody here worked on it."""
        pinned = self._pinned(kind, [row["id"] for row in gone.values()])
        for key, row in list(gone.items()):
            if row["id"] in pinned or _edited(kind, row, last[key]):
                self.notes.append(f"{kind.name} gone at the registry, kept here: {kind.said(row)}")
                del gone[key]
        ids = [row["id"] for row in gone.values()]
        if kind is IDENTIFIERS:
            numbers = TrialIdentifier.objects.filter(pk__in=ids)
            numbers.filter(resolves=True, retired=False).update(retired=True)
            numbers.filter(resolves=False).delete()
        else:
            kind.model._default_manager.filter(pk__in=ids).delete()

    def _pinned(self, kind: Kind, ids: list[int]) -> set[int]:
        rows = kind.model._default_manager.filter(pk__in=ids)
        return {
            pk
            for relation in kind.pinned_by
            for pk in rows.filter(**{f"{relation}__isnull": False}).values_list("pk", flat=True)
        }

    def _update(self, kind: Kind, held: Rows, last: Rows, new: Rows) -> None:
        changes: dict[tuple[str, ...], list[Model]] = defaultdict(list)
        for key in held.keys() & new.keys():
            given = {column: new[key][column] for column in kind.columns}
            merged = merge(held[key], last.get(key, {}), given)
            self.compared.append(Compared(kind.model, held[key]["id"], merged))
            if take := merged.take:
                if take.get("kind") and take["kind"] not in RESOLVING_KINDS:
                    take["resolves"] = False
                _check(kind, take)
                changes[tuple(take)].append(kind.model(id=held[key]["id"], **take))
        for columns, rows in changes.items():
            kind.model._default_manager.bulk_update(rows, columns)

    def _insert(self, kind: Kind, missing: Rows, link: Link) -> None:
        made: dict[Key, Model] = {}
        for key, row in missing.items():
            if (linked := link(row)) is None:
                continue
            _check(kind, row)
            own = {column: row[column] for column in (*kind.columns, *kind.fixed)}
            made[key] = kind.model(**own | linked)
        if made:
            kind.model._default_manager.bulk_create(made.values())
        if self.is_new:
            self._ids[kind.name] = {key: row.pk for key, row in made.items()}


def _after(held: Rows, rows: Rows) -> Rows:
    """The rows, behind those that were made here."""
    end = max((row["position"] + 1 for row in held.values() if "position" in row), default=0)
    return {
        key: row | {"position": row["position"] + end} if "position" in row else row
        for key, row in rows.items()
    }


def _edited(kind: Kind, row: Row, last: Row) -> bool:
    columns = set(kind.columns) - WITHOUT_DISPUTE
    return any(row[column] != last[column] for column in columns)


def _check(kind: Kind, row: Row) -> None:
    if problem := too_long(kind.model, row):
        raise StudyRefused([problem])
