"""Coordinates as people type or paste them: `42.36,-71.06`, `42.36° N 71.06° W`. Pure.

Latitude comes first, as maps give it and as ISO 6709 has it, unless letters say otherwise.
"""

import re

from trials.search.places.place import Place

_DEGREES = r"([+-]?[0-9]{1,3}(?:\.[0-9]{0,15})?)\s*°?\s*"
_PLAIN = re.compile(rf"\(?\s*{_DEGREES}(?:[,;/\s])\s*{_DEGREES}\)?")
_WITH_LETTERS = re.compile(rf"{_DEGREES}([NSEWO])\s*[,;/]?\s*{_DEGREES}([NSEWO])", re.IGNORECASE)
_LETTERS_FIRST = re.compile(
    rf"([NSEWO])\s*{_DEGREES}[,;/]?\s*([NSEWO])\s*{_DEGREES}", re.IGNORECASE
)
_OTHER_SIGNS = str.maketrans({"−": "-", "–": "-", "º": "°", "˚": "°", "\u00a0": " "})  # noqa: RUF001


def coordinates_of(text: str) -> Place | None:
    """The point whose coordinates a text gives, and nothing else; None if there is none such."""
    plain = text.translate(_OTHER_SIGNS).strip()
    point = _plain(plain) or _with_letters(plain)
    if point is None or abs(point[0]) > 90 or abs(point[1]) > 180:
        return None
    return Place(*point, label=_label(*point))


def is_off_the_earth(text: str) -> bool:
    """Whether it is written as coordinates, but there is no such point."""
    plain = text.translate(_OTHER_SIGNS).strip()
    return coordinates_of(text) is None and bool(_plain(plain) or _with_letters(plain))


def _plain(text: str) -> tuple[float, float] | None:
    found = _PLAIN.fullmatch(text)
    return (float(found[1]), float(found[2])) if found else None


def _with_letters(text: str) -> tuple[float, float] | None:
    """Both letters, one of each axis, on either side of the numbers, in either order."""
    if found := _WITH_LETTERS.fullmatch(text):
        pairs = [(found[2], found[1]), (found[4], found[3])]
    elif found := _LETTERS_FIRST.fullmatch(text):
        pairs = [(found[1], found[2]), (found[3], found[4])]
    else:
        return None
    axes = {letter.upper() in "NS": _signed(letter.upper(), number) for letter, number in pairs}
    return (axes[True], axes[False]) if len(axes) == 2 else None


def _signed(letter: str, number: str) -> float:
    """Degrees to the north and east; O is west in French and Spanish."""
    return -float(number) if letter in "SWO" else float(number)


def _label(latitude: float, longitude: float) -> str:
    return f"{latitude:g}, {longitude:g}"
