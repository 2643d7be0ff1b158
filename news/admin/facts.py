"""The facts an item states of its trials, each beside what the record says, to accept or not.

Who: an editor, once the links to trials are settled; staff read. Why: a number of a release is in
the record only when a person has read its sentence. Next: the next open one, then the trial's
drafts, which a publisher approves.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern

from news.models import NewsItem
from news.proposing import (
    facts_of_item,
    key_of,
    proposals_of,
    propose_facts,
    targets_of,
    to_decide,
)
from news.stated import Asked, certain_trials
from trials.admin import sent
from trials.admin.keys import is_key
from trials.admin.preview import Previewed
from trials.admin.proposal_acts import ONLY_EDITORS, Outcome, buttons_of, decide, may_decide
from trials.first_letters import small
from trials.models import Proposal, Trial
from trials.models.proposal import Decision
from trials.proposals import (
    Standing,
    Verdict,
    asked_in_words,
    compared,
    field_in_words,
    has_moved,
    obstacle,
    seen,
)

GROUPS = {
    Verdict.DIFFERS: "Differs from the record",
    Verdict.NEW: "New to the record",
    Verdict.SAME: "The record says the same",
}
DECIDED = "Decided"


@dataclass(frozen=True)
class Card:
    """One proposal as the page shows it."""

    proposal: Proposal
    trial: Trial
    field: str
    asks: str
    asked: Asked | None
    standing: Standing
    obstacle: str
    moved: bool
    seen: str

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"fact-{self.proposal.pk}"

    @property
    def buttons(self) -> tuple[str, ...]:
        """What may be pressed."""
        return buttons_of(self.proposal)

    @property
    def group(self) -> str:
        """The heading it stands under."""
        is_open = self.proposal.decision == Decision.OPEN
        return GROUPS[self.standing.verdict] if is_open else DECIDED


class FactsOfItem(Previewed):
    """An item whose facts are proposed to the records of its trials."""

    def tools(self, request: HttpRequest, record: Any) -> list[tuple[str, str]]:
        """With the page of its facts, and how many of them ask for something."""
        count = to_decide([record]).get(record.pk, 0)
        label = f"Facts ({count} to decide)" if count else "Facts"
        return [*super().tools(request, record), (label, self.address("facts", record))]

    def get_urls(self) -> list[URLPattern]:
        """With the address of that page."""
        own = self.own_path("<path:object_id>/facts/", self.facts_view, "facts")
        return [own, *super().get_urls()]

    def facts_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show them; do what was pressed, and go on to the next open one."""
        item: Any = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, item):
            raise PermissionDenied
        if item is None:
            raise Http404("There is no news item with this key.")
        if "look" in request.POST:
            return self._look_again(request, item)
        proposal = _pressed(request, item)
        if proposal is None:
            return self._page(request, item)
        return sent.once(request, lambda: self._decide(request, item, proposal))

    def _decide(self, request: HttpRequest, item: NewsItem, proposal: Proposal) -> HttpResponse:
        order = [card.proposal.pk for card in _cards(item)]
        outcome = decide(request, proposal)
        if outcome is None or not outcome.done:
            return self._page(request, item, proposal, outcome)
        propose_facts(item)
        self.message_user(request, outcome.says, messages.SUCCESS)
        return HttpResponseRedirect(_next(request, item, order, proposal.pk))

    def _look_again(self, request: HttpRequest, item: NewsItem) -> HttpResponse:
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        found = len(propose_facts(item))
        said = f"{found} facts are in the text as it is now." if found else "No fact was found."
        self.message_user(request, said, messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def _page(
        self,
        request: HttpRequest,
        item: NewsItem,
        refused: Proposal | None = None,
        outcome: Outcome | None = None,
    ) -> HttpResponse:
        cards = _cards(item)
        context = {
            **self.admin_site.each_context(request),
            "title": "Facts",
            "subtitle": str(item),
            "opts": self.opts,
            "item": item,
            "groups": _grouped(cards),
            "same": GROUPS[Verdict.SAME],
            "several_trials": len({card.trial.pk for card in cards}) > 1,
            "is_linked": bool(cards) or bool(certain_trials(item)),
            "may_decide": may_decide(request),
            "may_look": self.has_change_permission(request, item),
            "only_editors": ONLY_EDITORS,
            "refused": refused.pk if refused else None,
            "refusal": outcome.says if outcome else "",
            "at": request.GET.get("at", ""),
        }
        return TemplateResponse(request, "admin/news/facts.html", context)


def _pressed(request: HttpRequest, item: NewsItem) -> Proposal | None:
    """The proposal of this item whose button was pressed."""
    key = request.POST.get("proposal", "")
    found: Proposal | None = proposals_of(item).filter(pk=key).first() if is_key(key) else None
    return found


def _next(request: HttpRequest, item: NewsItem, order: list[int], pk: int) -> str:
    """The page, at the first open one behind the one decided, else the first of all."""
    rows = proposals_of(item).filter(decision=Decision.OPEN)
    left = set(rows.values_list("pk", flat=True))
    behind = order[order.index(pk) + 1 :] + order if pk in order else order
    following = next((one for one in behind if one in left), None)
    return f"{request.path}?at={following}#fact-{following}" if following else request.path


def _cards(item: NewsItem) -> list[Card]:
    """All that the text proposes or proposed, group by group, in the order of the text."""
    proposals = list(proposals_of(item))
    targets = targets_of(proposals)
    asked = {one.key: one for one in facts_of_item(item)}
    cards = [
        _card(proposal, target, asked.get(key_of(proposal)))
        for proposal in proposals
        if (target := targets.get((proposal.content_type.model, proposal.object_id)))
    ]
    groups = [*GROUPS.values(), DECIDED]
    return sorted(cards, key=lambda card: (groups.index(card.group), _place(card)))


def _place(card: Card) -> tuple[bool, int, int]:
    """By the text; what is no longer in it comes last."""
    start = card.asked.fact.start if card.asked else 0
    return card.asked is None, start, card.proposal.pk


def _card(proposal: Proposal, target: Any, asked: Asked | None) -> Card:
    name = field_in_words(proposal)
    return Card(
        proposal=proposal,
        trial=target if isinstance(target, Trial) else target.trial,
        field=name if isinstance(target, Trial) else f"{target}: {small(name)}",
        asks=asked_in_words(proposal),
        asked=asked,
        standing=compared(proposal, target),
        obstacle=obstacle(proposal, target),
        moved=has_moved(proposal, target),
        seen=seen(proposal, target),
    )


def _grouped(cards: list[Card]) -> list[tuple[str, list[Card]]]:
    groups = [*GROUPS.values(), DECIDED]
    found = [(name, [card for card in cards if card.group == name]) for name in groups]
    return [(name, rows) for name, rows in found if rows]
