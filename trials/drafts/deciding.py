"""Deciding on a draft: by somebody else than who wrote it, as a whole, over what was seen.

Whoever calls checked the person's rights at the record; here is what holds for everybody.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.functions import Now

from trials.drafts.applying import MOVED, apply, held
from trials.drafts.lines import lines_of
from trials.drafts.remarks import open_remarks
from trials.drafts.settling import DECIDED
from trials.models import Draft
from trials.models.draft import DraftState
from trials.models.proposal import Decision

OWN = "You wrote in this draft: somebody else approves it."
REMARKS = "A remark is open: mend the draft or add a remark as an answer, then close it."
WHY = "Say why the draft is rejected: its author reads it."
NOTHING = "The draft changes nothing any more: withdraw it."


def obstacles(draft: Draft, record: Any, user: Any) -> list[str]:
    """Why this person cannot approve it now."""
    lines = lines_of(draft, record)
    moved = [line.title for line in lines if line.has_moved]
    return [
        *([DECIDED] if draft.state != DraftState.OPEN else []),
        *([NOTHING] if not lines else []),
        *([OWN] if settings.SECOND_PERSON and wrote_in(draft, user) else []),
        *([REMARKS] if open_remarks(draft).exists() else []),
        *([MOVED.format(", ".join(moved))] if moved else []),
    ]


def wrote_in(draft: Draft, user: Any) -> bool:
    """Whether a value of it, its note or its reason is this person's, or the draft is."""
    return (
        user.pk in (draft.author_id, *draft.writers)
        or draft.proposals.filter(proposed_by=user).exists()
    )


def approve(draft: Draft, user: Any, note: str = "") -> Draft:
    """Put it into effect, or let it wait for its time."""
    with transaction.atomic():
        locked, record = held(draft)
        if refusal := obstacles(locked, record, user):
            raise ValidationError(refusal)
        later = Draft.objects.filter(pk=locked.pk, takes_effect_at__gt=Now()).exists()
        if later:
            _decided(locked, DraftState.APPROVED, user, note)
        else:
            locked.decision_note = note
            locked.save(update_fields=["decision_note"])
            apply(locked, record, user)
    return Draft.objects.get(pk=draft.pk)


def reject(draft: Draft, user: Any, note: str) -> None:
    """Not like this; the author reads why."""
    if not note.strip():
        raise ValidationError(WHY)
    _end(draft, DraftState.REJECTED, user, note.strip())


def withdraw(draft: Draft, user: Any) -> None:
    """It is not wanted any more; also one that waits for its time."""
    _end(draft, DraftState.WITHDRAWN, user, "")


def take_back(draft: Draft, user: Any) -> None:
    """Take back the approval of what waits for its time."""
    with transaction.atomic():
        locked, _ = held(draft)
        if locked.state != DraftState.APPROVED:
            raise ValidationError(DECIDED)
        reopened(locked)


def reopened(draft: Draft, obstacle: str = "") -> None:
    """Wait for a decision again."""
    draft.state, draft.decided_by, draft.decided_at = DraftState.OPEN, None, None
    draft.obstacle = obstacle
    draft.save(update_fields=["state", "decided_by", "decided_at", "obstacle"])


def _end(draft: Draft, state: DraftState, user: Any, note: str) -> None:
    with transaction.atomic():
        locked, _ = held(draft)
        if locked.state not in (DraftState.OPEN, DraftState.APPROVED):
            raise ValidationError(DECIDED)
        _decided(locked, state, user, note)
        locked.proposals.update(decision=Decision.KEPT, decided_by=user, decided_at=Now())


def _decided(draft: Draft, state: DraftState, user: Any, note: str) -> None:
    draft.state, draft.decided_by, draft.decided_at = state, user, Now()
    draft.decision_note, draft.obstacle = note, ""
    draft.save(update_fields=["state", "decided_by", "decided_at", "decision_note", "obstacle"])
