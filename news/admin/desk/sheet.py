"""An item as the desk shows it: its text with marks, and the cards that these lead to."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.utils.safestring import SafeString

from news.admin.desk.cards import SAYS, Card, Unknown
from news.admin.desk.marked import Mark, marked_body, marked_title
from news.mentions import number_of, read_mentions
from news.models import NewsItem
from trials import identifiers
from trials.detection import Match
from trials.models import Trial, TrialIdentifier
from trials.vocabulary import LinkStatus

MOST = 100
"""Cards of a kind on one page."""
ORDER = (LinkStatus.CONFIRMED, LinkStatus.SUGGESTED, LinkStatus.REJECTED)
"""Of several trials that words fit, which one their mark leads to."""
NOT_READ = "not-read"
"""Where a mark leads whose trial is no suggestion yet: to the button that reads the text again."""


class Sheet:
    """One item, read now; asks a constant number of queries."""

    def __init__(self, item: NewsItem) -> None:
        self.item, self.reading = item, read_mentions(item)
        self.cards = {link.trial_id: Card(link) for link in _links(item)}
        self._mentions = {one.key: one for one in item.unknown_mentions.select_related("nearest")}
        self._anchors = {key: f"unknown-{one.pk}" for key, one in self._mentions.items()}
        self._marks = [self._mark(number, match) for number, match in self._numbered()]
        self._find_words()
        self.cards = dict(sorted(self.cards.items(), key=lambda entry: _place(entry[1])))

    @property
    def title(self) -> SafeString:
        """The title with its marks."""
        ends = self.reading.body_starts
        return marked_title(self.item.title, [one for one in self._marks if one.start < ends])

    @property
    def body(self) -> SafeString:
        """The body with its marks."""
        begins = self.reading.body_starts
        marks = [_moved(one, -begins) for one in self._marks if one.start >= begins]
        return marked_body(self.item.body, marks)

    @cached_property
    def groups(self) -> list[list[Card]]:
        """Open cards in the order of the text, those that the same words fit together."""
        groups: list[list[Card]] = []
        placed: set[int] = set()
        for card in self._in(LinkStatus.SUGGESTED):
            if card.link.pk not in placed and len(placed) < MOST:
                group = [card, *(one for one in card.open_rivals if one.link.pk not in placed)]
                placed |= {one.link.pk for one in group}
                groups.append(group)
        return groups

    @property
    def open(self) -> list[Card]:
        """Open cards as they stand on the page."""
        return [card for group in self.groups for card in group]

    @property
    def open_count(self) -> int:
        """How many are open, those that do not fit on the page too."""
        return len(self._in(LinkStatus.SUGGESTED))

    @property
    def open_left(self) -> int:
        """How many do not."""
        return self.open_count - len(self.open)

    @property
    def decided(self) -> list[Card]:
        """Confirmed ones, then rejected ones, as many as fit."""
        return [*self._in(LinkStatus.CONFIRMED), *self._in(LinkStatus.REJECTED)][:MOST]

    @property
    def decided_left(self) -> int:
        """How many do not."""
        return len(self.cards) - self.open_count - len(self.decided)

    @property
    def certain(self) -> list[Card]:
        """What can be confirmed at once."""
        return [card for card in self.open if card.kind == "certain"]

    @property
    def unknown(self) -> list[Unknown]:
        """Numbers that lead to no trial, as many as fit."""
        confirmed = {card.link.trial_id for card in self._in(LinkStatus.CONFIRMED)}
        words = {
            identifiers.fold(number): self.reading.surest(places).text
            for number, places in self.reading.unknown_places.items()
        }
        return [
            Unknown(
                one,
                self._marks_of(self._anchors[key]),
                words.get(key, ""),
                linked=one.nearest_id in confirmed,
            )
            for key, one in list(self._mentions.items())[:MOST]
        ]

    @property
    def unknown_left(self) -> int:
        """How many do not fit on the page."""
        return max(0, len(self._mentions) - MOST)

    @property
    def not_read(self) -> list[Mark]:
        """Marks of what the text names and nothing is suggested for: it was not read since."""
        return self._marks_of(NOT_READ)

    def _in(self, status: LinkStatus) -> list[Card]:
        return [card for card in self.cards.values() if card.link.status == status]

    def _marks_of(self, anchor: str) -> list[Mark]:
        return [mark for mark in self._marks if mark.card == anchor]

    def _numbered(self) -> Iterator[tuple[int, Match]]:
        return enumerate(self.reading.matches, 1)

    def _mark(self, number: int, match: Match) -> Mark:
        """The mark of a match, told to the cards that it speaks for."""
        cards = self._cards_of(match)
        if not cards:
            return self._lone_mark(number, match)
        best = min(cards, key=lambda card: ORDER.index(card.link.status))
        is_open = best.link.status == LinkStatus.SUGGESTED
        kind = "ambiguous" if is_open and len(cards) > 1 else best.kind
        says = f"{' or '.join(str(card.link.trial) for card in cards)}: {SAYS[kind]}"
        mark = Mark(match.start, match.end, number, kind, best.anchor, says)
        for card in cards:
            card.marks.append(mark)
            card.matches.append(match)
            card.also += [one for one in cards if one is not card and one not in card.also]
        return mark

    def _find_words(self) -> None:
        """Once for each card: a long text may name one trial in tens of thousands of places."""
        for card in self.cards.values():
            if card.matches:
                card.words = self.reading.surest(card.matches).text

    def _cards_of(self, match: Match) -> list[Card]:
        trials: Iterable[Trial] = match.candidates or filter(None, [match.trial])
        return [self.cards[trial.pk] for trial in trials if trial.pk in self.cards]

    def _lone_mark(self, number: int, match: Match) -> Mark:
        """Of a number that nobody knows, or of a trial that is not suggested yet."""
        place = (match.start, match.end, number)
        if match.known:
            return Mark(*place, "uncertain", NOT_READ, "Not read yet since the text was changed")
        key = identifiers.fold(number_of(match))
        says = f"{number_of(match)}: {SAYS['unknown']}"
        return Mark(*place, "unknown", self._anchors.get(key, NOT_READ), says)


def _links(item: NewsItem) -> Any:
    numbers = TrialIdentifier.objects.filter(resolves=True, retired=False)
    links = item.trial_links.select_related("trial__status_source", "decided_by")
    return links.prefetch_related(Prefetch("trial__identifiers", numbers, to_attr="other_numbers"))


def _place(card: Card) -> tuple[float, int]:
    """Where the text names it first; last of all what it does not name."""
    return (card.marks[0].number if card.marks else float("inf"), card.link.pk)


def _moved(mark: Mark, by: int) -> Mark:
    return replace(mark, start=mark.start + by, end=mark.end + by)
