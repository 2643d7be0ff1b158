"""What a person types in one cell, read strictly: "8.4 (7.6-12.7)", "0.38 (0.25-0.59)", "NR". Pure.

What is not certain is refused with a sentence; nothing is guessed. The value stays as printed.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from trials.ctgov.importer.results.numbers import number, p_value
from trials.ctgov.importer.results.rules import fits

LONGEST = 120
_NUMBER = r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,20})?(?:\.[0-9]{1,20})?"
_OPEN = r"not (?:yet )?(?:reached|estimable|evaluable|calculable)|NR|NE|NA|n/a"
_ABOUT = r"over|under|about|at least|at most|more than|fewer than|less than|up to|[<>≤≥~]"
_UNIT = r"%|percent|months?|mo\.?|years?|weeks?|days?"
_CELL = re.compile(
    rf"(?P<value>(?:(?P<about>{_ABOUT}) ?)?{_NUMBER}|{_OPEN})"
    rf"(?: ?(?P<unit>{_UNIT}))?"
    r"(?:[,;]? ?(?P<open>[(\[])(?P<interval>[^()\[\]]*)[)\]])?"
    r"(?:[,;]? ?(?P<p>[Pp][^()\[\]]*))?",
    re.IGNORECASE,
)
_LIMIT = rf"(?:{_NUMBER}|{_OPEN})"
_INTERVAL = re.compile(
    r"(?:(?P<level>[0-9]{2}(?:\.[0-9]{1,3})?) ?%)?[ ,:]*(?:CI|confidence interval)?[ ,:]*"
    rf"(?P<lower>{_LIMIT}) ?(?:%|months)? ?(?:-|to|,) ?(?P<upper>{_LIMIT}) ?(?:%|months)?",
    re.IGNORECASE,
)
_DASHES = str.maketrans("\N{HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{MIDDLE DOT}", "----.")
_UNITS = {"%": "%", "per": "%", "mo": "months", "mon": "months", "yea": "years", "wee": "weeks"}
HOW = "Write it as 8.4, 8.4 (7.6-12.7), NR or >60."


class Unreadable(Exception):
    """A sentence that says what is wrong with a cell, and how to write it."""


@dataclass(frozen=True)
class Cell:
    """One value as printed, and what of it are numbers."""

    value_text: str
    value: Decimal | None = None
    unit: str = ""
    lower: Decimal | None = None
    upper: Decimal | None = None
    level: Decimal | None = None
    p_value: str = ""


def read_cell(typed: str) -> Cell:
    """The value, interval, unit and p-value of a cell that is not empty; raises `Unreadable`."""
    text = " ".join(typed.translate(_DASHES).split())
    match = _CELL.fullmatch(text) if len(text) <= LONGEST else None
    if match is None or not match["value"].strip("-. "):
        raise Unreadable(_why_not(text))
    printed = match["value"].strip()
    cell = Cell(
        value_text=printed,
        value=None if match["about"] else _plain(printed),
        unit=_UNITS.get((match["unit"] or "")[:3].lower().rstrip("."), _days(match["unit"])),
        p_value=read_p(match["p"]) if match["p"] else "",
        **_interval(match["interval"]),
    )
    return _sound(cell)


def read_p(typed: str) -> str:
    """A p-value as printed; raises `Unreadable`."""
    found = p_value(" ".join(typed.translate(_DASHES).split()))
    if found is None:
        raise Unreadable(f"“{typed}” is no p-value. Write it as 0.03 or <0.001.")
    return found


def read_count(typed: str) -> Cell:
    """A number of people; raises `Unreadable`."""
    cell = read_cell(typed)
    whole = cell.value is None or cell.value == cell.value.to_integral_value()
    spare = cell.unit or cell.p_value or (cell.lower, cell.upper) != (None, None)
    if spare or not whole or (cell.value is not None and cell.value < 0):
        raise Unreadable(f"“{typed}” is no number of people. Write it as 99, 1,032 or over 300.")
    return cell


def _days(unit: str | None) -> str:
    return "days" if unit else ""


def _plain(printed: str) -> Decimal | None:
    return number(printed.replace(",", "")) if re.search("[0-9]", printed) else None


def _interval(words: str | None) -> dict[str, Decimal | None]:
    if words is None:
        return {}
    match = _INTERVAL.fullmatch(words.strip())
    if match is None or not (match["lower"].strip("-. ") and match["upper"].strip("-. ")):
        raise Unreadable(f"“({words})” is no interval. Write it as (7.6-12.7) or (7.6-NR).")
    limits = {"lower": _plain(match["lower"]), "upper": _plain(match["upper"])}
    if limits == {"lower": None, "upper": None}:
        return {}
    return limits | ({"level": Decimal(match["level"])} if match["level"] else {})


def _sound(cell: Cell) -> Cell:
    """The cell, where the database would keep it as it is."""
    lower, upper, value = cell.lower, cell.upper, cell.value
    if lower is not None and upper is not None and lower > upper:
        raise Unreadable(f"The interval {lower}-{upper} ends before it begins.")
    outside = value is not None and (
        (lower is not None and value < lower) or (upper is not None and value > upper)
    )
    if outside:
        raise Unreadable(f"The interval does not contain {cell.value_text}. Check both.")
    if not all(fits(one, "value") for one in (value, lower, upper)):
        raise Unreadable("This number has more digits than are kept (6 decimals, 14 before them).")
    return cell


def _why_not(text: str) -> str:
    if len(text) > LONGEST:
        return f"This is longer than {LONGEST} characters. {HOW}"
    if re.search("[0-9],[0-9]", text):
        return f"“{text}”: a comma may be a decimal point or not. {HOW}"
    return f"“{text}” cannot be read. {HOW}"
