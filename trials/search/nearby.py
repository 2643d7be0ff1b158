"""Which trials are near a place, how far, and whether a site there is open."""

from functools import cached_property
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from trials.search.catalogue import Live
from trials.search.places import miles_between
from trials.search.question import Near

MILES_IN_A_DEGREE = 69.0


class Nearby:
    """The sites within the circle, and what they say of each document."""

    def __init__(self, live: Live, near: Near) -> None:
        numbers, latitudes, longitudes, is_open = live.sites
        reach = near.miles / MILES_IN_A_DEGREE * 1.01
        begin = np.searchsorted(latitudes, near.latitude - reach)
        end = np.searchsorted(latitudes, near.latitude + reach, side="right")
        part = slice(int(begin), int(end))
        miles = miles_between(near.latitude, near.longitude, latitudes[part], longitudes[part])
        within = miles <= near.miles
        self.size, self.within = live.size, near.miles
        self._numbers, self._miles = numbers[part][within], miles[within]
        self._is_open = is_open[part][within]
        self.found = BitMap(self._numbers)

    def miles_to(self, number: int) -> float | None:
        """Miles to the nearest site of a document, of those that are open if any is."""
        miles = float(self.nearest[number])
        return miles if isfinite(miles) else None

    @cached_property
    def opens(self) -> NDArray[np.bool_]:
        """By number, whether any site within is open."""
        found = np.zeros(self.size, np.bool_)
        found[self._numbers[self._is_open]] = True
        return found

    @cached_property
    def nearest(self) -> NDArray[np.float32]:
        """The miles by number; infinite where no site is within."""
        found = np.full(self.size, np.inf, np.float32)
        counts = self._is_open | ~self.opens[self._numbers]
        np.minimum.at(found, self._numbers[counts], self._miles[counts])
        return found
