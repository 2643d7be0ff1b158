"""What a visitor typed, as units to look for: words, "phrases", -without, this OR that; pure.

Anything may be typed: an open quote ends with the text, signs that mean nothing are passed over,
and so is what every address of a page begins with.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from trials.search.words import WORD, key_of, stem

__all__ = ["Branch", "Name", "Typed", "Unit", "key_of", "read", "with_names"]

MOST = 40
"""Words that are looked at."""
MOST_IN_NAME = 8
_PARTS = re.compile(r'(?P<minus>(?<!\S)[-\u2212])?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_SCHEME = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_QUOTES = str.maketrans("“”„«»″", '""""""')
ORS = {"OR", "|", "O"}
"""The last is Spanish; small letters are words."""
NOT = "NOT"


@dataclass(frozen=True)
class Unit:
    """Something to look for: a word, words in a row, or a name of concepts."""

    stems: tuple[str, ...]
    text: str
    is_phrase: bool = False
    concepts: tuple[int, ...] = ()
    """Heads of the concepts that it is a name of."""


@dataclass(frozen=True)
class Branch:
    """What a record must have, all of it, and must not have."""

    units: tuple[Unit, ...] = ()
    without: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Typed:
    """Branches of which one is enough."""

    text: str
    branches: tuple[Branch, ...]

    @property
    def stems(self) -> list[str]:
        """All stems, once each."""
        units = [one for branch in self.branches for one in (*branch.units, *branch.without)]
        return list(dict.fromkeys(stem for unit in units for stem in unit.stems))

    def possible_names(self) -> list[str]:
        """The keys of all names that could stand in it."""
        keys = [key for branch in self.branches for key in _keys(branch.units)]
        without = [one for branch in self.branches for one in branch.without]
        keys += [one.stems[0] for one in without if not one.is_phrase]
        return list(dict.fromkeys(keys))


def read(text: str) -> Typed:
    """What was typed; words not yet known as names."""
    branches, units, without = list[Branch](), list[Unit](), list[Unit]()
    for part in _parts(text):
        if part is None:
            branches.append(Branch(tuple(units), tuple(without)))
            units, without = [], []
        else:
            minus, unit = part
            (without if minus else units).append(unit)
    branches.append(Branch(tuple(units), tuple(without)))
    return Typed(text, tuple(one for one in branches if one.units or one.without))


def _parts(text: str) -> Iterator[tuple[bool, Unit] | None]:
    """Each unit with whether it is excluded; None for an OR."""
    count, negated = 0, False
    for found in _PARTS.finditer(_SCHEME.sub("", text.translate(_QUOTES))):
        if found["word"] in ORS and not found["minus"]:
            yield None
            continue
        if found["word"] == NOT and not found["minus"]:
            negated = True
            continue
        for unit in _units(found["phrase"], found["word"] or ""):
            count += len(unit.stems)
            if count <= MOST:
                yield negated or bool(found["minus"]), unit
        negated = False


def _units(phrase: str | None, word: str) -> Iterator[Unit]:
    """A phrase is one unit; what is typed with hyphens is as many words as documents make of it."""
    if phrase is not None:
        if key := key_of(phrase):
            yield Unit(tuple(key.split(" ")), phrase.strip(), is_phrase=True)
        return
    for written in WORD.findall(word):
        if found := stem(written):
            yield Unit((found,), written)


def _keys(units: Sequence[Unit]) -> Iterator[str]:
    for start, _ in enumerate(units):
        key = ""
        for unit in units[start : start + MOST_IN_NAME]:
            if unit.is_phrase:
                break
            key = f"{key} {unit.stems[0]}" if key else unit.stems[0]
            yield key


@dataclass(frozen=True)
class Name:
    """A name of a concept that may stand in what was typed."""

    key: str
    name: str
    capitals_only: bool
    head: int
    preferred: str
    others: tuple[str, ...] = field(default=())
    foreign: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The languages of names that are not English ones."""


def with_names(typed: Typed, names: Sequence[Name]) -> Typed:
    """The same, its words joined to the longest names that they make."""
    known: dict[str, list[Name]] = {}
    for name in names:
        if not name.capitals_only or _stands_in(name.name, typed.text):
            known.setdefault(name.key, []).append(name)
    if not known:
        return typed
    branches = [
        Branch(
            tuple(_joined(branch.units, known)),
            # Each by itself: without A and without B is not without A B.
            tuple(unit for one in branch.without for unit in _joined([one], known)),
        )
        for branch in typed.branches
    ]
    return Typed(typed.text, tuple(branches))


def _stands_in(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _joined(units: Sequence[Unit], known: dict[str, list[Name]]) -> Iterator[Unit]:
    start = 0
    while start < len(units):
        end = _longest(units, start, known)
        if end == start:
            yield units[start]
            start += 1
            continue
        part = units[start:end]
        stems = tuple(one.stems[0] for one in part)
        heads = dict.fromkeys(name.head for name in known[" ".join(stems)])
        yield Unit(stems, " ".join(one.text for one in part), concepts=tuple(heads))
        start = end


def _longest(units: Sequence[Unit], start: int, known: dict[str, list[Name]]) -> int:
    """Where the longest name that starts here ends."""
    end, key = start, ""
    for place, unit in enumerate(units[start : start + MOST_IN_NAME], start):
        if unit.is_phrase:
            break
        key = f"{key} {unit.stems[0]}" if key else unit.stems[0]
        if key in known:
            end = place + 1
    return end
