"""Postings: of each word the documents that have it, as a roaring bitmap, with a byte for each."""

from array import array
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from pyroaring import BitMap

Row = tuple[str, bytes, bytes]
"""Word, numbers, weights."""
COPY = "COPY trials_searchposting (word, segment, numbers, weights) FROM STDIN (FORMAT BINARY)"
TYPES = ["text", "int4", "bytea", "bytea"]


class _Places(dict[str, int]):
    """Of each word its place among those seen."""

    def __missing__(self, word: str) -> int:
        place = self[word] = len(self)
        return place


class Gathering:
    """Postings of documents that come one after the other, by ascending numbers."""

    def __init__(self) -> None:
        self.words = _Places()
        self.places, self.numbers, self.weights = array("I"), array("I"), array("B")

    def add(self, number: int, weights: Mapping[str, int]) -> None:
        """Take in a document."""
        words = self.words
        self.places.extend([words[word] for word in weights])
        self.numbers.extend([number] * len(weights))
        self.weights.extend(weights.values())

    def rows(self) -> Iterator[Row]:
        """A row for each word, in their order of bytes."""
        places = np.frombuffer(self.places, np.uint32)
        order = np.argsort(places, kind="stable")
        numbers = np.frombuffer(self.numbers, np.uint32)[order]
        weights = np.frombuffer(self.weights, np.uint8)[order]
        ends = np.cumsum(np.bincount(places, minlength=len(self.words)))
        for word, place in sorted(self.words.items()):
            begin, end = (ends[place - 1] if place else 0), ends[place]
            yield word, packed(numbers[begin:end]), weights[begin:end].tobytes()


def packed(numbers: NDArray[np.uint32]) -> bytes:
    """Ascending numbers as a bitmap."""
    found = BitMap(numbers)
    found.run_optimize()
    told: bytes = found.serialize()
    return told


def write(segment: int, rows: Iterable[Row]) -> None:
    """Put the postings of a segment into their table."""
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        copy.set_types(TYPES)
        for word, numbers, weights in rows:
            copy.write_row((word, segment, numbers, weights))
