"""Words of a text that may be a trial's acronym or other name: by their shape, in one pass."""

import re
import string
from collections.abc import Container, Iterator
from itertools import chain
from operator import add

MOST_WORDS = 3
SHORTEST = 3
"""Letters and digits that a name has at least: two say nothing (OS, CT)."""
LONGEST = 40
MOST = 20_000
"""Different names of several words that are looked up. A megabyte of protocols has 4,000."""

# An ID of the registry's is a number, and no part of a name.
_PART = "[A-Za-z0-9]+"
_WORD = (
    r"(?!NCT[0-9]{8})(?:[A-Z0-9]|[a-z]+[A-Z])[A-Za-z0-9]*"
    rf"(?:(?:[.+-]|'(?!s\b)){_PART})*\+?"
)
_RUN = re.compile(rf"(?<![A-Za-z0-9]){_WORD}(?:[ /]{_WORD})*")
# "the CABINET-led": what is joined to a name in small letters may be none of it.
_BETWEEN = re.compile("[ /]|-(?=[a-z])")
_KEY = str.maketrans(string.ascii_lowercase, string.ascii_uppercase, "'.+-")
_DIGIT = re.compile("[0-9]")
_OUT = re.compile("[^A-Za-z0-9]+")
# Beginnings of sentences and months have one capital, before all else, and no digit.
_SHAPED = re.compile(r"[A-Za-z].*[A-Z]|[A-Za-z].*[0-9]|[0-9].*[A-Z]")

Place = tuple[int, int, str]
"""Where it begins and ends, and its key: upper case, letters and digits only."""


def possible_names(text: str) -> set[str]:
    """Keys of up to three words in a row, one shaped like a name, or all with capitals."""
    runs = [_BETWEEN.split(run) for run in set(_RUN.findall(text))]
    key_of = {word: _key(word) for word in set(chain.from_iterable(runs))}
    single = {key for word, key in key_of.items() if _is_name(word, key)}
    longer: set[str] = set()
    for words in runs:
        if len(words) > 1:
            keys = [key_of[word] for word in words]
            pairs = list(map(add, keys, keys[1:]))
            longer.update(pairs, map(add, pairs, keys[2:]))
    longer = {key for key in longer if len(key) <= LONGEST}
    return single | longer if len(longer) <= MOST else single


def places(text: str, keys: Container[str]) -> Iterator[Place]:
    """Where the text has these keys, in its order."""
    found: dict[str, list[Place]] = {}
    for match in _RUN.finditer(text):
        run, begin = match[0], match.start()
        if run not in found:
            found[run] = list(_places(run, keys))
        for start, end, key in found[run]:
            yield begin + start, begin + end, key


def _places(run: str, keys: Container[str]) -> Iterator[Place]:
    """Where a run of words has them; one word before two, two before three."""
    last: list[tuple[int, str]] = []
    start = 0
    for word in _BETWEEN.split(run):
        end, key = start + len(word), _key(word)
        if key in keys and _is_name(word, key):
            yield start, end, key
        for begin, before in last:
            if before + key in keys and end - begin <= LONGEST:
                yield begin, end, before + key
        last = [(begin, before + key) for begin, before in last[2 - MOST_WORDS :]]
        last.append((start, key))
        start = end + 1


def _key(word: str) -> str:
    return word.upper() if word.isalnum() else word.translate(_KEY)


def _is_name(word: str, key: str) -> bool:
    return SHORTEST <= len(key) <= LONGEST and _SHAPED.search(word) is not None


def squeeze(text: str) -> str:
    """The letters and digits, in their case."""
    return _OUT.sub("", text)


def written_alike(found: str, name: str) -> bool:
    """Whether a text writes a name as the record does, all in capitals, or with a capital first.

    "cabinet" and "Cabinet" are pieces of furniture, "Keynote-189" is none; "SAFEHER" is SafeHer,
    "MonarchE" at the beginning of a sentence monarchE.
    """
    found, name = squeeze(found), squeeze(name)
    if found == name or found == name.upper():
        return True
    if _DIGIT.search(name):
        return found[0].isupper() and found.upper() == name.upper()
    return name[:1].islower() and found == name[0].upper() + name[1:]
