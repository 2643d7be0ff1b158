"""Numbers of an item that lead to no trial here: remembered, so that a trial that arrives is found.

An alias in a group's list stands for its trial's own number: it is kept under that.
"""

from collections.abc import Iterator

from django.db import transaction

from news.linking.suggestions import proposed_role
from news.mentions import Reading
from news.models import NewsItem, UnknownMention
from trials import identifiers

SAID = ("words", "evidence", "positions", "role", "nearest")
LONGEST = UnknownMention._meta.get_field("words").max_length


@transaction.atomic
def remember_unknown(item: NewsItem, reading: Reading) -> None:
    """Keep the unknown numbers of the item as it is now and no others; write only what differs."""
    kept = {mention.key: mention for mention in item.unknown_mentions.all()}
    said = {mention.key: mention for mention in _unknown(item, reading)}
    if gone := kept.keys() - said.keys():
        item.unknown_mentions.filter(key__in=gone).delete()
    UnknownMention.objects.bulk_create(
        [mention for key, mention in said.items() if _differs(kept.get(key), mention)],
        update_conflicts=True,
        unique_fields=["item", "key"],
        update_fields=SAID,
    )


def _unknown(item: NewsItem, reading: Reading) -> Iterator[UnknownMention]:
    alone = len(reading.unknown) == 1 and not reading.trials
    for number, places in reading.unknown_places.items():
        yield UnknownMention(
            item=item,
            key=identifiers.fold(number),
            words=number[:LONGEST],
            evidence=reading.evidence(places),
            positions=reading.positions(places),
            role=proposed_role(item, reading, places, alone),
            nearest=next((place.nearest for place in places if place.nearest), None),
        )


def _differs(kept: UnknownMention | None, said: UnknownMention) -> bool:
    if kept is None:
        return True
    return any(getattr(kept, name) != getattr(said, name) for name in SAID[:-1]) or (
        kept.nearest_id != said.nearest_id
    )
