"""Dates of any precision as stretches of days: a month is as long as it is."""

import calendar
from dataclasses import dataclass

from trials.partial_dates import first_day


@dataclass(frozen=True)
class Span:
    """First and last day, counted from the year 1."""

    first: int
    last: int

    @property
    def is_day(self) -> bool:
        """Whether it is known to the day."""
        return self.first == self.last

    @property
    def middle(self) -> float:
        """Where its name stands."""
        return (self.first + self.last) / 2


def span(date: str) -> Span:
    """Of `2018`, `2018-07` or `2018-07-15`; raises ValueError for what is no date."""
    first, precision = first_day(date), len(date.split("-"))
    start = first.toordinal()
    if precision == 3:
        return Span(start, start)
    if precision == 2:
        return Span(start, start + calendar.monthrange(first.year, first.month)[1] - 1)
    return Span(start, start + 364 + calendar.isleap(first.year))
