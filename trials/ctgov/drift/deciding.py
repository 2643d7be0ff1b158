"""What a person decides on a difference: the registry's, or ours. Remembered as a Proposal."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from trials.ctgov.drift.difference import Difference
from trials.models import Proposal
from trials.models.proposal import Decision, ProposalOrigin
from trials.proposals import CHANGED, DECIDED, accept, keep, lock_trial


def take_theirs(difference: Difference, user: Any, word: str = "") -> Proposal:
    """Set the registry's value; raises as `accept`, and then all stays as it was."""
    with transaction.atomic():
        return accept(_proposal(difference), user, difference.mark, word)


def keep_ours(difference: Difference, user: Any, word: str = "") -> Proposal:
    """Keep ours, until the registry changes its value again."""
    with transaction.atomic():
        return keep(_proposal(difference), user, difference.mark, word)


def _proposal(difference: Difference) -> Proposal:
    """The open one, or one made now: an import opens none where only we changed something."""
    kind, pk, name = difference.target
    asked = Proposal(
        content_type_id=kind,
        object_id=pk,
        field=name,
        base_value=difference.asked,
        proposed_value=difference.asked,
        origin=ProposalOrigin.REGISTRY,
        registry_record=difference.version,
        source=difference.version.source,
    )
    lock_trial(asked)
    there = Proposal.objects.filter(
        content_type=kind, object_id=pk, field=name, origin=ProposalOrigin.REGISTRY
    )
    waiting = there.filter(decision=Decision.OPEN).select_related("registry_record")
    if found := waiting.order_by("-id").first():
        return _renewed(found, difference)
    kept = there.filter(decision=Decision.KEPT, proposed_value=difference.asked)
    if kept.exists():
        raise ValidationError(DECIDED)
    asked.save()
    return asked


def _renewed(found: Proposal, difference: Difference) -> Proposal:
    """The open one, of the value decided on; one of a newer version has to be seen first."""
    if found.proposed_value == difference.asked:
        return found
    record, version = found.registry_record, difference.version
    if record is not None and record.version > version.version:
        raise ValidationError(CHANGED)
    found.proposed_value, found.registry_record = difference.asked, version
    found.save(update_fields=["proposed_value", "registry_record"])
    return found
