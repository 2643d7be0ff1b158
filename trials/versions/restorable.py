"""What of a record a restoration makes what it was: rows and columns. The rest has its own acts."""

from typing import Any

from trials.history import KEPT_BY_THE_DATABASE
from trials.publishing import Publishing
from trials.versions.kinds import Kind, columns, links_of, parts_of
from trials.versions.rebuilding import Row, Rows

PUBLISHED = {"state", "release_at", "withdrawn_at", "withdrawal_reason"}
# Of the record itself: what acts, triggers and imports move.
OWN_ACTS = {
    *("id", "created_at", *PUBLISHED, *KEPT_BY_THE_DATABASE, "missing_since", "merged_into_id"),
    *("overall_status", "status_as_of", "status_source_id", "source_id", "intake_digest"),
}
LEFT = {
    "formername": "Former titles and acronyms stay: they were used.",
    "supportingtrial": "What approvals of other trials rest on is changed at those approvals.",
    "triallink": "Links to news are decided at the linking desk, and stay as they are.",
    "correction": "Corrections that readers saw stay.",
    "newsimage": "Pictures stay as they are: a file that was deleted cannot be brought back.",
    "attachment": "Attached files stay as they are: one that was deleted cannot be brought back.",
}
MAIN_IDS = {"PROTOCOL", "NCT"}  # follow the record's own fields


def standing(record: Kind, key: int) -> Rows:
    """The rows of a record and its parts, as they are now."""
    found: Rows = {record: _read(record, pk=key)}
    for kind, name in parts_of(record).items():
        found[kind] = _read(kind, **{name: key})
    for kind, (name, part) in links_of(record).items():
        found[kind] = _read(kind, **{f"{name}__in": list(found[part])})
    return found


def _read(kind: Any, **which: Any) -> dict[int, Row]:
    return {row["id"]: row for row in kind._base_manager.filter(**which).values(*columns(kind))}


def restorable(record: Kind, rows: Rows) -> Rows:
    """Rows and columns that a restoration makes what they were."""
    kept: Rows = {}
    for kind, found in rows.items():
        if kind._meta.model_name in LEFT:
            continue
        names = [one for one in written(kind) if one not in _left_out(record, kind)]
        kept[kind] = {
            key: {name: row[name] for name in names}
            for key, row in found.items()
            if row.get("kind") not in MAIN_IDS or kind._meta.model_name != "trialidentifier"
        }
    return kept


def written(kind: Kind) -> list[str]:
    """The columns that are kept of a row and that the database does not compute."""
    generated = {one.attname for one in kind._meta.concrete_fields if one.generated}
    return [name for name in columns(kind) if name not in generated]


def _left_out(record: Kind, kind: Kind) -> set[str]:
    if kind is record:
        return OWN_ACTS
    return PUBLISHED if issubclass(kind, Publishing) else set()
