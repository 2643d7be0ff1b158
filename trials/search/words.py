"""What counts as a word of a text or a query, and its stem; pure.

Letters are folded as the API folds them. A stem is Porter's for English; words of other languages
are cut the same way in documents and in queries, and so still meet.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import Stemmer

from trials.folding import SPELLINGS, folded

LONGEST = 60  # characters of a word that count
WORD = re.compile(r"[^\W_]+")
STOP_WORDS = frozenset(
    "a an and are as at be by for from has have in into is it its of on or that the their this to "  # noqa: SIM905
    "was were which who will with de del la el los las en con por para".split()
)
_stemmer = Stemmer.Stemmer("english")


@lru_cache(maxsize=500_000)
def stem(word: str) -> str:
    """The stem of a word as written; "" of a stop word. `Tumours` and `tumor` have one stem."""
    plain = folded(word)[:LONGEST]
    if plain in STOP_WORDS:
        return ""
    for british, american in SPELLINGS:
        plain = plain.replace(british, american)
    if plain.endswith("itis"):
        return plain  # pancreatitis is not what pancreatic is
    return str(_stemmer.stemWord(plain))


def stems(text: str) -> list[str]:
    """The stems of a text in order, without those of stop words."""
    return [found for word in WORD.findall(text) if (found := stem(word))]


def key_of(name: str) -> str:
    """What names are compared by: their stems with a space between; stop words count if alone."""
    return " ".join(stems(name)) or " ".join(_all(name))


def _all(name: str) -> Iterator[str]:
    return (folded(word)[:LONGEST] for word in WORD.findall(name))
