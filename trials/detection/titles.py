"""Titles quoted in a text, in full or nearly: found by marks, then laid beside the words."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from trials.detection.registry import titles_with
from trials.marks import GENERIC, marks, word_spans, words

SHORTEST = 6
"""Words of a title that can be told from any other words."""
LIKE = 0.75
"""Of the words of title and text, how many are the same in the same order."""
SHARED = 0.2
ASKED = 20_000
"""Marks that one query asks for; of a text with more each so-many-th, by its number."""
IN_FULL = 0.97
"""Likeness of a title that is quoted word for word, but for a slip."""
LEAST_TELLING, MOST_OF_THEM = 5, 0.7
"""Of the words that say something, if a title is not quoted in full."""
_COMMON = (
    "clinical combination comparing comparison double effect effects efficacy evaluate evaluating"
    " evaluation blind blinded investigating label multicenter open pilot placebo randomised safety"
    " testing tolerability two using"
)
_OF_ANY_TITLE = frozenset(_COMMON.split())
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
    said = words(text)
    places = marks(said)
    step = len(places) // ASKED + 1
    asked = [mark for mark in places if mark % step == 0]
    trials: dict[str, set[int]] = defaultdict(set)
    for trial, title in titles_with(asked) if asked else ():
        trials[title].add(trial)
    spans = word_spans(text) if trials else []
    quotes = [
        Quote(spans[start][0], spans[end - 1][1], like, frozenset(trials[title]))
        for title in trials
        for start, end, like in _places(title, said, places)
    ]
    return _best(quotes)


def _places(
    title: str, said: list[str], places: dict[int, list[int]]
) -> Iterator[tuple[int, int, float]]:
    """Where the words are this title: numbers of the first word and after the last, likeness."""
    own = words(title)
    if len(own) < SHORTEST:
        return
    for begin in _begins(marks(own), places):
        low, high = max(0, begin - SLACK), begin + len(own) + SLACK
        blocks = Indel.opcodes(own, said[low:high])
        same = [block for block in blocks if block.tag == "equal"]
        if not same:  # two phrases of one mark: in a large registry that happens
            continue
        start, end = low + same[0].dest_start, low + same[-1].dest_end
        like = Indel.normalized_similarity(own, said[start:end])
        if like >= IN_FULL or (like >= LIKE and _tells(own, said[start:end])):
            yield start, end, like


def _tells(own: list[str], quoted: list[str]) -> bool:
    """Whether the words are this title's and not those of any: its first word that says something,
    often the drug, is among them, and most of the others.
    """
    own = [word for word in own if word not in GENERIC]
    first = next((word for word in own if word not in _OF_ANY_TITLE), "")
    kept = set(own).intersection(quoted)
    return first in kept and len(kept) >= max(LEAST_TELLING, MOST_OF_THEM * len(set(own)))


def _begins(own: dict[int, list[int]], places: dict[int, list[int]]) -> Iterator[int]:
    """Where in the text the title would begin, once for hits that are about one place."""
    shared = own.keys() & places.keys()
    if len(shared) < SHARED * len(own):
        return
    last = None
    for begin in sorted(
        at - own_at for mark in shared for own_at in own[mark] for at in places[mark][:PLACES]
    ):
        if last is None or begin > last + SLACK:
            yield begin
            last = begin


def _best(quotes: list[Quote]) -> list[Quote]:
    """Of quotes that overlap the likest; equals become one of several trials."""
    chosen: dict[int, Quote] = {}
    starts: list[int] = []
    for quote in sorted(quotes, key=lambda quote: (-quote.likeness, quote.start)):
        at = bisect_left(starts, quote.end)
        near = (chosen[start] for start in starts[max(0, at - 2) : at])
        over = [one for one in near if one.end > quote.start]
        if not over:
            insort(starts, quote.start)
            chosen[quote.start] = quote
        elif len(over) == 1 and over[0].likeness - quote.likeness < 0.02:
            both = over[0].trials | quote.trials
            chosen[over[0].start] = replace(over[0], trials=both)
    return list(chosen.values())
