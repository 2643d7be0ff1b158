"""Reads one JSON object key by key: strict about types, notes each problem with its path."""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import reduce
from typing import TypeVar

from trials.ctgov.records.refusal import Problem, shown, step

T = TypeVar("T")
Word = TypeVar("Word", bound=Enum)

# Keys and places of lists; written out only for a problem, since most studies have none.
Path = tuple[str | int, ...]
LARGEST = 2**31 - 1  # a PostgreSQL integer
_NAMES: dict[type, str] = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    list: "a list",
    dict: "an object",
}


class Reader:
    """One object of the study. A missing key is unknown: "", None or (); a wrong one is noted.

    Texts are given as they stand. All readers of a study share one list of problems.
    """

    def __init__(
        self, data: Mapping[str, object], problems: list[Problem], path: Path = ()
    ) -> None:
        self._data, self._path, self._problems = data, path, problems

    def has(self, key: str) -> bool:
        """Whether the key stands there, whatever its value."""
        return key in self._data

    def refuse(self, key: str, reason: str) -> None:
        """Note a problem at a key of this object."""
        self._note((*self._path, key), reason)

    def text(self, key: str) -> str:
        """A text, "" where unknown."""
        return self._one(key, str) or ""

    def name(self, key: str) -> str:
        """A text without which this object says nothing: it must be there, and not blank."""
        found = self._one(key, str) if self.has(key) else ""
        if found is not None and not found.strip():
            self.refuse(key, "missing or blank")
        return found or ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, none of them blank."""
        return self.parsed_list(key, _not_blank)

    def flag(self, key: str) -> bool | None:
        """True or false."""
        return self._one(key, bool)

    def count(self, key: str) -> int | None:
        """A whole number from 0 up."""
        found = self._one(key, int)
        if found is None or 0 <= found <= LARGEST:
            return found
        self.refuse(key, f"expected a number from 0 to {LARGEST}, found {shown(found)}")
        return None

    def degrees(self, key: str, most: int) -> float:
        """An angle between -most and most degrees, which must be there."""
        found = self._data.get(key)
        number = found if isinstance(found, int | float) and not isinstance(found, bool) else None
        if number is not None and -most <= number <= most:
            return float(number)
        found_there = shown(found) if self.has(key) else "nothing"
        self.refuse(key, f"expected degrees from -{most} to {most}, found {found_there}")
        return 0.0

    def choice(self, key: str, words: type[Word]) -> Word | None:
        """One word of a vocabulary; any other is refused, since nothing is mapped to “other”."""
        return self.parsed(key, lambda text: _word(text, words))

    def choices(self, key: str, words: type[Word]) -> tuple[Word, ...]:
        """A list of such words."""
        return self.parsed_list(key, lambda text: _word(text, words))

    def parsed(self, key: str, parse: Callable[[str], T]) -> T | None:
        """A text in a form of its own; the ValueError of `parse` is the reason to refuse it."""
        if not self.has(key):
            return None
        return self._parse((*self._path, key), self._data[key], parse)

    def parsed_list(self, key: str, parse: Callable[[str], T]) -> tuple[T, ...]:
        """A list of such texts."""
        found = (self._parse(path, item, parse) for path, item in self._items(key))
        return tuple(item for item in found if item is not None)

    def inside(self, key: str) -> "Reader":
        """The object at the key, empty where it is missing."""
        return Reader(self._one(key, dict) or {}, self._problems, (*self._path, key))

    def one(self, key: str, read: Callable[["Reader"], T]) -> T | None:
        """What `read` makes of the object at the key."""
        if (found := self._one(key, dict)) is None:
            return None
        return read(Reader(found, self._problems, (*self._path, key)))

    def each(self, key: str, read: Callable[["Reader"], T]) -> tuple[T, ...]:
        """What `read` makes of each object of a list, in order."""
        objects = ((path, self._typed(path, item, dict)) for path, item in self._items(key))
        return tuple(
            read(Reader(found, self._problems, path))
            for path, found in objects
            if found is not None
        )

    def _items(self, key: str) -> Iterator[tuple[Path, object]]:
        path = (*self._path, key)
        for position, item in enumerate(self._one(key, list) or []):
            yield (*path, position), item

    def _one(self, key: str, kind: type[T]) -> T | None:
        if not self.has(key):
            return None
        return self._typed((*self._path, key), self._data[key], kind)

    def _typed(self, path: Path, value: object, kind: type[T]) -> T | None:
        """The value if it is of the kind; true and false are no numbers here."""
        if isinstance(value, kind) and isinstance(value, bool) == (kind is bool):
            return value
        hint = ": leave out what is not known" if value is None else ""
        self._note(path, f"expected {_NAMES[kind]}, found {shown(value)}{hint}")
        return None

    def _parse(self, path: Path, value: object, parse: Callable[[str], T]) -> T | None:
        if (text := self._typed(path, value, str)) is None:
            return None
        try:
            return parse(text)
        except ValueError as reason:
            self._note(path, str(reason))
            return None

    def _note(self, path: Path, reason: str) -> None:
        self._problems.append(Problem(reduce(step, path, ""), reason))


def _word(text: str, words: type[Word]) -> Word:
    try:
        return words(text)
    except ValueError:
        known = ", ".join(str(word.value) for word in words)
        raise ValueError(f"unknown value {shown(text)}; known are {known}") from None


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("blank")
    return text
