"""What is public next, and when: the first of all that is approved for a time to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, Count, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from news.models import NewsItem
from trials import zones
from trials.models import Approval, Finding, GuidelineListing, Trial

FIRST = 8
ITS_TRIAL = Coalesce("trial__protocol_id", "trial__nct_id")
# The screen of each kind, and what a record of it is called.
KINDS: tuple[tuple[str, Any, Any], ...] = (
    ("news_newsitem", NewsItem, F("title")),
    ("trials_trial", Trial, Coalesce("protocol_id", "nct_id")),
    ("trials_approval", Approval, F("product")),
    ("trials_guidelinelisting", GuidelineListing, F("guideline")),
)
WORDS = {
    "news_newsitem": "News item",
    "trials_trial": "Trial",
    "trials_approval": "Approval",
    "trials_guidelinelisting": "Guideline listing",
    "trials_finding": "Finding of",
}


@dataclass(frozen=True)
class Coming:
    """A record, or the findings of one trial at one time."""

    screen: str
    name: str
    key: int
    at: datetime
    number: int

    @property
    def kind(self) -> str:
        """News item; 43 findings of."""
        return WORDS[self.screen] if self.number == 1 else f"{self.number} findings of"

    @property
    def when(self) -> str:
        """The time in the house's zone, and in UTC."""
        return zones.in_words(self.at, settings.NEWSROOM_ZONE)

    @property
    def address(self) -> str:
        """Its form; of findings their list."""
        if self.screen == "trials_finding":
            query = {"trial": self.key, "embargo": "on"}
            return reverse("admin:trials_finding_changelist", query=query)
        return reverse(f"admin:{self.screen}_change", args=[self.key])


def coming(user: Any) -> list[Coming]:
    """The first of what this person may see, by their time, in one query."""
    kinds = list(_kinds(user))
    if not kinds:
        return []
    rows = kinds[0].union(*kinds[1:], all=True).order_by("at", "screen", "key")
    return [Coming(**row) for row in rows[:FIRST]]


def _kinds(user: Any) -> Iterator[QuerySet[Any]]:
    for screen, model, name in KINDS:
        if _may_see(user, screen):
            rows = model.objects.embargoed().order_by()
            yield _row(rows, screen, name, F("pk")).annotate(number=Value(1, BigIntegerField()))
    if _may_see(user, "trials_finding"):
        rows = Finding.objects.embargoed().order_by()
        yield _row(rows, "trials_finding", ITS_TRIAL, F("trial_id")).annotate(number=Count("pk"))


def _row(rows: QuerySet[Any], screen: str, name: Any, key: Any) -> Any:
    return rows.values(
        screen=Value(screen, TextField()),
        name=Cast(name, TextField()),
        key=key,
        at=F("release_at"),
    )


def _may_see(user: Any, screen: str) -> bool:
    app, model = screen.split("_")
    return bool(user.has_perm(f"{app}.view_{model}"))
