"""Why a record was found: the passage of a field that has the words, with marks; pure."""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from trials.folding import SPELLINGS
from trials.search.answer import Snippet
from trials.search.fields import FIELDS
from trials.search.words import WORD, stem

BEFORE, LENGTH = 60, 200  # characters
SHOWN_ANYWAY = ("title", "acronym")
MOST_LOOKED = 3
"""Fields with a passage that are compared."""
_MARKUP = re.compile(
    r"\\([^\w\s])"  # a sign that means itself: 10\*9
    r"|\]\([^)]*\)|(?m:^)[ \t]*>[ \t]|(?<![0-9])\*+|\*+(?![0-9])|[_`#\[\]\\]+|\s+"
)
"""Not every > and *: “age > 18” and “10*9” are no marks."""
_ACCENTED = (
    *("aàáâãäåāăą", "cçćč", "dđď", "eèéêëēęě", "gğ", "iìíîïīı", "lł", "nñńň"),  # noqa: RUF001
    *("oòóôõöøō", "rř", "sśšş", "tťţ", "uùúûüūů", "yýÿ", "zźżž"),
)
_LETTERS = str.maketrans({letters[0]: f"[{letters}]" for letters in _ACCENTED})


class Marker:
    """Marks the words that have one of some stems, and names as a whole."""

    def __init__(self, stems: frozenset[str], names: frozenset[str] = frozenset()) -> None:
        self.stems = stems
        begins = "|".join(map(_spelt, sorted({_begin(one) for one in stems}, reverse=True)))
        either = [rf"(?:{begins})\w*"] if begins else []
        if called := "|".join(filter(None, map(_pattern, sorted(names, key=len, reverse=True)))):
            either.insert(0, rf"(?P<name>(?:{called})s?\b)")
        self._words = re.compile(rf"\b(?:{'|'.join(either) or '(?!)'})", re.IGNORECASE)

    def marked(self, text: str) -> SafeString:
        """The text, escaped, with marks."""
        parts, last = [], 0
        for found in self._words.finditer(text):
            if self._counts(found):
                parts += [escape(text[last : found.start()]), "<mark>", escape(found[0]), "</mark>"]
                last = found.end()
        return mark_safe("".join([*parts, escape(text[last:])]))  # noqa: S308

    def why(self, texts: Mapping[str, Any]) -> tuple[Snippet, ...]:
        """The passage that says most beside the title, which is shown anyway; or none."""
        left = self.stems - self._stems_in(texts.get("title", ""))
        best, most, looked = None, 0, 0
        for field in FIELDS:
            if field.name in SHOWN_ANYWAY or not (value := texts.get(field.name)):
                continue
            text = value if isinstance(value, str) else self._of_list(value)
            if (at := self._first(text)) is None:
                continue
            passage = _around(text, at)
            says = 1 + len(self._stems_in(passage) & left)
            if says > most:
                best, most = Snippet(field.label, self.marked(passage)), says
            looked += 1
            if says > len(left) or looked == MOST_LOOKED:
                break
        return (best,) if best else ()

    def _first(self, text: str) -> int | None:
        words = self._words.finditer(text)
        return next((found.start() for found in words if self._counts(found)), None)

    def _counts(self, found: re.Match[str]) -> bool:
        return bool(found.groupdict().get("name")) or stem(found[0]) in self.stems

    def _stems_in(self, text: str) -> frozenset[str]:
        return frozenset(stem(found[0]) for found in self._words.finditer(text)) & self.stems

    def _of_list(self, values: list[str]) -> str:
        """The values that have a word, with a sign between."""
        having = [value for value in values if self._words.search(value)]
        return "; ".join(having) if len(having) > 1 else (having or [""])[0]


@lru_cache(maxsize=256)
def marker_of(stems: frozenset[str], names: frozenset[str]) -> Marker:
    """The marker of these."""
    return Marker(stems, names)


def _pattern(name: str) -> str:
    """A name in however its words are joined; in few spellings, since each is to be compiled."""
    words = (re.escape(word) for word in WORD.findall(name))
    return r"[\W_]+".join(words).replace("tumor", "tumou?r")


def _begin(found: str) -> str:
    """What every word of a stem begins with: `therapi` comes of therapy, too."""
    return found[:-1] if len(found) > 3 and found[-1] in "iy" else found


def _spelt(word: str) -> str:
    """A word in all spellings that have its stem: with accents, British and American."""
    spelt = re.escape(word)
    for british, american in SPELLINGS:
        spelt = spelt.replace(american, f"(?:{american}|{british})")
    return spelt.translate(_LETTERS)


def _around(text: str, at: int) -> str:
    """Whole words around a place, without marks of Markdown."""
    begin = 0 if at <= BEFORE else text.find(" ", at - BEFORE) + 1
    begin = begin if begin <= at else at
    end = len(text) if len(text) <= begin + LENGTH else text.rfind(" ", begin, begin + LENGTH)
    end = end if end > at else min(len(text), begin + LENGTH)
    passage = " ".join(_MARKUP.sub(lambda sign: sign[1] or " ", text[begin:end]).split())
    return f"{'…' if begin else ''}{passage}{'…' if end < len(text) else ''}"
