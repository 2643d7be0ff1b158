"""Words of a text that may be a trial's acronym or other name: by their shape, in one pass."""

import re
import string
from collections.abc import Iterator
from dataclasses import dataclass

MOST_WORDS = 3
SHORTEST = 3
"""Letters and digits that a name has at least: two say nothing (OS, CT)."""
LONGEST = 40

_TOKEN = re.compile(r"(?<![A-Za-z0-9])[A-Z0-9][A-Za-z0-9]*(?:['./+-][A-Za-z0-9]+)*\+?")
_UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
_OUT = re.compile("[^A-Za-z0-9]+")
# Beginnings of sentences and months have one capital and no digit.
_SHAPED = re.compile(r"[A-Z].*[A-Z]|[A-Za-z].*[0-9]|[0-9].*[A-Z]")


@dataclass(frozen=True, slots=True)
class Name:
    """What may be a name, with its place in the plain text."""

    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """As look-ups compare."""
        return squeeze(self.text).translate(_UPPER)


def squeeze(text: str) -> str:
    """The letters and digits, in their case."""
    return _OUT.sub("", text)


def possible_names(text: str) -> Iterator[Name]:
    """Up to three words in a row, of which one is shaped like a name or each has a capital."""
    last: list[tuple[int, int, bool]] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if not last or text[last[-1][1] : start] != " ":
            last = []
        last = [*last[1 - MOST_WORDS :], (start, end, bool(_SHAPED.search(match[0])))]
        yield from _ending_here(text, last)


def _ending_here(text: str, last: list[tuple[int, int, bool]]) -> Iterator[Name]:
    end = last[-1][1]
    for at, (start, _, _) in enumerate(last):
        alone = at == len(last) - 1
        if end - start > LONGEST or (alone and not last[at][2]):
            continue
        name = Name(start, end, text[start:end])
        if len(squeeze(name.text)) >= SHORTEST:
            yield name


def written_alike(found: str, name: str) -> bool:
    """Whether a text writes a name as the record does, or all in capitals.

    "cabinet" and "Cabinet" are pieces of furniture; "SAFEHER" is SafeHer.
    """
    found, name = squeeze(found), squeeze(name)
    return found == name or found == name.translate(_UPPER)
