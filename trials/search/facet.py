"""The values that documents have of one parameter: which have a value, how many of a result do.

A facet of many documents is made once, and `extended` by those of a few that were saved since.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from trials.folding import folded
from trials.search.indexing.attributes import Arrays, values_in
from trials.search.words import WORD

Counts = list[tuple[str, str, int]]
"""Value, label, documents."""
Numbers = NDArray[np.uint32]
Places = NDArray[np.int32]
LAST = "\U0010ffff"
MOST_ALIKE = 2000
FEW = 0.04
"""The share of all documents up to which their own values are counted; beyond, those of all."""


class Facet:
    """One parameter: values, each at a place, and pairs of a document's number and a place."""

    def __init__(
        self,
        values: Sequence[tuple[str, str]],
        pairs: tuple[Numbers, Places],
        size: int,
        of: "Facet | None" = None,
    ) -> None:
        self.values = values
        """Value and label, each value however it is written once."""
        self.numbers, self.places = pairs
        self.size = size
        self._of = of
        """The facet that this one extends."""

    @classmethod
    def made(cls, arrays: Arrays, name: str, size: int) -> "Facet":
        """The facet of all that is in the arrays."""
        return cls([], _no_pairs(), 0)._with(arrays, name, size, extends=False)

    def extended(self, arrays: Arrays, name: str, size: int) -> "Facet":
        """The same with documents of higher numbers."""
        return self._with(arrays, name, size, extends=True)

    def _with(self, arrays: Arrays, name: str, size: int, *, extends: bool) -> "Facet":
        known = values_in(arrays, name)
        places = dict(self._by_value)
        values: list[tuple[str, str]] = list(self.values)
        for value, label in known:
            place = places.setdefault(folded(value), len(values))
            values[place : place + 1] = [(value, label)]  # what came last is what it is called now
        same = np.array([places[folded(value)] for value, _ in known], np.int64)
        # One pair for a document that writes a value in two ways.
        numbers = arrays[f"{name}.number"].astype(np.int64)
        pairs = np.unique(numbers << 32 | same[arrays[f"{name}.place"]])
        new = (pairs >> 32).astype(np.uint32), (pairs & 0xFFFFFFFF).astype(np.int32)
        together = np.concatenate([self.numbers, new[0]]), np.concatenate([self.places, new[1]])
        return Facet(values, together, size, self if extends else None)

    def having(self, values: Iterable[str]) -> BitMap:
        """The documents with one of these: as values, else as labels, else as parts of labels."""
        wanted = {place for value in values for place in self.meant_by(value)}
        return BitMap().union(*(self._bitmaps[place] for place in wanted))

    def exactly(self, values: Iterable[str]) -> BitMap:
        """The documents with one of these values of an enumeration, and no value like it."""
        known = (self._by_value.get(folded(value)) for value in values)
        return BitMap().union(*(self._bitmaps[place] for place in known if place is not None))

    def meant_by(self, text: str) -> list[int]:
        """The places of the values that a text means."""
        key = folded(text)
        if (exact := self._by_value.get(key)) is not None:
            return [exact]
        return self._by_label.get(key) or [
            place for place, names in enumerate(self._folded) if key in names
        ]

    def is_value(self, text: str) -> bool:
        """Whether a text is one of the values, not part of some."""
        return folded(text) in self._by_value

    def beginning(self, text: str) -> list[int]:
        """The places of values of which a word, folded, begins with a text; in no order."""
        begin = bisect_left(self._words, (text, 0))
        end = bisect_left(self._words, (text + LAST, 0))
        return list({place for _, place in self._words[begin : min(end, begin + MOST_ALIKE)]})

    def label_of(self, text: str) -> str:
        """What a value is called; a text that is none stands for itself."""
        place = self._by_value.get(folded(text))
        return text if place is None else self.values[place][1]

    def counts(self, numbers: Numbers, most: int, found: BitMap) -> Counts:
        """Of the documents found, the most frequent values with how many have each."""
        if not len(self.values):
            return []
        if len(numbers) > FEW * self.size:
            return self._of_many(found, most)
        counts = np.bincount(self._places_of(numbers), minlength=len(self.values))
        return self._told(counts, most)

    def count_of(self, place: int, found: BitMap) -> int:
        """How many of the documents found have a value."""
        return int(found.intersection_cardinality(self._bitmaps[place]))

    def with_value(self, place: int, found: BitMap) -> BitMap:
        """Those of the documents found that have a value."""
        return found & self._bitmaps[place]

    def _places_of(self, numbers: Numbers) -> Places:
        begins, ends = self._begins[numbers], self._begins[numbers + 1]
        lengths = ends - begins
        if not (total := int(lengths.sum())):
            return self.places[:0]
        skipped = np.repeat(begins - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
        found: Places = self.places[skipped + np.arange(total)]
        return found

    def _of_many(self, found: BitMap, most: int) -> Counts:
        """By joining sets, the values of most documents first, until no other can have as many."""
        counts: list[tuple[int, int]] = []
        for place in self._by_size:
            if len(counts) >= most and len(self._bitmaps[place]) <= counts[-1][0]:
                break
            count = self.count_of(place, found)
            if count:
                counts.append((count, -int(place)))
                counts.sort(reverse=True)
                del counts[most:]
        return [(*self.values[-place], count) for count, place in counts]

    def _told(self, counts: NDArray[Any], most: int) -> Counts:
        places = np.flatnonzero(counts)
        if len(places) > most:  # all that have as many as the last
            places = places[counts[places] >= np.partition(counts[places], -most)[-most]]
        places = places[np.lexsort((places, -counts[places]))][:most]
        return [(*self.values[place], int(counts[place])) for place in places.tolist()]

    @cached_property
    def _begins(self) -> NDArray[np.int64]:
        """By number, where its values begin."""
        if self._of is None:
            return np.searchsorted(self.numbers, np.arange(self.size + 2), side="left")
        before, old = self._of._begins, len(self._of.numbers)
        later = np.arange(self._of.size, self.size + 2)
        new = old + np.searchsorted(self.numbers[old:], later, side="left")
        return np.concatenate([before[: self._of.size], new])

    @cached_property
    def _bitmaps(self) -> list[BitMap]:
        if self._of is None:
            return [BitMap(part) for part in self._parts(0)]
        known = self._of._bitmaps
        found = [*known, *(BitMap() for _ in self.values[len(known) :])]
        for place, part in enumerate(self._parts(len(self._of.numbers))):
            if len(part):
                found[place] = found[place] | BitMap(part)
        return found

    def _parts(self, begin: int) -> Iterator[Numbers]:
        """Of each value the numbers, from a pair on."""
        places, numbers = self.places[begin:], self.numbers[begin:]
        order = np.argsort(places, kind="stable")
        ends = np.cumsum(np.bincount(places, minlength=len(self.values)))
        yield from np.split(numbers[order], ends[:-1]) if len(ends) else ()

    @cached_property
    def _by_size(self) -> list[int]:
        return sorted(range(len(self.values)), key=lambda one: -len(self._bitmaps[one]))

    @cached_property
    def _folded(self) -> list[str]:
        """Value and label of each place: a sponsor has a name and a short one."""
        return [f"{folded(value)}\n{folded(label)}" for value, label in self.values]

    @cached_property
    def _words(self) -> list[tuple[str, int]]:
        """What begins with each word of a label, in order."""
        return sorted(
            (label[found.start() :], place)
            for place, label in enumerate(self._folded)
            for found in WORD.finditer(label)
        )

    @cached_property
    def _by_value(self) -> dict[str, int]:
        return {folded(value): place for place, (value, _) in enumerate(self.values)}

    @cached_property
    def _by_label(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, (_, label) in enumerate(self.values):
            found.setdefault(folded(label), []).append(place)
        return found


def _no_pairs() -> tuple[Numbers, Places]:
    return np.array([], np.uint32), np.array([], np.int32)
