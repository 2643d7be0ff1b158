"""Where listed trials have sites in a city: the gazetteer of places outside the United States."""

from collections import Counter
from collections.abc import Iterable
from statistics import median
from typing import NamedTuple

import numpy as np

from trials.models.people import PlaceKey, Site
from trials.publishing import listed_by
from trials.search.places.place import miles_between
from trials.search.places.regions import key_of

MOST_ROWS = 2000  # enough to tell which Paris most sites mean, and where it is
ONE_CITY = 30  # miles: rows of one country so near to each other are one city, whatever its state


class SiteRow(NamedTuple):
    """A site, as far as it says where it is."""

    city: str
    state: str
    country: str
    latitude: float
    longitude: float


class ListedCity(NamedTuple):
    """A city by its sites: where the middle one is, and how many there are."""

    name: str
    state: str
    country: str
    latitude: float
    longitude: float
    sites: int


def cities_listed(keys: Iterable[str]) -> list[ListedCity]:
    """Cities of these folded names that have sites of listed trials; one query, of bounded rows."""
    rows = (
        Site.objects.filter(listed_by("trial"), latitude__isnull=False)
        .alias(key=PlaceKey("city"))
        .filter(key__in=sorted(keys))
        .order_by()
        .values_list(*SiteRow._fields)[:MOST_ROWS]
    )
    return cities_of([SiteRow(*row) for row in rows])


def cities_of(rows: Iterable[SiteRow]) -> list[ListedCity]:
    """Rows put together by country and where they are, the city with most of them first."""
    groups: dict[tuple[str, str, str], list[SiteRow]] = {}
    for row in rows:
        name = (key_of(row.city), key_of(row.state), key_of(row.country))
        groups.setdefault(name, []).append(row)
    cities: list[list[SiteRow]] = []
    for group in sorted(groups.values(), key=len, reverse=True):
        same = next((city for city in cities if _are_near(city[0], group[0])), None)
        cities.append(group) if same is None else same.extend(group)
    return sorted(map(_city, cities), key=lambda city: -city.sites)


def _are_near(one: SiteRow, other: SiteRow) -> bool:
    there = np.array([other.latitude]), np.array([other.longitude])
    near = miles_between(one.latitude, one.longitude, *there)[0] <= ONE_CITY
    return key_of(one.country) == key_of(other.country) and bool(near)


def _city(rows: list[SiteRow]) -> ListedCity:
    """The median, which a single wrong coordinate does not move."""
    names = Counter(row.city.strip() for row in rows)
    name = max(names, key=lambda name: (not name.isupper(), names[name]))
    state = next((row.state for row in rows if row.state), "")
    middle = median(row.latitude for row in rows), median(row.longitude for row in rows)
    return ListedCity(name, state, rows[0].country, *middle, sites=len(rows))
