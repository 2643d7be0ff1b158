"""Compares what we hold with the version received last, in a constant number of queries."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from trials.ctgov.drift.difference import (
    Difference,
    Lacking,
    LackingRow,
)
from trials.ctgov.drift.naming import named_by
from trials.ctgov.drift.ours import (
    ADDED,
    Rows,
    our_columns,
    our_rows,
    their_columns,
    their_rows,
)
from trials.ctgov.importer.merge import WITHOUT_DISPUTE, is_empty
from trials.ctgov.importer.parts.kind import Kind
from trials.ctgov.importer.parts.kinds import KINDS
from trials.ctgov.importer.proposals import Target, as_json
from trials.ctgov.importer.values import status_as_of
from trials.ctgov.importer.versions import last_study, last_version
from trials.ctgov.records import Study
from trials.models import Proposal, RegistryRecord, Trial
from trials.models.proposal import Decision


@dataclass
class Drift:
    """A trial beside the last version of its record at the registry."""

    trial: Trial
    version: RegistryRecord | None
    is_readable: bool = True
    status_as_of: str = ""
    """When the registry said its status."""
    differences: list[Difference] = field(default_factory=list)
    only_theirs: list[Lacking] = field(default_factory=list)
    only_ours: list[Lacking] = field(default_factory=list)

    @cached_property
    def undecided(self) -> list[Difference]:
        """What a person has to look at."""
        return [one for one in self.differences if not one.is_kept]

    @cached_property
    def kept(self) -> list[Difference]:
        """What was decided for ours, until the registry changes it again."""
        return [one for one in self.differences if one.is_kept]


def drift_of(trial: Trial) -> Drift:
    """Compare; without a version that can be read there is nothing to compare with."""
    version = last_version(trial)
    study = last_study(version)
    drift = Drift(trial, version, is_readable=study is not None or version is None)
    if version is not None and study is not None:
        drift.status_as_of = status_as_of(study)
        _Comparison(drift, version, _proposals(trial)).compare(study)
    return drift


@dataclass
class _Comparison:
    """One comparison under way."""

    drift: Drift
    version: RegistryRecord
    proposals: dict[Target, list[Proposal]]
    filled_here: list[str] = field(default_factory=list)
    """Fields that only we filled, in words."""

    def compare(self, study: Study) -> None:
        """The trial's own columns, then its parts, then what only one of the two has."""
        trial = self.drift.trial
        theirs = their_columns(study)
        self._columns(Trial, trial.pk, "", our_columns(trial, theirs), theirs)
        held = our_rows(trial, study)
        for kind in KINDS:
            self._rows(kind, held[kind.name], their_rows(kind, study, held))
        if self.filled_here:
            self.drift.only_ours.insert(0, Lacking("field", self.filled_here))

    def _rows(self, kind: Kind, ours: Rows, theirs: Rows) -> None:
        for key in [key for key in theirs if key in ours and kind.columns]:
            given = {name: theirs[key][name] for name in self._asked(kind, ours[key]["id"])}
            named = f"{kind.name} {named_by(kind, ours[key])}"
            self._columns(kind.model, ours[key]["id"], named, ours[key], given)
        _lacking(self.drift.only_theirs, kind, theirs, ours)
        _lacking(self.drift.only_ours, kind, ours, theirs)

    def _asked(self, kind: Kind, pk: int) -> list[str]:
        """The columns; how we spell what makes the key only where an import asked about that."""
        target = ContentType.objects.get_for_model(kind.model).pk, pk
        return [*kind.columns, *(name for name in kind.fixed if (*target, name) in self.proposals)]

    def _columns(
        self, model: Any, pk: int, record: str, ours: dict[str, Any], theirs: dict[str, Any]
    ) -> None:
        """The columns that differ, and those of which a proposal still waits.

        What the registry does not say is no difference, unless it once said it.
        """
        target = ContentType.objects.get_for_model(model).pk, pk
        for name, value in theirs.items():
            proposal = _fitting(self.proposals.get((*target, name), []), value)
            found = Difference(model, pk, record, name, ours[name], value, self.version, proposal)
            differs = not found.agrees and name not in WITHOUT_DISPUTE
            waits = proposal is not None and not found.is_kept
            if waits or (differs and (proposal or not is_empty(value))):
                self.drift.differences.append(found)
            elif differs:
                words = str(found.column.verbose_name)
                self.filled_here.append(": ".join(filter(None, [record, words])))


def _lacking(found: list[Lacking], kind: Kind, those: Rows, others: Rows) -> None:
    rows = [
        LackingRow(kind, named_by(kind, row), row)
        for key, row in those.items()
        if key not in others
    ]
    if rows:
        names = [row.name for row in rows]
        found.append(Lacking(kind.name, names, rows, can_be_added=kind in ADDED))


def _fitting(proposals: list[Proposal], value: Any) -> Proposal | None:
    """The open one of this value, else the last that was kept for it, else an open one at all."""
    waiting = [one for one in proposals if one.decision == Decision.OPEN]
    same_value = [one for one in proposals if one.proposed_value == as_json(value)]
    both = [one for one in waiting if one in same_value]
    return next(reversed(both or same_value or waiting), None)


def _proposals(trial: Trial) -> dict[Target, list[Proposal]]:
    """Those open and kept of each target, the oldest first; in one query."""
    own = Q(content_type=ContentType.objects.get_for_model(Trial), object_id=trial.pk)
    rows = Proposal.objects.asked_by_registry().filter(own | Q(registry_record__trial=trial))
    found: dict[Target, list[Proposal]] = {}
    for row in rows.select_related("decided_by").order_by("decided_at", "id"):
        found.setdefault((row.content_type_id, row.object_id, row.field), []).append(row)
    return found
