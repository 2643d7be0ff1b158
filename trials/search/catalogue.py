"""What a process knows of all documents: arrays by their numbers, read once for each segment.

A catalogue is of one set of segments and never changes; when they differ, another is made. That of
the large segments is kept, so that a record that was saved costs no more than itself.
"""

import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from trials.models import SearchDead, SearchSegment
from trials.search.facet import Facet
from trials.search.indexing.attributes import (
    COLUMNS,
    FACETS,
    KINDS,
    SITE,
    Arrays,
    arrays_of,
    unpacked,
)
from trials.search.indexing.merging import joined_facet

Numbers = NDArray[np.uint32]
ORDERS = {"newest": "newest", "updated": "updated", "start": "started"}
FIRST_YEAR, MOST_MONTHS = 1990, 511
SHARE = 16
"""A segment is large that has more than a sixteenth of all documents."""


class SegmentGoneError(Exception):
    """A segment was replaced between two looks: look again."""


class Catalogue:
    """The documents of some segments, those that are dead among them."""

    def __init__(self, parts: Sequence[Arrays], of: "Catalogue | None" = None) -> None:
        joined = _joined(parts)
        numbers = joined["number"]
        self.size: int = max(int(numbers.max(initial=0)) + 1, of.size if of else 0)
        self._arrays, self._of = joined, of
        self.facets: Mapping[str, Facet] = {
            name: of.facets[name].extended(joined, name, self.size)
            if of
            else Facet.made(joined, name, self.size)
            for name in FACETS
        }

    @cached_property
    def of_kind(self) -> Mapping[str, BitMap]:
        """All documents by kind, the dead among them."""
        kinds = self._arrays["kind"]
        own = {kind: BitMap(self._arrays["number"][kinds == at]) for at, kind in enumerate(KINDS)}
        return {kind: own[kind] | self._of.of_kind[kind] for kind in KINDS} if self._of else own

    def order(self, name: str) -> NDArray[np.int64]:
        """By number, what an order of the list sorts by."""
        return self._orders[name]

    @cached_property
    def _orders(self) -> dict[str, NDArray[np.int64]]:
        return {name: self._dense(name, column) for name, column in ORDERS.items()}

    @cached_property
    def months(self) -> NDArray[np.uint16]:
        """By number, the month that “newest first” sorts by, counted from `FIRST_YEAR`."""
        dense = np.zeros(self.size, np.uint16)
        if self._of:
            dense[: self._of.size] = self._of.months
        newest = self._arrays["newest"].astype(np.int64)
        months = (newest // 10_000 - FIRST_YEAR) * 12 + newest // 100 % 100
        dense[self._arrays["number"]] = np.clip(months, 0, MOST_MONTHS)
        return dense

    def _dense(self, name: str, column: str) -> NDArray[np.int64]:
        dense = np.zeros(self.size, np.int64)
        if self._of:
            dense[: self._of.size] = self._of.order(name)
        dense[self._arrays["number"]] = self._arrays[column]
        return dense

    def records(self) -> NDArray[np.int64]:
        """By number, the key of the record; not kept, since few ask."""
        dense = np.zeros(self.size, np.int64)
        for part in filter(None, (self._of, self)):
            dense[part._arrays["number"]] = part._arrays["record"]
        return dense

    @cached_property
    def sites(self) -> tuple[Numbers, NDArray[np.float32], NDArray[np.float32], NDArray[Any]]:
        """Of all places: number, latitude, longitude, whether open; by latitude."""
        arrays = [self._arrays[f"site.{name}"] for name in SITE]
        if self._of:
            arrays = [np.concatenate(both) for both in zip(self._of.sites, arrays, strict=True)]
        order = np.argsort(arrays[1], kind="stable")
        number, latitude, longitude, is_open = (array[order] for array in arrays)
        return number, latitude, longitude, is_open


def _joined(parts: Sequence[Arrays]) -> Arrays:
    """The arrays of several segments as those of one, in no order but for facets."""
    parts = parts or [arrays_of([], {})]
    names = [*COLUMNS, *(f"site.{name}" for name in SITE)]
    found = {name: np.concatenate([part[name] for part in parts]) for name in names}
    for facet in FACETS:
        found |= joined_facet(facet, parts)
    return found


class Live:
    """A catalogue without the dead, as of one look."""

    def __init__(self, segments: tuple[int, ...], dead_key: str, catalogue: Catalogue) -> None:
        self.segments, self.dead_key, self.catalogue = segments, dead_key, catalogue
        dead = BitMap(SearchDead.objects.values_list("number", flat=True))
        self.by_kind = {kind: found - dead for kind, found in catalogue.of_kind.items()}
        self.facets, self.size = catalogue.facets, catalogue.size
        self.order = catalogue.order

    @property
    def sites(self) -> tuple[Numbers, NDArray[np.float32], NDArray[np.float32], NDArray[Any]]:
        """Of all places: number, latitude, longitude, whether open; by latitude."""
        return self.catalogue.sites

    @property
    def large(self) -> tuple[int, ...]:
        """The segments that hold most of the documents."""
        return _kept.large


class _Kept:
    """What this process has read."""

    def __init__(self) -> None:
        self.parts: dict[int, Arrays] = {}
        self.large: tuple[int, ...] = ()
        self.of_large: Catalogue | None = None
        self.live: Live | None = None
        self.turn = threading.Lock()


_kept = _Kept()


def live(segments: tuple[int, ...], dead_key: str) -> Live:
    """What is live in these segments."""
    now = _kept.live
    if now and (now.segments, now.dead_key) == (segments, dead_key):
        return now
    with _kept.turn:
        now = _kept.live
        if now is None or now.segments != segments:
            now = Live(segments, dead_key, _catalogue(segments))
        elif now.dead_key != dead_key:
            now = Live(segments, dead_key, now.catalogue)
        _kept.live = now
        return now


def _catalogue(segments: tuple[int, ...]) -> Catalogue:
    """Of all; of the large ones it is there already, mostly."""
    parts = _parts(segments)
    sizes = {one: len(part["number"]) for one, part in parts.items()}
    least = sum(sizes.values()) / SHARE
    large = tuple(one for one in segments if sizes[one] > least)
    highest = max((int(parts[one]["number"].max(initial=0)) for one in large), default=-1)
    small = [one for one in segments if one not in large]
    if any(int(parts[one]["number"].min(initial=highest + 1)) <= highest for one in small):
        large, small = segments, []  # numbers that do not follow: all in one
    if _kept.of_large is None or _kept.large != large:
        _kept.of_large = Catalogue([parts[one] for one in large])
        _kept.large = large
    return Catalogue([parts[one] for one in small], _kept.of_large) if small else _kept.of_large


def _parts(segments: Sequence[int]) -> Mapping[int, Arrays]:
    known = _kept.parts
    missing = [one for one in segments if one not in known]
    if missing:
        rows = SearchSegment.objects.filter(pk__in=missing).values_list("pk", "attributes")
        known.update((pk, unpacked(bytes(data))) for pk, data in rows)
    for gone in known.keys() - set(segments):
        del known[gone]
    if any(one not in known for one in segments):
        raise SegmentGoneError
    return known
