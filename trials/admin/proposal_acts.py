"""Deciding on a proposal from a screen: the buttons' words, and what a press on one does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest

from trials.admin.refusals import sentence
from trials.models import Proposal
from trials.models.proposal import Decision
from trials.proposals import accept, keep, proposal_in_words, reopen

PERMISSION = "trials.decide_proposal"
ONLY_EDITORS = "Editors decide on these; you can read them."


@dataclass(frozen=True)
class Outcome:
    """What came of a press: a sentence, and whether it was done."""

    done: bool
    says: str


DONE = {
    "accept": "Taken over: {}.",
    "keep": "Ours is kept, against {}.",
    "reopen": "Open again: {}.",
}
DECISIONS: dict[str, Callable[..., Proposal]] = {"keep": keep, "reopen": reopen}


def may_decide(request: HttpRequest) -> bool:
    """Whether this person may decide."""
    user: Any = request.user
    return bool(user.has_perm(PERMISSION))


def decide(request: HttpRequest, proposal: Proposal) -> Outcome | None:
    """Do what the button says that was pressed; None where none was."""
    act = request.POST.get("act", "")
    if act not in DONE:
        return None
    try:
        if act == "accept":
            accept(proposal, request.user, request.POST.get("seen", ""))
        else:
            DECISIONS[act](proposal, request.user)
    except ValidationError as refusal:
        return Outcome(False, f"Not done. {' '.join(refusal.messages)}")
    except IntegrityError as refusal:
        return Outcome(False, f"Not done. {sentence(refusal)}")
    return Outcome(True, DONE[act].format(proposal_in_words(proposal)))


def buttons_of(proposal: Proposal) -> tuple[str, ...]:
    """What may be pressed, in the state it is in."""
    return {
        Decision.OPEN: ("accept", "keep"),
        Decision.KEPT: ("reopen",),
    }.get(Decision(proposal.decision), ())
