"""Trials that the registry no longer has: marked with the day, never removed; and unmarked again.

An import of single IDs knows it from the registry's own answer; an import of all of the registry
from the trials that it did not meet, which stand in a table of this connection, not in memory.
"""

from collections.abc import Iterable
from typing import Any

from django.db import connection

from trials.ctgov.client import is_believed
from trials.ctgov.importer.given import Given
from trials.ctgov.importer.outcome import Imported, Result
from trials.ctgov.importer.values import REGISTRY
from trials.models import TrialIdentifier
from trials.turns import once_served

SEEN = "CREATE TEMPORARY TABLE IF NOT EXISTS seen_in_import (trial_id bigint PRIMARY KEY)"
AT_THE_REGISTRY = f"""
    missing_since IS NULL AND merged_into_id IS NULL
        AND EXISTS (SELECT FROM trials_registryrecord record
            WHERE record.trial_id = trial.id AND record.registry = '{REGISTRY}')"""  # nosec B608 # names of our own
MARK = f"UPDATE trials_trial trial SET missing_since = now() WHERE {AT_THE_REGISTRY} AND "  # noqa: S608  # nosec B608 # names of our own
UNMET = "NOT EXISTS (SELECT FROM seen_in_import seen WHERE seen.trial_id = trial.id)"
COUNT = f"""
    SELECT count(*) FILTER (WHERE {UNMET}), count(*) FROM trials_trial trial
    WHERE {AT_THE_REGISTRY}"""  # noqa: S608  # nosec B608 # names of our own
TOO_MANY = (
    "{:,} of the {:,} trials that the registry had are not in it: too many to believe that this is"
    " all of the registry. None of them is marked as missing"
)
NAME = " RETURNING coalesce(protocol_id, nct_id)"


def mark_missing(nct_ids: Iterable[str]) -> list[str]:
    """Mark the trials that go by these numbers now; gives the IDs of those newly marked."""
    return _marked("nct_id = ANY (%s)", [list(nct_ids)])


class Seen:
    """The trials that an import of the whole registry met."""

    def __init__(self) -> None:
        # A part that could not be read may hold any trial: then nothing is known to be missing.
        self.is_whole = True
        with connection.cursor() as cursor:
            cursor.execute(SEEN)
            cursor.execute("TRUNCATE seen_in_import")

    def note(self, results: Iterable[tuple[Given, Result]]) -> None:
        """These were there; a study that is refused is there as well."""
        trials, refused = [], []
        for given, result in results:
            if isinstance(result, Imported):
                trials.append(result.trial_id)
            else:
                refused.append(given.nct_id)
        self.is_whole = self.is_whole and all(refused)
        named = TrialIdentifier.objects.filter(resolves=True, key__in=refused)
        trials += named.values_list("trial_id", flat=True)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO seen_in_import SELECT unnest(%s::bigint[]) ON CONFLICT DO NOTHING",
                [trials],
            )

    def mark_the_others(self) -> list[str]:
        """Mark what was not met; gives the IDs of those newly marked."""
        return _marked(UNMET, []) if self.is_whole else []

    def doubt(self) -> str:
        """Why what was not met is not believed to be missing, "" where it is."""
        with connection.cursor() as cursor:
            cursor.execute(COUNT)
            missing, total = cursor.fetchone()
        if not self.is_whole or is_believed(missing, total):
            return ""
        return TOO_MANY.format(missing, total)


def _marked(which: str, parameters: list[Any]) -> list[str]:
    def mark() -> list[str]:
        with connection.cursor() as cursor:
            cursor.execute(MARK + which + NAME, parameters)
            return [name for (name,) in cursor.fetchall()]

    return once_served(mark)
