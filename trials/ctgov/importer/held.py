"""What is here of the trials that a batch of studies are: locked, and read in a query a table."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from trials.ctgov.importer import versions
from trials.ctgov.importer.proposals import made_before
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.status import changes_of, described, sources_made_before
from trials.ctgov.importer.values import trial_values
from trials.ctgov.records import Study
from trials.models import Proposal, RegistryRecord, Source, Trial
from trials.vocabulary import PublishingState

IDS = ("id", "nct_id", "protocol_id", "missing_since")
STATE = ("overall_status", "status_as_of", "state", "release_at")
SPONSOR = ("lead_sponsor__name", "lead_sponsor__is_group")
# "now" is the start of the transaction, by the database's clock.
PUBLIC: Row = {"state": PublishingState.APPROVED, "release_at": "now"}


@dataclass(slots=True)
class Held:
    """What is here of the trial that a study is."""

    trial: int
    columns: Row
    last: RegistryRecord | None
    source: Source | None
    changes: list[Row]
    proposals: list[Proposal]

    @property
    def public_with(self) -> Row:
        """What makes a new part of it public with it, or a draft."""
        if self.columns["state"] != PublishingState.APPROVED:
            return {}
        is_out = self.columns["release_at"] <= timezone.now()
        return PUBLIC | ({} if is_out else {"release_at": self.columns["release_at"]})


def read_held(here: dict[int, Study]) -> dict[int, Held]:
    """By the trial's key, of the trials that these studies are."""
    if not here:
        return {}
    list(Trial.objects.filter(pk__in=here).order_by("pk").select_for_update().values("pk"))
    last, changes = versions.last_versions(here), changes_of(here)
    proposals, sources = made_before(here), _sources(here, last)
    return {
        row["id"]: Held(
            trial=row["id"],
            columns=row | {"lead_sponsor": row["lead_sponsor__name"] or ""},
            last=last.get(row["id"]),
            source=sources.get(row["id"]),
            changes=changes[row["id"]],
            proposals=proposals[row["id"]],
        )
        for row in _columns(here)
    }


def _columns(studies: dict[int, Study]) -> list[Row]:
    own = trial_values(next(iter(studies.values()))).keys() - {"lead_sponsor"}
    return list(Trial.objects.filter(pk__in=studies).values(*IDS, *STATE, *own, *SPONSOR))


def _sources(studies: dict[int, Study], last: dict[int, Any]) -> dict[int, Source]:
    """That of the version before; where there is none, one that an editor made."""
    found = {trial: record.source for trial, record in last.items() if record.source}
    others = {trial: study for trial, study in studies.items() if trial not in found}
    made = sources_made_before(others.values())
    for trial, study in others.items():
        words = described(study)
        if source := made.get(words["url"]) or made.get(words["title"]):
            found[trial] = source
    return found
