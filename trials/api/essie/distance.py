"""DISTANCE and `filter.geo`: a point on the map and a radius around it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from trials.api.essie.values import number

SHORTEST, LONGEST = 1, 500  # miles, the registry's own limits
MILES_IN_KM = Decimal(1) / Decimal("1.609344")


class Unit(StrEnum):
    """In what a radius is measured."""

    MILES = "mi"
    KILOMETRES = "km"


@dataclass(frozen=True, slots=True)
class Distance:
    """Places at most a radius away from a point; latitude and longitude in degrees."""

    latitude: Decimal
    longitude: Decimal
    radius: Decimal
    unit: Unit

    @property
    def miles(self) -> Decimal:
        """The radius in miles."""
        return self.radius if self.unit is Unit.MILES else self.radius * MILES_IN_KM

    def __str__(self) -> str:
        radius = f"{self.radius:f}{self.unit}"
        return f"DISTANCE[{self.latitude:f},{self.longitude:f},{radius}]"


def read_distance(latitude: str, longitude: str, radius: str) -> Distance:
    """Read the three texts; the sentence of a ValueError says which of them is wrong."""
    amount, unit = _radius(radius)
    found = Distance(
        _degrees("latitude", latitude, 90), _degrees("longitude", longitude, 180), amount, unit
    )
    if not SHORTEST <= found.miles <= LONGEST:
        raise ValueError(f"The radius is {SHORTEST} to {LONGEST} miles, not {radius}.")
    return found


def _degrees(name: str, text: str, most: int) -> Decimal:
    found = number(text)
    if found is None or not -most <= found <= most:
        raise ValueError(f"The {name} is a number from -{most} to {most}, not {text}.")
    return found


def _radius(text: str) -> tuple[Decimal, Unit]:
    unit = next((unit for unit in Unit if text.lower().endswith(unit)), None)
    amount = number(text[:-2].rstrip()) if unit else None
    if unit is None or amount is None:
        raise ValueError(f"The radius is written as 25mi or 40km, not {text}.")
    return amount, unit
