"""Values as texts write them: a date, a number, an age. The piece they stand for says which it is.

Dates are `2024-01-31`, `2024-01`, `2024`, or as Americans write them `01/31/2024`, `01/2024`.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

LONGEST_NUMBER = 30  # digits; no piece of the registry holds a longer one
# Days in a unit; a year has four of them in 1461 days, so that 12 months are a year.
DAYS = {
    "Years": Decimal("365.25"),
    "Months": Decimal("30.4375"),
    "Weeks": Decimal(7),
    "Days": Decimal(1),
    "Hours": Decimal(1) / 24,
    "Minutes": Decimal(1) / 1440,
}


class Age(NamedTuple):
    """An amount of a unit, named as the registry names it: `Years`, `Months` ..."""

    amount: Decimal
    unit: str

    @property
    def days(self) -> Decimal:
        """The age in days, which orders ages across their units."""
        return self.amount * DAYS[self.unit]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of which only the text is known so far; words have one space between them."""

    text: str

    @property
    def date(self) -> str | None:
        """The date as ISO 8601, no more precise than it is written; None if it is no date."""
        if "/" in self.text:
            return _american(self.text.split("/"))
        return _iso(self.text.split("-"))

    @property
    def number(self) -> Decimal | None:
        """The number; None if it is none. No exponents, no separators of thousands."""
        return number(self.text)

    @property
    def age(self) -> Age | None:
        """The age; None if it is none: `18 years`, `6 Months`, `1 week`."""
        amount, _, unit = self.text.partition(" ")
        known = f"{unit.lower().removesuffix('s')}s".capitalize()
        found = number(amount)
        return Age(found, known) if found is not None and found >= 0 and known in DAYS else None


def number(text: str) -> Decimal | None:
    """Read a plain decimal number with an optional sign; None if it is anything else."""
    digits = text[1:] if text[:1] in {"+", "-"} else text
    plain = digits.replace(".", "", 1)
    if not (plain.isascii() and plain.isdigit() and len(plain) <= LONGEST_NUMBER):
        return None
    return Decimal(text)


def _american(parts: list[str]) -> str | None:
    """`month/day/year` or `month/year`."""
    *month_and_day, year = parts
    return _iso([year, *month_and_day])


def _iso(parts: list[str]) -> str | None:
    """Year, month, day: as many of them as there are, if the calendar has such a day."""
    if not all(part.isascii() and part.isdigit() for part in parts):
        return None
    if not 1 <= len(parts) <= 3 or len(parts[0]) != 4 or any(len(part) > 2 for part in parts[1:]):
        return None
    numbers = [int(part) for part in parts]
    try:
        day = dt.date(*[*numbers, 1, 1][:3]).isoformat()
    except ValueError:
        return None
    return day[: (4, 7, 10)[len(parts) - 1]]
