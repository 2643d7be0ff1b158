"""Sites as people look for them: by country, state and city. Rows in, groups out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from trials.models.people import Site
from trials.vocabulary import OPEN_STATUSES


@dataclass(frozen=True)
class Region:
    """A state, or a country that has none given."""

    name: str
    sites: list[Site]

    @property
    def open_count(self) -> int:
        """How many of its sites someone may enter today."""
        return sum(site.status in OPEN_STATUSES for site in self.sites)


@dataclass(frozen=True)
class Country:
    """The regions of a country, by name."""

    name: str
    regions: list[Region]

    @property
    def site_count(self) -> int:
        """How many sites it has."""
        return sum(len(region.sites) for region in self.regions)


def by_country(sites: Iterable[Site]) -> list[Country]:
    """Countries by number of sites, the largest first; states and cities by name."""
    places: dict[str, dict[str, list[Site]]] = defaultdict(lambda: defaultdict(list))
    for site in sorted(sites, key=lambda site: (site.city, site.facility)):
        places[site.country][site.state].append(site)
    countries = [
        Country(name, [Region(state, regions[state]) for state in sorted(regions)])
        for name, regions in places.items()
    ]
    return sorted(countries, key=lambda country: (-country.site_count, country.name))
