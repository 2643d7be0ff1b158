"""Puts the section together for many trials: a query for each kind of part."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from django.urls import reverse

from trials import identifiers
from trials.api.study.beyond import decisions, design, evidence, names, releases
from trials.api.study.beyond.due import due_times
from trials.api.study.beyond.having import Having
from trials.api.study.beyond.telling import Json, known, moment

Lists = dict[int, list[Json]]
STAND_IN = "A000000"
PARTS = (
    *("protocolId", "nctId", "acronym", "url", "revision", "updatedAt", "plainSummary"),
    *("allocationRatio", "identifiers", "formerNames", "groups", "statusHistory", "cohorts"),
    *("arms", "endpoints", "findings", "discrepancies", "approvals", "guidelineListings"),
    *("releases", "sources"),
)
"""The keys of the section, in its order: what `Beyond.of` writes."""


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
        # A release is a source itself: that is told where another part rests on it.
        for release in told.get("releases", []):
            if release.get("sourceId") not in named:
                release.pop("sourceId", None)
        return _itself(row) | told | said

    def due_at(self, trial: int) -> datetime | None:
        """When something of it becomes public next."""
        return self.due.get(trial)


def beyond_of(rows: Sequence[Mapping[str, Any]], now: datetime) -> Beyond:
    """Of these trials, by their columns and what they have; as of `now`."""
    having = Having(rows)
    statuses = names.Statuses(having.all)
    parts = {
        "identifiers": names.identifiers(having.all),
        "formerNames": having.read(names.former_names, "former_names"),
        "groups": having.read(names.groups, "groups"),
        **_design_and_status(having, statuses),
        **_evidence(having),
        "approvals": having.read(decisions.approvals, "approvals", "supported"),
        "guidelineListings": having.read(decisions.guideline_listings, "listings"),
        "releases": having.read(releases.releases, "links"),
    }
    named = {key for by_trial in parts.values() for told in by_trial.values() for key in _of(told)}
    return Beyond(parts, releases.sources(named), statuses.current(), due_times(having, now))


def _design_and_status(having: Having, statuses: names.Statuses) -> dict[str, Lists]:
    """Of a cohort or an arm there is a status, too."""
    cohorts = having.read(design.cohorts, "cohorts")
    trials = list({*having.any("arms"), *statuses.with_arms})
    arms = design.arms(trials, statuses.arms) if trials else {}
    told = statuses.told(design.labels_of(cohorts), design.labels_of(arms))
    return {"statusHistory": told, "cohorts": cohorts, "arms": arms}


def _evidence(having: Having) -> dict[str, Lists]:
    """Findings, and what they measure."""
    trials = having.any("findings")
    numbers = evidence.finding_rows(trials) if trials else []
    measured = {row["endpoint_id"] for row in numbers if row["endpoint_id"]}
    return {
        "endpoints": having.read(
            partial(design.endpoints, named=measured), "endpoints", "findings"
        ),
        "findings": evidence.findings(numbers),
        "discrepancies": evidence.discrepancies(numbers),
    }


def _page(public_id: str) -> str:
    """As `Trial.get_absolute_url`, which takes ten times as long: thousands are told at once."""
    return _any_page().replace(STAND_IN, identifiers.slug(public_id))


@cache
def _any_page() -> str:
    return reverse("trial", args=[STAND_IN])


def _itself(row: Mapping[str, Any]) -> Json:
    """Which trial it is, as of which revision, and what else its own columns say."""
    return known(
        {
            "protocolId": row["protocol_id"],
            "nctId": row["nct_id"],
            "acronym": row["acronym"],
            "url": _page(row["protocol_id"] or row["nct_id"]),
            "revision": row["revision"],
            "updatedAt": moment(row["updated_at"]),
            "plainSummary": row["plain_summary"],
            "allocationRatio": row["allocation_ratio"],
        }
    )


def _named(told: Mapping[str, list[Json]]) -> Iterator[int]:
    """The sources that the parts of one trial name."""
    for name, parts in told.items():
        if name != "releases":
            yield from _of(parts)


def _of(parts: Sequence[Json]) -> Iterator[int]:
    return (part["sourceId"] for part in parts if "sourceId" in part)
