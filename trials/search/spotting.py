"""Where words and names stand in a text, in any spelling; pure.

Nothing is compiled for it: each page asks for other words, and a pattern of them costs more than
the looking.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from trials.folding import SPELLINGS
from trials.search.words import WORD, stem, stems

Place = tuple[int, int]
"""Where it begins and ends."""
_ACCENTED = (
    *("aàáâãäåāăą", "cçćč", "dđď", "eèéêëēęě", "gğ", "iìíîïīı", "lł", "nñńň"),  # noqa: RUF001
    *("oòóôõöøō", "rř", "sśšş", "tťţ", "uùúûüūů", "yýÿ", "zźżž"),
)
_PLAIN = str.maketrans({one: letters[0] for letters in _ACCENTED for one in letters[1:]})


class Spotter:
    """Finds the words that have one of some stems, and names as a whole."""

    def __init__(self, wanted: frozenset[str], names: frozenset[str] = frozenset()) -> None:
        self._wanted = wanted
        self._names: dict[str, list[list[str]]] = defaultdict(list)
        for first, *others in sorted(filter(None, map(stems, names)), key=len, reverse=True):
            self._names[first].append(others)

    def first(self, text: str) -> int | None:
        """Where the first of them begins."""
        plain = _plain(text)
        places = (next(self._of_one(plain, begin), None) for begin in self._in(plain))
        return min((place[0] for place in places if place), default=None)

    def all(self, text: str) -> Iterator[Place]:
        """All of them, one after the other."""
        plain, last = _plain(text), 0
        parts = self._in(plain)
        for begin, end in sorted(one for part in parts for one in self._of_one(plain, part)):
            if begin >= last:
                yield begin, end
                last = end

    def _in(self, plain: str) -> list[str]:
        return [one for one in self._begins if one in plain]

    @cached_property
    def _begins(self) -> list[str]:
        """What such words begin with, British and American."""
        begins = {_begin(one) for one in self._wanted | self._names.keys()}
        for british, american in SPELLINGS:
            begins |= {one.replace(american, british) for one in begins if american in one}
        return [one for one in begins if one]

    def _of_one(self, plain: str, begin: str) -> Iterator[Place]:
        place = plain.find(begin)
        while place >= 0:
            if (place == 0 or not plain[place - 1].isalnum()) and (end := self._end(plain, place)):
                yield place, end
            place = plain.find(begin, place + len(begin))

    def _end(self, plain: str, place: int) -> int:
        """Where the name or the word that begins here ends; 0 if it is none of them."""
        found = WORD.match(plain, place)
        if not found:
            return 0
        its_stem = stem(found[0])
        for others in self._names.get(its_stem, ()):
            if end := _end_of_row(plain, found.end(), others):
                return end
        return found.end() if its_stem in self._wanted else 0


def _end_of_row(plain: str, end: int, others: list[str]) -> int:
    """Where the words with these stems end that follow, stop words apart; 0 if others follow."""
    for other in others:
        found = WORD.search(plain, end)
        while found and not stem(found[0]):
            found = WORD.search(plain, found.end())
        if not found or stem(found[0]) != other:
            return 0
        end = found.end()
    return end


def _plain(text: str) -> str:
    """In small letters without accents, each where it was."""
    small = text.lower()
    if text.isascii():
        return small
    if len(small) != len(text):
        small = "".join(low if len(low := one.lower()) == 1 else one for one in text)
    return small.translate(_PLAIN)


def _begin(found: str) -> str:
    """What every word of a stem begins with: `therapi` comes of therapy, too."""
    return found[:-1] if len(found) > 3 and found[-1] in "iy" else found
