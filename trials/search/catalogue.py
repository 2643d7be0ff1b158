"""What a process knows of all documents: arrays by their numbers, read once for each segment.

A catalogue is of one set of segments and never changes; when they differ, another is made.
"""

import threading
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from trials.models import SearchDead, SearchSegment
from trials.search.facet import Facet
from trials.search.indexing.attributes import FACETS, KINDS, Arrays, arrays_of, unpacked
from trials.search.indexing.merging import joined_facet

NO_SITE: NDArray[Any] = np.array([], np.bool_)
Numbers = NDArray[np.uint32]
ORDERS = {"newest": "newest", "updated": "updated", "start": "started"}


class SegmentGoneError(Exception):
    """A segment was replaced between two looks: look again."""


class Catalogue:
    """The documents of some segments, without those that are dead."""

    def __init__(self, segments: Sequence[int], dead_key: int, parts: Sequence[Arrays]) -> None:
        self.segments, self.dead_key = tuple(segments), dead_key
        self.parts = parts = parts or [arrays_of([], {})]
        self.dead = BitMap(SearchDead.objects.values_list("number", flat=True))
        numbers = [part["number"] for part in parts]
        self.size = 1 + max((int(one[-1]) for one in numbers if len(one)), default=0)
        self.by_kind = {kind: self._of_kind(place) for place, kind in enumerate(KINDS)}
        self.facets = {name: Facet(joined_facet(name, parts), name, self.size) for name in FACETS}

    def order(self, name: str) -> NDArray[np.int64]:
        """By number, what an order of the list sorts by."""
        return self._orders[name]

    @cached_property
    def _orders(self) -> dict[str, NDArray[np.int64]]:
        return {name: self._dense(column) for name, column in ORDERS.items()}

    @cached_property
    def sites(self) -> tuple[Numbers, NDArray[np.float32], NDArray[np.float32], NDArray[Any]]:
        """Of all places: number, latitude, longitude, whether open; by latitude."""
        names = ("site.number", "site.latitude", "site.longitude", "site.open")
        arrays = [np.concatenate([NO_SITE, *(part[name] for part in self.parts)]) for name in names]
        order = np.argsort(arrays[1], kind="stable")
        number, latitude, longitude, is_open = (array[order] for array in arrays)
        return number, latitude, longitude, is_open

    def _of_kind(self, place: int) -> BitMap:
        found = BitMap()
        for part in self.parts:
            found |= BitMap(part["number"][part["kind"] == place])
        return found - self.dead

    def _dense(self, column: str) -> NDArray[np.int64]:
        dense = np.zeros(self.size, np.int64)
        for part in self.parts:
            dense[part["number"]] = part[column]
        return dense


_kept: dict[int, Arrays] = {}
_now: list[Catalogue] = []
_turn = threading.Lock()


def catalogue_of(segments: Iterable[int], dead_key: int) -> Catalogue:
    """The catalogue of these segments."""
    wanted = tuple(segments)
    if _now and (_now[0].segments, _now[0].dead_key) == (wanted, dead_key):
        return _now[0]
    with _turn:
        if not _now or (_now[0].segments, _now[0].dead_key) != (wanted, dead_key):
            _now[:] = [Catalogue(wanted, dead_key, _parts(wanted))]
        return _now[0]


def _parts(segments: Sequence[int]) -> list[Arrays]:
    missing = [one for one in segments if one not in _kept]
    if missing:
        rows = SearchSegment.objects.filter(pk__in=missing).values_list("pk", "attributes")
        _kept.update((pk, unpacked(bytes(data))) for pk, data in rows)
    for gone in _kept.keys() - set(segments):
        del _kept[gone]
    if any(one not in _kept for one in segments):
        raise SegmentGoneError
    return [_kept[one] for one in segments]
