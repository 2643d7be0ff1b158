"""A group's list names a number that items gave and nobody knew: these items are read again.

A number that arrives with its trial is the business of a trigger (migration 0003); what a list says
may be ambiguous, so here the detector has the word.
"""

from functools import partial
from typing import Any

import pghistory
from django.db import transaction

from news.linking import read_again
from news.models import NewsItem
from trials import identifiers
from trials.models import Alias


def alias_saved(sender: type[Alias], instance: Alias, **_: Any) -> None:
    """Receiver of post_save: once the list is in, look at who asked for this number."""
    key = identifiers.fold(instance.alias)
    transaction.on_commit(partial(read_those_that_name, key), robust=True)


def read_those_that_name(key: str) -> int:
    """Read again each item in which this number leads to no trial; gives how many."""
    items = list(NewsItem.objects.filter(unknown_mentions__key=key).order_by("pk"))
    with pghistory.context(reason="A group's list names a number of its text"):
        for item in items:
            read_again(item)
    return len(items)
