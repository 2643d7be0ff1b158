"""What may be asked of the lists of news and of newsletter issues: one declared form each."""

from typing import Any

from django.db.models import Q

from news.models import NewsItem, NewsletterIssue, TrialLink
from trials.filters import PagedFilterSet, Text, Texts, Words
from trials.models import Trial
from trials.vocabulary import NewsKind

MOST_WORDS = 10


class NewsFilter(PagedFilterSet):
    """The parameters of /news/."""

    q = Text(label="Words", method="by_words")
    kind = Words(NewsKind, label="Kind")
    trial = Texts(label="Any number of a trial", method="by_trial")

    class Meta:
        model = NewsItem
        fields: list[str] = []

    def order(self) -> tuple[str, ...]:
        """The latest first."""
        return ("printed_on", "id")

    def by_words(self, items: Any, name: str, value: str) -> Any:
        """A simple match: every word stands in title, summary or body."""
        for word in value.split()[:MOST_WORDS]:
            in_title, in_summary = Q(title__icontains=word), Q(summary__icontains=word)
            items = items.filter(in_title | in_summary | Q(body__icontains=word))
        return items

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
