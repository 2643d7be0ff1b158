"""Numbers of a sentence that measure something: times and shares, with their intervals."""

import re
from dataclasses import dataclass, field

from news.facts.numbers import DECIMAL, decimal_of

_OPEN = (
    r"(?:not (?:been )?(?:yet )?(?:reached|estimable|evaluable)|NR|NE"
    r"|no (?:se )?(?:ha )?(?:alcanz(?:ad[oa]|ó)|estimable))"
)
_LIMIT = rf"(?:{DECIMAL}|{_OPEN})"
_INTERVAL = re.compile(
    rf"[\s,;:(\[]{{0,3}}(?:\(?(?P<level>[0-9]{{2}}(?:\.[0-9]{{1,2}})?) ?% "
    r"?)?(?:confidence interval|CI|IC|intervalo de confianza)(?: [(\[](?:CI"
    rf"|IC)[)\]])?(?: del? (?P<nivel>[0-9]{{2}}) ?%| (?P<nivel2>[0-9]{{2}}) ?%)?"
    rf"[ ,:;=(\[]{{0,3}}(?P<lower>{_LIMIT}) ?(?:months?|meses|%)? ?(?:-|to|,|a|and"
    rf"|y) ?(?P<upper>{_LIMIT})(?: ?%| months| meses)?[)\]]?"
)
UNIT = r"(?:months?|mos?\b|years?|weeks?|days?|meses|mes|años?|semanas?)"
_TIME = re.compile(
    rf"(?<![\w.,:/<>=-])(?P<value>{DECIMAL}"
    rf"|{_OPEN})(?:[- ](?P<unit>{UNIT}))?(?! ?%)(?![A-Za-z0-9]|[.,][0-9])",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(?<![\w.,:/<>=-])(?P<value>[0-9]{1,3}(?:[.,][0-9]{1,2})?)"
    r" ?(?:%|percent\b|por ciento)(?! points)"
)
_SECOND = re.compile(
    r"[ ,]{0,2}(?:versus|vs?\.?|and|compared (?:with|to)|or|y|frente a)"
    rf" {DECIMAL}(?:[^.;]{{0,60}}?)? ?-?{UNIT}",
    re.IGNORECASE,
)
_NOT_A_VALUE = re.compile(
    r"\b(?:by|of follow-up|risk of|reduc\w+|improv\w+ by|increase of|difference of|en un"
    r"|aged?|every"
    r"|above|below|exceeding|under|for|after|within|at|least|than|past|last|during"
    r"|over)(?: (?:about|nearly|an?|the))? $",
    re.IGNORECASE,
)
_UNITS = {
    "mes": "months",
    "mo": "months",
    "año": "years",
    "sem": "weeks",
    "yea": "years",
    "mon": "months",
    "wee": "weeks",
    "day": "days",
}


@dataclass
class Value:
    """One number, or words for one that is open yet, and where it stands."""

    start: int
    end: int
    text: str
    unit: str = ""
    interval: dict[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it was not reached, or cannot be told."""
        return is_open_value(self.text)

    @property
    def printed(self) -> str:
        """The value as printed; what has no number in the words that English has for it."""
        if not self.is_open:
            return decimal_of(self.text)
        named = next((word for word in ("estimable", "evaluable") if word in self.text.lower()), "")
        return f"not {named or ('estimable' if self.text == 'NE' else 'reached')}"

    @property
    def english_unit(self) -> str:
        """Its unit in the words of records."""
        return "%" if self.unit == "%" else _UNITS.get(self.unit.lower()[:3], self.unit)


def is_open_value(words: str) -> bool:
    """Whether the words say that a value is open."""
    return re.match(_OPEN, words, re.IGNORECASE) is not None


def times(text: str, start: int, end: int) -> list[Value]:
    """Lengths of time with a unit of their own, or that of the value they are compared with."""
    found: list[Value] = []
    limits = _limits(text, start, end)
    for match in _TIME.finditer(text, start, end):
        before = text[max(start, match.start() - 20) : match.start()]
        if match.start() in limits or _NOT_A_VALUE.search(before):
            continue
        told = match["unit"] or re.match(_OPEN, match["value"])
        if not (told or _is_first_of_two(text, match.end(), end)):
            continue
        value = Value(*match.span(), match["value"], match["unit"] or "")
        value.end = read_interval(text, value)
        found.append(value)
    unit = next((one.unit for one in found if one.unit), "")
    for one in found:
        one.unit = one.unit or unit
    return found


def _limits(text: str, start: int, end: int) -> set[int]:
    """Where intervals stand: their limits and levels are no values of their own."""
    spans = (match.span() for match in _INTERVAL.finditer(text, start, end))
    return {place for first, last in spans for place in range(first, last)}


def _is_first_of_two(text: str, at: int, end: int) -> bool:
    """Of "13.8 vs 4.4 months": the first has its unit behind the second."""
    interval = _INTERVAL.match(text, at)
    rest = text[interval.end() if interval else at : end]
    return _SECOND.match(rest) is not None


def percents(text: str, start: int, end: int) -> list[Value]:
    """Shares in percent."""
    found: list[Value] = []
    limits = _limits(text, start, end)
    for match in _PERCENT.finditer(text, start, end):
        before = text[max(start, match.start() - 16) : match.start()]
        if match.start() in limits or _NOT_A_VALUE.search(before):
            continue
        value = Value(*match.span(), match["value"], "%")
        value.end = read_interval(text, value)
        found.append(value)
    return found


def read_interval(text: str, value: Value) -> int:
    """Take the interval that stands right behind, and say where that ends."""
    match = _INTERVAL.match(text, value.end)
    if match is None:
        return value.end
    limits = {
        name: decimal_of(match[name])
        for name in ("lower", "upper")
        if not is_open_value(match[name])
    }
    level = match["level"] or match["nivel"] or match["nivel2"] or ""
    if limits and level:
        limits["level"] = level
    value.interval = limits
    return match.end()
