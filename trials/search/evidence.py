"""Which documents have what was asked for, and how much it says of each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from math import log1p
from operator import and_, or_

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from pyroaring import BitMap

from trials.search.catalogue import Live, Numbers
from trials.search.typed import Branch, Typed, Unit

Scores = NDArray[np.float32]
Rows = Mapping[str, Sequence[tuple[bytes, bytes]]]
OF_NAMES = np.float32(1.5)
"""What a name as a whole says, against one word as rare."""
MOST_READ = 20_000
"""Documents that are looked through for a phrase; of more, all with its words are taken."""


class Evidence:
    """The postings of one question."""

    def __init__(self, live: Live, rows: Rows, alive: BitMap) -> None:
        self.live, self.rows, self.alive = live, rows, alive
        self._sets: dict[str, BitMap] = {}
        self._parts: dict[str, list[tuple[Numbers, bytes]]] = {}
        self._phrases: dict[tuple[str, ...], BitMap] = {}

    def having(self, word: str) -> BitMap:
        """The documents with a word."""
        if word not in self._sets:
            read = [(BitMap.deserialize(one), other) for one, other in self.rows.get(word, ())]
            self._parts[word] = [
                (np.frombuffer(found.to_array(), np.uint32), weights) for found, weights in read
            ]
            self._sets[word] = reduce(or_, (one for one, _ in read), BitMap()) & self.alive
        return self._sets[word]

    def matching(self, typed: Typed) -> BitMap:
        """The documents that have all of one of the branches."""
        return reduce(or_, (self._branch(one, self.unit) for one in typed.branches), BitMap())

    def as_typed(self, typed: Typed) -> BitMap:
        """Those that have the very words."""
        return reduce(or_, (self._branch(one, self.words) for one in typed.branches), BitMap())

    def _branch(self, branch: Branch, having: Callable[[Unit], BitMap]) -> BitMap:
        found = reduce(and_, map(having, branch.units), self.alive)
        return found - reduce(or_, map(self.unit, branch.without), BitMap())

    def unit(self, unit: Unit) -> BitMap:
        """The documents with a word, a phrase, or any name of what a name means."""
        if not unit.concepts:
            return self.words(unit)
        named = reduce(or_, (self.having(f"#{head}") for head in unit.concepts), BitMap())
        return named | self.words(unit) if len(unit.stems) == 1 else named

    def words(self, unit: Unit) -> BitMap:
        """The documents with all of its words, in a row if it is a phrase."""
        if unit.is_phrase and len(unit.stems) > 1 and unit.stems in self._phrases:
            return self._phrases[unit.stems]
        return reduce(and_, map(self.having, unit.stems), self.alive)

    def read_phrases(self, typed: Typed) -> None:
        """Look which documents have the words of phrases in a row: one query for all."""
        units = [one for branch in typed.branches for one in (*branch.units, *branch.without)]
        phrases = {one.stems: self.words(one) for one in units if one.is_phrase}
        phrases = {
            stems: found
            for stems, found in phrases.items()
            if len(stems) > 1 and 0 < len(found) <= MOST_READ
        }
        if phrases:
            self._phrases = _in_a_row(phrases)

    def scores(self, typed: Typed, numbers: Numbers) -> Scores:
        """Of each document what its best branch says."""
        best = np.zeros(len(numbers), np.float32)
        for branch in typed.branches:
            said = np.zeros(len(numbers), np.float32)
            for unit in branch.units:
                said += self.score(unit, numbers)
            best = np.maximum(best, said)
        return best

    def score(self, unit: Unit, numbers: Numbers) -> Scores:
        """What the words of a unit say of each document, and the concepts that it names."""
        words = (self._score(word, numbers) for word in unit.stems)
        named = (self._score(f"#{head}", numbers) for head in unit.concepts)
        none = np.zeros(len(numbers), np.float32)
        return reduce(np.add, words, none) + OF_NAMES * reduce(np.add, named, none)

    def rarity(self, word: str) -> float:
        """How much a word tells apart, as in BM25."""
        count = len(self.having(word))
        return log1p((len(self.alive) - count + 0.5) / (count + 0.5))

    def _score(self, word: str, numbers: Numbers) -> Scores:
        rarity = self.rarity(word)
        dense = np.zeros(self.live.size, np.uint8)
        for having, weights in self._parts[word]:
            dense[having] = np.frombuffer(weights, np.uint8)
        return dense[numbers] * np.float32(rarity / 255)


def _in_a_row(phrases: Mapping[tuple[str, ...], BitMap]) -> dict[tuple[str, ...], BitMap]:
    columns = ", ".join("stems ~ %s" for _ in phrases)
    asked = f"SELECT number, {columns} FROM trials_searchdocument WHERE number = ANY (%s)"  # noqa: S608  # nosec B608 # names of our own
    patterns = [rf"(^|[ \n]){' '.join(stems)}($|[ \n])" for stems in phrases]
    numbers = list(reduce(or_, phrases.values()))
    found: dict[tuple[str, ...], list[int]] = {stems: [] for stems in phrases}
    with connection.cursor() as cursor:
        cursor.execute(asked, [*patterns, numbers])
        for number, *stand in cursor.fetchall():
            for stems, stands in zip(phrases, stand, strict=True):
                if stands:
                    found[stems].append(number)
    return {stems: BitMap(numbers) for stems, numbers in found.items()}


def units_of(typed: Typed) -> Iterable[Unit]:
    """All that is looked for, branch by branch."""
    return (unit for branch in typed.branches for unit in branch.units)
