"""Makes one segment of several of a size, so that a search never looks into many.

Numbers that no document has any more are left out on the way.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import orjson
from django.db import connection, transaction
from numpy.typing import NDArray
from pyroaring import BitMap

from trials.models import SearchDead, SearchPosting, SearchSegment
from trials.search.code import code
from trials.search.indexing import attributes, postings
from trials.search.indexing.attributes import FACETS, Arrays, values_in
from trials.turns import wait_for_turn

TOGETHER = 8
"""Segments of a size that become one: there are at most 7 of each size."""
READ = """
    SELECT word, numbers, weights FROM trials_searchposting
    WHERE segment = ANY (%s) ORDER BY word, segment
"""
CHUNK = 20_000
Posting = tuple[NDArray[np.uint32], NDArray[np.uint8]]


def merge() -> None:
    """Join segments until there are few of each size."""
    while (segments := _due()) is not None:
        with transaction.atomic():
            wait_for_turn("index search")
            if _due() == segments:
                _join(segments)


def _due() -> list[int] | None:
    sizes: dict[int, list[int]] = defaultdict(list)
    for segment, size in SearchSegment.objects.values_list("pk", "size"):
        sizes[(max(size, 1).bit_length() - 1) // 3].append(segment)
    full = [segments for _, segments in sorted(sizes.items()) if len(segments) >= TOGETHER]
    return full[0] if full else None


def _join(segments: list[int]) -> None:
    dead = BitMap(SearchDead.objects.values_list("number", flat=True))
    old = SearchSegment.objects.filter(pk__in=segments).order_by("pk")
    arrays = _joined([attributes.unpacked(bytes(one.attributes)) for one in old], dead)
    new = SearchSegment.objects.create(
        size=len(arrays["number"]), attributes=attributes.packed(arrays), made_by=code()
    )
    for rows in _chunks(segments):
        postings.write(new.pk, _together(rows, dead))
    SearchPosting.objects.filter(segment__in=segments).delete()
    numbers = [number for one in old for number in _numbers(one)]
    SearchDead.objects.filter(number__in=list(dead & BitMap(numbers))).delete()
    old.delete()


def _numbers(segment: SearchSegment) -> list[int]:
    found: list[int] = attributes.unpacked(bytes(segment.attributes))["number"].tolist()
    return found


def _chunks(segments: list[int]) -> Iterator[list[tuple[str, bytes, bytes]]]:
    """Rows in the order of words; those of one word are never in two chunks."""
    name, held = "merged_postings", list[tuple[str, bytes, bytes]]()
    with connection.cursor() as cursor:
        cursor.execute(f"DECLARE {name} NO SCROLL CURSOR FOR {READ}", [segments])
        while rows := _fetched(cursor, f"FETCH {CHUNK} FROM {name}"):
            rows = held + rows
            last = rows[-1][0]
            yield [row for row in rows if row[0] != last]
            held = [row for row in rows if row[0] == last]
        yield held
        cursor.execute(f"CLOSE {name}")


def _fetched(cursor: Any, fetch: str) -> list[tuple[str, bytes, bytes]]:
    cursor.execute(fetch)
    return list(cursor.fetchall())


def _together(rows: Iterable[tuple[str, bytes, bytes]], dead: BitMap) -> Iterator[postings.Row]:
    """A row for each word that any document still has."""
    for word, same in groupby(rows, itemgetter(0)):
        numbers, weights = joined([(bytes(one), bytes(other)) for _, one, other in same])
        if dead:
            lives = ~np.isin(numbers, np.frombuffer(dead.to_array(), np.uint32))
            numbers, weights = numbers[lives], weights[lives]
        if len(numbers):
            yield word, postings.packed(numbers), weights.tobytes()


def joined(rows: Sequence[tuple[bytes, bytes]]) -> Posting:
    """The postings of one word in several segments as one, by ascending numbers."""
    numbers = [np.frombuffer(BitMap.deserialize(one).to_array(), np.uint32) for one, _ in rows]
    weights = [np.frombuffer(other, np.uint8) for _, other in rows]
    if len(rows) == 1:
        return numbers[0], weights[0]
    ends = [one for part in numbers for one in (part[0], part[-1])]
    together, bytes_of = np.concatenate(numbers), np.concatenate(weights)
    if ends == sorted(ends):
        return together, bytes_of
    order = np.argsort(together, kind="stable")
    return together[order], bytes_of[order]


def _joined(parts: Sequence[Arrays], dead: BitMap) -> Arrays:
    """Attributes of several segments as those of one, in the order of numbers."""
    gone = np.frombuffer(dead.to_array(), np.uint32)
    found: Arrays = {}
    for group in (
        attributes.COLUMNS,
        ["site.number", "site.latitude", "site.longitude", "site.open"],
    ):
        arrays = {name: np.concatenate([part[name] for part in parts]) for name in group}
        found |= _sorted(arrays, group[0], gone)
    for facet in FACETS:
        found |= _sorted(joined_facet(facet, parts), f"{facet}.number", gone)
    return found


def _sorted(arrays: Arrays, by: str, gone: NDArray[np.uint32]) -> Arrays:
    lives = np.flatnonzero(~np.isin(arrays[by], gone))
    order = lives[np.argsort(arrays[by][lives], kind="stable")]
    return {name: one if name.endswith(".values") else one[order] for name, one in arrays.items()}


def joined_facet(facet: str, parts: Sequence[Arrays]) -> Arrays:
    """Pairs of number and value, with one list of values for all."""
    values: dict[tuple[str, str], int] = {}
    numbers, places = [np.array([], np.uint32)], [np.array([], np.int32)]
    for part in parts:
        if f"{facet}.values" not in part:
            continue  # made before there was such a facet
        known = values_in(part, facet)
        new = np.array([values.setdefault(one, len(values)) for one in known], np.int32)
        places.append(new[part[f"{facet}.place"]])
        numbers.append(part[f"{facet}.number"])
    return {
        f"{facet}.number": np.concatenate(numbers),
        f"{facet}.place": np.concatenate(places),
        f"{facet}.values": np.frombuffer(orjson.dumps(list(values)), np.uint8),
    }
