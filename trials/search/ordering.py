"""In which order documents come, and where a page starts: one whole number for each document.

From the highest bit on: tiers (open near by, the exact title, the visitor's own words), what the
words say, the month, the number. No two are the same, so that a page goes on just after another.
"""

from typing import Any

import numpy as np
from django.core import signing
from numpy.typing import NDArray

from trials.search.catalogue import Live, Numbers

Keys = NDArray[np.int64]
NUMBER_BITS, MONTH_BITS, SCORE_BITS = 31, 9, 20
SCORE_STEP = 4096
"""Steps in a score of 1; scores of 256 and more are the same."""


class BadKeyError(ValueError):
    """The key of a page is none that we gave."""


def by_relevance(live: Live, numbers: Numbers, scores: NDArray[Any], tiers: NDArray[Any]) -> Keys:
    """Keys by tier and score; of the same score the newest first."""
    keys = tiers.astype(np.int64) << SCORE_BITS
    keys |= np.clip(scores * SCORE_STEP, 0, (1 << SCORE_BITS) - 1).astype(np.int64)
    keys = (keys << MONTH_BITS) | live.catalogue.months[numbers]
    unique: Keys = (keys << NUMBER_BITS) | numbers
    return unique


def by_date(live: Live, name: str, numbers: Numbers) -> Keys:
    """Keys by one of the dates, the latest first."""
    keys: Keys = (live.order(name)[numbers] << NUMBER_BITS) | numbers
    return keys


def page_of(
    numbers: Numbers, keys: Keys, after: str, size: int, order: str = ""
) -> tuple[Numbers, Keys, str]:
    """The documents of a page with their keys, and the key of the next page ("" at the end).

    A key is good for the order it was made in.
    """
    if after:
        follows = keys < read_key(after, order)
        numbers, keys = numbers[follows], keys[follows]
    more = len(keys) > size
    if more:
        first = np.argpartition(keys, len(keys) - size)[-size:]
        numbers, keys = numbers[first], keys[first]
    downwards = np.argsort(keys)[::-1]
    numbers, keys = numbers[downwards], keys[downwards]
    return numbers, keys, write_key(int(keys[-1]), order) if more else ""


def write_key(key: int, order: str) -> str:
    """The key as an address has it; signed, so that nobody makes one up."""
    return _signer(order).sign(f"{key:x}")


def read_key(text: str, order: str) -> int:
    """The same the other way."""
    try:
        return int(_signer(order).unsign(text), 16)
    except (signing.BadSignature, ValueError) as error:
        raise BadKeyError(text) from error


def _signer(order: str) -> signing.Signer:
    return signing.Signer(salt=f"page of a search by {order}")
