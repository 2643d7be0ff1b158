"""Where the data stands that a page shows, as a short text: it moves with each change of it.

A revision tells of everything that is written, but not of a moment that passes: what waits for it
becomes public and nobody writes anything. So each position counts the releases due by now as well.
Names of diseases and drugs belong to no record: of them the last transaction is told by their
states. One row each, read by keys and indexes alone.
"""

from typing import Any

from django.db import connection
from django.db.models import TextField
from django.db.models.expressions import RawSQL

from trials.search.indexing import refresh

OF_TRIAL = "trial_position({id})"
"""Its revision, the last moment at which something of it became public, the same of the trials that
stand beside it under an approval: a function (migration 0020)."""

OF_HISTORY = "trial_history_position({id})"
"""The same with what old versions show if it is public now, whoever has it now: a function
(migration 0030)."""

# The log holds all that was written of records, states all that was written of names. The last
# transaction of each alone does not say which of the earlier ones were seen: those that run yet are
# named. Of what waits for a moment the search makes a new document when its time has come; what is
# due and not made yet stands in its queue. An index made anew counts its documents from one, in
# segments with other keys.
OF_EVERYTHING = """
SELECT due.at IS NOT NULL, jsonb_build_array(
    last.xact, last.at, due.at,
    (SELECT jsonb_agg(running::text ORDER BY running::text)
        FROM pg_snapshot_xip(pg_current_snapshot()) running
        WHERE running::text::bigint < greatest(last.xact, names.xact)),
    (SELECT max(number) FROM trials_searchdocument),
    (SELECT max(id) FROM trials_searchdocument WHERE number IS NULL),
    (SELECT max(id) FROM trials_searchsegment),
    names.xact, {also}
)::text
FROM (SELECT max(due_at) AS at FROM trials_searchtodo WHERE due_at <= statement_timestamp()) due
LEFT JOIN LATERAL (
    SELECT xact, at FROM trials_changelogentry ORDER BY xact DESC, id DESC LIMIT 1) last ON true
CROSS JOIN (SELECT greatest(
    (SELECT max(pgh_xact) FROM trials_conceptevent),
    (SELECT max(pgh_xact) FROM trials_conceptnameevent)) AS xact) names
"""


def of_trial() -> RawSQL:
    """An annotation of trials: what moves with each change of the page of one."""
    return _of_each(OF_TRIAL)


def of_history() -> RawSQL:
    """The same for the pages of its versions."""
    return _of_each(OF_HISTORY)


def _of_each(position: str) -> RawSQL:
    return RawSQL(f"{position.format(id='trials_trial.id')}::text", (), TextField())  # noqa: S611  # nosec B611 # no value of a person is in it


def of_the_program() -> str:
    """Of a page that shows no data: its tag is of the program alone."""
    return ""


def of_everything(also: str = "NULL") -> str:
    """What moves with each change of any record and of any name, for lists and searches.

    Of each record the queue has the next moment only: what is due is made before it is counted.
    `also`: what else moves it, as SQL of our own.
    """
    is_due, position = _everything(also)
    if is_due:
        refresh()
        _, position = _everything(also)
    return position


def _everything(also: str) -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute(OF_EVERYTHING.format(also=also))
        row: Any = cursor.fetchone()
    return row[0], row[1]
