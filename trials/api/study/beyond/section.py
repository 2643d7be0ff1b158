"""Puts the section together for many trials: a query for each kind of part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from trials.api.study.beyond import decisions, design, evidence, names, releases
from trials.api.study.beyond.due import due_times
from trials.api.study.beyond.telling import Json, known, moment
from trials.models import Trial


@dataclass(frozen=True)
class Beyond:
    """The parts of the section of many trials, by key of the section and trial."""

    parts: Mapping[str, Mapping[int, list[Json]]]
    sources: Mapping[int, Json]
    statuses: Mapping[int, tuple[str, str]]
    """Of each trial the status that may be told today, and as of when."""
    due: Mapping[int, datetime]

    def of(self, row: Mapping[str, Any]) -> Json:
        """The section of one trial, by its columns."""
        key = row["id"]
        told = known({name: by_trial.get(key) for name, by_trial in self.parts.items()})
        named = dict.fromkeys(_named(told))
        said = known({"sources": [self.sources[one] for one in named if one in self.sources]})
        return _itself(row) | told | said

    def due_at(self, trial: int) -> datetime | None:
        """When something of it becomes public next."""
        return self.due.get(trial)


def beyond_of(rows: Sequence[Mapping[str, Any]]) -> Beyond:
    """Of these trials, by their columns."""
    trials = [row["id"] for row in rows]
    statuses, numbers = names.Statuses(trials), evidence.finding_rows(trials)
    cohorts = design.cohorts(trials)
    arms = design.arms(trials, statuses.arms)
    labels = design.labels_of(cohorts), design.labels_of(arms)
    parts = {
        "identifiers": names.identifiers(trials),
        "formerNames": names.former_names(trials),
        "groups": names.groups(trials),
        "statusHistory": statuses.told(*labels),
        "cohorts": cohorts,
        "arms": arms,
        "endpoints": design.endpoints(trials, _endpoints(numbers)),
        "findings": evidence.findings(numbers),
        "discrepancies": evidence.discrepancies(numbers),
        "approvals": decisions.approvals(trials, decisions.supported(trials)),
        "guidelineListings": decisions.guideline_listings(trials),
        "releases": releases.releases(trials),
    }
    named = {key for by_trial in parts.values() for told in by_trial.values() for key in _of(told)}
    return Beyond(parts, releases.sources(named), statuses.current(), due_times(trials))


def _endpoints(numbers: Sequence[Mapping[str, Any]]) -> set[int]:
    return {row["endpoint_id"] for row in numbers if row["endpoint_id"]}


def _itself(row: Mapping[str, Any]) -> Json:
    """Which trial it is, as of which revision, and what else its own columns say."""
    trial = Trial(id=row["id"], nct_id=row["nct_id"], protocol_id=row["protocol_id"])
    return known(
        {
            "protocolId": row["protocol_id"],
            "nctId": row["nct_id"],
            "acronym": row["acronym"],
            "url": trial.get_absolute_url(),
            "revision": row["revision"],
            "updatedAt": moment(row["updated_at"]),
            "plainSummary": row["plain_summary"],
            "allocationRatio": row["allocation_ratio"],
        }
    )


def _named(told: Mapping[str, list[Json]]) -> Iterator[int]:
    """The sources that the parts of one trial name."""
    for parts in told.values():
        yield from _of(parts)


def _of(parts: Sequence[Json]) -> Iterator[int]:
    return (part["sourceId"] for part in parts if "sourceId" in part)
