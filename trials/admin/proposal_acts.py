"""Deciding on a proposal from a screen: the buttons' words, and what a press on one does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import site
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from trials.admin.reasons import typed
from trials.admin.refusals import sentence
from trials.models import Proposal, Trial
from trials.models.proposal import Decision
from trials.proposals import accept, ended, is_row, keep, proposal_in_words, reopen
from trials.vocabulary import PublishingState as State

PERMISSION = "trials.decide_proposal"
ONLY_EDITORS = "Editors decide on these; you can read them."


@dataclass(frozen=True)
class Outcome:
    """What came of a press: a sentence, and whether it was done."""

    done: bool
    says: str


DONE = {
    "accept": "Taken over: {}",
    "keep": "Our record stays as it is. Not taken over: {}",
    "reopen": "Open again: {}",
}
DRAFT = '{} It is a draft now: <a href="{}">submit it for review</a> with what else waits of {}.'
OVER_WHAT_WAS_SEEN: dict[str, Callable[..., Proposal]] = {"accept": accept, "keep": keep}


def may_decide(request: HttpRequest) -> bool:
    """Whether this person may decide."""
    user: Any = request.user
    return bool(user.has_perm(PERMISSION))


def decide(request: HttpRequest, proposal: Proposal) -> Outcome | None:
    """Do what the button says that was pressed; None where none was."""
    act = request.POST.get("act", "")
    if act not in DONE:
        return None
    word = typed(request)
    try:
        if act == "reopen":
            reopen(proposal, request.user, word)
        else:
            seen = request.POST.get("seen", "")
            OVER_WHAT_WAS_SEEN[act](proposal, request.user, seen, word)
    except ValidationError as refusal:
        return Outcome(False, f"Not done. {' '.join(refusal.messages)}")
    except IntegrityError as refusal:
        return Outcome(False, f"Not done. {sentence(refusal)}")
    said = ended(DONE[act].format(proposal_in_words(proposal)))
    return Outcome(True, _with_next(proposal, said) if act == "accept" else said)


def _with_next(proposal: Proposal, said: str) -> str:
    """What was said; of a row that readers wait for, where it goes on."""
    target: Any = proposal.target
    screen: Any = site.get_model_admin(Trial)
    if not is_row(proposal) or proposal.field not in screen.published_parts:
        return said
    made = getattr(target, proposal.field).filter(source=proposal.source, state=State.DRAFT)
    submit = reverse("admin:trials_trial_submit", args=[target.pk])
    return format_html(DRAFT, said, submit, target) if made.exists() else said


def buttons_of(proposal: Proposal) -> tuple[str, ...]:
    """What may be pressed, in the state it is in."""
    return {
        Decision.OPEN: ("accept", "keep"),
        Decision.KEPT: ("reopen",),
    }.get(Decision(proposal.decision), ())
