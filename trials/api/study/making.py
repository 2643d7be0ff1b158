"""Makes the two JSONs of many trials at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from trials.api.study.beyond import beyond_of
from trials.api.study.order import in_order
from trials.api.study.reading import Version, last_versions, trials_of
from trials.api.study.registry import Ours, edited
from trials.api.study.registry.leftovers import leave_out_leftovers
from trials.api.study.registry.ours import ours_of
from trials.api.study.unregistered import completed
from trials.ctgov.records import Study, StudyRefused, parse_study

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rendered:
    """What is told of one trial as of one revision.

    `due_at` is the next time at which something of it becomes public, None where nothing waits.
    """

    trial: int
    revision: int
    study: Json
    beyond: Json
    is_edited: bool
    due_at: datetime | None


def studies_of(trials: Sequence[int], compare: Set[int]) -> Iterator[Rendered]:
    """The studies of these trials, in their order; of those that are gone none.

    Of a trial that is not to be compared nobody edited anything: its study is the registry's as it
    came. One that has no record there is made of our rows.
    """
    rows, now = trials_of(trials)
    if now is None:
        return
    keys = [row["id"] for row in rows]
    versions, beyond = last_versions(keys), beyond_of(rows, now)
    compared = [key for key in keys if key in compare or key not in versions]
    ours = ours_of(compared, beyond.statuses)
    leave_out_leftovers(ours, _of_several(compared, versions))
    for row in rows:
        key = row["id"]
        study, is_edited = _study(versions.pop(key, None), ours.pop(key, None), now)
        told = beyond.of(row), is_edited, beyond.due_at(key)
        yield Rendered(key, row["revision"], in_order(study), *told)


def _study(version: Version | None, ours: Ours | None, now: datetime) -> tuple[Json, bool]:
    """The study, and whether it says something else than the registry."""
    if version is None:
        return (completed(edited({}, None, ours, now)) if ours else {}), True
    study: Json = orjson.loads(version.text)
    read = _read(study) if ours else None
    if ours is None or read is None:
        return study, False
    said = edited(study, read, ours, now)
    return said, said != orjson.loads(version.text)


def _of_several(
    trials: Iterable[int], versions: Mapping[int, Version]
) -> Iterator[tuple[int, Study]]:
    """The last version of those trials of which there are earlier ones, read."""
    for trial in (one for one in trials if one in versions and versions[one].number > 1):
        if study := _read(orjson.loads(versions[trial].text)):
            yield trial, study


def _read(data: Json) -> Study | None:
    """None for a version that could not be read today: it stays as it came."""
    try:
        return parse_study(data)
    except StudyRefused:
        return None
