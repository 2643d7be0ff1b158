"""Compares what we hold with the version received last, in a constant number of queries."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from trials.ctgov.drift.difference import Difference, Lacking, Target, field_of, is_empty, same
from trials.ctgov.drift.ours import KINDS, Rows, our_columns, our_rows, their_columns
from trials.ctgov.importer.merge import WITHOUT_DISPUTE
from trials.ctgov.importer.parts import Kind
from trials.ctgov.importer.versions import last_study, last_version
from trials.ctgov.records import Study
from trials.models import Proposal, RegistryRecord, Trial
from trials.models.proposal import Decision, ProposalOrigin


@dataclass
class Drift:
    """A trial beside the last version of its record at the registry."""

    trial: Trial
    version: RegistryRecord | None
    is_readable: bool = True
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
    if study is None:
        return drift
    proposals = _proposals(trial)
    theirs = their_columns(study)
    ours = our_columns(trial, theirs)
    drift.differences += _of_columns(Trial, trial.pk, "", ours, theirs, proposals)
    alone = _filled_here(Trial, "", ours, theirs)
    alone += _compare_parts(drift, our_rows(trial, study), study, proposals)
    waiting = {(one.record, one.field) for one in drift.differences}
    if names := [words for place, words in alone if place not in waiting]:
        drift.only_ours.insert(0, Lacking("field", names))
    return drift


def _filled_here(
    model: Any, record: str, ours: dict[str, Any], theirs: dict[str, Any]
) -> list[tuple[tuple[str, str], str]]:
    """Fields that the registry leaves empty: where they stand, and in words."""
    return [
        ((record, name), ": ".join(filter(None, [record, str(field_of(model, name).verbose_name)])))
        for name in theirs
        if is_empty(theirs[name]) and not is_empty(ours[name]) and name not in WITHOUT_DISPUTE
    ]


def _compare_parts(
    drift: Drift, held: dict[str, Rows], study: Study, proposals: dict[Target, list[Proposal]]
) -> list[tuple[tuple[str, str], str]]:
    """Add what differs, row by row; returns the fields of rows that only we filled."""
    alone: list[tuple[tuple[str, str], str]] = []
    for kind in KINDS:
        ours, theirs = held[kind.name], kind.keyed(kind.rows(study))[0]
        for key in theirs:
            if key in ours:
                own = ours[key]
                given = {name: theirs[key][name] for name in kind.columns}
                named = f"{kind.name} {named_by(kind, own)}"
                drift.differences += _of_columns(
                    kind.model, own["id"], named, own, given, proposals
                )
                alone += _filled_here(kind.model, named, own, given)
        _lacking(drift.only_theirs, kind, theirs, ours)
        _lacking(drift.only_ours, kind, ours, theirs)
    return alone


def _lacking(found: list[Lacking], kind: Kind, those: Rows, others: Rows) -> None:
    if names := [named_by(kind, row) for key, row in those.items() if key not in others]:
        found.append(Lacking(kind.name, names))


def named_by(kind: Kind, row: dict[str, Any]) -> str:
    """The row in a few words: what it is called, else what it says first."""
    said = ", ".join(filter(None, kind.said(row).split(", ")))
    texts = (value for value in row.values() if isinstance(value, str) and value)
    return said or next(texts, "without a name")


def _of_columns(
    model: Any,
    pk: int,
    record: str,
    ours: dict[str, Any],
    theirs: dict[str, Any],
    proposals: dict[Target, list[Proposal]],
) -> Iterator[Difference]:
    """The columns that differ, and those of which a proposal still waits.

    What the registry does not say is no difference, unless it once said it.
    """
    kind = ContentType.objects.get_for_model(model).pk
    for name, value in theirs.items():
        proposal = _fitting(proposals.get((kind, pk, name), []), value)
        differs = not same(ours[name], value) and name not in WITHOUT_DISPUTE
        waits = proposal is not None and proposal.decision == Decision.OPEN
        if waits or (differs and (proposal or not is_empty(value))):
            yield Difference(model, pk, record, name, ours[name], value, proposal)


def _fitting(proposals: list[Proposal], value: Any) -> Proposal | None:
    """The open one, else the last that was kept for this very value."""
    kept = [one for one in proposals if one.proposed_value == value]
    waiting = [one for one in proposals if one.decision == Decision.OPEN]
    return next(reversed(waiting or kept), None)


def _proposals(trial: Trial) -> dict[Target, list[Proposal]]:
    """Those open and kept of each target, the oldest first; in one query."""
    own = Q(content_type=ContentType.objects.get_for_model(Trial), object_id=trial.pk)
    rows = Proposal.objects.filter(
        own | Q(registry_record__trial=trial),
        origin=ProposalOrigin.REGISTRY,
        decision__in=[Decision.OPEN, Decision.KEPT],
    )
    found: dict[Target, list[Proposal]] = {}
    for row in rows.select_related("decided_by").order_by("decided_at", "id"):
        found.setdefault((row.content_type_id, row.object_id, row.field), []).append(row)
    return found
