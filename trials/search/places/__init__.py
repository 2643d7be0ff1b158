"""What a visitor writes as a place, read as a point on the map, and how far others are from it.

`places_of` is asked first (coordinates, a ZIP code, a city); `around` adds the radius and says in
a sentence what is wrong with either. US cities and ZIP codes come from a list (`gazetteer`), all
others from the sites of our own listed trials (`listed`).
"""

from trials.search.places.asking import Around, around, radius_of
from trials.search.places.finding import place_of, places_of, why_none
from trials.search.places.gazetteer import gather
from trials.search.places.place import Place, miles_between

__all__ = [
    "Around",
    "Place",
    "around",
    "gather",
    "miles_between",
    "place_of",
    "places_of",
    "radius_of",
    "why_none",
]
