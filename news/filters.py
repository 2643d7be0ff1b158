"""What may be asked of the lists of news and of newsletter issues: one declared form each."""

from typing import Any

from django.db.models import Q

from news.models import NewsItem, NewsletterIssue, TrialLink
from trials.filters import Exact, PagedFilterSet, Searched, Texts, Words
from trials.models import Trial
from trials.search import NEWS, Question, every
from trials.vocabulary import NewsKind


class NewsFilter(PagedFilterSet):
    """The parameters of /news/."""

    q = Searched(label="Words", method="by_words")
    exact = Exact(method="unchanged")
    kind = Words(NewsKind, label="Kind")
    trial = Texts(label="Trial number", method="by_trial")

    class Meta:
        model = NewsItem
        fields: list[str] = []

    def order(self) -> tuple[str, ...]:
        """The latest first."""
        return ("printed_on", "id")

    def by_words(self, items: Any, name: str, value: str) -> Any:
        """Of the news about a trial those with these words; all others the search itself gives."""
        found = every(Question(value, kind=NEWS))
        return items.filter(pk__in=[document.record_id for document in found])

    def question(self) -> Question | None:
        """What is asked of the search: words, without a trial beside them."""
        asked = self.form.cleaned_data if self.is_valid() else {"q": ""}
        if not asked["q"] or asked["trial"]:
            return None
        chosen = {"kind": tuple(asked["kind"])} if asked["kind"] else {}
        return Question(asked["q"], bool(asked["exact"]), chosen, kind=NEWS)

    def by_trial(self, items: Any, name: str, value: list[str]) -> Any:
        """Items with a confirmed link to one of these trials."""
        named = Q()
        for one in value:
            named |= Q(trial__in=Trial.objects.listed().identified_by(one).values("pk"))
        return items.filter(pk__in=TrialLink.objects.listed().filter(named).values("item"))


class IssueFilter(PagedFilterSet):
    """The parameters of /news/issues/: only where a page starts."""

    class Meta:
        model = NewsletterIssue
        fields: list[str] = []

    def order(self) -> tuple[str, ...]:
        """The latest first."""
        return ("dated", "id")
