"""Dates as registries give them, with their precision: `2018`, `2018-07` or `2018-07-15`.

One text column holds value and precision. Compared as text (C collation) a period sorts by its
first day, and `value || '~'` sorts after each of its days: both ends without a second column.
"""

import calendar
import datetime as dt
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

PATTERN = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
# Sorts after the hyphen and every digit.
AFTER_EVERY_DAY = "~"
MONTHS = list(calendar.month_name)[1:]


def validate_partial_date(value: str) -> None:
    """Refuse what is no date of the calendar, with a sentence that says how to write one."""
    try:
        if re.fullmatch(PATTERN, value) and first_day(value):
            return
    except ValueError:
        pass
    raise ValidationError(
        "“%(value)s” is not a date. Write 2018, 2018-07 or 2018-07-15.",
        code="partial_date",
        params={"value": value},
    )


def first_day(value: str) -> dt.date:
    """The first day of the period; raises ValueError where the calendar has no such day."""
    year, month, day = [*value.split("-"), "1", "1"][:3]
    return dt.date(int(year), int(month), int(day))


def in_words(value: str) -> str:
    """The date for people, no more precise than it is: `2018`, `July 2018`, `15 July 2018`."""
    if not value:
        return ""
    day = first_day(value)
    return " ".join(
        [str(day.day), MONTHS[day.month - 1], str(day.year)][3 - len(value.split("-")) :]
    )


class PartialDateField(models.CharField):  # type: ignore[type-arg]
    """A date with its precision, as ISO 8601 text; the domain `partial_date` checks it."""

    description = "Date known to the year, month or day"
    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def db_type(self, connection: Any) -> str:
        """Name the domain that migration 0001 makes."""
        return "partial_date"
