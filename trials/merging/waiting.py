"""Proposals that wait on the duplicate: they wait on the trial that stays, or are answered by it.

Those of a draft move with it (drafts.py). What a registry's record asks for goes with that record:
where its versions stay behind, nobody is asked any more.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from trials.merging.planning import Plan
from trials.models import Proposal, Trial
from trials.models.proposal import Decision, ProposalOrigin
from trials.versions.kinds import Kind


def move_proposals(made: Plan, user: Any) -> None:
    """Of the trial itself, and of parts that stay since the other trial has them."""
    _move(Trial, {made.duplicate.pk: made.into.pk}, made, user)
    for kind, same in made.same.items():
        _move(kind, same, made, user)


def _move(kind: Kind, same: dict[int, int], made: Plan, user: Any) -> None:
    about = ContentType.objects.get_for_model(kind)
    rows = Proposal.objects.filter(content_type=about, draft=None)
    for proposal in rows.filter(object_id__in=same).select_for_update().order_by("pk"):
        here = same[proposal.object_id]
        is_registrys = proposal.origin == ProposalOrigin.REGISTRY
        stood = rows.filter(
            object_id=here, field=proposal.field, proposed_value=proposal.proposed_value
        )
        if proposal.decision != Decision.OPEN and not (is_registrys and made.takes_registry):
            continue
        if stood.exists() or (is_registrys and not made.takes_registry):
            _close(proposal, user)
        else:
            Proposal.objects.filter(pk=proposal.pk).update(object_id=here)


def _close(proposal: Proposal, user: Any) -> None:
    if proposal.decision == Decision.OPEN:
        values = {"decision": Decision.KEPT, "decided_by": user, "decided_at": timezone.now()}
        Proposal.objects.filter(pk=proposal.pk).update(**values)
