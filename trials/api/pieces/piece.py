"""One field of a study, and the short words that the table of all fields is written with.

Names and types are those of ClinicalTrials.gov's "Study Data Structure" (API v2).
"""

import dataclasses
from enum import StrEnum

from django.db.models import TextChoices


class Kind(StrEnum):
    """What a field holds, in the registry's words for types."""

    STRUCT = "struct"
    ENUM = "enum"
    NCT = "nct"
    TEXT = "text"
    MARKUP = "markup"
    GEO_NAME = "GeoName"
    BOOLEAN = "boolean"
    SHORT = "short"
    INTEGER = "integer"
    LONG = "long"
    DATE = "NormalizedDate"
    PARTIAL_DATE = "PartialDate"
    MINUTE = "DateTimeMinutes"
    TIME_SPAN = "NormalizedTime"
    GEO_POINT = "GeoPoint"


class Reckoned(StrEnum):
    """How a field that only the search knows is worked out from others beside it."""

    COUNT = "count"
    DISTINCT = "distinct"
    YEAR = "year"


DATES = frozenset({Kind.DATE, Kind.PARTIAL_DATE, Kind.MINUTE})
NUMBERS = frozenset({Kind.SHORT, Kind.INTEGER, Kind.LONG})


@dataclasses.dataclass(frozen=True, eq=False)
class Piece:
    """A field: its key in the JSON, and its piece name, by which queries call it.

    `path` leads to it from the study ("protocolSection.statusModule.whyStopped"); `in_list` says
    that there may be several of it in one study. A reckoned one stands in no study: `of` are the
    paths, from the same parent, of what it is worked out from.
    """

    key: str
    name: str
    kind: Kind
    many: bool = False
    shape: str = ""
    words: type[TextChoices] | None = None
    synonyms: bool = False
    nested: bool = False
    historic: bool = False
    reckoned: Reckoned | None = None
    of: tuple[str, ...] = ()
    children: tuple["Piece", ...] = ()
    path: str = ""
    in_list: bool = False

    @property
    def steps(self) -> tuple[str, ...]:
        """The keys that lead to it; lists on the way take none."""
        return tuple(self.path.split("."))

    @property
    def is_date(self) -> bool:
        """Whether its values are days or times; sorting gives the latest first."""
        return self.kind in DATES

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers; sorting gives the lowest first."""
        return self.kind in NUMBERS

    @property
    def is_searched(self) -> bool:
        """Whether a query may name it: every field that holds a value, also the reckoned ones."""
        return self.kind is not Kind.STRUCT and not self.historic


def nct(key: str, name: str, *, many: bool = False) -> Piece:
    """An NCT number."""
    return Piece(key, name, Kind.NCT, many)


def text(key: str, name: str, *, many: bool = False) -> Piece:
    """Text that is searched as it stands: a name, an address, a number with letters."""
    return Piece(key, name, Kind.TEXT, many)


def term(key: str, name: str, *, many: bool = False) -> Piece:
    """Text whose words the search also finds by their synonyms."""
    return Piece(key, name, Kind.TEXT, many, synonyms=True)


def markup(key: str, name: str) -> Piece:
    """Markdown, with synonyms."""
    return Piece(key, name, Kind.MARKUP, synonyms=True)


def enum(key: str, name: str, words: type[TextChoices], *, many: bool = False) -> Piece:
    """One of the words of a list."""
    return Piece(key, name, Kind.ENUM, many, words.__name__, words)


def geo_name(key: str, name: str) -> Piece:
    """The name of a city or state."""
    return Piece(key, name, Kind.GEO_NAME)


def geo_point(key: str, name: str) -> Piece:
    """Latitude and longitude, as one value `{lat, lon}`."""
    return Piece(key, name, Kind.GEO_POINT)


def boolean(key: str, name: str) -> Piece:
    """Yes or no."""
    return Piece(key, name, Kind.BOOLEAN)


def integer(key: str, name: str) -> Piece:
    """A whole number."""
    return Piece(key, name, Kind.INTEGER)


def long(key: str, name: str) -> Piece:
    """A whole number that may be large."""
    return Piece(key, name, Kind.LONG)


def day(key: str, name: str) -> Piece:
    """A date to the day."""
    return Piece(key, name, Kind.DATE)


def partial(key: str, name: str) -> Piece:
    """A date to the year, month or day."""
    return Piece(key, name, Kind.PARTIAL_DATE)


def minute(key: str, name: str) -> Piece:
    """A date with its time."""
    return Piece(key, name, Kind.MINUTE)


def span(key: str, name: str) -> Piece:
    """A number with its unit of time: an age, a duration."""
    return Piece(key, name, Kind.TIME_SPAN)


def count(name: str, *of: str, key: str = "") -> Piece:
    """For search only: how many there are of its neighbours."""
    return _reckoned(name, Reckoned.COUNT, of, key)


def distinct(name: str, *of: str) -> Piece:
    """For search only: how many different ones there are of its neighbours."""
    return _reckoned(name, Reckoned.DISTINCT, of)


def year(name: str, of: str) -> Piece:
    """For search only: the year of the date beside it."""
    return _reckoned(name, Reckoned.YEAR, (of,))


def struct(key: str, name: str, *children: Piece, shape: str = "") -> Piece:
    """An object; the registry calls its type by the key unless told otherwise."""
    return Piece(key, name, Kind.STRUCT, shape=shape or _capital(key), children=children)


def each(key: str, name: str, shape: str, *children: Piece, nested: bool = False) -> Piece:
    """A list of objects; in a nested one a query may look at its items one by one."""
    return Piece(key, name, Kind.STRUCT, True, shape, nested=nested, children=children)


def _reckoned(name: str, how: Reckoned, of: tuple[str, ...], key: str = "") -> Piece:
    """Its key, which stands in no study, is its name with a small letter unless told otherwise."""
    return Piece(key or name[0].lower() + name[1:], name, Kind.SHORT, reckoned=how, of=of)


def _capital(key: str) -> str:
    return key[0].upper() + key[1:]
