"""An item is read again: after a change of its text, of the registry, or of the detector."""

from dataclasses import dataclass

from django.db import transaction

from news.linking.locks import locked
from news.linking.suggestions import suggest_links
from news.linking.unknown import remember_unknown
from news.mentions import Reading, read_mentions
from news.models import NewsItem, TrialLink
from news.proposing import propose_facts
from trials.models import Proposal

READ = {"title", "body"}
"""The fields in which the words stand."""


@dataclass(frozen=True)
class Read:
    """What came of it."""

    reading: Reading
    links: list[TrialLink]
    """Those to the trials that the text names, the decided ones too."""
    facts: list[Proposal]
    """What the text states of these trials, as far as it is sure which one is meant."""
    new: int
    gone: int
    """Suggestions whose words are not in the text any more."""


@transaction.atomic
def read_again(item: NewsItem) -> Read:
    """Read title and body as they are saved, once, and propose all that follows from them.

    This is the one place where that is done. What a person decided stays as it is.
    """
    item = locked(item.pk)
    reading = read_mentions(item)
    before = set(item.trial_links.values_list("pk", flat=True))
    links = suggest_links(item, reading)
    remember_unknown(item, reading)
    facts = propose_facts(item, reading)
    after = set(item.trial_links.values_list("pk", flat=True))
    return Read(reading, links, facts, new=len(after - before), gone=len(before - after))
