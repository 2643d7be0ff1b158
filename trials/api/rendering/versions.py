"""Writes new versions in the place of those that stood; what was replaced goes after a while."""

from collections.abc import Iterable, Mapping, Set
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.db import connection
from django.db.models.functions import Now

from trials.api.code import code
from trials.api.index import numbers_of, words_of
from trials.api.study import Rendered, studies_of
from trials.models import StudyVersion, Trial
from trials.vocabulary import PublishingState

KEPT = timedelta(hours=26)
"""How long a version replaced is kept: longer than a page token is good for."""
NEXT_KEYS = """
    SELECT nextval(pg_get_serial_sequence('trials_studyversion', 'id')), clock_timestamp()
    FROM generate_series(1, %s)
"""
REPLACE = """
    UPDATE trials_studyversion SET replaced_by = new.id, replaced_at = new.at
    FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[]) AS new (trial, id, at)
    WHERE trial_id = new.trial AND replaced_by IS NULL
"""
COLUMNS = (
    *("id", "trial_id", "rendered_at", "revision", "body", "beyond", "size"),
    *("words", "numbers", "is_edited", "made_by"),
)
Due = dict[int, datetime]
"""When a trial is due again."""


def write_versions(by_registry: Mapping[int, bool]) -> Due:
    """Write those of these trials that have an address; when they are due, as far as is known.

    Where it was not the registry alone that changed a trial, it may have been edited.
    """
    public = Trial.objects.filter(pk__in=by_registry).public().order_by("pk")
    # A duplicate that gave its IDs to the trial it was merged into has no address.
    public = public.exclude(protocol_id=None, nct_id=None)
    edited = StudyVersion.objects.current().filter(trial__in=by_registry, is_edited=True)
    compare = {trial for trial, alone in by_registry.items() if not alone}
    compare |= set(edited.values_list("trial_id", flat=True))
    return _write(list(public.values_list("pk", flat=True)), compare) | _due_later(by_registry)


def forget(trials: Iterable[int]) -> None:
    """Have no version of these stand."""
    _replace(_next_keys(list(trials)))


def clear() -> None:
    """Delete what was replaced long ago."""
    StudyVersion.objects.filter(replaced_at__lt=Now() - KEPT).delete()


def _due_later(trials: Iterable[int]) -> Due:
    approved = Trial.objects.filter(pk__in=trials, state=PublishingState.APPROVED)
    return dict(approved.filter(release_at__gt=Now()).values_list("pk", "release_at"))


def _write(trials: list[int], compare: Set[int]) -> Due:
    """What is read to render them is read before the rows are sent."""
    due, rows = {}, []
    keys = _next_keys(trials)
    for one in studies_of(trials, compare):
        rows.append((*keys[one.trial], *_row(one)))
        if one.due_at:
            due[one.trial] = one.due_at
    _replace(keys)
    _insert(rows)
    return due


def _next_keys(trials: list[int]) -> dict[int, tuple[int, int, datetime]]:
    """Of each trial the key of its next version, its own, and the time."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_KEYS, [len(trials)])
        keys = zip(trials, cursor.fetchall(), strict=True)
        return {trial: (key, trial, at) for trial, (key, at) in keys}


def _row(one: Rendered) -> tuple[Any, ...]:
    body = orjson.dumps(one.study)
    return (
        one.revision,
        body.decode(),
        orjson.dumps(one.beyond).decode(),
        len(body),
        words_of(one.study),
        orjson.dumps(numbers_of(one.study)).decode(),
        one.is_edited,
        code(),
    )


def _replace(keys: Mapping[int, tuple[int, int, datetime]]) -> None:
    with connection.cursor() as cursor:
        new = [[key[part] for key in keys.values()] for part in (1, 0, 2)]
        cursor.execute(REPLACE, new)


def _insert(rows: list[tuple[Any, ...]]) -> None:
    """By COPY: the texts are large, and nothing of them stands in the history."""
    statement = f"COPY trials_studyversion ({', '.join(COLUMNS)}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
