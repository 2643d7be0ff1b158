"""Rows that the registry dropped, kept here because findings or contacts rest on them: no edits.

Such a row is known by an earlier version that says the same of it. One that was changed here too
says something of ours, and stays.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from trials.api.study.registry.ours import Ours
from trials.ctgov.importer import parts
from trials.ctgov.importer.merge import WITHOUT_DISPUTE
from trials.ctgov.importer.parts.kind import Kind
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.values import REGISTRY
from trials.ctgov.importer.versions import last_study
from trials.ctgov.records import Study
from trials.models import RegistryRecord

KEPT = tuple(kind for kind in parts.KINDS if kind.pinned_by)


def leave_out_leftovers(ours: Mapping[int, Ours], last: Iterable[tuple[int, Study]]) -> None:
    """Of trials with several versions, of which `last` are the last: in one query more, if any."""
    new = {trial: found for trial, study in last if (found := _new(ours[trial], study))}
    for trial, study in _earlier(new) if new else ():
        for kind in KEPT:
            said = {_said(kind, row) for row in kind.rows(study)}
            rows = ours[trial].rows[kind.name]
            rows[:] = [
                row
                for row in rows
                if (kind.name, row["id"]) not in new[trial] or _said(kind, row) not in said
            ]


def _new(ours: Ours, study: Study) -> set[tuple[str, int]]:
    """The rows that the last version lacks, by their kinds and keys."""
    found: set[tuple[str, int]] = set()
    for kind in KEPT:
        theirs = kind.keyed(kind.rows(study))[0]
        held = kind.keyed(ours.rows[kind.name])[0]
        found |= {(kind.name, row["id"]) for key, row in held.items() if key not in theirs}
    return found


def _said(kind: Kind, row: Row) -> tuple[Any, ...]:
    return tuple(row[column] for column in kind.written if column not in WITHOUT_DISPUTE)


def _earlier(trials: Iterable[int]) -> Iterator[tuple[int, Study]]:
    """One at a time: a version may be megabytes."""
    versions = RegistryRecord.objects.filter(registry=REGISTRY, trial__in=list(trials))
    for version in versions.order_by("trial_id", "-version").iterator(chunk_size=5):
        if study := last_study(version):
            yield version.trial_id, study
