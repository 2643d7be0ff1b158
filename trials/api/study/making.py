"""Makes the two JSONs of many trials at once."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from trials.api.study.beyond import Beyond, beyond_of
from trials.api.study.reading import last_texts, trials_of
from trials.api.study.registry import Ours, edited
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
    texts = last_texts(keys)
    beyond = beyond_of(rows)
    compared = [key for key in keys if key in compare or key not in texts]
    ours = ours_of(compared, beyond.statuses, now)
    for row in rows:
        key = row["id"]
        yield _rendered(row, texts.pop(key, None), ours.pop(key, None), beyond, now)


def _rendered(
    row: Json, text: str | None, ours: Ours | None, beyond: Beyond, now: datetime
) -> Rendered:
    study, is_edited = _study(text, ours, now)
    return Rendered(
        row["id"], row["revision"], study, beyond.of(row), is_edited, beyond.due_at(row["id"])
    )


def _study(text: str | None, ours: Ours | None, now: datetime) -> tuple[Json, bool]:
    """The study, and whether it says something else than the registry."""
    if text is None:
        return (completed(edited({}, None, ours, now)) if ours else {}), True
    study: Json = orjson.loads(text)
    read = _read(study) if ours else None
    if ours is None or read is None:
        return study, False
    said = edited(study, read, ours, now)
    return said, said != orjson.loads(text)


def _read(data: Json) -> Study | None:
    """None for a version that could not be read today: it stays as it came."""
    try:
        return parse_study(data)
    except StudyRefused:
        return None
