"""Text made plain for matching, with the way back: every offset into the text as it was given."""

import re
import string
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

# Soft hyphens, joiners and direction marks stand inside words and mean nothing to us.
_INVISIBLE = "\u00ad\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_DASHES = "\u2010-\u2015\u2212\ufe58\ufe63\uff0d-"
_KEPT_HYPHEN = re.compile(rf"[{_INVISIBLE}]+|(?<=[{_DASHES}])[ \t]{{0,40}}\r?\n\s*|(?<=\s)\s+")
_HYPHENATION = re.compile(
    r"(?<=[A-Za-z0-9])[\u00ad\u2010-][ \t]{0,40}\r?\n\s*(?=[A-Za-z0-9])|\u200b+"
)
_JOINED = re.compile(rf"{_HYPHENATION.pattern}|{_KEPT_HYPHEN.pattern}")
AROUND = 200
"""Characters on each side of a hyphenation that are read a second time."""
_ASCII_SPACE = {ord(space): " " for space in "\t\n\v\f\r"}
_TO_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True)
class Plain:
    """A text in which dashes are hyphens, each run of space one space, full-width letters ASCII."""

    text: str
    starts: list[int]
    shifts: list[int]
    joined: bool = False
    """Whether it is a second reading of a part, in which hyphenated words are joined."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the original text of these characters, one at least."""
        if len(self.starts) == 1:  # nothing was cut out
            return start + self.shifts[0], end + self.shifts[0]
        first = self.shifts[bisect_right(self.starts, start) - 1]
        return start + first, end + self.shifts[bisect_right(self.starts, end - 1) - 1]

    @cached_property
    def lower(self) -> str:
        """The text with A-Z in lower case, character for character."""
        return self.text.translate(_TO_LOWER)


def readings(text: str) -> list[Plain]:
    """Give the text made plain; and the parts where a line ends in a hyphen joined without it."""
    joins = [match.span() for match in _HYPHENATION.finditer(text)]
    parts = [_plain(text, low, high, _JOINED) for low, high in _around(joins, text)]
    return [_plain(text, 0, len(text), _KEPT_HYPHEN), *parts]


def _around(places: list[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Give the parts of the text around these places, cut at spaces; near ones become one."""
    parts: list[tuple[int, int]] = []
    until = 0
    for start, end in places:
        low, high = start - AROUND, end + AROUND
        if high < until:
            continue
        if low > until:
            low = max(until, text.rfind(" ", until, low))
        elif parts:
            low, _ = parts.pop()
        until = text.find(" ", high)
        until = until if until >= 0 else len(text)
        parts.append((max(0, low), until))
    return parts


def _plain(text: str, low: int, high: int, cut: re.Pattern[str]) -> Plain:
    """Cut out what matches and translate the rest, one character for one."""
    parts, starts, shifts = [], [0], [low]
    length, position = 0, low
    for match in cut.finditer(text, low, high):
        start, end = match.span()
        parts.append(text[position:start])
        length += start - position
        position = end
        starts.append(length)
        shifts.append(position - length)
    parts.append(text[position:high])
    whole = "".join(parts)
    return Plain(whole.translate(_table(whole)), starts, shifts, joined=cut is _JOINED)


def _table(text: str) -> dict[int, str]:
    """Say what each unusual character of this text is in plain text."""
    unusual = () if text.isascii() else (char for char in set(text) if not char.isascii())
    return _ASCII_SPACE | {ord(char): _plain_char(char) for char in unusual}


@lru_cache(maxsize=4096)
def _plain_char(char: str) -> str:
    """Give the ASCII character that this one is a wide or styled form of, else itself.

    Superscripts stay: the digit of a footnote after an identifier is no part of it.
    """
    category = unicodedata.category(char)
    if category in {"Zs", "Zl", "Zp"} or char == "\x85":
        return " "
    if category == "Pd" or char == "\u2212":
        return "-"
    if char == "\u2019":
        return "'"
    if unicodedata.decomposition(char).startswith(("<wide>", "<font>")):
        plain = unicodedata.normalize("NFKC", char)
        return plain if len(plain) == 1 and plain.isascii() else char
    return char
