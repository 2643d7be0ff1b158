"""A group's list names a number that items gave and nobody knew: these items are read again.

A number that arrives with its trial is the business of a trigger (migration 0003); what a list says
may be ambiguous, so here the detector has the word. And a draft of an item took effect.
"""

from functools import partial
from typing import Any

import pghistory
from django.db import transaction

from news.linking import READ, read_again
from news.models import NewsItem, TrialLink, UnknownMention
from news.proposing import propose_facts
from trials import identifiers
from trials.models import Alias


def alias_saved(sender: type[Alias], instance: Alias, **_: Any) -> None:
    """Receiver of post_save: once the alias is in, look at who asked for this number."""
    aliases_loaded(sender, [instance])


def aliases_loaded(sender: type[Alias], aliases: list[Alias], **_: Any) -> None:
    """Receiver of `aliases_arrived`: the same for a list of them."""
    keys = {identifiers.fold(alias.alias) for alias in aliases}
    transaction.on_commit(partial(read_those_that_name, keys), robust=True)


def read_those_that_name(keys: set[str]) -> int:
    """Read again each item in which one of these leads to no trial; gives how many."""
    naming = UnknownMention.objects.filter(key__in=keys)
    items = list(NewsItem.objects.filter(pk__in=naming.values("item")).order_by("pk"))
    with pghistory.context(reason="A group's list names a number of its text"):
        for item in items:
            read_again(item)
    return len(items)


def draft_in_effect(
    sender: type[NewsItem], record: NewsItem, fields: list[str], rows: set[Any], **_: Any
) -> None:
    """Receiver of `draft_applied`: a new text may name other trials, other links state facts."""
    if READ & set(fields):
        read_again(record)
    if TrialLink in rows:
        propose_facts(record)
