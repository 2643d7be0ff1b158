"""US cities and ZIP codes, from the package `zipcodes` (the Postal Service's list). No tables.

The package keeps its 42,000 codes in compiled code (55 MB) from the first question on; cities are
gathered from it once per process, a tenth at a time, so that no list of all codes is ever made.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from statistics import fmean
from string import digits
from threading import Lock
from typing import Any, NamedTuple

import zipcodes
from rapidfuzz import fuzz, process

from trials.search.places.place import Place
from trials.search.places.regions import STATE_BY_KEY, key_of

ZIP = re.compile(r"([0-9]{5})(?:[-\s][0-9]{4})?")
ALIKE = 80  # of 100: Bostn and Boston are 91, São Paulo and San Pablo 78, Boston and Houston 77
LARGE = 20  # ZIP codes: Manhattan has more of them as a by-name of New York than in Kansas
BARE_STATE_NEEDS = 20  # ZIP codes: New York is a city, California (in Maryland) is not meant
NOT_CITIES = {"", *STATE_BY_KEY}  # though some codes have the name of their state beside others
_gathering = Lock()


class City(NamedTuple):
    """A US city: the middle of its ZIP codes, and how many those are."""

    name: str
    state: str
    latitude: float
    longitude: float
    zips: int

    @property
    def label(self) -> str:
        """As addresses have it."""
        return f"{self.name}, {self.state}"


def place_of_zip(text: str) -> Place | None:
    """Where a ZIP code is (with or without its last four digits); None if there is none such."""
    code = ZIP.fullmatch(text)
    found = _placed(zipcodes.matching(code[1])) if code else []
    if code is None or not found:
        return None
    first = found[0]
    label = f"{first['city']}, {first['state']} {code[1]}"
    return Place(float(first["lat"]), float(first["long"]), label)


def cities_called(key: str) -> list[City]:
    """The cities of a folded name, the largest first."""
    key = _short(key)
    found = [_city(key, state, codes) for state, codes in _names().get(key, {}).items()]
    return sorted(found, key=lambda city: -city.zips)


def nearest(key: str, state: str = "") -> City | None:
    """The city whose name is spelled most like this one, in a state if one is given."""
    names = [name for name, states in _names().items() if state in states or not state]
    found = process.extract(_short(key), names, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=20)
    alike = [name for name, score, _ in found if score == found[0][1]]
    cities = [city for name in alike for city in cities_called(name) if state in (city.state, "")]
    return max(cities, key=lambda city: city.zips, default=None)


class _Code(NamedTuple):
    """A ZIP code and the city it belongs to."""

    latitude: float
    longitude: float
    city: str


_Names = Mapping[str, Mapping[str, list[_Code]]]


def _names() -> _Names:
    """The codes of all names of cities, by name and state; gathered by the first that asks."""
    with _gathering:
        return _gathered()


def gather() -> None:
    """Gather the cities now, so that nobody who asks for one waits for it."""
    _names()


def _empty() -> dict[str, dict[str, list[_Code]]]:
    return defaultdict(lambda: defaultdict(list))


@cache
def _gathered() -> _Names:
    """A city's own name goes before the by-names of parts of others, unless those are large."""
    own, called = _empty(), _empty()
    short = cache(lambda name: _short(key_of(name)))
    for first in digits:
        for row in _placed(zipcodes.similar_to(first)):
            code = _Code(float(row["lat"]), float(row["long"]), row["city"])
            own[short(code.city)][row["state"]].append(code)
            for name in {*row["acceptable_cities"], *row["unacceptable_cities"]}:
                called[short(name)][row["state"]].append(code)
    for name in called.keys() - NOT_CITIES:
        large = {state: c for state, c in called[name].items() if len(c) >= LARGE}
        own[name] = {**large, **own[name]} if name in own else called[name]
    return dict(own)


def _city(key: str, state: str, codes: list[_Code]) -> City:
    """Nyc is New York, where most of its codes are; Queens is a part of several, so Queens."""
    name, count = Counter(code.city for code in codes).most_common(1)[0]
    is_by_name = len(codes) < LARGE or count * 2 <= len(codes)
    if is_by_name and _short(key_of(name)) != key:
        name = key.title()
    middle = fmean(code.latitude for code in codes), fmean(code.longitude for code in codes)
    return City(name, state, *middle, zips=len(codes))


def _placed(codes: Iterable[Any]) -> list[Any]:
    """Without those of the armed forces abroad, which stand at 0, 0."""
    return [code for code in codes if float(code["lat"] or 0) or float(code["long"] or 0)]


def _short(key: str) -> str:
    """`saint louis` is st louis here: addresses have either."""
    return " ".join(SHORT.get(word, word) for word in key.split())


SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
LONG = {short: long for long, short in SHORT.items()}


def spellings(key: str) -> set[str]:
    """A name with Saint, Fort, Mount written out and short."""
    words = key.split()
    return {key, _short(key), " ".join(LONG.get(word, word) for word in words)}
