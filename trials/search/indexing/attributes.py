"""What of its documents a segment knows beside words: arrays of dates, facets and places."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

Arrays = dict[str, NDArray[Any]]
FACETS = (
    *("status", "phase", "study_type", "has"),
    *("condition", "intervention", "sponsor", "group", "kind", "acronym", "other_name"),
)
KINDS = ("trial", "news")
SITE: Mapping[str, Any] = {
    "number": np.uint32,
    "latitude": np.float32,
    "longitude": np.float32,
    "open": np.bool_,
}
COLUMNS = (
    "number",
    "record",
    "kind",
    "newest",
    "updated",
    "started",
)


def arrays_of(documents: Sequence[Any], has: Mapping[int, Sequence[str]]) -> Arrays:
    """The arrays of documents that have their numbers; `has` by the key of a trial."""
    arrays: Arrays = {
        "number": np.array([one.number for one in documents], np.uint32),
        "record": np.array([one.record_id for one in documents], np.int64),
        "kind": np.array([KINDS.index(one.kind) for one in documents], np.uint8),
        "newest": np.array([one.newest for one in documents], np.int64),
        "updated": np.array([one.updated for one in documents], np.int64),
        "started": np.array([one.started for one in documents], np.int64),
    }
    for facet in FACETS:
        arrays |= _facet(facet, _pairs(facet, documents, has))
    places = [(one.number, *site) for one in documents for site in one.sites]
    for at, (name, kind) in enumerate(SITE.items()):
        arrays[f"site.{name}"] = np.array([place[at] for place in places], kind)
    return arrays


def _pairs(
    facet: str, documents: Sequence[Any], has: Mapping[int, Sequence[str]]
) -> Iterable[tuple[int, Any]]:
    for one in documents:
        values = one.facets.get(facet, ())
        if facet == "has" and one.kind == "trial":
            values = has.get(one.record_id, ())
        yield from ((one.number, value) for value in values)


def _facet(facet: str, pairs: Iterable[tuple[int, Any]]) -> Arrays:
    """Pairs of number and value, and the values: each with its label, or the same for both."""
    values: dict[tuple[str, str], int] = {}
    numbers, places = [], []
    for number, value in pairs:
        told = (value[0], value[1] or value[0]) if isinstance(value, list) else (value, value)
        numbers.append(number)
        places.append(values.setdefault(told, len(values)))
    return {
        f"{facet}.number": np.array(numbers, np.uint32),
        f"{facet}.place": np.array(places, np.int32),
        f"{facet}.values": np.frombuffer(orjson.dumps(list(values)), np.uint8),
    }


def values_in(arrays: Arrays, facet: str) -> list[tuple[str, str]]:
    """Value and label of each place."""
    return [tuple(one) for one in orjson.loads(arrays[f"{facet}.values"].tobytes())]


def packed(arrays: Arrays) -> bytes:
    """As one column holds them."""
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def unpacked(data: bytes) -> Arrays:
    """The same the other way."""
    with np.load(io.BytesIO(data), allow_pickle=False) as file:
        return dict(file)
