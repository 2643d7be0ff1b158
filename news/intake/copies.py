"""Items that say nearly the same as a new one: a second version, or a reprint."""

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models.functions import Left
from rapidfuzz import fuzz

from news.intake.plain_text import words
from news.models import NewsItem

COMPARED = 6000
"""Characters of the beginning: what follows in two versions of a release is as alike."""
LIKE_TITLES = 0.35
LATEST = 30
NEARLY = 90
"""Of 100, by the order of the words."""


def near_copy(item: NewsItem) -> NewsItem | None:
    """Give the other item most like this one, where title or text are nearly the same."""
    others = NewsItem.objects.exclude(pk=item.pk).annotate(start=Left("body", COMPARED))
    alike = TrigramSimilarity("title", item.title)
    titled = others.annotate(alike=alike).filter(alike__gt=LIKE_TITLES).order_by("-alike")[:LATEST]
    candidates = {other.pk: other for other in [*titled, *others.order_by("-pk")[:LATEST]]}
    text = _folded(item.body)
    scored = [(fuzz.ratio(text, _folded(other.start)), other) for other in candidates.values()]
    best, found = max(scored, key=lambda pair: pair[0], default=(0, None))
    return found if best >= NEARLY else None


def _folded(text: str) -> str:
    return " ".join(words(text[:COMPARED]).casefold().split())
