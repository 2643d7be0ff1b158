"""Why JSON cannot be read, in words, with line and column (of characters, from 1)."""

import json
import re
from collections import Counter
from collections.abc import Iterable

from trials.ctgov.records.refusal import shown

# What a byte that is no UTF-8 becomes ("surrogateescape"), which correct text cannot hold.
ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
# The beginning of a number, word or escape, and then nothing.
_BEGUN = re.compile(
    r"[ \t\n\r]*(?:[-+.0-9eE]*|tr?u?|fa?l?s?|nu?l?|Na?|-?I[nfity]*|\\?u?[0-9a-fA-F]{0,4})\Z"
)
_ESCAPED = 0xDC00


def place_in(text: str, at: int) -> str:
    """Where that is."""
    return place(text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def place(line: int, column: int) -> str:
    """Where something stands; most files with one document have one line."""
    return f"line {line}, column {column}" if line > 1 else f"column {column}"


def may_go_on(text: str, at: int) -> bool:
    """Whether what stands there would read otherwise if the text went on."""
    return _BEGUN.match(text, at) is not None


def is_cut(text: str, error: json.JSONDecodeError) -> bool:
    """Whether the text is right as far as it goes."""
    return error.msg.startswith("Unterminated string") or may_go_on(text, error.pos)


def cut_off(where: str) -> str:
    """The end is missing."""
    return f"is cut off: not complete at {where}"


def no_json(where: str, why: str) -> str:
    """A mistake in the syntax; `why` as the standard library says it."""
    return f"is not JSON at {where}: {why}"


def syntax(text: str, error: json.JSONDecodeError, where: str) -> str:
    """What is wrong at that place."""
    if is_cut(text, error):
        return cut_off(where)
    why = "a NUL byte" if text[error.pos] == "\0" else error.msg
    return no_json(where, why)


def more_follows(where: str) -> str:
    """Two documents in one."""
    return no_json(where, "more follows after its end. A file of several documents is named .jsonl")


def no_utf8(letter: str, where: str) -> str:
    """A byte in another encoding."""
    byte = ord(letter) - _ESCAPED
    return f"is not UTF-8: byte 0x{byte:02x} at {where}"


def twice(keys: Iterable[str]) -> str:
    """A key that stands twice."""
    return f"has the key {shown(Counter(keys).most_common(1)[0][0])} twice in one object"
