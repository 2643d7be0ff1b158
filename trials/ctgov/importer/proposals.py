"""What the registry says and we keep otherwise: one open Proposal for each column of a record.

A choice to keep ours is remembered for that value of the registry: another one is asked about.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from trials.ctgov.importer.merge import Merged
from trials.ctgov.importer.rows import Row
from trials.ctgov.importer.writes import Keys, Writes
from trials.models import Proposal
from trials.models.proposal import Decision, ProposalOrigin

Target = tuple[int, int, str]  # content type, ID, column
Pair = tuple[Any, Any]  # what the registry said last, and now


@dataclass(frozen=True, slots=True)
class Compared:
    """A row that was compared with the registry's, and what came of it."""

    model: type[Model]
    pk: int
    merged: Merged


def made_before(trials: Iterable[int]) -> dict[int, list[Proposal]]:
    """The registry's proposals for each of these trials that are open or were kept."""
    found: dict[int, list[Proposal]] = defaultdict(list)
    for proposal in (
        Proposal.objects.asked_by_registry()
        .filter(registry_record__trial__in=trials)
        .select_related("registry_record")
        .defer("registry_record__study")
        .order_by("id")
    ):
        found[proposal.registry_record.trial_id].append(proposal)  # type: ignore[union-attr]
    return found


class Asking:
    """What one version of a record asks for, beside what earlier ones asked."""

    def __init__(self, record: int, source: int, keys: Keys, writes: Writes) -> None:
        self._brought = {"registry_record_id": record, "source_id": source}
        self._keys, self._writes = keys, writes

    def withdraw(self, dropped: Iterable[tuple[type[Model], int]], before: list[Proposal]) -> None:
        """Take back what was asked about rows that the registry no longer has."""
        kinds = ContentType.objects.get_for_model
        rows = {(kinds(model).pk, pk) for model, pk in dropped}
        asked = [one for one in before if (one.content_type_id, one.object_id) in rows]
        waiting = [one.pk for one in asked if one.decision == Decision.OPEN]
        self._writes.delete(Proposal, waiting)

    def propose(self, compared: Iterable[Compared], before: Iterable[Proposal]) -> int:
        """Open a proposal for each value kept, renew those open, close those settled; how many."""
        kept, agreed = _by_target(compared)
        before = list(before)
        settled = agreed | {
            _target(one)
            for one in before
            if one.decision == Decision.KEPT
            and kept.get(_target(one), (None, None))[1] == one.proposed_value
        }
        asked = {target: pair for target, pair in kept.items() if target not in settled}
        for proposal in (one for one in before if one.decision == Decision.OPEN):
            if _target(proposal) in settled:
                self._writes.delete(Proposal, [proposal.pk])
            elif pair := asked.pop(_target(proposal), None):
                self._writes.update(Proposal, proposal.pk, self._row(pair))
        for target, pair in asked.items():
            self._open(target, pair)
        return len(asked)

    def _row(self, pair: Pair) -> Row:
        return {"base_value": pair[0], "proposed_value": pair[1], **self._brought}

    def _open(self, target: Target, pair: Pair) -> None:
        kind, pk, column = target
        where: Row = {"content_type_id": kind, "object_id": pk, "field": column}
        origin = {"origin": ProposalOrigin.REGISTRY}
        key = self._keys.take(Proposal)
        self._writes.insert(Proposal, key, where | origin | self._row(pair))


def as_json(value: Any) -> Any:
    """The value as a proposal holds it."""
    return str(value) if isinstance(value, Decimal) else value


def _target(proposal: Proposal) -> Target:
    return proposal.content_type_id, proposal.object_id, proposal.field


def _by_target(compared: Iterable[Compared]) -> tuple[dict[Target, Pair], set[Target]]:
    kept: dict[Target, Pair] = {}
    agreed: set[Target] = set()
    for row in compared:
        kind = ContentType.objects.get_for_model(row.model).pk
        for column, (last, new) in row.merged.kept.items():
            kept[kind, row.pk, column] = as_json(last), as_json(new)
        agreed |= {(kind, row.pk, column) for column in row.merged.agreed}
    return kept, agreed
