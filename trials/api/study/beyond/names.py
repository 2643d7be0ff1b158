"""What a trial is and was called, who leads it, and its status over time: as our section tells."""

from collections.abc import Sequence
from typing import Any

from trials.api.study.beyond.having import any_of
from trials.api.study.beyond.telling import Json, by_trial, renamed
from trials.models import FormerName, Membership, StatusChange, TrialIdentifier, TrialOrganisation
from trials.publishing import may_be_named
from trials.record import since

Lists = dict[int, list[Json]]
NUMBER = {
    "value": "id",
    "kind": "kind",
    "type": "type",
    "domain": "domain",
    "link": "link",
}
NAME = {
    "kind": "kind",
    "name": "name",
    "used_from": "usedFrom",
    "used_until": "usedUntil",
    "source_id": "sourceId",
}
STATUS = {
    "status": "status",
    "as_of": "asOf",
    "effective": "effective",
    "reason": "reason",
    "source_id": "sourceId",
}
CHANGE = ("pk", "trial_id", "cohort_id", "arm_id", "recorded_at")
GROUP = {"organisation__name": "name", "organisation__short_name": "shortName"}


def identifiers(trials: Sequence[int]) -> Lists:
    """Every number it has or had; which are retired is told."""
    columns = ("trial_id", "retired", *NUMBER)
    rows = TrialIdentifier.objects.filter(any_of(trials)).order_by("trial_id", "retired", "id")
    return by_trial(
        (row["trial_id"], renamed(row, NUMBER) | ({"isRetired": True} if row["retired"] else {}))
        for row in rows.values(*columns)
    )


def former_names(trials: Sequence[int]) -> Lists:
    """Titles and acronyms it had."""
    rows = FormerName.objects.filter(any_of(trials), may_be_named())
    in_order = rows.order_by("kind", "-used_until", "-id").values("trial_id", *NAME)
    return by_trial((row["trial_id"], renamed(row, NAME)) for row in in_order)


def groups(trials: Sequence[int]) -> Lists:
    """The cooperative groups that lead it."""
    rows = TrialOrganisation.objects.filter(any_of(trials), role=Membership.GROUP)
    in_order = rows.order_by("position", "id").values("trial_id", *GROUP)
    return by_trial((row["trial_id"], renamed(row, GROUP)) for row in in_order)


class Statuses:
    """The status changes of many trials that may be told, of each the latest first."""

    def __init__(self, trials: Sequence[int]) -> None:
        changes = StatusChange.objects.filter(any_of(trials), may_be_named(), site=None)
        rows: Any = changes.order_by().values_list(*CHANGE, *STATUS, named=True)
        self._changes: dict[int, list[Any]] = {}
        for change in sorted(rows, key=since, reverse=True):
            self._changes.setdefault(change.trial_id, []).append(change)

    def current(self) -> dict[int, tuple[str, str]]:
        """By trial the status of today, and as of when it holds."""
        own = {
            trial: next((one for one in changes if not (one.cohort_id or one.arm_id)), None)
            for trial, changes in self._changes.items()
        }
        return {
            trial: (change.status, change.as_of or change.effective)
            for trial, change in own.items()
            if change
        }

    def told(self, cohorts: dict[int, str], arms: dict[int, str]) -> Lists:
        """All of them, with the labels of the parts that they are of."""
        return {
            trial: [_told(change, cohorts, arms) for change in changes]
            for trial, changes in self._changes.items()
        }

    @property
    def with_arms(self) -> list[int]:
        """The trials of which an arm has a status."""
        return [
            trial for trial, changes in self._changes.items() if any(one.arm_id for one in changes)
        ]

    @property
    def arms(self) -> set[int]:
        """The arms that one of them is of."""
        changes = (one for some in self._changes.values() for one in some)
        return {change.arm_id for change in changes if change.arm_id}


def _told(change: Any, cohorts: dict[int, str], arms: dict[int, str]) -> Json:
    told = renamed(change._asdict(), STATUS)
    if change.cohort_id:
        told["cohort"] = cohorts[change.cohort_id]
    if change.arm_id:
        told["arm"] = arms[change.arm_id]
    return told
