"""The clocks by which embargoes are printed -> time zones by their names in the IANA database."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from trials.zones import zone_names


@dataclass(frozen=True)
class Clock:
    """A zone as it was printed; `is_summer` is None where the words say neither."""

    zone: str
    is_summer: bool | None = None

    def note(self, moment: dt.datetime, words: str) -> str:
        """Say that a place keeps another time on that day than was printed; "" if it keeps it."""
        summer = bool(moment.astimezone(ZoneInfo(self.zone)).dst())
        if self.is_summer is None or self.is_summer == summer:
            return ""
        kept = "summer" if summer else "standard"
        return (
            f"“{words}” is printed for a day of {kept} time: read by the clock of {self.zone}."
            " Check it."
        )


_AMERICAN = {
    "E": ("America/New_York", "eastern"),
    "C": ("America/Chicago", "central"),
    "M": ("America/Denver", "mountain"),
    "P": ("America/Los_Angeles", "pacific"),
    "AK": ("America/Anchorage", "alaska"),
}
# Seasons as they are printed; names without one, and those of places that have none.
_SEASONS = {
    "cet": ("Europe/Berlin", False),
    "cest": ("Europe/Berlin", True),
    "mez": ("Europe/Berlin", False),
    "mesz": ("Europe/Berlin", True),
    "central european summer": ("Europe/Berlin", True),
    "bst": ("Europe/London", True),
    "british summer": ("Europe/London", True),
    "eet": ("Europe/Helsinki", False),
    "eest": ("Europe/Helsinki", True),
    "wet": ("Europe/Lisbon", False),
    "west": ("Europe/Lisbon", True),
    "aedt": ("Australia/Sydney", True),
    "nzst": ("Pacific/Auckland", False),
    "nzdt": ("Pacific/Auckland", True),
}
_STEADY = {
    **dict.fromkeys(("utc", "gmt", "greenwich mean", "coordinated universal"), "UTC"),
    "central european": "Europe/Berlin",
    "uk": "Europe/London",
    "jst": "Asia/Tokyo",
    "kst": "Asia/Seoul",
    "hkt": "Asia/Hong_Kong",
    "sgt": "Asia/Singapore",
    "hst": "Pacific/Honolulu",
    "aest": "Australia/Brisbane",
    "awst": "Australia/Perth",
    "hora del este": "America/New_York",
    "hora del centro": "America/Chicago",
    "hora de la monta\u00f1a": "America/Denver",
    "hora del pac\u00edfico": "America/Los_Angeles",
    "hora peninsular espa\u00f1ola": "Europe/Madrid",
    "hora peninsular": "Europe/Madrid",
    "hora espa\u00f1ola": "Europe/Madrid",
}
# Where oncologists meet, and the IANA database names no city of that zone.
_MEETINGS = {
    "Atlanta": "America/New_York",
    "Barcelona": "Europe/Madrid",
    "Boston": "America/New_York",
    "Dallas": "America/Chicago",
    "Geneva": "Europe/Zurich",
    "Houston": "America/Chicago",
    "Milan": "Europe/Rome",
    "Munich": "Europe/Berlin",
    "New Orleans": "America/Chicago",
    "Orlando": "America/New_York",
    "Philadelphia": "America/New_York",
    "San Antonio": "America/Chicago",
    "San Diego": "America/Los_Angeles",
    "San Francisco": "America/Los_Angeles",
    "Washington": "America/New_York",
}
# Whole hours have names in the database; these are the others that are kept all year.
_ODD_OFFSETS = {
    "+03:30": "Asia/Tehran",
    "+04:30": "Asia/Kabul",
    "+05:30": "Asia/Kolkata",
    "+05:45": "Asia/Kathmandu",
    "+06:30": "Asia/Yangon",
    "+09:30": "Australia/Darwin",
}
_CLOCKS = {name: Clock(zone) for name, zone in _STEADY.items()}
_CLOCKS |= {name: Clock(*season) for name, season in _SEASONS.items()}
for _letter, (_zone, _word) in _AMERICAN.items():
    _CLOCKS |= {
        f"{_letter}T".lower(): Clock(_zone),
        f"{_letter}ST".lower(): Clock(_zone, False),
        f"{_letter}DT".lower(): Clock(_zone, True),
        _word: Clock(_zone),
        f"{_word} standard": Clock(_zone, False),
        f"{_word} daylight": Clock(_zone, True),
    }
_CITIES = {
    city.replace("_", " ").lower(): zone
    for region, names in zone_names().items()
    for zone in names
    if (city := zone.rsplit("/", 1)[1]) and region not in ("Antarctica", "Arctic")
} | {city.lower(): zone for city, zone in _MEETINGS.items()}


def _any_of(names: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})"


_CITY = _any_of(_CITIES)
PRINTED = (
    r"(?P<offset>(?:UTC|GMT) ?[+\u2212-] ?(?:1[0-4]|0?[0-9])(?:[:.]?[0-5][0-9])?(?![0-9:]))"
    r"|(?P<zulu>(?<=[0-9])Z)"
    rf"|(?:U\.?S\.? )?(?P<clock>{_any_of(_CLOCKS)})(?![A-Za-z])(?: time)?"
    rf"|(?P<city>{_CITY})(?: local)? time"
    rf"|(?:local time,? (?:in |at )?\(?|hora (?:local )?de )(?P<town>{_CITY})(?![A-Za-z])"
)
"""Of a time zone; its letters in any case, so it is only looked for right after a time."""
UNKNOWN = re.compile(
    r"[ ,(\[]{0,3}(?!OCT\b|SEPT\b|NOT\b)"
    r"(?P<words>[A-Z]{2,4}[TZ]\b(?! [0-9])|(?i:local time|hora local)|(?i:(?:[a-z]+ ){1,2}time)\b)"
)
"""What looks like a zone right after a time and is none that is known."""


def clock_of(match: re.Match[str]) -> Clock | None:
    """Give the clock that a match of PRINTED names; None if it names none, or none that is kept."""
    if match["zulu"]:
        return Clock("UTC")
    if city := match["city"] or match["town"]:
        return Clock(_CITIES[city.lower()])
    if match["clock"]:
        return _CLOCKS[match["clock"].lower()]
    return _of_offset(match["offset"]) if match["offset"] else None


def _of_offset(offset: str) -> Clock | None:
    sign = "+" if "+" in offset else "-"
    digits = re.sub("[^0-9]", "", re.split(r"[+\u2212-]", offset, maxsplit=1)[1])
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    if minutes != "00":
        odd = _ODD_OFFSETS.get(f"{sign}{int(hours):02}:{minutes}")
        return Clock(odd) if odd else None
    opposite = "-" if sign == "+" else "+"  # POSIX counts west of Greenwich
    return Clock(f"Etc/GMT{opposite}{int(hours)}" if int(hours) else "UTC")
