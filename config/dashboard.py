"""What the admin's first page counts: what waits for whom, each with the list of just these.

Nobody is told of what they may not act on. All is counted in one query, whatever the numbers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Value
from django.urls import reverse

from config.record_checks import CHECKS
from news.models import NewsItem, TrialLink
from trials.models import Approval, Draft, Finding, GuidelineListing, Proposal, Trial
from trials.models.proposal import Decision
from trials.vocabulary import PublishingState

DECIDE, APPROVE, LOOK, LATER = "To decide", "To approve", "To look at", "Under embargo"


@dataclass(frozen=True)
class Question:
    """What is counted, for whom, and which list shows it. The words are for one and for many."""

    group: str
    permission: str
    rows: Callable[[], QuerySet[Any]]
    screen: str
    query: dict[str, str]
    words: tuple[str, str]
    why: str = ""
    also: str = ""
    """A second permission; who has either is told."""

    @property
    def name(self) -> str:
        """The same for no other question."""
        return f"{self.group} {self.words[1]}"

    def concerns(self, user: Any) -> bool:
        """Whether this person may act on it, and see the list."""
        may_act = user.has_perm(self.permission) or (self.also and user.has_perm(self.also))
        return bool(may_act and user.has_perm(_of_published("view", self.screen)))


@dataclass(frozen=True)
class Matter:
    """The answer, where there is something: how many of what, and the address of the list."""

    group: str
    number: int
    words: str
    why: str
    address: str


@dataclass(frozen=True)
class Board:
    """What somebody has to do something about, by what that is; and what the clock does."""

    groups: dict[str, list[Matter]]
    embargoed: list[Matter]


def _open_proposals() -> QuerySet[Any]:
    return Proposal.objects.filter(decision=Decision.OPEN, draft=None)


def _differing_trials() -> QuerySet[Any]:
    waiting = Proposal.objects.waiting_by_registry().order_by()
    return Trial.objects.filter(pk__in=waiting.values("registry_record__trial"))


PUBLISHED: tuple[tuple[str, Any, tuple[str, str]], ...] = (
    ("news_newsitem", NewsItem, ("news item", "news items")),
    ("trials_trial", Trial, ("trial", "trials")),
    ("trials_finding", Finding, ("finding", "findings")),
    ("trials_approval", Approval, ("approval", "approvals")),
    ("trials_guidelinelisting", GuidelineListing, ("guideline listing", "guideline listings")),
)


def _in_review(model: Any) -> Callable[[], QuerySet[Any]]:
    return lambda: model.objects.filter(state=PublishingState.IN_REVIEW)


def _drafts(model: Any) -> Callable[[], QuerySet[Any]]:
    return lambda: Draft.objects.waiting().filter(content_type__model=model._meta.model_name)


def _remarked(model: Any) -> Callable[[], QuerySet[Any]]:
    return lambda: Draft.objects.remarked().filter(content_type__model=model._meta.model_name)


def _missed(model: Any) -> Callable[[], QuerySet[Any]]:
    return lambda: Draft.objects.missed().filter(content_type__model=model._meta.model_name)


def _of_published(verb: str, screen: str) -> str:
    app, model = screen.split("_")
    return f"{app}.{verb}_{model}"


QUESTIONS: tuple[Question, ...] = (
    Question(
        DECIDE,
        "news.decide_triallink",
        TrialLink.objects.open,
        "news_triallink",
        {"status__exact": "SUGGESTED"},
        ("link to confirm", "links to confirm"),
        "Readers see a link once a person has confirmed it.",
    ),
    Question(
        DECIDE,
        "trials.decide_proposal",
        _differing_trials,
        "trials_trial",
        {"registry": "differs"},
        ("trial that differs from the registry", "trials that differ from the registry"),
        "Compare field by field: take the new value, or keep ours.",
    ),
    Question(
        DECIDE,
        "trials.decide_proposal",
        _open_proposals,
        "trials_proposal",
        {"decision__exact": "OPEN", "draft__isnull": "True"},
        ("open proposal", "open proposals"),
        "One by one, or many at once. Some only repeat what the record says.",
    ),
    *(
        Question(
            DECIDE,
            _of_published("change", screen),
            _remarked(model),
            "trials_draft",
            {"remarks": "open", "kind": screen.split("_")[1]},
            (f"draft of a public {one} with a remark", f"drafts of public {many} with a remark"),
            "Mend the draft or add an answer, then close the remark: till then nobody approves it.",
        )
        for screen, model, (one, many) in PUBLISHED[:2]
    ),
    *(
        Question(
            DECIDE,
            _of_published("change", screen),
            _missed(model),
            "trials_draft",
            {"time": "missed", "kind": screen.split("_")[1]},
            (
                f"draft of a public {one} that missed its time",
                f"drafts of public {many} that missed their time",
            ),
            "It was approved, then could not take effect. Its page says why: decide on it again.",
            also=_of_published("publish", screen),
        )
        for screen, model, (one, many) in PUBLISHED[:2]
    ),
    *(
        Question(
            APPROVE,
            _of_published("publish", screen),
            _drafts(model),
            "trials_draft",
            {"state__exact": "OPEN", "kind": screen.split("_")[1]},
            (f"draft of a public {one}", f"drafts of public {many}"),
            "Readers see the old until somebody approves the new.",
        )
        for screen, model, (one, many) in PUBLISHED[:2]
    ),
    *(
        Question(
            APPROVE,
            _of_published("publish", screen),
            _in_review(model),
            screen,
            {"state__exact": "IN_REVIEW"},
            (f"{one} in review", f"{many} in review"),
        )
        for screen, model, (one, many) in PUBLISHED
    ),
    *(
        Question(LOOK, one.permission, one.rows, one.screen, one.query, one.words, one.why)
        for one in CHECKS
    ),
    *(
        Question(
            LATER,
            _of_published("view", screen),
            model.objects.embargoed,
            screen,
            {"embargo": "on"},
            words,
        )
        for screen, model, words in PUBLISHED
    ),
)


def board_of(user: Any) -> Board:
    """All of it for this person."""
    groups: dict[str, list[Matter]] = {}
    for matter in matters_for(user):
        groups.setdefault(matter.group, []).append(matter)
    embargoed = groups.pop(LATER, [])
    return Board(groups, embargoed)


def matters_for(user: Any) -> list[Matter]:
    """What there is, of what this person may act on and see, in the order of the questions."""
    asked = [one for one in QUESTIONS if one.concerns(user)]
    numbers = _counted(asked)
    return [_matter(one, numbers[one.name]) for one in asked if numbers.get(one.name)]


def _counted(questions: Iterable[Question]) -> dict[str, int]:
    """One query; of what there is nothing there is no row."""
    counts = [_count(question.rows(), question.name) for question in questions]
    rows = counts[0].union(*counts[1:], all=True) if counts else []
    return {row["name"]: row["number"] for row in rows}


def _count(rows: QuerySet[Any], name: str) -> Any:
    return rows.order_by().values(name=Value(name)).annotate(number=Count("*"))


def _matter(question: Question, number: int) -> Matter:
    words = question.words[0] if number == 1 else question.words[1]
    address = reverse(f"admin:{question.screen}_changelist", query=question.query)
    return Matter(question.group, number, words, question.why, address)
