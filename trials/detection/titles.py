"""Titles quoted in a text, in full or nearly: found by marks, then laid beside the words."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from trials.detection.registry import titles_with
from trials.marks import marks, words

SHORTEST = 6
"""Words of a title that can be told from any other words."""
LIKE = 0.75
"""Of the words of title and text, how many are the same in the same order."""
SHARED = 0.3
ASKED = 20_000
"""Marks that one query asks for; of a text with more each so-many-th, by its number."""
PLACES = 50
"""Of one mark in a text, how many places are looked at."""
SLACK = 6


@dataclass(frozen=True)
class Quote:
    """Words of a text that are a title, and whose."""

    start: int
    end: int
    likeness: float
    trials: frozenset[int]


def quoted_titles(text: str) -> list[Quote]:
    """The titles in a plain text, the best for each place. One query."""
    found = words(text)
    said = [word[0] for word in found]
    places: dict[int, list[int]] = defaultdict(list)
    for mark, at in marks(said):
        if len(places[mark]) < PLACES:
            places[mark].append(at)
    step = len(places) // ASKED + 1
    asked = [mark for mark in places if mark % step == 0]
    trials: dict[str, set[int]] = defaultdict(set)
    for trial, title in titles_with(asked) if asked else ():
        trials[title].add(trial)
    quotes = [
        Quote(found[start].start(), found[end - 1].end(), like, frozenset(trials[title]))
        for title in trials
        for start, end, like in _places(title, said, places)
    ]
    return _best(quotes)


def _places(
    title: str, said: Sequence[str], places: dict[int, list[int]]
) -> Iterator[tuple[int, int, float]]:
    """Where the words are this title: numbers of the first word and after the last, likeness."""
    own = [word[0] for word in words(title)]
    own_marks = marks(own)
    hits = [(at - own_at, mark) for mark, own_at in own_marks for at in places.get(mark, ())]
    if len(own) < SHORTEST or len({mark for _, mark in hits}) < SHARED * len(own_marks):
        return
    for begin in _begins(sorted(hits)):
        low, high = max(0, begin - SLACK), begin + len(own) + SLACK
        blocks = Indel.opcodes(own, said[low:high])
        same = [block for block in blocks if block.tag == "equal"]
        start, end = low + same[0].dest_start, low + same[-1].dest_end
        like = Indel.normalized_similarity(own, said[start:end])
        if like >= LIKE:
            yield start, end, like


def _begins(hits: list[tuple[int, int]]) -> Iterator[int]:
    """Where in the text the title would begin, once for hits that are about one place."""
    last = None
    for begin, _ in hits:
        if last is None or begin > last + SLACK:
            yield begin
            last = begin


def _best(quotes: list[Quote]) -> list[Quote]:
    """Of quotes that overlap the likest; equals become one of several trials."""
    chosen: list[Quote] = []
    for quote in sorted(quotes, key=lambda quote: (-quote.likeness, quote.start)):
        over = [one for one in chosen if one.start < quote.end and quote.start < one.end]
        if not over:
            chosen.append(quote)
        elif len(over) == 1 and over[0].likeness - quote.likeness < 0.02:
            both = over[0].trials | quote.trials
            chosen[chosen.index(over[0])] = Quote(
                over[0].start, over[0].end, over[0].likeness, both
            )
    return chosen
