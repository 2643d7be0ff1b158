"""The queue of what is to be rendered: who waits, who comes next, and who will be due later."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection
from django.db.models import Min
from django.db.models.functions import Now

from trials.models import StudyToRender

CHANGED_HERE = """
    SELECT DISTINCT record_id FROM trials_changelogentry log
    WHERE xact = pg_current_xact_id_if_assigned()::text::bigint AND record = 'trial'
        AND EXISTS (SELECT FROM trials_trial WHERE id = log.record_id)
"""

OTHERWISE_MADE = """
    INSERT INTO trials_studytorender (trial_id, by_registry)
    SELECT trial_id, true FROM trials_studyversion WHERE replaced_by IS NULL AND made_by <> %s
"""


def have_made_anew(code: str) -> None:
    """Have all wait that other code made."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERWISE_MADE, [code])


def waiting() -> int:
    """How many trials wait now."""
    due = StudyToRender.objects.filter(due_at__lte=Now())
    return due.values("trial_id").distinct().count()


def is_due() -> bool:
    """Whether anything waits now."""
    return StudyToRender.objects.filter(due_at__lte=Now()).exists()


def next_due(most: int) -> list[int]:
    """The trials that have waited longest."""
    due = StudyToRender.objects.filter(due_at__lte=Now()).values("trial_id")
    first = due.annotate(first=Min("pk")).order_by("first")
    return list(first.values_list("trial_id", flat=True)[:most])


def changed_here() -> list[int]:
    """The trials that this very transaction changed; no such ones outside of a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGED_HERE)
        return [trial for (trial,) in cursor.fetchall()]


def take(trials: Iterable[int]) -> dict[int, bool]:
    """Take them from the queue; of each whether it was the registry that changed it, and only it.

    A change that is not committed yet has a row that is not seen here, and so waits on.
    """
    seen = StudyToRender.objects.filter(trial__in=trials)
    rows = list(seen.values_list("pk", "trial_id", "by_registry"))
    StudyToRender.objects.filter(pk__in=[pk for pk, _, _ in rows]).delete()
    edited = {trial for _, trial, by_registry in rows if not by_registry}
    known = {trial for _, trial, _ in rows}
    return {trial: trial in known and trial not in edited for trial in trials}


def wait_until(due: Mapping[int, datetime], by_registry: Mapping[int, bool]) -> None:
    """Have these trials rendered again when more of them becomes public."""
    StudyToRender.objects.bulk_create(
        StudyToRender(trial_id=trial, due_at=at, by_registry=by_registry[trial])
        for trial, at in due.items()
    )
