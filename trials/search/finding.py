"""Answers a question: looks, reads the words, matches, orders, counts, and fetches one page."""

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from trials.search import numbered, typed
from trials.search.answer import Found, Hit, OtherNames, Reading
from trials.search.catalogue import Live, Numbers, SegmentGoneError, live
from trials.search.counting import Chosen
from trials.search.documents import Document, documents
from trials.search.evidence import Evidence
from trials.search.indexing import take_in
from trials.search.indexing.occurrences import title_key
from trials.search.look import Look, look
from trials.search.nearby import Nearby
from trials.search.ordering import Keys, by_date, by_relevance, page_of
from trials.search.question import NEWS, NOTHING, TRIAL, Question
from trials.search.relaxing import relaxed, some_words
from trials.search.snippets import Marker, marker_of
from trials.search.spelling import spelling_of
from trials.search.typed import Typed
from trials.search.words import stem

PAGE_SIZE = 20
LOOKS = 5
RARE = 3
"""Records; a word that so few have may be a slip in them."""
AT_ONCE = 500
MOST_NEAREST = 5
DIGITS = "0123456789"
OPEN_NEAR, EXACT_TITLE, AS_TYPED = 4, 2, 1


def find(question: Question, after: str = "", size: int = PAGE_SIZE) -> Found:
    """The page of the answer that follows the key `after`."""
    return _Search(question).found(after, size)


def find_both(question: Question, size: int = PAGE_SIZE) -> tuple[Found, Found]:
    """The first page of trials, and of news, for the same words: from one look."""
    looks: Looks = {}
    trials = _Search(replace(question, kind=TRIAL), looks).found("", size)
    news = replace(question, kind=NEWS, chosen=NOTHING, near=None)
    return trials, _Search(news, looks).found("", size)


def every(question: Question) -> Iterator[Document]:
    """All documents of the answer in their order; nothing but their numbers is in memory."""
    search = _Search(question)
    numbers = search.numbers[np.argsort(search.keys)[::-1]]
    for start in range(0, len(numbers), AT_ONCE):
        yield from documents(numbers[start : start + AT_ONCE].tolist())


@dataclass(frozen=True)
class Seen:
    """What one look brought, and what is live as of it."""

    look: Look
    live: Live

    def has(self, word: str) -> bool:
        """Whether anything listed has a word: postings remember the withdrawn for a while."""
        parts = self.look.rows.get(word, ())
        found = BitMap().union(*(BitMap.deserialize(numbers) for numbers, _ in parts))
        return any(found.intersect(alive) for alive in self.live.by_kind.values())


_taken_in = threading.local()
"""`own`: what this thread's transaction had written when that was taken in."""
Looks = dict[tuple[tuple[str, ...], tuple[str, ...]], Seen]


def seen(words: Iterable[str], names: Iterable[str] = ()) -> Seen:
    """Look; what changed since is taken in first."""
    words, names = list(words), list(names)
    for _ in range(LOOKS):
        found = look(words, names)
        if found.waits or found.own != getattr(_taken_in, "own", None):
            take_in(own=found.own is not None)
            _taken_in.own = found.own
            continue
        try:
            return Seen(found, live(found.segments, found.dead))
        except SegmentGoneError:
            continue
    # Others write without a pause: as it was a moment ago will do.
    found = look(words, names)
    return Seen(found, live(found.segments, found.dead))


class _Search:
    """One question on its way to an answer."""

    def __init__(self, question: Question, looks: Looks | None = None) -> None:
        self.question, self.looks = question, {} if looks is None else looks
        # News have no number of their own: they name those of trials, and are found by these words.
        self.is_numbered = question.kind != NEWS
        self.identifiers, only = numbered.identifiers_in(question.words)
        self.only_identifiers = only and self.is_numbered
        self.typed = self._seen(typed.read(question.words))
        self.corrected_from = ""
        if not question.exact and (corrected := self._corrected()):
            self._spell(corrected)
        self.evidence.read_phrases(self.typed)
        self.dropped: tuple[str, ...] = ()
        if self.typed.branches and not self.only_identifiers and not self._all():
            self.typed, self.dropped = relaxed(self.evidence, self.typed, self._let_through())

    def found(self, after: str, size: int) -> Found:
        """A page of it."""
        numbers, _, next_key = page_of(self.numbers, self.keys, after, size, self.order)
        more = [] if after or next_key else self._near_misses(size - len(numbers))
        shown = [self._hit(one) for one in documents([*numbers.tolist(), *more])]
        others = set(more)
        return Found(
            total=len(self.match),
            hits=[hit for hit in shown if hit.document.number not in others],
            next_key=next_key,
            facets=self.chosen.facets(self.by_words),
            reading=self._reading(),
            near_misses=[hit for hit in shown if hit.document.number in others],
        )

    def _seen(self, text: Typed) -> Typed:
        """Look for the words of a text; the same text with the names that it has."""
        whole = numbered.whole(text.text)
        keys = [f"={one.key}" for one in (*self.identifiers, *whole)]
        names = [] if self.question.exact else text.possible_names()
        words = [*text.stems, *keys, title_key(text.text)]
        key = tuple(words), tuple(names)
        if key not in self.looks:
            self.looks[key] = seen(words, names)
        self.saw = self.looks[key]
        self.live = self.saw.live
        self.alive = self.live.by_kind[self.question.kind]
        self.evidence = Evidence(self.live, self.saw.look.rows, self.alive)
        if self.is_numbered and not self.only_identifiers and any(map(text.text.count, DIGITS)):
            known = [one for one in whole if self.saw.has(f"={one.key}")]
            self.identifiers, self.only_identifiers = known or self.identifiers, bool(known)
        return typed.with_names(text, self.saw.look.names)

    @cached_property
    def chosen(self) -> Chosen:
        return Chosen(self.live, self.question)

    @cached_property
    def nearby(self) -> Nearby | None:
        near = self.question.near
        return Nearby(self.live, near) if near else None

    @cached_property
    def by_words(self) -> BitMap:
        """The documents that the words and the place let through."""
        found = self._all() if self.typed.branches else self.alive
        return found & self.nearby.found if self.nearby else found

    @cached_property
    def match(self) -> BitMap:
        """The documents of the answer."""
        return self.chosen.among(self.by_words)

    @cached_property
    def numbers(self) -> Numbers:
        return np.frombuffer(self.match.to_array(), np.uint32)

    @cached_property
    def keys(self) -> Keys:
        return self._keys(self.numbers)

    def _all(self) -> BitMap:
        if self.only_identifiers:
            keys = [f"={one.key}" for one in self.identifiers]
            return BitMap().union(*map(self.evidence.having, keys))
        found = self.evidence.matching(self.typed)
        return found | self._named_whole()

    def _named_whole(self) -> BitMap:
        """The documents whose title, acronym or number is just what was typed, with no minus."""
        if any(branch.without for branch in self.typed.branches):
            return BitMap()
        keys = [f"={one.key}" for one in numbered.whole(self.typed.text)]
        found = self.evidence.having(title_key(self.typed.text))
        return found.union(*(self.evidence.having(key) for key in keys))

    def _let_through(self) -> BitMap:
        found = self.nearby.found & self.alive if self.nearby else self.alive
        return self.chosen.among(found)

    @property
    def order(self) -> str:
        """As asked; else what the words say, or how near it is, or the newest first."""
        sort = self.question.sort
        if sort not in ("", "relevance"):
            return sort
        return "relevance" if self.typed.branches or self.nearby else "newest"

    def _keys(self, numbers: Numbers) -> Keys:
        if self.order != "relevance":
            return by_date(self.live, self.order, numbers)
        tiers = np.zeros(len(numbers), np.int64)
        scores: NDArray[Any] = np.zeros(len(numbers), np.float32)
        if self.typed.branches:
            scores = self.evidence.scores(self.typed, numbers)
            tiers += AS_TYPED * self._flags(self.as_typed, numbers)
            tiers += EXACT_TITLE * self._flags(self._named_whole(), numbers)
        if self.nearby:
            tiers += OPEN_NEAR * self.nearby.opens[numbers]
            if not self.typed.branches:
                scores = 100 * (1 - self.nearby.nearest[numbers] / self.nearby.within)
        if self.only_identifiers:
            scores = self._in_order(numbers)
        return by_relevance(self.live, numbers, scores, tiers)

    def _in_order(self, numbers: Numbers) -> NDArray[Any]:
        """The identifier typed first comes first."""
        scores = np.zeros(len(numbers), np.float32)
        for place, one in enumerate(reversed(self.identifiers), 1):
            scores[self._flags(self.evidence.having(f"={one.key}"), numbers) > 0] = place
        return scores

    @cached_property
    def as_typed(self) -> BitMap:
        return self.evidence.as_typed(self.typed)

    def _flags(self, found: BitMap, numbers: Numbers) -> NDArray[np.int64]:
        dense = np.zeros(self.live.size, np.int64)
        dense[np.frombuffer(found.to_array(), np.uint32)] = 1
        return dense[numbers]

    def _near_misses(self, most: int) -> list[int]:
        """Records with some of the words, the best first."""
        if most <= 0 or not self.typed.branches or self.only_identifiers or self.question.exact:
            return []
        others = (some_words(self.evidence, self.typed) & self._let_through()) - self.match
        numbers = np.frombuffer(others.to_array(), np.uint32)
        scores = self.evidence.scores(self.typed, numbers)
        keys = by_relevance(self.live, numbers, scores, np.zeros(len(numbers)))
        near, _, _ = page_of(numbers, keys, "", most)
        return list(near.tolist())

    def _hit(self, document: Document) -> Hit:
        number = document.number
        as_typed = not self.typed.branches or self.only_identifiers or number in self.as_typed
        marker = self._marker if as_typed else self._marker_of_names
        return Hit(
            document,
            title=marker.marked(document.card["title"]),
            why=marker.why(document.texts),
            as_typed=as_typed,
            miles=self.nearby.miles_to(number) if self.nearby else None,
            is_open_near=bool(self.nearby and self.nearby.opens[number]),
        )

    @cached_property
    def _marker(self) -> Marker:
        """What is marked where the words stand as typed: these."""
        return marker_of(self._stems, frozenset())

    @cached_property
    def _marker_of_names(self) -> Marker:
        """Elsewhere the other names that were searched, too."""
        names = (name for one in self._other_names() for name in one.names if "," not in name)
        return marker_of(self._stems, frozenset(names))

    @cached_property
    def _stems(self) -> frozenset[str]:
        units = [unit for branch in self.typed.branches for unit in branch.units]
        return frozenset(found for one in units for found in one.stems)

    def _other_names(self) -> Sequence[OtherNames]:
        """Of each name that was typed the others, those that are cut alike once."""
        told = []
        units = [unit for branch in self.typed.branches for unit in branch.units if unit.concepts]
        for unit in units:
            names = [one for one in self.saw.look.names if one.head in unit.concepts]
            others = {typed.key_of(name): name for one in names for name in reversed(one.others)}
            others.pop(" ".join(unit.stems), None)
            named = tuple(reversed(others.values()))
            told.append(OtherNames(unit.text, names[0].preferred if names else unit.text, named))
        return told

    def _reading(self) -> Reading:
        unknown = [one for one in self.identifiers if not self.saw.has(f"={one.key}")]
        return Reading(
            words=" ".join(self._left()) if self.dropped else self.typed.text,
            corrected_from=self.corrected_from,
            other_names=tuple(self._other_names()),
            dropped=self.dropped,
            unknown_ids=tuple(one.text for one in unknown if self.only_identifiers),
            nearest_ids=self._nearest(unknown) if self.only_identifiers else (),
            is_ids=self.only_identifiers,
        )

    def _nearest(self, unknown: Sequence[numbered.Identifier]) -> tuple[str, ...]:
        """Identifiers that differ from one of these in one digit."""
        near = [key for one in unknown[:MOST_NEAREST] for key in numbered.nearly(one.key)]
        if not near:
            return ()
        saw = seen([f"={key}" for key in near])
        return tuple(one for one in near if saw.has(f"={one}"))[:MOST_NEAREST]

    def _left(self) -> list[str]:
        return [one.text for branch in self.typed.branches for one in branch.units]

    def _spell(self, corrected: str) -> None:
        """Search for this instead; not for words that only what is listed no more had."""
        had = set(self.typed.stems)
        self.typed = self._seen(typed.read(corrected))
        units = [one for branch in self.typed.branches for one in branch.units]
        if all(map(self._is_listed, (one for one in units if not had.issuperset(one.stems)))):
            self.corrected_from = self.question.words
        else:
            self.typed = self._seen(typed.read(self.question.words))

    def _is_listed(self, unit: typed.Unit) -> bool:
        """Whether anything listed has the words, or what they are a name of by any name."""
        named = any(self.saw.has(f"#{head}") for head in unit.concepts)
        return named or all(map(self.saw.has, unit.stems))

    def _corrected(self) -> str:
        """The words with the right spelling of those that nothing, or hardly anything, has."""
        if self.only_identifiers or self._named_whole():
            return ""
        units = [one for branch in self.typed.branches for one in branch.units]
        doubtful = [
            one
            for one in units
            if not (one.concepts or one.is_phrase)
            and len(self.evidence.having(one.stems[0])) <= RARE
        ]
        if not doubtful:
            return ""
        spelling = spelling_of(self.live.large)
        text = self.typed.text
        for one in doubtful:
            right = spelling.corrected(one.text)
            if right and stem(right) != one.stems[0]:
                text = re.sub(rf"(?<![^\W_]){re.escape(one.text)}(?![^\W_])", right, text)
        return text if text != self.typed.text else ""
