"""Words of a text that may be a trial's acronym or other name: by their shape, in one pass."""

import re
import string

MOST_WORDS = 3
SHORTEST = 3
"""Letters and digits that a name has at least: two say nothing (OS, CT)."""
LONGEST = 40

_TOKEN = re.compile(r"(?<![A-Za-z0-9])[A-Z0-9][A-Za-z0-9]*(?:['./+-][A-Za-z0-9]+)*\+?")
_KEY = str.maketrans(string.ascii_lowercase, string.ascii_uppercase, "'./+-")
_OUT = re.compile("[^A-Za-z0-9]+")
# Beginnings of sentences and months have one capital and no digit.
_SHAPED = re.compile(r"[A-Z].*[A-Z]|[A-Za-z].*[0-9]|[0-9].*[A-Z]")

Places = dict[str, list[tuple[int, int]]]
"""Where a text has what may be a name, by its key: upper case, letters and digits only."""


def possible_names(text: str) -> Places:
    """Up to three words in a row, of which one is shaped like a name or each has a capital."""
    places: Places = {}
    last: list[tuple[int, str]] = []
    until = -1
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match[0]
        if until + 1 != start or text[until] != " ":
            last = []
        until = end
        key = word.upper() if word.isalnum() else word.translate(_KEY)
        if SHORTEST <= len(key) <= LONGEST and _SHAPED.search(word):
            places.setdefault(key, []).append((start, end))
        for begin, before in last:
            if end - begin <= LONGEST:
                places.setdefault(before + key, []).append((begin, end))
        last = [(begin, before + key) for begin, before in last[2 - MOST_WORDS :]]
        last.append((start, key))
    return places


def squeeze(text: str) -> str:
    """The letters and digits, in their case."""
    return _OUT.sub("", text)


def written_alike(found: str, name: str) -> bool:
    """Whether a text writes a name as the record does, or all in capitals.

    "cabinet" and "Cabinet" are pieces of furniture; "SAFEHER" is SafeHer.
    """
    found, name = squeeze(found), squeeze(name)
    return found == name or found == name.upper()
