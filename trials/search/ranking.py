"""How good each document of an answer is, and so in which order they come."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from trials.search.catalogue import Numbers
from trials.search.matching import Match
from trials.search.ordering import Keys, by_date, by_relevance, page_of

OPEN_NEAR, EXACT_TITLE, AS_TYPED = 4, 2, 1


def order_of(match: Match) -> str:
    """As asked; else what the words say, or how near it is, or the newest first."""
    if match.question.sort not in ("", "relevance"):
        return match.question.sort
    return "relevance" if match.has_words or match.nearby else "newest"


def keys_of(match: Match) -> Keys:
    """For each number of the answer a key: the higher, the earlier it comes."""
    order, numbers = order_of(match), match.numbers
    if order != "relevance":
        return by_date(match.live, order, numbers)
    return by_relevance(match.live, numbers, _scores(match), _tiers(match))


def _scores(match: Match) -> NDArray[Any]:
    words, numbers = match.words, match.numbers
    if words.is_ids:
        return _in_order(match)
    if match.has_words:
        return words.evidence.scores(words.typed, numbers)
    if match.nearby:
        return 100 * (1 - match.nearby.nearest[numbers] / match.nearby.within)
    return np.zeros(len(numbers), np.float32)


def _in_order(match: Match) -> NDArray[Any]:
    """The identifier typed first comes first."""
    scores = np.zeros(len(match.numbers), np.float32)
    for place, one in enumerate(reversed(match.words.identifiers), 1):
        having = match.words.evidence.having(f"={one.key}")
        scores[_flags(match, having) > 0] = place
    return scores


def _tiers(match: Match) -> NDArray[Any]:
    tiers = np.zeros(len(match.numbers), np.int64)
    if match.has_words:
        tiers += AS_TYPED * _flags(match, match.words.as_typed)
        tiers += EXACT_TITLE * _flags(match, match.words.named_whole)
    if match.nearby:
        tiers += OPEN_NEAR * match.nearby.opens[match.numbers]
    return tiers


def _flags(match: Match, having: BitMap) -> NDArray[np.uint8]:
    """Of each number of the answer whether it is among these: 1 or 0."""
    if not having or match.found.issubset(having):  # as most are
        return np.full(len(match.numbers), bool(having), np.uint8)
    dense = np.zeros(match.live.size, np.uint8)
    dense[np.frombuffer(having.to_array(), np.uint32)] = 1
    flags: NDArray[np.uint8] = dense[match.numbers]
    return flags


def best_of(match: Match, others: BitMap, most: int) -> list[int]:
    """So many of some documents, those first of which the words say most."""
    if most <= 0 or not others:
        return []
    numbers: Numbers = np.frombuffer(others.to_array(), np.uint32)
    scores = match.words.evidence.scores(match.words.whole, numbers)
    keys = by_relevance(match.live, numbers, scores, np.zeros(len(numbers)))
    best, _, _ = page_of(numbers, keys, "", most)
    return list(best.tolist())
