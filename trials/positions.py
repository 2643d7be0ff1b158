"""Where the data stands that a page shows, as a short text: it moves with each change of it.

A revision tells of everything that is written, but not of a moment that passes: what waits for it
becomes public and nobody writes anything. So each position counts the releases due by now as well.
One row each, read by keys and indexes alone.
"""

from typing import Any

from django.db import connection
from django.db.models import TextField
from django.db.models.expressions import RawSQL

from trials.search.indexing import refresh

OF_TRIAL = "trial_position({id})"
"""Its revision, the last moment at which something of it became public, the same of the trials that
stand beside it under an approval: a function (migration 0019)."""

# The log holds all that was written. Its last transaction alone does not say which of the earlier
# ones were seen: those that run yet are named. Of what waits for a moment the search makes a new
# document when its time has come; what is due and not made yet stands in its queue. An index made
# anew counts its documents from one, in segments with other keys.
OF_EVERYTHING = """
SELECT due.at IS NOT NULL, jsonb_build_array(
    last.xact, last.at, due.at,
    (SELECT jsonb_agg(running::text ORDER BY running::text)
        FROM pg_snapshot_xip(pg_current_snapshot()) running
        WHERE running::text::bigint < last.xact),
    (SELECT max(number) FROM trials_searchdocument),
    (SELECT max(id) FROM trials_searchdocument WHERE number IS NULL),
    (SELECT max(id) FROM trials_searchsegment)
)::text
FROM (SELECT max(due_at) AS at FROM trials_searchtodo WHERE due_at <= statement_timestamp()) due
LEFT JOIN LATERAL (
    SELECT xact, at FROM trials_changelogentry ORDER BY xact DESC, id DESC LIMIT 1) last ON true
"""


def of_trial() -> RawSQL:
    """An annotation of trials: what moves with each change of the page of one."""
    return RawSQL(f"{OF_TRIAL.format(id='trials_trial.id')}::text", (), TextField())  # noqa: S611  # nosec B611 # no value of a person is in it


def of_everything() -> str:
    """What moves with each change of any record, for lists.

    Of each record the queue has the next moment only: what is due is made before it is counted.
    """
    is_due, position = _everything()
    if is_due:
        refresh()
        _, position = _everything()
    return position


def _everything() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute(OF_EVERYTHING)
        row: Any = cursor.fetchone()
    return row[0], row[1]
