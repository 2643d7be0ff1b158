"""The values that documents have of one parameter: which have a value, how many of a result do."""

from bisect import bisect_left
from collections.abc import Iterable
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
LAST = "\U0010ffff"
MOST_ALIKE = 2000
FEW = 0.04
"""The share of all documents up to which their own values are counted; beyond, those of all."""


class Facet:
    """One parameter."""

    def __init__(self, arrays: Arrays, name: str, size: int) -> None:
        known = values_in(arrays, name)
        keys: dict[str, int] = {}
        same = np.array([keys.setdefault(folded(one), len(keys)) for one, _ in known], np.int64)
        _, first = np.unique(same, return_index=True)
        self.values = [known[place] for place in first]
        # One pair for a document that writes a value in two ways.
        places = same[arrays[f"{name}.place"]]
        pairs = np.unique(arrays[f"{name}.number"].astype(np.int64) << 32 | places)
        self.numbers: NDArray[np.uint32] = (pairs >> 32).astype(np.uint32)
        self.places: NDArray[np.int32] = (pairs & 0xFFFFFFFF).astype(np.int32)
        self.size = size

    def having(self, values: Iterable[str]) -> BitMap:
        """The documents with one of these: as values, else as labels, else as parts of labels."""
        wanted = {place for value in values for place in self.meant_by(value)}
        if not wanted:
            return BitMap()
        return BitMap(self.numbers[np.isin(self.places, np.fromiter(wanted, np.int32))])

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

    def counts(self, numbers: NDArray[np.uint32], most: int, found: BitMap) -> Counts:
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

    def _places_of(self, numbers: NDArray[np.uint32]) -> NDArray[np.int32]:
        begins, ends = self._begins[numbers], self._begins[numbers + 1]
        lengths = ends - begins
        if not (total := int(lengths.sum())):
            return self.places[:0]
        skipped = np.repeat(begins - np.concatenate(([0], np.cumsum(lengths)[:-1])), lengths)
        found: NDArray[np.int32] = self.places[skipped + np.arange(total)]
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
        places = np.lexsort((np.arange(len(counts)), -counts))[:most]
        return [(*self.values[place], int(counts[place])) for place in places if counts[place]]

    @cached_property
    def _begins(self) -> NDArray[np.int64]:
        """By number, where its values begin."""
        return np.searchsorted(self.numbers, np.arange(self.size + 2), side="left")

    @cached_property
    def _bitmaps(self) -> list[BitMap]:
        order = np.argsort(self.places, kind="stable")
        ends = np.cumsum(np.bincount(self.places, minlength=len(self.values)))
        numbers = self.numbers[order]
        return [BitMap(part) for part in np.split(numbers, ends[:-1])]

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
