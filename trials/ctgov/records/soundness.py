"""What no JSON we keep may hold, wherever it stands: what PostgreSQL cannot store as jsonb."""

import math
import re
from collections.abc import Iterator

from trials.ctgov.records.refusal import Problem, shown, step

DEEPEST = 64
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def unsound(data: object) -> list[Problem]:
    """Every NUL, lone surrogate, NaN, infinity, foreign type and too deep a level, in order."""
    return [] if _is_sound(data, 0) else _problems(data)


def _is_sound(value: object, depth: int) -> bool:
    """Whether nothing is wrong, without the places that most studies need not know."""
    if isinstance(value, str):
        return not _UNSTORABLE.search(value)
    if depth <= DEEPEST and isinstance(value, dict):
        keys = all(isinstance(key, str) and not _UNSTORABLE.search(key) for key in value)
        return keys and all(_is_sound(part, depth + 1) for part in value.values())
    if depth <= DEEPEST and isinstance(value, list):
        return all(_is_sound(part, depth + 1) for part in value)
    return depth <= DEEPEST and not _reason(value)


def _problems(data: object) -> list[Problem]:
    problems: list[Problem] = []
    waiting: list[tuple[str, int, object]] = [("", 0, data)]
    while waiting:
        path, depth, value = waiting.pop()
        reason = _reason(value) if depth <= DEEPEST else f"nested over {DEEPEST} levels deep"
        if reason:
            problems.append(Problem(path, reason))
        elif isinstance(value, dict | list):
            problems.extend(_bad_keys(path, value))
            parts = [(at, depth + 1, part) for at, part in _parts(path, value)]
            waiting.extend(reversed(parts))
    return problems


def _reason(value: object) -> str:
    """What is wrong with one value itself, "" where nothing is."""
    match value:
        case str():
            return _unstorable(value)
        case float() if not math.isfinite(value):
            return f"expected a number, found {value}"
        case None | bool() | int() | float() | list() | dict():
            return ""
    return f"expected JSON, found {shown(value)}"


def _unstorable(text: str) -> str:
    found = _UNSTORABLE.search(text)
    if not found:
        return ""
    kind = "NUL character" if found.group() == "\x00" else "half of a surrogate pair"
    return f"{kind} at position {found.start() + 1} of the text"


def _parts(path: str, value: dict[object, object] | list[object]) -> Iterator[tuple[str, object]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in pairs:
        yield step(path, key), part


def _bad_keys(path: str, value: dict[object, object] | list[object]) -> Iterator[Problem]:
    for key in value if isinstance(value, dict) else ():
        reason = _unstorable(key) if isinstance(key, str) else "expected text as a key"
        if reason:
            yield Problem(step(path, key), f"{reason} (in the key)")
