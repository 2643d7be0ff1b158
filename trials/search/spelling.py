"""The right spelling of a word that no record has: the nearest word that records are written in.

What begins a word may be that word, typed half: `cabo` is cabozantinib rather than Caro.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from trials.folding import folded
from trials.models import SearchWord
from trials.search.evidence import Evidence, units_of
from trials.search.typed import Typed, Unit
from trials.search.words import stem

RARE = 3
"""Records; a word that so few have may be a slip in them."""
MOST_WORDS = 200_000
SHORTEST = 4
MORE_OFTEN = 100
"""A word that records do have is a slip if another, but for one letter the same, is so much more
frequent: records have slips, too."""
ALIKE = 0.8
"""Of what was typed this share stands in the right word; of one that is less like it, a guess."""
LAST = "\U0010ffff"
SHORT_FORM = re.compile(r"[A-Z]{2,6}")
"""PRRT: what is written so is no slip of an ordinary word."""
NEVER_MEANT = frozenset(
    "about after again another because been before being between both could does during each "  # noqa: SIM905
    "every first here itself mother much need next only other others our own part past should some "
    "such than them then there these they those through under until upon very were what when where "
    "whether while whole whose within without would your".split()
)
"""Words that say nothing of a trial: who mistyped one need not be told so."""


class Spelling:
    """The words that records are written in, by length."""

    def __init__(self) -> None:
        rows = SearchWord.objects.order_by("-count").values_list("word", "count")[:MOST_WORDS]
        self.counts: dict[str, int] = dict(rows)
        self.by_length: dict[int, list[str]] = defaultdict(list)
        for word in self.counts:
            if word not in NEVER_MEANT:
                self.by_length[len(word)].append(word)
        self.in_order = sorted(word for words in self.by_length.values() for word in words)

    def corrected(self, typed: str, may_go_on: bool) -> str:
        """The word that was meant, or begun if it may go on; "" where none is near."""
        word = folded(typed)
        if len(word) < SHORTEST or not word.isalpha():
            return ""
        least = MORE_OFTEN * self.counts.get(word, 0)
        near = self._begun(word) if may_go_on and not least else []
        if not near or len(word) > SHORTEST:
            near += self._near(word, 1)
        if not near and not least and len(word) >= 2 * SHORTEST:
            near = self._near(word, 2)
        best = max(near, key=lambda one: (self.counts[one], one), default="")
        return best if best and self.counts[best] > least else ""

    def _begun(self, word: str) -> list[str]:
        begin, end = (bisect_left(self.in_order, one) for one in (word, word + LAST))
        return self.in_order[begin:end]

    def _near(self, word: str, distance: int) -> list[str]:
        found = []
        for length in range(len(word) - distance, len(word) + distance + 1):
            words = self.by_length.get(length, [])
            hits = process.extract(
                word, words, scorer=OSA.distance, score_cutoff=distance, limit=None
            )
            found += [hit for hit, _, _ in hits if hit != word]
        return found


@lru_cache(maxsize=1)
def spelling_of(segments: tuple[int, ...]) -> Spelling:
    """The words of an index; read again when its large segments are others."""
    return Spelling()


def spelled(typed: Typed, evidence: Evidence, guessing: bool) -> str:
    """The text with the right spelling of words that nothing, or hardly anything, has.

    Without guessing only with words that are much like those typed.
    """
    text = typed.text
    units = [*units_of(typed), *(unit for branch in typed.branches for unit in branch.without)]
    for one in [unit for unit in units if _is_doubtful(unit, evidence)]:
        begins = not evidence.having(one.stems[0])
        right = spelling_of(evidence.live.large).corrected(one.text, begins)
        is_alike = guessing or OSA.normalized_similarity(folded(one.text), right) >= ALIKE
        if right and is_alike and stem(right) != one.stems[0]:
            text = re.sub(rf"(?<![^\W_]){re.escape(one.text)}(?![^\W_])", right, text)
    return text


def _is_doubtful(unit: Unit, evidence: Evidence) -> bool:
    is_word = not unit.concepts and not unit.is_phrase and not SHORT_FORM.fullmatch(unit.text)
    return is_word and len(evidence.having(unit.stems[0])) <= RARE
