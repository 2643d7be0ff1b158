"""How wide words are, and how they break into lines, where nobody can measure them.

Widths are those of DejaVu Sans, the widest of the fonts that readers have for a plain sans serif:
what fits in it fits in all.
"""

import unicodedata
from functools import cache

SIZE = 13.0
"""Of all letters, in units of a drawing: 12 CSS pixels and more on a screen of 320."""
LINE = 17.0
"""From one base line to the next."""
ASCENT = 12.5
"""From the top of a line to its base line."""
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
BOLD = 1.13
_WIDTHS = {
    0.3: "'IJijl",
    0.34: " ,./:;\\|·",
    0.4: "()-[]ft\N{RIGHT SINGLE QUOTATION MARK}",
    0.5: '!"*_`r\N{EN DASH}',
    0.56: "?Fckszx",
    0.62: "Lvy“”e",
    0.66: "$0123456789adghnopqbuSTYZ{}",
    0.7: "ABCEKPRVX",
    0.79: "&DGHNOQU",
    0.87: "#+<=>M^w~\N{MINUS SIGN}≥≤",
    1.0: "%@Wm" + ELLIPSIS,
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


@cache
def _letter(letter: str) -> float:
    """In parts of the size; of letters that are not in the table no less than they have."""
    if unicodedata.combining(letter):
        return 0.0
    known = _WIDTH.get(letter)
    if known is not None:
        return known
    return 1.05 if unicodedata.east_asian_width(letter) in "WF" else 0.9


def width(text: str, *, bold: bool = False) -> float:
    """Of one line, in units of a drawing."""
    plain = sum(map(_letter, text)) * SIZE
    return plain * BOLD if bold else plain


def lines(text: str, room: float, *, bold: bool = False, most: int = 3) -> list[str]:
    """The text in at most so many lines of that width; what is cut off leaves an ellipsis."""
    broken = _broken(text.split(), room, bold)
    if len(broken) <= most:
        return broken
    return [*broken[: most - 1], _cut(broken[most - 1], room, bold)]


def _broken(words: list[str], room: float, bold: bool) -> list[str]:
    found: list[str] = []
    for word in words:
        whole = f"{found[-1]} {word}" if found else word
        if found and width(whole, bold=bold) <= room:
            found[-1] = whole
        else:
            found += _pieces(word, room, bold)
    return found


def _pieces(word: str, room: float, bold: bool) -> list[str]:
    """A word that is wider than a line, cut where the line ends."""
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, bold=bold) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(line: str, room: float, bold: bool) -> str:
    """Whole words and an ellipsis; letters of the first word where it alone is too wide."""
    while width(line + ELLIPSIS, bold=bold) > room and line:
        shorter, blank, _ = line.rpartition(" ")
        line = shorter if blank else line[:-1]
    return line.rstrip(" ,;:") + ELLIPSIS
