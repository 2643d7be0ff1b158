"""Which rows of the duplicate the trial that stays has already.

A part with a name (an arm, a cohort) is the same if it is called the same; a number, an approval
is the same only if it says the same, word by word.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Any

from trials.models import Trial
from trials.publishing import Publishing
from trials.versions.kinds import Kind, columns, keys, parts_of
from trials.vocabulary import PublishingState

Row = dict[str, Any]
Rows = dict[Kind, dict[int, Row]]
Same = dict[Kind, dict[int, int]]
"""By kind: the key of a row of the duplicate, and that of the row which it is."""

CALLED_BY = {
    "intervention": ("type", "name"),
    "arm": ("label",),
    "cohort": ("label",),
    "endpoint": ("level", "measure", "time_frame"),
    "site": ("facility", "city", "state", "zip", "country"),
    "contact": ("site_id", "name", "phone", "phone_ext", "email", "role"),
    "official": ("name", "role", "affiliation"),
    "document": ("label", "filename", "date"),
    "trialorganisation": ("organisation_id", "role"),
    "trialcondition": ("condition_id",),
    "formername": ("kind", "name"),
    "trialidentifier": ("kind", "value"),
    "triallink": ("item_id",),
    "supportingtrial": ("approval_id",),
}
# What others point to comes first.
FIRST = ("intervention", "arm", "cohort", "endpoint", "site", "approval")
# Of a row that is told apart by all it says: what is not said of its subject.
UNSAID = {
    *("id", "trial_id", "position", "registry_record_id", "recorded_at", "is_preferred", "note"),
    *("state", "release_at", "withdrawn_at", "withdrawal_reason"),
}


def kinds() -> list[Kind]:
    """The kinds of parts, those that others point to first."""
    order = {name: at for at, name in enumerate(FIRST)}
    return sorted(parts_of(Trial), key=lambda kind: order.get(name_of(kind), len(FIRST)))


def name_of(kind: Kind) -> str:
    """How the kind is called here."""
    return str(kind._meta.model_name)


def rows_of(trial: Trial, *, lock: bool = False) -> Rows:
    """All parts of a trial, by kind and key; held for us alone where they are to be moved."""
    found: Rows = {}
    for kind in kinds():
        rows = kind._base_manager.filter(trial=trial).order_by("pk")
        rows = rows.select_for_update(of=("self",)) if lock else rows
        found[kind] = {row["id"]: row for row in rows.values(*columns(kind))}
    return found


def pointers(kind: Kind) -> list[tuple[str, Kind]]:
    """Which columns are keys of other parts, and of which kind."""
    parts = parts_of(Trial)
    return [(key.attname, key.related_model) for key in keys(kind) if key.related_model in parts]


def same_rows(theirs: Rows, ours: Rows) -> Same:
    """What the trial that stays has already: each of its rows is one of the other at most."""
    same: Same = {}
    for kind in kinds():
        same[kind] = {}
        # In the very letters first, which a rule of the database may want once only.
        for written in (_exactly, _folded):
            _pair(kind, theirs[kind], ours[kind], same, written)
    return same


def _pair(
    kind: Kind,
    theirs: dict[int, Row],
    ours: dict[int, Row],
    same: Same,
    written: Callable[[Any], Hashable],
) -> None:
    free: dict[Hashable, list[int]] = {}
    for here in ours.keys() - set(same[kind].values()):
        free.setdefault(_called(kind, ours[here], {}, written), []).append(here)
    for key, row in theirs.items():
        found = free.get(_called(kind, row, same, written), [])
        if key not in same[kind] and found and not _hides(kind, row, ours[min(found)]):
            same[kind][key] = min(found)
            found.remove(min(found))


def mapped(kind: Kind, row: Row, same: Same) -> Row:
    """What of a row leads to other parts, as it is at the trial that stays."""
    return {
        column: same.get(other, {}).get(row[column], row[column])
        for column, other in pointers(kind)
    }


def _called(kind: Kind, row: Row, same: Same, written: Callable[[Any], Hashable]) -> Hashable:
    row = row | mapped(kind, row, same)
    names: Iterable[str] = CALLED_BY.get(name_of(kind)) or (n for n in row if n not in UNSAID)
    return tuple(written(row[name]) for name in names if name in row)


def _exactly(value: Any) -> Hashable:
    return tuple(map(_exactly, value)) if isinstance(value, list) else value


def _folded(value: Any) -> Hashable:
    if isinstance(value, list):
        return tuple(map(_folded, value))
    return " ".join(value.split()).casefold() if isinstance(value, str) else value


def _hides(kind: Kind, theirs: Row, ours: Row) -> bool:
    """Whether readers would lose it: what they have, or will, stands beside a draft of the same."""
    if not issubclass(kind, Publishing) or theirs["state"] != PublishingState.APPROVED:
        return False
    is_later = bool(ours["release_at"]) and ours["release_at"] > theirs["release_at"]
    return ours["state"] != PublishingState.APPROVED or is_later
