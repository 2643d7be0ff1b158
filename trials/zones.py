"""Times as a newsroom types and reads them: a date, a clock and a zone.

A clock jumps twice a year: a time it leaps over is refused, one it shows twice asks which is meant.
"""

import datetime as dt
import re
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html

# Zones where people of a newsroom here are asked for a time, by what they call them.
OFTEN_USED = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Arizona",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "Pacific/Honolulu": "Hawaii",
    "UTC": "UTC",
    "Europe/London": "London",
    "Europe/Berlin": "Central Europe",
    "Asia/Tokyo": "Tokyo",
}
# As the trigger of news items reads it, and without the old names that lead to the same places.
PATTERN = re.compile(r"UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+")
OLD_NAMES = {"Brazil", "Canada", "Chile", "Etc", "Mexico", "US"}
FIRST, SECOND = "first", "second"
YEARS = range(1900, 2200)


def zone_of(record: Any) -> str:
    """The zone in which the times of a record are typed and shown."""
    return str(getattr(record, "release_zone", "") or settings.NEWSROOM_ZONE)


@cache
def zone_names() -> dict[str, list[str]]:
    """Every zone there is, by the part of the world."""
    found: dict[str, list[str]] = {}
    for name in sorted(available_timezones()):
        region, _, place = name.partition("/")
        if place and PATTERN.fullmatch(name) and region not in OLD_NAMES:
            found.setdefault(region, []).append(name)
    return found


def known(zone: str) -> ZoneInfo:
    """The zone of a name, or a sentence that says how to write one."""
    try:
        if PATTERN.fullmatch(zone):
            return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        pass
    raise ValidationError(f"“{zone}” is not a time zone: write one as America/New_York.")


def happens_twice(day: dt.date, clock: dt.time, zone: ZoneInfo) -> bool:
    """Whether the clocks of that zone, put back that day, show this time two times."""
    first = dt.datetime.combine(day, clock, zone).replace(fold=0)
    return first.utcoffset() != first.replace(fold=1).utcoffset() and not _leapt_over(first)


def moment(day: dt.date, clock: dt.time, zone: ZoneInfo, which: str = "") -> dt.datetime:
    """That time in that zone, which it carries; a sentence where there is none, or two of them."""
    if day.year not in YEARS:
        raise ValidationError(f"Check the year: {day.year} is not one in which we publish.")
    at = dt.datetime.combine(day, clock, zone).replace(fold=int(which == SECOND))
    if _leapt_over(at):
        later = at.replace(fold=0).astimezone(dt.UTC).astimezone(zone)
        raise ValidationError(
            f"There is no {clock:%H:%M} on {_day(day)} in {zone.key}: the clocks are put"
            f" forward over it. Choose another time, such as {later:%H:%M}."
        )
    if not which and happens_twice(day, clock, zone):
        raise ValidationError(
            f"The clocks are put back on {_day(day)} in {zone.key}, so {clock:%H:%M}"
            " comes twice: choose the first or the second."
        )
    return at


def both(day: dt.date, clock: dt.time, zone: ZoneInfo) -> dict[str, str]:
    """The two times that one reading of the clock means, to choose from."""
    at = dt.datetime.combine(day, clock, zone)
    return {
        FIRST: f"The first: {_told(at.replace(fold=0))}",
        SECOND: f"The second: {_told(at.replace(fold=1))}",
    }


def in_words(at: dt.datetime, zone: str) -> str:
    """2025-03-26 08:00 EDT (12:00 UTC), to the minute, as the admin tells every moment."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{_day(local)} {_told(local)}"


def in_short(at: dt.datetime | None, zone: str) -> str:
    """2025-03-26 08:00 EDT, with all of it where one points; empty if there is no time."""
    if at is None:
        return ""
    local = at.astimezone(ZoneInfo(zone))
    told = f"{_day(local)} {local:%H:%M} {_name(local)}"
    return format_html('<span title="{}">{}</span>', in_words(at, zone), told)


def for_readers(at: dt.datetime, zone: str) -> str:
    """26 March 2025, 8:00 a.m. EDT (12:00 UTC), as a release says it."""
    local, utc = at.astimezone(ZoneInfo(zone)), at.astimezone(dt.UTC)
    day = "" if utc.date() == local.date() else f"{utc.day} {utc:%B}, "
    told = f"{day}{utc:%H:%M} UTC"
    if zone != "UTC":
        told = f"{_clock(local)} {_name(local)} ({told})"
    return f"{local.day} {local:%B %Y}, {told}"


def _clock(local: dt.datetime) -> str:
    """8:00 a.m.; the middle of the day and of the night by their names."""
    half = "a.m." if local.hour < 12 else "p.m."
    if local.minute == 0 and local.hour % 12 == 0:
        half = "noon" if local.hour else "midnight"
    return f"{local.hour % 12 or 12}:{local.minute:02} {half}"


def _told(local: dt.datetime) -> str:
    told = f"{local:%H:%M} {_name(local)}"
    if getattr(local.tzinfo, "key", "") == "UTC":
        return told
    utc = local.astimezone(dt.UTC)
    day = "" if utc.date() == local.date() else f"{_day(utc)} "
    return f"{told} ({day}{utc:%H:%M} UTC)"


def _name(local: dt.datetime) -> str:
    """EDT, or UTC+05:30 where the zone has no letters of its own."""
    name = local.tzname() or ""
    return name if name[:1].isalpha() else f"UTC{local.isoformat()[-6:]}"


def _day(day: dt.date) -> str:
    return f"{day:%Y-%m-%d}"


def _leapt_over(at: dt.datetime) -> bool:
    back = at.astimezone(dt.UTC).astimezone(at.tzinfo)
    return back.replace(tzinfo=None, fold=0) != at.replace(tzinfo=None, fold=0)
