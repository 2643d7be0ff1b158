"""Whoever writes links holds the item first, then its trials in the order of their keys.

A change of a link moves the revisions of both. In one order for all, two writers wait for each
other in turn and never both.
"""

from collections.abc import Iterable

from news.models import NewsItem
from trials.models import Trial


def locked(item: int) -> NewsItem:
    """The item as it is saved, for this transaction alone."""
    found: NewsItem = NewsItem.objects.select_for_update(of=("self",)).get(pk=item)
    return found


def hold(trials: Iterable[int]) -> None:
    """Wait for the turn at these trials, until the transaction ends."""
    rows = Trial.objects.select_for_update(no_key=True).order_by("pk")
    list(rows.filter(pk__in=set(trials)).values_list("pk", flat=True))
