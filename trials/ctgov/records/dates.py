"""Dates as exact as the registry gives them, its times, and its ages and durations."""

import datetime as dt
import re

from trials.ctgov.records.refusal import shown
from trials.partial_dates import PATTERN, first_day

_MINUTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
_DURATION = re.compile(r"([0-9]{1,6}) (Year|Month|Week|Day|Hour|Minute)s?")


def partial_date(text: str) -> str:
    """Check `2018`, `2018-07` or `2018-07-15`, kept as exact as it is; ValueError for all else."""
    if not re.fullmatch(PATTERN, text):
        raise ValueError(f"expected 2018, 2018-07 or 2018-07-15, found {shown(text)}")
    _on_the_calendar(text)
    return text


def full_date(text: str) -> dt.date:
    """Read `2018-07-15`; ValueError for any other text or calendar."""
    if not (re.fullmatch(PATTERN, text) and len(text) == 10):
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


def _on_the_calendar(text: str) -> dt.date:
    """The first day of the period."""
    try:
        return first_day(text)
    except ValueError:
        raise ValueError(f"no such date: {shown(text)}") from None
