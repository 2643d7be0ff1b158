"""The places that a text may mean, the likeliest first."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from trials.search.places import gazetteer
from trials.search.places.coordinates import coordinates_of, is_off_the_earth
from trials.search.places.gazetteer import City
from trials.search.places.listed import ListedCity, cities_listed
from trials.search.places.place import Place, miles_between
from trials.search.places.regions import (
    STATE_BY_KEY,
    US,
    key_of,
    names_of_city,
    names_of_country,
    qualifiers,
)

LONGEST = 120  # characters that are read
MOST_WORDS = 10
MOST_PLACES = 8  # that are offered
SAME_PLACE = 30  # miles


class _Candidate(NamedTuple):
    place: Place
    sites: int
    zips: int
    qualifiers: set[str]


def place_of(text: str) -> Place | None:
    """The place that is meant most likely; None if no place is called so."""
    return next(iter(places_of(text)), None)


def places_of(text: str) -> list[Place]:
    """The places that are called so: where most of our sites are first, then the largest.

    At most one query; none for coordinates and ZIP codes.
    """
    text = _readable(text)
    if exact := coordinates_of(text) or gazetteer.place_of_zip(text):
        return [exact]
    words, codes = _without_codes(text)
    found = _cities_of(words)
    return [*_of_code(codes, found), *(one.place for one in found)][:MOST_PLACES]


def why_none(text: str) -> str:
    """What is wrong with a text that names no place, and what to write instead."""
    said = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    if is_off_the_earth(_readable(text)):
        return f"“{said}” is no point on earth: latitudes are -90 to 90, longitudes -180 to 180."
    words, _ = _without_codes(_readable(text))
    if " ".join(words) in STATE_BY_KEY:
        return f"“{said}” is a state: write one of its cities, a US ZIP code or coordinates."
    hint = "write a city, a US ZIP code or coordinates such as 42.36,-71.06."
    alike = _alike(words)
    meant = f" Did you mean {alike.label}?" if alike else ""
    return f"“{said}” is no place known here: {hint}{meant}"


def _readable(text: str) -> str:
    """The beginning of the text, without signs that no place has."""
    return " ".join(text[:LONGEST].replace("\0", " ").split())


def _without_codes(text: str) -> tuple[list[str], list[str]]:
    """Words of a name, and the US ZIP codes beside them; other postal codes are left out."""
    words = key_of(text).split()[:MOST_WORDS]
    codes = [word for word in words if gazetteer.ZIP.fullmatch(word)]
    return [word for word in words if not any(map(str.isdigit, word))], codes


def _of_code(codes: list[str], found: list[_Candidate]) -> list[Place]:
    """`Boston, MA 02115` is that code, if it lies in a city of that name."""
    for place in filter(None, map(gazetteer.place_of_zip, codes)):
        for one in found:
            if _miles(place, one.place) <= SAME_PLACE:
                return [place]
    return []


def _cities_of(words: list[str]) -> list[_Candidate]:
    """The longest beginning of these words that is a city, if the rest says which."""
    splits = list(_splits(words))
    keys = {key for city, _ in splits for key in _spellings(city)}
    listed = cities_listed(keys) if keys else []
    for city, rest in splits:
        known = [] if rest == "" and _is_only_a_state(city) else gazetteer.cities_called(city)
        candidates = _together(known, [one for one in listed if _is_called(one, city)])
        if found := [one for one in candidates if rest in one.qualifiers]:
            return sorted(found, key=lambda one: (-one.sites, -one.zips))
    return []


def _splits(words: list[str]) -> Iterator[tuple[str, str]]:
    """A city, and what is written behind it."""
    for count in range(len(words), 0, -1):
        yield " ".join(words[:count]), " ".join(words[count:])


def _spellings(key: str) -> set[str]:
    return {way for name in names_of_city(key) for way in gazetteer.spellings(name)}


def _is_called(city: ListedCity, key: str) -> bool:
    return key_of(city.name) in _spellings(key)


def _is_only_a_state(key: str) -> bool:
    """California is a city of Maryland too, which nobody means; New York and Washington are."""
    state, cities = STATE_BY_KEY.get(key), gazetteer.cities_called(key)
    return bool(state) and not any(city.zips >= gazetteer.BARE_STATE_NEEDS for city in cities)


def _together(known: list[City], listed: list[ListedCity]) -> list[_Candidate]:
    """US cities of the list with the sites there, and those that only sites know."""
    left, found = list(listed), []
    for city in known:
        here = [one for one in left if _is_same(city, one)]
        left = [one for one in left if one not in here]
        place = Place(city.latitude, city.longitude, city.label)
        sites = sum(one.sites for one in here)
        found.append(_Candidate(place, sites, city.zips, qualifiers(city.state, US)))
    return found + [_candidate(one) for one in left]


def _candidate(city: ListedCity) -> _Candidate:
    label = ", ".join(filter(None, [city.name, city.country or city.state]))
    place = Place(city.latitude, city.longitude, label)
    return _Candidate(place, city.sites, 0, qualifiers(city.state, city.country))


def _is_same(city: City, listed: ListedCity) -> bool:
    is_us = US in names_of_country(listed.country)
    place = Place(city.latitude, city.longitude, "")
    return is_us and _miles(place, Place(listed.latitude, listed.longitude, "")) <= SAME_PLACE


def _miles(one: Place, other: Place) -> float:
    there = np.array([other.latitude]), np.array([other.longitude])
    return float(miles_between(one.latitude, one.longitude, *there)[0])


def _alike(words: list[str]) -> City | None:
    """The US city spelled most like it; the state behind it, if there is one, is believed."""
    for city, rest in _splits(words):
        if rest in STATE_BY_KEY and (found := gazetteer.nearest(city, STATE_BY_KEY[rest])):
            return found
    return gazetteer.nearest(" ".join(words)) if words else None
