"""Dates as releases print them, in English and Spanish -> partial dates."""

import re
from typing import NamedTuple

from trials.partial_dates import MONTHS, first_day

_SPANISH = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre"),
    *("octubre", "noviembre", "diciembre"),
)
_SHORT = [f"{name}|{name[:3]}[.]?|{name[:4]}[.]|{name[:4]}" for name in MONTHS]
_MONTH = f"(?P<month>(?:{'|'.join([*_SHORT, *_SPANISH, 'setiembre'])}))(?![a-z])"
_WEEKDAY = (
    "(?:(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|weds?|thu(?:rs?)?|fri"
    "|sat|sun)[.]?|lunes|martes|mi[e\u00e9]rcoles|jueves|viernes|s[a\u00e1]bado|domingo),? )?"
)
_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = "(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
_ANY_YEAR = "(?P<year>(?:(?:19|20)[0-9]{2}|[0-9]{2}))(?![0-9/])"
_PRINTED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        f"{_WEEKDAY}{_MONTH} {_DAY},? {_YEAR}",
        f"{_WEEKDAY}(?<![0-9-]){_DAY}-{_MONTH}-{_ANY_YEAR}",
        f"{_WEEKDAY}(?:el )?(?<![0-9]){_DAY} (?:of |de )?{_MONTH},? (?:de[l]? )?{_YEAR}",
        f"{_WEEKDAY}(?P<year>(?:19|20)[0-9]{{2}})-(?P<number>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?![0-9])",
        f"{_WEEKDAY}(?<![0-9])(?P<day>[0-9]{{1,2}})[.](?P<number>[0-9]{{1,2}})[.]{_YEAR}",
        f"{_WEEKDAY}(?<![0-9/])(?P<number>[0-9]{{1,2}})/(?P<day>[0-9]{{1,2}})/{_ANY_YEAR}",
    )
)
_MONTH_ALONE = re.compile(f"{_MONTH},? (?:de )?{_YEAR}", re.IGNORECASE)
_ISO_MONTH = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}")
DATELINE_WITHIN = 120
_LABEL = re.compile(
    r"(?:date|dated|(?:news |press |media )?release(?:d| date)?|published|posted|issued|updated"
    r"|fecha|publicado|fecha de publicaci\u00f3n)(?: on| el)?[ :|\u2013\u2014-]+",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r" (?:by|por) \S.{1,80}$|[ ,|]+[0-9]{1,2}:[0-9]{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:\W*(?!(?:On|In|By|Since|As|El|En)\b)[^\W\d_a-z][\w.'\u2019]*(?: de| of| and)?)*\W*"
)
_ENDS_DATELINE = re.compile(r"[)\]]?(?: ?[-\u2013\u2014/|:(]|[)\]])")
_WEEKDAYS = (
    ("mon", "lun"),
    ("tue", "mar"),
    ("wed", "mi"),
    ("thu", "jue"),
    ("fri", "vie"),
    ("sat", "s\u00e1", "sab"),
    ("sun", "dom"),
)


class Printed(NamedTuple):
    """A day that stands in a text, and where; `fault` says why it cannot be relied on."""

    date: str
    start: int
    end: int
    fault: str = ""


def printed_date(text: str) -> str:
    """Give the date that the whole text is, as exact as it is; "" if it is none."""
    text = _BYLINE.sub("", _LABEL.sub("", text.strip(), count=1)).strip("() ")
    if _ISO_MONTH.fullmatch(text):
        return _checked(text)
    if month := _MONTH_ALONE.fullmatch(text):
        return _iso(month)
    found = next((match for each in _PRINTED if (match := each.fullmatch(text))), None)
    return _iso(found) if found and not _fault(found) else ""


def find_day(text: str) -> Printed | None:
    """Give the first day that is printed in the text."""
    matches = [match for each in _PRINTED if (match := each.search(text))]
    if not matches:
        return None
    first = min(matches, key=lambda match: match.start())
    return Printed(_iso(first), first.start(), first.end(), _fault(first))


def dateline(text: str) -> str:
    """Give the date with which a release begins, as in "CHICAGO (March 26, 2025) -"; "" if none."""
    found = find_day(text[:DATELINE_WITHIN])
    if found is None or found.fault or not _PLACE.fullmatch(text[: found.start]):
        return ""
    return found.date if _ENDS_DATELINE.match(text, found.end) else ""


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month, day = parts.get("number"), parts.get("day")
    if "/" in match[0] and month and day and int(month) > 12:
        month, day = day, month
    number = int(month or 0) or _month(parts["month"].lower())
    year = parts["year"] if len(parts["year"]) == 4 else f"20{parts['year']}"
    return _checked(f"{year}-{number:02}" + (f"-{int(day):02}" if day else ""))


def _month(word: str) -> int:
    if word == "setiembre":
        return 9
    if word in _SPANISH:
        return _SPANISH.index(word) + 1
    return next(n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(word[:3]))


def _fault(match: re.Match[str]) -> str:
    """Say why a date cannot be relied on; "" if it can."""
    parts, date = match.groupdict(), _iso(match)
    if not date:
        return f"“{match[0]}” is no day of the calendar"
    first, second = parts.get("number"), parts["day"]
    if "/" in match[0] and first != second and max(int(first or 0), int(second)) <= 12:
        return f"“{match[0]}” may be day or month first"
    weekday = (parts.get("weekday") or "").lower()
    if weekday and not weekday.startswith(_WEEKDAYS[first_day(date).weekday()]):
        return f"“{match[0]}” names another day of the week than the calendar"
    return ""


def _checked(value: str) -> str:
    """Give the date if the calendar has it."""
    try:
        first_day(value)
    except ValueError:
        return ""
    return value
