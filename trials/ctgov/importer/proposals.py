"""What the registry says and we keep otherwise: one open Proposal for each column of a record."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from trials.ctgov.importer.merge import Merged
from trials.models import Proposal, RegistryRecord
from trials.models.proposal import Decision, ProposalOrigin

Target = tuple[int, int, str]  # content type, ID, column


@dataclass(frozen=True, slots=True)
class Compared:
    """A row that was compared with the registry's, and what came of it."""

    model: type[Model]
    pk: int
    merged: Merged


def propose(compared: Iterable[Compared], record: RegistryRecord) -> None:
    """Open a proposal for each value kept, renew those that are open, close those settled."""
    kept: dict[Target, tuple[Any, Any]] = {}
    agreed: set[Target] = set()
    for row in compared:
        kind = ContentType.objects.get_for_model(row.model).pk
        kept |= {(kind, row.pk, column): pair for column, pair in row.merged.kept.items()}
        agreed |= {(kind, row.pk, column) for column in row.merged.agreed}
    for proposal in _open(record):
        target = (proposal.content_type_id, proposal.object_id, proposal.field)
        if target in agreed:
            proposal.delete()
        elif target in kept:
            _renew(proposal, kept.pop(target), record)
    Proposal.objects.bulk_create(_new(target, pair, record) for target, pair in kept.items())


def _open(record: RegistryRecord) -> Iterable[Proposal]:
    """Those that earlier versions of this record brought."""
    return Proposal.objects.filter(
        registry_record__trial_id=record.trial_id,
        origin=ProposalOrigin.REGISTRY,
        decision=Decision.OPEN,
    )


def _renew(proposal: Proposal, pair: tuple[Any, Any], record: RegistryRecord) -> None:
    proposal.base_value, proposal.proposed_value = pair
    proposal.registry_record = record
    proposal.save(update_fields=["base_value", "proposed_value", "registry_record"])


def _new(target: Target, pair: tuple[Any, Any], record: RegistryRecord) -> Proposal:
    return Proposal(
        content_type_id=target[0],
        object_id=target[1],
        field=target[2],
        base_value=pair[0],
        proposed_value=pair[1],
        origin=ProposalOrigin.REGISTRY,
        registry_record=record,
        source=record.source,
    )
