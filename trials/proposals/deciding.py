"""Deciding on a proposal: take it over, keep ours, or open it again. One by one, by a person."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.utils import timezone

from trials.history import with_word
from trials.models import Proposal, Trial
from trials.models.proposal import Decision, ProposalOrigin
from trials.proposals import fields
from trials.proposals.rows import KINDS, RowKind, with_parts
from trials.proposals.said import Standing, Verdict, standing
from trials.proposals.words import value_in_words

CHANGED = "The record changed while this page was open: look at what it says now, then decide."
DECIDED = "This was decided in the meantime."
IN_A_DRAFT = "This is part of a draft: decide on the draft as a whole, on its page."
GONE = "The record that this was proposed for is gone."
# What the history says of a change that was proposed.
REASONS = {
    ProposalOrigin.REGISTRY: "proposed from a new version at the registry",
    ProposalOrigin.RELEASE: "proposed from the text of a release",
    ProposalOrigin.EDITOR: "proposed by an editor",
    ProposalOrigin.MERGE: "proposed with a merge of duplicates",
}
LATER = (
    "The release it comes from is not public yet, and this would show as soon as the trial does:"
    " accept it when the release is out."
)


def compared(proposal: Proposal, target: Any) -> Standing:
    """How the proposal stands to its target as that is now (loaded by `with_parts`)."""
    value: Any = proposal.proposed_value
    if is_row(proposal):
        return standing(KINDS[proposal.field].said(target, value))
    return standing(fields.said(target, proposal.field, value, value_in_words))


def is_row(proposal: Proposal) -> bool:
    """Whether it asks for a new row of a trial, not for another value of a field."""
    return proposal.content_type.model == "trial" and proposal.field in KINDS


def stood_there(proposal: Proposal, target: Any) -> Any:
    """What to keep as the base: the value of the field, or what the record says of such a row."""
    if is_row(proposal):
        return list(compared(proposal, target).sentences)
    return fields.current(target, proposal.field)


def has_moved(proposal: Proposal, target: Any) -> bool:
    """Whether the record says something else than when this was proposed from a text."""
    from_text = proposal.origin == ProposalOrigin.RELEASE
    return from_text and stood_there(proposal, target) != proposal.base_value


def seen(proposal: Proposal, target: Any) -> str:
    """A mark of what a page showed: what the record said then, and what was proposed."""
    return mark(stood_there(proposal, target), proposal.proposed_value)


def mark(ours: Any, proposed: Any) -> str:
    """The mark of these two values: a stale page is known by it."""
    words = json.dumps([ours, proposed], default=str, sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def obstacle(proposal: Proposal, target: Any) -> str:
    """Why it cannot be accepted now, as far as that is known beforehand; "" if it can be tried."""
    if target is None:
        return GONE
    if proposal.draft_id:
        return IN_A_DRAFT
    if is_row(proposal):
        return LATER if not KINDS[proposal.field].has_source and _waits(proposal, target) else ""
    by_registry = proposal.origin == ProposalOrigin.REGISTRY
    if not fields.is_settable(target, proposal.field, by_registry=by_registry):
        return fields.ELSEWHERE
    return LATER if _waits(proposal, target) else ""


def _waits(proposal: Proposal, target: Any) -> bool:
    """A field has no embargo of its own, so that what a secret text says must not stand there.

    Not even in a trial that nobody reads yet: that may be published before the release is. Where
    the record has the row already, nothing is written; a field is, in the release's words.
    """
    source = proposal.source
    if proposal.origin != ProposalOrigin.RELEASE or source is None:
        return False
    if is_row(proposal) and compared(proposal, target).verdict == Verdict.SAME:
        return False
    return source.public_from is None or source.public_from > timezone.now()


def accept(proposal: Proposal, user: Any, seen_then: str | None = None, word: str = "") -> Proposal:
    """Take it over as `user`: a field is set, a row is made as a draft of the proposal's source.

    Raises ValidationError in words, or IntegrityError of the database; then all stays as it was.
    `seen_then` is the mark that came from a page (`seen`): what changed since is told first, and a
    page without a mark counts as old. None is for programs, which show nothing. `word`: why, in
    the history behind what is said of each proposal.
    """
    with _deciding(proposal, user, word) as (locked, target):
        if refusal := obstacle(locked, target):
            raise ValidationError(refusal)
        if seen_then is not None and seen_then != seen(locked, target):
            raise ValidationError(CHANGED)
        if is_row(locked):
            _make(locked, target)
        else:
            fields.apply(target, locked)
        connection.check_constraints()
        return _decided(locked, Decision.ACCEPTED, user)


def keep(proposal: Proposal, user: Any, seen_then: str | None = None, word: str = "") -> Proposal:
    """Keep what we have; it can be opened again. `seen_then` and `word` as for `accept`."""
    with _deciding(proposal, user, word) as (locked, target):
        is_old = seen_then is not None and target is not None and seen_then != seen(locked, target)
        if is_old:
            raise ValidationError(CHANGED)
        return _decided(locked, Decision.KEPT, user)


def reopen(proposal: Proposal, user: Any, word: str = "") -> Proposal:
    """Ask again what was kept. What was accepted stands: it is changed on the record's form."""
    with _deciding(proposal, user, word, Decision.KEPT) as (locked, _):
        return _decided(locked, Decision.OPEN, None)


@contextmanager
def _deciding(
    proposal: Proposal, user: Any, word: str, from_state: str = Decision.OPEN
) -> Iterator[tuple[Proposal, Any]]:
    """The proposal and its target, locked, for who may decide: all in one transaction."""
    if not user.has_perm("trials.decide_proposal"):
        raise PermissionDenied
    why = with_word(REASONS[ProposalOrigin(proposal.origin)], word)
    with transaction.atomic(), pghistory.context(proposal=proposal.pk, reason=why):
        lock_trial(proposal)
        locked = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if locked.decision != from_state:
            raise ValidationError(DECIDED)
        if locked.draft_id:
            raise ValidationError(IN_A_DRAFT)
        yield locked, _target(locked)


def lock_trial(proposal: Proposal) -> None:
    """The trial first, as an import does, so that the two never wait for each other."""
    model: Any = proposal.content_type.model_class()
    trials: Any = Trial.objects.select_for_update(of=("self",)).order_by("pk")
    if model is not Trial:
        own = model._base_manager.filter(pk=proposal.object_id)
        trials = trials.filter(pk__in=own.values("trial")) if hasattr(model, "trial") else None
    else:
        trials = trials.filter(pk=proposal.object_id)
    if trials is not None:
        trials.first()


def _target(proposal: Proposal) -> Any:
    """The record, locked; a trial with what proposals are compared with."""
    model: Any = proposal.content_type.model_class()
    found = model._base_manager.select_for_update().filter(pk=proposal.object_id).first()
    if found is None or not is_row(proposal):
        return found
    return with_parts(Trial.objects.filter(pk=found.pk)).get()


def _make(proposal: Proposal, trial: Trial) -> None:
    """The new row; none where the record has it already."""
    kind: RowKind = KINDS[proposal.field]
    value: Any = proposal.proposed_value
    if kind.is_there(trial, value, proposal.source):
        return
    if kind.once and (said := list(kind.said(trial, value))):
        raise ValidationError(
            f"The record has it otherwise ({said[0].words}): change it there if the text is right."
        )
    row = kind.made(trial, value, proposal.source)
    row.full_clean()
    row.save()


def _decided(proposal: Proposal, decision: Decision, user: Any) -> Proposal:
    proposal.decision, proposal.decided_by = decision, user
    proposal.decided_at = timezone.now() if user else None
    proposal.save(update_fields=["decision", "decided_by", "decided_at"])
    return proposal
