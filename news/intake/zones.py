"""The clocks by which embargoes are printed -> time zones by their names in the IANA database."""

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo


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
        return f"“{words}” is printed for a day of {kept} time: read by the clock of {self.zone}."


_AMERICAN = {
    "E": ("America/New_York", "eastern"),
    "C": ("America/Chicago", "central"),
    "M": ("America/Denver", "mountain"),
    "P": ("America/Los_Angeles", "pacific"),
}
_CLOCKS = {"utc": Clock("UTC"), "gmt": Clock("UTC"), "bst": Clock("Europe/London", True)}
for _letter, (_zone, _word) in _AMERICAN.items():
    _CLOCKS |= {
        f"{_letter}T".lower(): Clock(_zone),
        f"{_letter}ST".lower(): Clock(_zone, False),
        f"{_letter}DT".lower(): Clock(_zone, True),
        _word: Clock(_zone),
        f"{_word} standard": Clock(_zone, False),
        f"{_word} daylight": Clock(_zone, True),
    }
_CLOCKS |= {
    "cet": Clock("Europe/Berlin", False),
    "cest": Clock("Europe/Berlin", True),
    "central european": Clock("Europe/Berlin"),
    "central european summer": Clock("Europe/Berlin", True),
    "eet": Clock("Europe/Helsinki", False),
    "eest": Clock("Europe/Helsinki", True),
    "wet": Clock("Europe/Lisbon", False),
    "west": Clock("Europe/Lisbon", True),
    "uk": Clock("Europe/London"),
    "london": Clock("Europe/London"),
    "new york": Clock("America/New_York"),
    "jst": Clock("Asia/Tokyo"),
    "aest": Clock("Australia/Sydney", False),
    "aedt": Clock("Australia/Sydney", True),
    "hora del este": Clock("America/New_York"),
    "hora del centro": Clock("America/Chicago"),
    "hora de la monta\u00f1a": Clock("America/Denver"),
    "hora del pac\u00edfico": Clock("America/Los_Angeles"),
}
_WORDS = sorted(_CLOCKS, key=len, reverse=True)
PRINTED = (
    r"(?P<offset>(?:UTC|GMT) ?[+\u2212-] ?(?:1[0-4]|0?[0-9])(?::?00)?(?![0-9]))"
    rf"|(?:U\.?S\.? )?(?P<clock>(?:{'|'.join(map(re.escape, _WORDS))}))(?![A-Za-z])(?: time)?"
)
"""Of a time zone; its letters in any case, so it is only looked for right after a time."""


def clock_of(match: re.Match[str]) -> Clock | None:
    """Give the clock that a match of PRINTED names; None if it names none."""
    if offset := match["offset"]:
        sign = "-" if "+" in offset else "+"  # POSIX counts west of Greenwich
        hours = int(re.split(r"[+\u2212-] ?", offset)[1][:2].strip(":"))
        return Clock(f"Etc/GMT{sign}{hours}" if hours else "UTC")
    return _CLOCKS[match["clock"].lower()] if match["clock"] else None
