"""What moved since it was proposed, decided by name: propose it all the same, or leave it out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from trials.drafts.applying import held
from trials.drafts.keeping import writes
from trials.drafts.lines import Line, lines_of
from trials.drafts.rows import is_own, key_of, last_values
from trials.models import Draft, Proposal
from trials.models.draft import DraftState
from trials.models.proposal import ProposalOrigin

DECIDED = "This draft was decided on in the meantime."


def settle(draft: Draft, user: Any, place: str, *, take: bool) -> None:
    """Propose this piece over what stands there now, or drop it."""
    with transaction.atomic():
        locked, record = held(draft)
        if locked.state != DraftState.OPEN:
            raise ValidationError(DECIDED)
        for line in lines_of(locked, record):
            if line.place == place:
                _settle(line, locked, record, user, take=take)
        writes(locked, user)
        locked.edited_at, locked.obstacle = Now(), ""
        locked.save(update_fields=["writers", "edited_at", "obstacle"])


def _settle(line: Line, draft: Draft, record: Any, user: Any, *, take: bool) -> None:
    if not take:
        line.proposal.delete()
    elif line.is_gone and not line.removes:
        _add_again(line.proposal, draft, record, user)
    elif not line.is_gone:
        line.proposal.base_value, line.proposal.proposed_by = line.now, user
        line.proposal.save(update_fields=["base_value", "proposed_by"])


def _add_again(proposal: Proposal, draft: Draft, record: Any, user: Any) -> None:
    """A row that was removed meanwhile: as a new one, as it was with all that is proposed of it."""
    proposals = list(draft.proposals.all())
    of_row = [one for one in proposals if key_of(one) == key_of(proposal)]
    was = last_values(record, [key_of(proposal)]).get(key_of(proposal), {})
    lowest = min(one.object_id for one in proposals if not is_own(one, draft))
    Proposal.objects.create(
        draft=draft,
        content_type_id=proposal.content_type_id,
        object_id=min(lowest, 0) - 1,
        field="",
        origin=ProposalOrigin.EDITOR,
        proposed_value=was | {one.field: one.proposed_value for one in of_row},
        proposed_by=user,
    )
    draft.proposals.filter(pk__in=[one.pk for one in of_row]).delete()
