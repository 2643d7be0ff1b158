"""One release, from the bytes of its file to what a person is told of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from news.intake.archive import keep_old_address
from news.intake.copies import near_copy
from news.intake.release import read_release
from news.intake.saving import take_in
from news.linking import read_again
from news.models import NewsItem, TrialLink
from trials.models import Proposal


@dataclass(frozen=True)
class Arrival:
    """What became of one file."""

    name: str
    item: NewsItem
    is_new: bool
    """Whether it became a draft now; what is known already was taken in before."""
    links: list[TrialLink] = field(default_factory=list)
    facts: list[Proposal] = field(default_factory=list)
    """What it states of its trials, proposed to their records."""
    unknown: list[str] = field(default_factory=list)
    """Well-formed numbers of trials that the registry does not have."""
    notes: list[str] = field(default_factory=list)
    """Sentences on what a person should look at."""
    like: NewsItem | None = None
    """Another item that says nearly the same: perhaps a former version."""


def arrive(name: str, data: bytes | str, dated: str = "", old_paths: Sequence[str] = ()) -> Arrival:
    """Take a release in with its links; raises ReleaseRefused, and then nothing of it is kept.

    `dated` and `old_paths` are what the list of an archive says of it.
    """
    draft = read_release(name, data)
    with transaction.atomic():
        item, is_new = take_in(draft)
        if is_new and dated:
            item.dated = dated
            item.save(update_fields=["dated"])
        notes = [*(draft.notes if is_new else ())]
        notes += [keep_old_address(item, path) for path in old_paths]
        read = read_again(item)
    like = near_copy(item) if is_new else None
    told, unknown = list(filter(None, notes)), read.reading.unknown
    return Arrival(name, item, is_new, read.links, read.facts, unknown, told, like)
