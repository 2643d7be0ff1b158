"""Numbers and days as texts write them: "1,032", "ninety-nine", "0,23", "March 26, 2025"."""

import calendar
import re
from collections.abc import Iterator

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: number for number, word in enumerate(_UNITS)} | {
    word: 20 + 10 * number for number, word in enumerate(_TENS)
}
_WORD = rf"(?:{'|'.join((*_UNITS, *_TENS, 'hundred', 'thousand'))})"
COUNT = (
    rf"(?<![0-9:.,/-])(?:[0-9]{{1,3}}(?:[ ,.][0-9]{{3}})+(?![0-9])|[0-9]{{1,7}}(?![0-9:])"
    rf"|{_WORD}(?:(?:[ -]|[ ]and[ ]){_WORD}){{0,6}})"
)
DECIMAL = r"(?:[0-9]{0,4}[.,\u00b7][0-9]{1,4}|[0-9]{1,4})"

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_MONTHS |= {"sept": 9} | {
    name: number + 1
    for number, name in enumerate(
        [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ]
    )
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?P<{}>[0-9]{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<{}>(?:19|20)[0-9]{{2}})"
_DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.?[ ]{_DAY.format('d1')},?[ ]{_YEAR.format('y1')}"
    rf"|{_DAY.format('d2')}[ ](?:de[ ])?(?P<m2>{_MONTH})\.?,?[ ](?:del?[ ])?{_YEAR.format('y2')}"
    rf"|(?P<m3>{_MONTH})\.?,?[ ](?:of[ ]|del?[ ])?{_YEAR.format('y3')}"
    rf"|{_YEAR.format('y4')}-(?P<m4>[01][0-9])-{_DAY.format('d4')})\b",
    re.IGNORECASE,
)

_CAPITALS = "|".join(name for name in (*calendar.month_name, *calendar.month_abbr) if name)
_ESPAÑOL = "|".join(name for name in _MONTHS if name.endswith(("ro", "zo", "il", "yo", "io", "to")))
_NO_YEAR = re.compile(
    rf"\b(?:(?P<m1>{_CAPITALS}|Sept)\.? (?P<d1>[12][0-9]|3[01]|0?[1-9])"
    rf"|(?P<d2>[12][0-9]|3[01]|0?[1-9]) (?:de )?(?P<m2>{_ESPAÑOL}|{_CAPITALS}))\b"
    r"(?!\.?,? (?:del? )?(?:19|20)[0-9]{2}| patients| participants)(?![0-9])"
)


def count_of(words: str) -> int:
    """The number that stands there as digits or in words."""
    digits = re.sub("[ ,.]", "", words)
    return int(digits) if digits.isdigit() else _spelled(words)


def _spelled(words: str) -> int:
    total = part = 0
    for word in re.findall("[a-z]+", words.lower()):
        if word == "thousand":
            total, part = total + max(part, 1) * 1000, 0
        elif word == "hundred":
            part = max(part, 1) * 100
        else:
            part += _WORDS.get(word, 0)
    return total + part


def decimal_of(words: str) -> str:
    """A number with a point for its decimals, as printed otherwise: "0,23" and ".23" are 0.23."""
    number = words.replace(",", ".").replace("\u00b7", ".").strip(". ")
    return f"0.{number}" if words.startswith((".", ",", "\u00b7")) else number


def days(text: str, dated: str = "") -> Iterator[tuple[int, int, str]]:
    """Dates with at least month and year: where they stand, and as 2025-03-26 or 2025-03.

    A day without a year is that of the year of `dated`, if it was not later than that.
    """
    for match in _NO_YEAR.finditer(text) if dated else ():
        name = (match["m1"] or match["m2"]).lower()
        number = int(match["d1"] or match["d2"])
        named = _day(int(dated[:4]), _MONTHS[name], number)
        if named and named[: len(dated)] <= dated:
            yield match.start(), match.end(), named
    for match in _DATE.finditer(text):
        found = {name[0]: words for name, words in match.groupdict().items() if words}
        month = _MONTHS.get(found["m"].lower().rstrip("."), 0) or int(found["m"])
        if named := _day(int(found["y"]), month, int(found.get("d", 0))):
            yield match.start(), match.end(), named


def _day(year: int, month: int, day: int) -> str:
    """The day, or the month if `day` is 0; "" for one that no calendar has."""
    if not (1 <= month <= 12 and day <= calendar.monthrange(year, month)[1]):
        return ""
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"
