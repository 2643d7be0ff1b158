"""Putting a draft into effect: over nothing that nobody saw, and once."""

from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db.models.functions import Now

from trials.drafts.lines import lines_of
from trials.drafts.writing import write
from trials.models import Draft
from trials.models.draft import DraftState, draft_applied
from trials.models.proposal import Decision

GONE = "The record is gone."
ELSEWHERE = "The record was merged meanwhile, and its draft moved: look at it there."
MOVED = (
    "The record changed since this draft was made ({}): an editor decides what is to stand there."
)


def held(draft: Draft) -> tuple[Draft, Any]:
    """The record and its draft, ours until the transaction ends, in this order for all."""
    model: Any = draft.content_type.model_class()
    record = model._base_manager.select_for_update(of=("self",)).filter(pk=draft.object_id).first()
    if record is None:
        raise ValidationError(GONE)
    locked = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if locked.object_id != record.pk:
        raise ValidationError(ELSEWHERE)
    return locked, record


def apply(draft: Draft, record: Any, user: Any) -> None:
    """Put a held draft into effect, as decided by `user`; never over what nobody saw."""
    if moved := [line.title for line in lines_of(draft, record) if line.has_moved]:
        raise ValidationError(MOVED.format(", ".join(moved)))
    # Readers of a public history read the reason: who prepared it is told to colleagues alone.
    by = {"draft": draft.pk, "prepared_by": draft.author.get_username(), "user": user.pk}
    with pghistory.context(reason=draft.reason, **by):
        names, kinds = write(draft, record)
        draft_applied.send(type(record), record=record, fields=names, rows=kinds)
        record.refresh_from_db(fields=["revision"])
        Draft.objects.filter(pk=draft.pk).update(
            state=DraftState.APPLIED,
            decided_by=user,
            decided_at=draft.decided_at or Now(),
            revision=record.revision,
            obstacle="",
        )
        draft.proposals.update(decision=Decision.ACCEPTED, decided_by=user, decided_at=Now())
