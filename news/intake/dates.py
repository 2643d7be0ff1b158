"""Dates as releases print them -> partial dates."""

import re

from trials.partial_dates import MONTHS, first_day

_MONTH = f"(?P<month>{'|'.join(f'{name}|{name[:3]}[.]?|{name[:4]}[.]' for name in MONTHS)})"
_WEEKDAY = "(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DAY = "(?P<day>[0-9]{1,2})"
_YEAR = "(?P<year>(?:19|20)[0-9]{2})"
_PRINTED = (
    re.compile(f"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}"),
    re.compile(f"{_WEEKDAY}{_DAY} {_MONTH},? {_YEAR}"),
    re.compile(f"{_MONTH},? {_YEAR}"),
)
_ISO = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}(?:-[0-9]{2})?")
_DATELINE = re.compile(
    r"\(([^()]{8,30})\)|(?:^|, )([^,]{3,9} [0-9]{1,2}, [0-9]{4}) ?[-\u2013\u2014/(]"
)
DATELINE_WITHIN = 100


def printed_date(text: str) -> str:
    """Give the date that the whole text is, as exact as it is; "" if it is none."""
    text = text.strip().strip("()")
    if _ISO.fullmatch(text):
        return _checked(text)
    match = next((found for each in _PRINTED if (found := each.fullmatch(text))), None)
    if match is None:
        return ""
    parts = match.groupdict()
    month = next(n for n, name in enumerate(MONTHS, 1) if name.startswith(parts["month"][:3]))
    day = f"-{int(parts['day']):02}" if parts.get("day") else ""
    return _checked(f"{parts['year']}-{month:02}{day}")


def dateline(text: str) -> str:
    """Give the date with which a release begins, as in "CHICAGO (March 26, 2025) -"; "" if none."""
    match = _DATELINE.search(text[:DATELINE_WITHIN])
    return printed_date(match[1] or match[2]) if match else ""


def _checked(value: str) -> str:
    """Give the date if the calendar has it."""
    try:
        first_day(value)
    except ValueError:
        return ""
    return value
