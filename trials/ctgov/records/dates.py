"""Dates as exact as the registry gives them, and its ages and durations in days."""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass

from trials.ctgov.records.refusal import shown
from trials.vocabulary import DatePrecision

_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_MINUTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
_DURATION = re.compile(r"([0-9]{1,6}) (Year|Month|Week|Day|Hour|Minute)s?")
_PRECISIONS = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}
_DAYS = {
    "Year": 365.25,
    "Month": 365.25 / 12,
    "Week": 7.0,
    "Day": 1.0,
    "Hour": 1 / 24,
    "Minute": 1 / 1440,
}


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, month or day: its first day, and how exact it is. As text it is ISO 8601 again."""

    date: dt.date
    precision: DatePrecision

    @property
    def end(self) -> dt.date:
        """The last day of the period."""
        if self.precision is DatePrecision.YEAR:
            return self.date.replace(month=12, day=31)
        if self.precision is DatePrecision.MONTH:
            return self.date.replace(day=monthrange(self.date.year, self.date.month)[1])
        return self.date

    def __str__(self) -> str:
        length = next(size for size, known in _PRECISIONS.items() if known is self.precision)
        return self.date.isoformat()[:length]


def partial_date(text: str) -> PartialDate:
    """Read `2018`, `2018-07` or `2018-07-15`; ValueError for any other text or calendar."""
    if not _PARTIAL.fullmatch(text):
        raise ValueError(f"expected 2018, 2018-07 or 2018-07-15, found {shown(text)}")
    return PartialDate(_on_the_calendar(text), _PRECISIONS[len(text)])


def full_date(text: str) -> dt.date:
    """Read `2018-07-15`; ValueError for any other text or calendar."""
    if not (_PARTIAL.fullmatch(text) and len(text) == 10):
        raise ValueError(f"expected a date such as 2018-07-15, found {shown(text)}")
    return _on_the_calendar(text)


def minute(text: str) -> dt.datetime:
    """Read `2018-07-15T09:30`; the registry states no time zone, so the result has none."""
    if not _MINUTE.fullmatch(text):
        raise ValueError(f"expected a time such as 2018-07-15T09:30, found {shown(text)}")
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"no such time: {shown(text)}") from None


def duration(text: str) -> str:
    """Check `18 Years` or `6 Months` and hand it back as given; ValueError for any other text."""
    if not _DURATION.fullmatch(text):
        raise ValueError(f"expected a number with its unit, as 18 Years, found {shown(text)}")
    return text


def age_in_days(text: str) -> float | None:
    """An age or duration in days (a year has 365.25, twelve months are a year); "" gives None."""
    found = _DURATION.fullmatch(text)
    return int(found[1]) * _DAYS[found[2]] if found else None


def _on_the_calendar(text: str) -> dt.date:
    """The first day of the period."""
    try:
        return dt.date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise ValueError(f"no such date: {shown(text)}") from None
