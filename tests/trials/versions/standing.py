"""What stands in the tables now, to compare with what was rebuilt of the history."""

from typing import Any

from trials.versions.kinds import Kind, columns, keys, links_of, parts_of, tracked_models
from trials.versions.rebuilding import Rows, Snapshot


def standing(record: Kind, key: int) -> Rows:
    """The rows of a record and its parts, read from their own tables."""
    found: Rows = {record: _rows(record, pk=key)}
    for kind, name in parts_of(record).items():
        found[kind] = _rows(kind, **{name: key})
    for kind, (name, part) in links_of(record).items():
        found[kind] = _rows(kind, **{f"{name}__in": list(found[part])})
    return found


def shared(rows: Rows) -> Rows:
    """What these rows point to besides."""
    found: Rows = {}
    for kind in rows:
        for field in keys(kind):
            target = field.related_model
            wanted = {row[field.attname] for row in rows[kind].values()} - {None}
            wanted -= set(rows.get(target, {}))
            if target in tracked_models() and wanted:
                found.setdefault(target, {}).update(_rows(target, pk__in=wanted))
    return found


def assert_same(snapshot: Snapshot, rows: Rows, others: Rows) -> None:
    """Every row and every column, and nothing else."""
    assert filled(snapshot.rows) == filled(rows)
    assert filled(snapshot.shared) == filled(others)


def filled(rows: Rows) -> Rows:
    """Without kinds that have no row."""
    return {kind: found for kind, found in rows.items() if found}


def _rows(kind: Any, **which: Any) -> dict[int, dict[str, Any]]:
    found = kind._base_manager.filter(**which).values(*columns(kind))
    return {row[kind._meta.pk.attname]: row for row in found}
