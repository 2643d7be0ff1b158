"""What a page shows of an answer: hits with marks, records with some of the words, the facets."""

from collections.abc import Iterable
from functools import cached_property

from pyroaring import BitMap

from trials.search.answer import Found, Hit
from trials.search.documents import Document, documents
from trials.search.evidence import units_of
from trials.search.matching import Match
from trials.search.ordering import page_of
from trials.search.ranking import best_of, keys_of, order_of
from trials.search.relaxing import some_words
from trials.search.snippets import Marker, marker_of
from trials.search.telling import other_names, reading_of

MOST_APART = 10


def page(match: Match, after: str, size: int) -> Found:
    """The page that follows the key `after`: `size` hits; on the first also what nearly is one."""
    numbers, _, next_key = page_of(match.numbers, keys_of(match), after, size, order_of(match))
    apart = [] if after else _apart(match)
    more = [] if after or next_key else _near_misses(match, size - len(numbers), apart)
    hits = _Hits(match)
    shown = {one.number: hits.hit(one) for one in documents([*numbers.tolist(), *apart, *more])}
    return Found(
        total=len(match.found),
        hits=[shown[one] for one in numbers.tolist() if one in shown],
        next_key=next_key,
        facets=match.chosen.facets(match.by_words),
        reading=reading_of(match.words),
        apart=[shown[one] for one in apart if one in shown],
        near_misses=[shown[one] for one in more if one in shown],
    )


def _is_strict(match: Match) -> bool:
    return not match.has_words or match.words.is_ids or match.question.exact


def _apart(match: Match) -> list[int]:
    """Documents with all words but not a name as such, where few have that in the same words."""
    if _is_strict(match) or match.nearby or order_of(match) != "relevance":
        return []
    typed = match.words.as_typed
    room = MOST_APART - len(typed & match.found)
    return best_of(match, (typed & match.let_through) - match.found, room)


def _near_misses(match: Match, most: int, apart: Iterable[int]) -> list[int]:
    """Documents with some of the words."""
    if _is_strict(match):
        return []
    words = match.words
    some = some_words(words.evidence, words.whole) & match.let_through
    return best_of(match, some - match.found - BitMap(apart), most)


class _Hits:
    """Shows documents as hits of one answer."""

    def __init__(self, match: Match) -> None:
        self.words, self.nearby = match.words, match.nearby
        units = list(units_of(self.words.typed))
        self._stems = frozenset(stem for unit in units for stem in unit.stems)
        self._all_as_typed = not units or self.words.is_ids

    def hit(self, document: Document) -> Hit:
        """A document with the words marked, and where it is near."""
        number = document.number
        as_typed = self._all_as_typed or number in self.words.as_typed
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
        names = (name for one in other_names(self.words) for name in one.names if "," not in name)
        return marker_of(self._stems, frozenset(names))
