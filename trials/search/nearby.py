"""Which trials are near a place, how far, and whether a site there is open."""

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from trials.search.catalogue import Catalogue, Numbers
from trials.search.places import miles_between
from trials.search.question import Near

MILES_IN_A_DEGREE = 69.0


class Nearby:
    """The sites within the circle."""

    def __init__(self, catalogue: Catalogue, near: Near) -> None:
        numbers, latitudes, longitudes, is_open = catalogue.sites
        reach = near.miles / MILES_IN_A_DEGREE * 1.01
        begin = np.searchsorted(latitudes, near.latitude - reach)
        end = np.searchsorted(latitudes, near.latitude + reach, side="right")
        part = slice(int(begin), int(end))
        miles = miles_between(near.latitude, near.longitude, latitudes[part], longitudes[part])
        within = miles <= near.miles
        self.numbers, self.miles = numbers[part][within], miles[within]
        self.is_open = is_open[part][within]
        self.found = BitMap(self.numbers)

    def nearest(self, size: int, numbers: Numbers) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """Of each document the miles to its nearest site, and whether any within is open.

        Where one is open, the miles are to the nearest of those.
        """
        miles = np.full(size, np.inf, np.float32)
        is_open = np.zeros(size, np.bool_)
        is_open[self.numbers[self.is_open]] = True
        counts = self.is_open | ~is_open[self.numbers]
        np.minimum.at(miles, self.numbers[counts], self.miles[counts])
        return miles[numbers], is_open[numbers]
