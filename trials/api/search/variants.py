"""Other forms of a word that a query means, too: singular and plural, British and American.

They are made when a query is read, not when a record is: a new rule asks for nothing to be indexed
again. Words are folded (`trials/folding.py`).
"""

from functools import lru_cache

from trials.folding import SPELLINGS

SHORTEST = 4  # shorter words are abbreviations more often than nouns
MOST = 6


@lru_cache(maxsize=8192)
def variants(word: str) -> tuple[str, ...]:
    """The word and its other forms, itself first; none of a number or an abbreviation."""
    if len(word) < SHORTEST or not word.isalpha():
        return (word,)
    spelt = (word, *_respelt(word))
    found = [*spelt, *(form for one in spelt for form in _numbered(one))]
    return tuple(dict.fromkeys(found))[:MOST]


def _respelt(word: str) -> list[str]:
    """The word in the other spelling, by the first rule that changes it."""
    for british, american in SPELLINGS:
        for old, new in ((british, american), (american, british)):
            if old in word and not (old == american and british in word):
                return [word.replace(old, new, 1)]
    return []


def _numbered(word: str) -> list[str]:
    """Plurals of a singular; what may be the singulars of a plural."""
    if word.endswith("sis"):
        return [f"{word[:-2]}es"]
    if word.endswith("ies"):
        return [f"{word[:-3]}y"]
    if word.endswith("ses"):
        return [word[:-1], word[:-2], f"{word[:-2]}is"]
    if word.endswith(("xes", "zes", "ches", "shes")):
        return [word[:-1], word[:-2]]
    if word.endswith(("ss", "x", "z", "ch", "sh")):
        return [f"{word}es"]
    if word.endswith("s"):
        return [] if word.endswith(("us", "is")) else [word[:-1]]
    if word.endswith("y") and word[-2] not in "aeiou":
        return [f"{word[:-1]}ies"]
    return [f"{word}s"]
