"""A place as a visitor means it, and how many miles it is from there to others. Pure."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

METRES_IN_A_MILE = 1609.344
EARTH_RADIUS_MILES = 6_371_009 / METRES_IN_A_MILE  # the mean radius, as the API's DISTANCE has it

Floats = npt.NDArray[np.floating]


@dataclass(frozen=True)
class Place:
    """A point in degrees, and what to call it, such as "Portland, OR"."""

    latitude: float
    longitude: float
    label: str


def miles_between(
    latitude: float, longitude: float, latitudes: Floats, longitudes: Floats
) -> Floats:
    """Miles along the ground from one point (degrees) to many; NaN where a coordinate is NaN.

    By the haversine formula, which stays exact for points close together and on opposite sides.
    """
    here, there = np.radians(latitude), np.radians(latitudes)
    turn = np.radians(longitudes - longitude)
    half = np.sin((there - here) / 2) ** 2 + np.cos(here) * np.cos(there) * np.sin(turn / 2) ** 2
    miles: Floats = 2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(np.minimum(half, 1)))
    return miles
