"""What the registry called a trial until a version came: names of old, with their last day."""

import json
from collections.abc import Iterator, Sequence

from django.db import connection

from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.values import Values
from trials.models.trial_names import TITLES

NAMES_WERE = """
    INSERT INTO trials_formername (trial_id, kind, name, used_from, used_until, source_id)
    SELECT trial_id, kind, name, '', used_until, source_id
    FROM json_populate_recordset(NULL::trials_formername, %s)
    ON CONFLICT (trial_id, kind, name) DO UPDATE SET
        used_until = excluded.used_until, source_id = excluded.source_id
"""


def former_names(last: Values, new: Values, ours: Row) -> Iterator[Row]:
    """Kind and name of each that the last version had, and neither the new one nor we have."""
    for column, kind in TITLES.items():
        name = last.get(column, "")
        if name and name not in (new[column], ours[column]):
            yield {"kind": kind, "name": name}


def write_former_names(rows: Sequence[Row]) -> None:
    """After the trials: their trigger keeps such names too, but the registry knows the day."""
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(NAMES_WERE, [json.dumps(rows)])
