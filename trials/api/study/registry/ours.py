"""What we hold of many trials beside a registry's version: their columns, and rows of each kind."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from trials.api.study.registry.columns import COLUMNS
from trials.api.study.registry.parts import COLLABORATORS, REFERENCES
from trials.ctgov.importer import parts
from trials.ctgov.importer.parts.held import rows_of
from trials.ctgov.importer.rows import Row
from trials.models import Trial

KINDS = tuple(
    {"collaborator": COLLABORATORS, "reference": REFERENCES}.get(kind.name, kind)
    for kind in parts.KINDS
    if kind is not parts.FINDINGS
)
MAIN = ("nct_id", "protocol_id")
STATUS = ("overall_status", "status_as_of")
SPONSOR = {"lead_sponsor": "lead_sponsor__name", "lead_sponsor_class": "lead_sponsor__agency_class"}


@dataclass(frozen=True)
class Ours:
    """One trial: its columns as a version would fill them, and its rows by the name of the kind."""

    columns: Mapping[str, Any]
    rows: Mapping[str, list[Row]] = field(default_factory=dict)


def ours_of(trials: Collection[int], statuses: Mapping[int, tuple[str, str]]) -> dict[int, Ours]:
    """By trial, in a query for each kind. `statuses`: the last that may be told, and its date."""
    if not trials:
        return {}
    rows = {kind.name: rows_of(kind, trials) for kind in KINDS}
    return {
        trial: Ours(
            columns | dict(zip(STATUS, statuses.get(trial, ()), strict=False)),
            {
                name: _without_sponsor(name, of_trials.get(trial, []), columns)
                for name, of_trials in rows.items()
            },
        )
        for trial, columns in _columns(trials).items()
    }


def _columns(trials: Collection[int]) -> dict[int, dict[str, Any]]:
    own = COLUMNS.keys() - {*STATUS, *SPONSOR}
    rows = Trial.objects.filter(pk__in=trials).values("id", *MAIN, *own, *SPONSOR.values())
    return {
        row["id"]: row | {name: row[column] or "" for name, column in SPONSOR.items()}
        for row in rows
    }


def _without_sponsor(name: str, rows: list[Row], columns: Mapping[str, Any]) -> list[Row]:
    """The sponsor is a leading group too, where it is one; it collaborates with nobody."""
    if name != COLLABORATORS.name:
        return rows
    return [row for row in rows if row["organisation__name"] != columns["lead_sponsor"]]


def is_hidden(row: Row, now: datetime) -> bool:
    """Whether a reference rests on a source that may not be named yet."""
    if row["source_id"] is None:
        return False
    return row["source__public_from"] is None or row["source__public_from"] > now
