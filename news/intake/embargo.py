"""The line that says when a release may appear -> a moment in its time zone, or a note."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from news.intake import zones
from news.intake.dates import find_day
from news.intake.release_line import holds_back, is_immediate
from news.intake.zones import Clock
from trials.partial_dates import first_day

_TIME = re.compile(
    r"(?<![0-9:.,/])(?:"
    r"(?P<word>noon|midday|mediod\u00eda|midnight|medianoche)"
    r"|(?P<hour>[01]?[0-9]|2[0-4])(?:[:.](?P<minute>[0-5][0-9])(?::00)?|h(?P<french>[0-5][0-9])?)?"
    r"(?: ?(?P<half>[ap])\.? ?m\b\.?| ?(?P<hours>h(?:ours|rs|oras)?\b\.?|uhr\b))?"
    r"|(?P<military>(?:[01][0-9]|2[0-3])[0-5][0-9])"
    r"(?= ?(?:h(?:ou)?rs?\b|h\b|(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T)\b))(?: ?h(?:ou)?rs?\b| ?h\b)?"
    r")(?![0-9])(?P<noon> noon\b)?"
    rf"(?P<named>,? ?[(\[]?(?:{zones.PRINTED})[)\]]?)?",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"(?:at|on|until|and|the|local|time|hours|of|las|el|a|hasta)\b|\W", re.IGNORECASE
)
_ZONE_ALONE = re.compile(f"(?<![A-Za-z])(?:{zones.PRINTED})", re.IGNORECASE)
_TIMELESS = re.compile("T(?=[0-2][0-9]:[0-5][0-9])")


@dataclass(frozen=True)
class Embargo:
    """A moment, aware of its zone, with what a person has to know of how it was read."""

    at: dt.datetime | None = None
    zone: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Time:
    """One time of day in a line; hours after midnight up to 24."""

    hour: int
    minute: int
    words: str
    clock: Clock | None
    note: str = ""
    unknown: str = ""
    """Words that name a zone, and none that is known."""


def read_embargo(line: str, newsroom: str) -> Embargo:
    """Read a release line; one without a zone is of the newsroom's."""
    if not line or is_immediate(line):
        return Embargo()
    if not re.search(r"[0-9]|noon|midnight|mediod", line, re.IGNORECASE):
        return _unread(line, "it names no date") if holds_back(line) else Embargo()
    day = find_day(line)
    if day is None or day.fault:
        fault = day.fault if day else "it names no full date"
        return _unread(line, fault)
    times = _times(line[: day.start] + " \n " + _TIMELESS.sub("", line[day.end :], count=1))
    if not times:
        return _unread(line, "it names no time of day")
    return _agreed(line, first_day(day.date), times, newsroom)


def continues(release_line: str, line: str) -> bool:
    """Whether a line is the rest of a release line broken in two: a date, a time, a zone."""
    day, times = find_day(release_line), _times(release_line)
    if (day and times) or len(line) > 80 or not holds_back(release_line):
        return False
    found = find_day(line)
    rest = line[: found.start] + " " + line[found.end :] if found else line
    without = _TIME.sub(" ", rest)
    return without != line and not _FILLER.sub("", without)


def _agreed(line: str, day: dt.date, times: list[_Time], newsroom: str) -> Embargo:
    """Give the one moment that all times of the line mean."""
    zoned = [time for time in times if time.clock] or times[:1]
    elsewhere = _zone_elsewhere(line)
    if not zoned[0].clock and not elsewhere and (unknown := zoned[0].unknown):
        return _unread(line, f"“{unknown}” is a time zone that is not known here, or several")
    clock = zoned[0].clock or elsewhere or Clock(newsroom)
    moments = [_moment(day, time, time.clock or clock) for time in zoned]
    if None in moments or len({moment.timestamp() for moment in moments if moment}) != 1:
        return _unread(line, "its times do not agree, or the clock skips them")
    moment = moments[0]
    assert moment is not None  # noqa: S101 (for the types: None was refused above)
    notes = [zoned[0].note, clock.note(moment, zoned[0].words)]
    if moment.utcoffset() != moment.replace(fold=0).utcoffset():
        notes.append("The clocks are put back at that time: read as the second of two. Check it.")
    if zoned[0].clock is None and elsewhere is None:
        notes.append(f"The embargo names no time zone: read as {newsroom}. Check it.")
    return Embargo(moment, clock.zone, tuple(filter(None, notes)))


def _unread(line: str, why: str) -> Embargo:
    return Embargo(
        notes=(f"The embargo “{line[:200]}” could not be read: {why}. Set “public from” by hand.",)
    )


def _times(text: str) -> list[_Time]:
    found = [_time(match) for match in _TIME.finditer(text)]
    return [time for time in found if time]


def _time(match: re.Match[str]) -> _Time | None:
    """Give a time of day; None for a number that is none."""
    words = match[0].strip()
    clock = zones.clock_of(match) if match["named"] else None
    unknown = _unknown_zone(match) if clock is None else ""
    if word := match["word"]:
        if word.lower() in ("midnight", "medianoche"):
            note = "“Midnight” is read as the end of the day that is named. Check it."
            return _Time(24, 0, words, clock, note, unknown)
        return _Time(12, 0, words, clock, unknown=unknown)
    if number := match["military"]:
        return _Time(int(number[:2]), int(number[2:]), words, clock, unknown=unknown)
    minute = match["minute"] or match["french"]
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if not (minute or half or match["hours"] or match["noon"] or clock or "h" in words.lower()):
        return None
    found = _Time(0, 0, words, clock, unknown=unknown)
    return _of_the_clock(hour, int(minute or 0), half, found)


def _unknown_zone(match: re.Match[str]) -> str:
    """Give the words of a zone that is named after a time, and not known."""
    if match["named"]:
        return match["named"].strip(" ,()[]")
    after = zones.UNKNOWN.match(match.string, match.end())
    return after["words"] if after else ""


def _of_the_clock(hour: int, minute: int, half: str, found: _Time) -> _Time | None:
    if half and not 1 <= hour <= 12:
        return None
    if half:
        return replace(found, hour=hour % 12 + (12 if half == "p" else 0), minute=minute)
    american = found.clock is not None and found.clock.zone.startswith("America/")
    note = ""
    if american and 1 <= hour < 12 and found.words[:1] != "0":
        note = (
            f"“{found.words}” says neither a.m. nor p.m.: read as {hour:02}:{minute:02}. Check it."
        )
    return replace(found, hour=hour, minute=minute, note=note)


def _moment(day: dt.date, time: _Time, clock: Clock) -> dt.datetime | None:
    """Give the moment; of two that the clock shows alike the later, None where it shows none."""
    if time.hour == 24 and time.minute:
        return None
    try:
        day += dt.timedelta(days=time.hour // 24)
        at = dt.time(time.hour % 24, time.minute)
        moment = dt.datetime.combine(day, at, ZoneInfo(clock.zone)).replace(fold=1)
        again = moment.astimezone(dt.UTC).astimezone(ZoneInfo(clock.zone))
    except OverflowError:
        return None
    return moment if again.replace(fold=0) == moment.replace(fold=0) else None


def _zone_elsewhere(line: str) -> Clock | None:
    """Give the zone that stands apart from its time, as in "8 a.m. on March 26 (Eastern)"."""
    for match in _ZONE_ALONE.finditer(line):
        written = match[0]
        if not written.islower() or " " in written:  # "west" and "met" are words too
            return zones.clock_of(match)
    return None
