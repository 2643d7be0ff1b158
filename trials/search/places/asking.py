"""`near` and `radius` of an address, read together: a point with miles around it, or a sentence."""

import re
from dataclasses import dataclass, field

from trials.search.places.finding import places_of, why_none
from trials.search.places.place import METRES_IN_A_MILE, Place
from trials.search.question import Near

DEFAULT_RADIUS, LEAST, MOST = 50.0, 1.0, 500.0  # miles
_RADIUS = re.compile(
    r"([0-9]{1,6}(?:[.,][0-9]{1,6})?)\s*(km|kilomet(?:er|re)s?|mi|miles?)?", re.IGNORECASE
)
WRONG_RADIUS = (
    f"The radius is a number of miles from {LEAST:g} to {MOST:g}, or of kilometers such as 80km;"
    " “{said}” is not."
)


@dataclass(frozen=True)
class Around:
    """What was asked: a place and miles around it; or what is wrong, in sentences by parameter."""

    near: Near | None = None
    others: tuple[Place, ...] = ()
    """Further places of this name, which the page offers."""
    problems: dict[str, str] = field(default_factory=dict)


def around(near: str, radius: str = "") -> Around:
    """Read both; its `near` is None where nothing is given or there is a problem."""
    miles = radius_of(radius)
    problems = {"radius": WRONG_RADIUS.format(said=radius[:40])} if miles is None else {}
    if not near.strip():
        return Around(problems=problems)
    places = places_of(near)
    if not places:
        problems["near"] = why_none(near.strip())
    if miles is None or problems:
        return Around(problems=problems)
    first = places[0]
    return Around(Near(first.latitude, first.longitude, miles, first.label), tuple(places[1:]))


def radius_of(text: str) -> float | None:
    """Miles; 50 for no text; None if it is no radius or out of bounds."""
    if not text.strip():
        return DEFAULT_RADIUS
    found = _RADIUS.fullmatch(text[:60].strip())
    if found is None:
        return None
    miles = float(found[1].replace(",", "."))
    if (found[2] or "").lower().startswith("k"):
        miles *= 1000 / METRES_IN_A_MILE
    return miles if LEAST <= miles <= MOST else None
