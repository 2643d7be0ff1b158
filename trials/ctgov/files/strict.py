"""One JSON value from text, by the standard library, without what it would let pass.

Duplicate keys, NaN and numbers beyond all measure are noted and not raised: the value is read to
its end, so that the next one can be read too.
"""

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from trials.ctgov.files import sentences
from trials.ctgov.files.limits import MOST_DIGITS
from trials.ctgov.files.refusal import Refusal
from trials.ctgov.records.refusal import Problem, step
from trials.ctgov.records.soundness import DEEPEST

_SPACE = re.compile(r"[ \t\n\r]*")
TOO_DEEP = f"is nested over {DEEPEST} levels deep"


@dataclass(frozen=True, slots=True)
class _Fault:
    """Stands in a value where something was not strict."""

    reason: str


class Strict:
    """A decoder that knows what its hooks have noted. Each reader has its own."""

    def __init__(self) -> None:
        self._noted: list[_Fault] = []
        self._decode = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_constant=self._constant,
            parse_int=self._whole,
            parse_float=self._decimal,
        ).raw_decode

    def value(self, text: str, at: int, path: str = "") -> tuple[object, int]:
        """The value that begins at `at`, or a Refusal, and where it ends.

        Raises JSONDecodeError, or RecursionError, where there is no telling where it ends.
        """
        self._noted.clear()
        value, end = self._decode(text, at)
        if self._noted:
            return _first_fault(value, path), end
        return (Refusal(TOO_DEEP) if _is_deep(value) else value), end

    def document(self, data: bytes) -> object:
        """The only value in these bytes, or the Refusal."""
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return _not_utf8(data)
        start = after_space(text, 0)
        if start == len(text):
            return Refusal("is empty")
        try:
            value, end = self.value(text, start)
        except json.JSONDecodeError as error:
            return Refusal(sentences.syntax(text, error, sentences.place_in(text, error.pos)))
        except RecursionError:
            return Refusal(TOO_DEEP)
        end = after_space(text, end)
        if end < len(text):
            return Refusal(sentences.more_follows(sentences.place_in(text, end)))
        return value

    def _object(self, pairs: list[tuple[str, object]]) -> object:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        return self._note(sentences.twice(key for key, _ in pairs))

    def _constant(self, name: str) -> object:
        return self._note(f"holds {name}, which is no number in JSON")

    def _whole(self, digits: str) -> object:
        if len(digits) > MOST_DIGITS:
            return self._note(f"holds a number of over {MOST_DIGITS:,} digits")
        return int(digits)

    def _decimal(self, digits: str) -> object:
        if len(digits) > MOST_DIGITS:
            return self._note(f"holds a number of over {MOST_DIGITS:,} digits")
        number = float(digits)
        return number if math.isfinite(number) else self._note("holds a number that is too large")

    def _note(self, reason: str) -> _Fault:
        fault = _Fault(reason)
        self._noted.append(fault)
        return fault


def parse_json(data: bytes) -> object:
    """The JSON in these bytes (UTF-8, with or without a mark), or the Refusal that says why not."""
    return Strict().document(data)


def after_space(text: str, at: int) -> int:
    """Where the next thing stands that is no space."""
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _not_utf8(data: bytes) -> Refusal:
    text = data.decode("utf-8-sig", "surrogateescape")
    found = sentences.ESCAPED_BYTE.search(text)
    at = found.start() if found else 0
    return Refusal(sentences.no_utf8(text[at], sentences.place_in(text, at)))


def _first_fault(value: object, path: str) -> Refusal:
    waiting = [(path, value)]
    while True:
        at, part = waiting.pop()
        if isinstance(part, _Fault):
            return Refusal(str(Problem(at, part.reason)))
        waiting.extend(reversed([(step(at, key), inner) for key, inner in _parts(part)]))


def _parts(value: object) -> Iterator[tuple[object, object]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(DEEPEST + 1):
        below: list[object] = []
        for part in level:
            if type(part) is dict:
                below += part.values()
            elif type(part) is list:
                below += part
        if not below:
            return False
        level = below
    return True
