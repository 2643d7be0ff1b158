"""The detector's walk over all items: each in a transaction of its own, which also notes how far.

Killed anywhere, the next walk goes on after the last item that was read.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from news.linking.again import Read, read_again
from news.models import LinkingRun, NewsItem

BATCH = 200
"""Items of which only the names are held at a time."""


class Step(NamedTuple):
    """One item, and what came of it: `read`, or why not."""

    item: NewsItem
    read: Read | None = None
    failure: str = ""


class DatabaseGoneError(Exception):
    """Nothing more can be read."""


def run_to_go_on(restart: bool = False) -> LinkingRun:
    """The run that is not finished, from its beginning if that is asked for; else a new one."""
    run, _ = LinkingRun.objects.get_or_create(finished_at=None)
    if restart:
        LinkingRun.objects.filter(pk=run.pk).update(started_at=Now(), last_item=0)
    run.refresh_from_db()
    return run


def left(run: LinkingRun) -> QuerySet[NewsItem]:
    """What the run has not read yet, the oldest first."""
    return NewsItem.objects.filter(pk__gt=run.last_item).order_by("pk")


def walk(run: LinkingRun) -> Iterator[Step]:
    """Read what is left, and end the run."""
    while batch := list(left(run).only("pk", "slug")[:BATCH]):
        for item in batch:
            yield read_one(item, run)
            run.last_item = item.pk
    LinkingRun.objects.filter(pk=run.pk).update(finished_at=Now())


def read_one(item: NewsItem, run: LinkingRun | None = None) -> Step:
    """Read one item; what goes wrong there holds up no other. Raises DatabaseGoneError."""
    try:
        with transaction.atomic():
            _note(run, item)
            return Step(item, read_again(item))
    except NewsItem.DoesNotExist:
        return Step(item, failure="it was deleted in the meantime")
    except Exception as error:
        if not connection.is_usable():
            raise DatabaseGoneError from error
        _note(run, item)
        return Step(item, failure=_in_a_line(error))


def _in_a_line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]


def _note(run: LinkingRun | None, item: NewsItem) -> None:
    if run is not None:
        LinkingRun.objects.filter(pk=run.pk).update(last_item=item.pk)
