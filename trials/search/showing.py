"""What a page shows of an answer: hits with marks, records with some of the words, the facets."""

from functools import cached_property

from trials.search.answer import Found, Hit
from trials.search.documents import Document, documents
from trials.search.evidence import units_of
from trials.search.matching import Match
from trials.search.ordering import page_of
from trials.search.ranking import keys_of, near_misses, order_of
from trials.search.snippets import Marker, marker_of
from trials.search.telling import other_names, reading_of


def page(match: Match, after: str, size: int) -> Found:
    """The page that follows the key `after`: `size` hits, or fewer and near misses."""
    numbers, _, next_key = page_of(match.numbers, keys_of(match), after, size, order_of(match))
    more = [] if after or next_key else _others(match, size - len(numbers))
    hits = _Hits(match)
    shown = [hits.hit(one) for one in documents([*numbers.tolist(), *more])]
    others = set(more)
    return Found(
        total=len(match.found),
        hits=[hit for hit in shown if hit.document.number not in others],
        next_key=next_key,
        facets=match.chosen.facets(match.by_words),
        reading=reading_of(match.words),
        near_misses=[hit for hit in shown if hit.document.number in others],
    )


def _others(match: Match, most: int) -> list[int]:
    if most <= 0 or not match.has_words or match.words.is_ids or match.question.exact:
        return []
    return list(near_misses(match, most).tolist())


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
