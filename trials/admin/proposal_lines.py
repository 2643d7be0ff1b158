"""Proposals line by line, as the page shows them that asks before many are decided on."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator

from trials.admin.proposal_targets import named
from trials.admin.words import in_words
from trials.models.proposal import Decision, ProposalOrigin
from trials.proposals import field_in_words, obstacle, seen
from trials.proposals.fields import current, field_of

LONGEST = 160
ONLY_REGISTRY = "It is not the registry's: decide on its own page."
DECIDED = "It is decided already."


@dataclass(frozen=True)
class Line:
    """One proposal on the page that asks: what stands there, what would, or why it stays."""

    proposal: Any
    record: str
    field: str
    ours: str
    theirs: str
    stays: str
    mark: str

    @property
    def name(self) -> str:
        """The field, and of what; of a draft also which, for two may change the same."""
        draft = self.proposal.draft_id
        return f"{self.field} of {self.record}" + (f" (draft {draft})" if draft else "")


def lines_of(act: str, proposals: Iterable[Any]) -> list[Line]:
    """What would happen to each."""
    return [_line(act, proposal, proposal.target) for proposal in proposals]


def _line(act: str, proposal: Any, target: Any) -> Line:
    field = field_of(target, proposal.field)
    ours = current(target, proposal.field) if field else None
    return Line(
        proposal,
        named(target),
        field_in_words(proposal),
        _short(in_words(field, ours)),
        _short(in_words(field, proposal.proposed_value)),
        _stays(act, proposal, target),
        seen(proposal, target) if target is not None and is_value(proposal) else "",
    )


def is_value(proposal: Any) -> bool:
    """Whether it is the registry's: of those many are decided on at once."""
    return bool(proposal.origin == ProposalOrigin.REGISTRY)


def _stays(act: str, proposal: Any, target: Any) -> str:
    """Why it is left as it is, "" if it is not."""
    if not is_value(proposal):
        return ONLY_REGISTRY
    if proposal.decision != Decision.OPEN:
        return DECIDED
    return obstacle(proposal, target) if act == "accept" else ""


def _short(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LONGEST)
