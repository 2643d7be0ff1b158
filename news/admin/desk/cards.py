"""An item as the desk shows it: its text with marks, and a card for each trial it may speak of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.utils.html import format_html
from django.utils.safestring import SafeString

from news.admin.decisions import found_by
from news.admin.desk.marked import Mark, marked_body, marked_title
from news.mentions import number_of, read_mentions
from news.models import NewsItem, TrialLink, UnknownMention
from trials import identifiers
from trials.detection import Match
from trials.models import Trial, TrialIdentifier
from trials.vocabulary import LinkStatus

OTHER_NUMBERS = 6
ORDER = (LinkStatus.CONFIRMED, LinkStatus.SUGGESTED, LinkStatus.REJECTED)
"""Of several trials that words fit, which one their mark leads to."""
SAYS = {
    "certain": "certain",
    "uncertain": "not certain",
    "ambiguous": "fits more than one trial",
    "unknown": "not in the registry",
    "confirmed": "confirmed",
    "rejected": "rejected",
}
NOT_READ = "not-read"
"""Where a mark leads whose trial is no suggestion yet: to the button that reads the text again."""


@dataclass
class Card:
    """A link with what a person needs to decide it."""

    link: TrialLink
    marks: list[Mark] = field(default_factory=list)
    matches: list[Match] = field(default_factory=list)
    words: str = ""
    """As the text names the trial where it does so most surely."""
    also: list["Card"] = field(default_factory=list)
    """Those that the same words fit."""

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"link-{self.link.pk}"

    @property
    def kind(self) -> str:
        """Of its marks and of itself: how sure it is, or what was decided."""
        if self.link.status != LinkStatus.SUGGESTED:
            return str(self.link.status).lower()
        if self.link.is_ambiguous:
            return "ambiguous"
        return "certain" if self.link.is_certain else "uncertain"

    @property
    def sure(self) -> str:
        """The kind for people."""
        return SAYS[self.kind].capitalize()

    @property
    def role_name(self) -> str:
        """The name of its select."""
        return f"role-{self.link.pk}"

    @property
    def how(self) -> str:
        """“Identifier in the text, 99%”."""
        return found_by(self.link)

    @property
    def numbers(self) -> list[str]:
        """Its other identifiers."""
        trial: Any = self.link.trial
        numbers = [one.value for one in trial.other_numbers]
        return [one for one in numbers if one != trial.public_id][:OTHER_NUMBERS]

    @property
    def evidence(self) -> SafeString:
        """The words of the text, those that name the trial marked."""
        return emphasized(self.link.evidence, self.words)

    @property
    def open_rivals(self) -> list["Card"]:
        """Others that the same words fit and that nobody decided."""
        return [card for card in self.also if card.link.status == LinkStatus.SUGGESTED]


@dataclass
class Unknown:
    """A number that leads to no trial here."""

    mention: UnknownMention
    marks: list[Mark]
    words: str
    """As the text has it where that is most surely a number."""
    linked: bool
    """Whether the trial that nearly has this number is linked already."""

    @property
    def evidence(self) -> SafeString:
        """The words of the text."""
        return emphasized(self.mention.evidence, self.words)

    @property
    def is_nct(self) -> bool:
        """Whether it is one of ClinicalTrials.gov."""
        return identifiers.is_nct_id(self.mention.words)

    @property
    def is_ours(self) -> bool:
        """Whether a trial of the group can have it as its own."""
        return identifiers.is_protocol_id(self.mention.words)


class Sheet:
    """One item, read now; asks a constant number of queries."""

    def __init__(self, item: NewsItem) -> None:
        self.item, self.reading = item, read_mentions(item)
        self.cards = {link.trial_id: Card(link) for link in _links(item)}
        self._mentions = {one.key: one for one in item.unknown_mentions.select_related("nearest")}
        self._anchors = {key: f"unknown-{one.pk}" for key, one in self._mentions.items()}
        self._marks = [self._mark(number, match) for number, match in self._numbered()]
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
        groups, placed = [], set()
        for card in self._in("SUGGESTED"):
            if card.link.pk not in placed:
                group = [card, *(one for one in card.open_rivals if one.link.pk not in placed)]
                placed |= {one.link.pk for one in group}
                groups.append(group)
        return groups

    @property
    def open(self) -> list[Card]:
        """Open cards as they stand on the page."""
        return [card for group in self.groups for card in group]

    @property
    def decided(self) -> list[Card]:
        """Confirmed ones, then rejected ones."""
        return [*self._in("CONFIRMED"), *self._in("REJECTED")]

    @property
    def certain(self) -> list[Card]:
        """What can be confirmed at once."""
        return [card for card in self.open if card.kind == "certain"]

    @property
    def unknown(self) -> list[Unknown]:
        """Numbers that lead to no trial."""
        confirmed = {card.link.trial_id for card in self._in("CONFIRMED")}
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
            for key, one in self._mentions.items()
        ]

    @property
    def not_read(self) -> list[Mark]:
        """Marks of what the text names and nothing is suggested for: it was not read since."""
        return self._marks_of(NOT_READ)

    def _in(self, status: str) -> list[Card]:
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
            card.words = self.reading.surest(card.matches).text
            card.also += [one for one in cards if one is not card and one not in card.also]
        return mark

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


def emphasized(text: str, words: str) -> SafeString:
    """A text with the first place of these words marked, whatever spaces they have."""
    plain = " ".join(words.split())
    before, found, after = text.partition(plain) if plain else (text, "", "")
    if not found:
        return format_html("{}", text)
    return format_html("{}<mark>{}</mark>{}", before, found, after)


def _links(item: NewsItem) -> Any:
    numbers = TrialIdentifier.objects.filter(resolves=True, retired=False)
    links = item.trial_links.select_related("trial__status_source", "decided_by")
    return links.prefetch_related(Prefetch("trial__identifiers", numbers, to_attr="other_numbers"))


def _place(card: Card) -> tuple[float, int]:
    """Where the text names it first; last of all what it does not name."""
    return (card.marks[0].number if card.marks else float("inf"), card.link.pk)


def _moved(mark: Mark, by: int) -> Mark:
    return replace(mark, start=mark.start + by, end=mark.end + by)
