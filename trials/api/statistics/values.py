"""Which values fields have: what `/stats/field/values` answers, kept until the data moves."""

import time
from collections.abc import Iterable
from typing import Any

from django.core.cache import caches

from trials.api.pieces import PIECES, Piece, statistics_type
from trials.api.statistics.counted import MOST_SECONDS
from trials.api.statistics.tally import Tally, tallied

AT_ONCE = 48
"""Fields in one query: the studies are read once for all of them."""
FORMATS = {4: "yyyy", 7: "yyyy-MM", 10: "yyyy-MM-dd", 16: "yyyy-MM-dd'T'HH:mm"}
"""Of dates, by their length."""
KEPT = 24 * 60 * 60  # seconds; data that moved on is asked for no more
LEAVES = tuple(
    piece
    for piece in PIECES
    if statistics_type(piece) and not piece.reckoned and not piece.historic
)
"""The fields that hold a value in a study."""
Told = dict[str, Any]


def values(fields: Iterable[Piece], position: str) -> list[Told]:
    """What is said of each field, as of this position of the data."""
    asked = {f"values of {piece.name} {position}".replace(" ", "_"): piece for piece in fields}
    cache = caches["statistics"]
    kept: dict[str, Told] = cache.get_many(asked)
    missing = [(key, piece) for key, piece in asked.items() if key not in kept]
    end = time.monotonic() + MOST_SECONDS
    for start in range(0, len(missing), AT_ONCE):
        batch = missing[start : start + AT_ONCE]
        tallies = tallied([piece for _, piece in batch], end - time.monotonic())
        made = {key: told(piece, tallies[piece.path]) for key, piece in batch}
        # Each batch by itself: what was worked out before time ran out is there the next time.
        cache.set_many(made, KEPT)
        kept |= made
    return [kept[key] for key in asked]


def told(piece: Piece, tally: Tally) -> Told:
    """A field in the registry's words, by its type."""
    kind = statistics_type(piece)
    same = {
        "type": kind,
        "piece": piece.name,
        "field": piece.path,
        "missingStudiesCount": tally.missing,
    }
    return same | _TOLD[kind](tally)


def _strings(tally: Tally) -> Told:
    longest = {"longest": tally.longest} if tally.longest else {}
    return _enums(tally) | longest


def _enums(tally: Tally) -> Told:
    return {
        "uniqueValuesCount": tally.different,
        "topValues": [{"value": value, "studiesCount": n} for value, n in tally.top],
    }


def _dates(tally: Tally) -> Told:
    formats = [FORMATS[length] for length in tally.lengths or () if length in FORMATS]
    return {"formats": formats} | _stated(min=tally.first, max=tally.last)


def _integers(tally: Tally) -> Told:
    return _stated(min=tally.least, max=tally.most, avg=tally.average)


def _booleans(tally: Tally) -> Told:
    counts = dict(tally.top)
    return {"trueCount": counts.get("true", 0), "falseCount": counts.get("false", 0)}


def _stated(**found: Any) -> Told:
    return {key: value for key, value in found.items() if value is not None}


_TOLD = {
    "ENUM": _enums,
    "STRING": _strings,
    "DATE": _dates,
    "INTEGER": _integers,
    "BOOLEAN": _booleans,
}
