"""What has to be true of one place of a study at once: SEARCH[Location] and DISTANCE.

Places are rows (`Site`), so these are conditions on rows and their contacts.
"""

import itertools
from math import asin, cos, degrees, pi, radians, sin
from typing import Any

from django.db.models import BooleanField, Count, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from trials.api.essie import Distance, FieldCoverage, TermExpansion
from trials.api.pieces import Piece
from trials.api.search import texts
from trials.api.search.context import Context
from trials.folding import words_in
from trials.models.people import Contact

METRES_IN_A_MILE = 1609.344
EARTH = 6_371_009  # metres, its mean radius
COLUMNS = {
    "LocationFacility": "facility",
    "LocationStatus": "status",
    "LocationCity": "city",
    "LocationState": "state",
    "LocationZip": "zip",
    "LocationCountry": "country",
}
CONTACTS = {
    "LocationContactName": "name",
    "LocationContactRole": "role",
    "LocationContactPhone": "phone",
    "LocationContactPhoneExt": "phone_ext",
    "LocationContactEMail": "email",
}
POINT, NUMBER_OF_CONTACTS = "LocationGeoPoint", "NumLocationContacts"
EVERYWHERE, NOWHERE = ~Q(pk__in=()), Q(pk__in=())
_OF_A_PLACE = {*COLUMNS, *CONTACTS, POINT, NUMBER_OF_CONTACTS}
_BEGIN, _BETWEEN, _END = "^[^[:alnum:]]*", "[^[:alnum:]]+", "[^[:alnum:]]*$"
_NOT_BEFORE, _NOT_AFTER = "(?:^|[^[:alnum:]])", "(?:[^[:alnum:]]|$)"


def is_of_a_place(piece: Piece) -> bool:
    """Whether it is a field that each place has of its own."""
    return piece.name in _OF_A_PLACE


def with_text(text: str, context: Context, *, phrase: bool) -> Q:
    """Places that say this in any of the fields; a term's words may stand in several of them."""
    if phrase or texts.is_adjacent(context):
        return _any_field(words_in(text), context)
    lossy = context.expansion is TermExpansion.LOSSY
    found = [_any_field(words, context) for word in text.split() if (words := words_in(word))]
    if not found:
        return NOWHERE
    total = found[0]
    for one in found[1:]:
        total = total | one if lossy else total & one
    return total


def with_word(piece: Piece, word: str) -> Q:
    """Places with a word of a list."""
    if piece.name in COLUMNS:
        return Q(**{COLUMNS[piece.name]: word})
    return _in_contacts(Q(**{CONTACTS[piece.name]: word}))


def without(piece: Piece) -> Q:
    """Places that say nothing in a field."""
    if piece.name == POINT:
        return Q(latitude=None)
    if piece.name in COLUMNS:
        return Q(**{COLUMNS[piece.name]: ""})
    if piece.name in CONTACTS:
        return ~_in_contacts(~Q(**{CONTACTS[piece.name]: ""}))
    return NOWHERE


def with_contacts(low: float | None, high: float | None) -> Q:
    """Places with so many contacts."""
    counted = Contact.objects.filter(site=OuterRef("pk")).order_by().values("site")
    number = Coalesce(Subquery(counted.annotate(n=Count("*")).values("n")), 0)
    found = EVERYWHERE
    if low is not None:
        found &= Q(GreaterThanOrEqual(number, low))
    if high is not None:
        found &= Q(LessThanOrEqual(number, high))
    return found


def near(distance: Distance) -> Q:
    """Places within a radius: those in the square around it, then those in the circle."""
    latitude, longitude = float(distance.latitude), float(distance.longitude)
    angle = float(distance.miles) * METRES_IN_A_MILE / EARTH
    return _square(latitude, longitude, angle * 1.001) & Q(_Near(latitude, longitude, angle))


def _any_field(words: list[str], context: Context) -> Q:
    found = NOWHERE
    if not words:
        return found
    forms, coverage = texts.forms_of(words, context.expansion), context.coverage
    for piece in context.pieces:
        if piece.name in COLUMNS:
            found |= Q(_Says(COLUMNS[piece.name], forms, coverage))
        elif piece.name in CONTACTS:
            found |= _in_contacts(Q(_Says(CONTACTS[piece.name], forms, coverage)))
    return found


def pattern_of(forms: texts.Forms, coverage: FieldCoverage) -> str:
    """A regular expression for words in order; words are letters and digits, so it has no others.

    Words of a list are found as they are written there: its signs are no letters either.
    """
    begin = _BEGIN if coverage in texts.AT_BEGIN else _NOT_BEFORE
    end = _END if coverage in texts.AT_END else _NOT_AFTER
    return begin + _BETWEEN.join(f"(?:{'|'.join(each)})" for each in forms) + end


def _in_contacts(test: Q) -> Q:
    return Q(pk__in=Contact.objects.filter(test, site__isnull=False).order_by().values("site"))


def _square(latitude: float, longitude: float, angle: float) -> Q:
    """Latitudes and longitudes that may be within an angle (radians) of a point."""
    up = degrees(angle)
    found = Q(latitude__range=(latitude - up, latitude + up))
    if abs(radians(latitude)) + angle >= pi / 2:
        return found  # a pole is in it, and all longitudes
    wide = degrees(asin(sin(angle) / cos(radians(latitude))))
    around = Q()
    for turn in (-360, 0, 360):
        if longitude - wide + turn <= 180 and longitude + wide + turn >= -180:
            around |= Q(longitude__range=(longitude - wide + turn, longitude + wide + turn))
    return found & around


def _between_spaces(text: str, coverage: FieldCoverage) -> str:
    """What LIKE takes for a text that stands where it has to stand; spaces are around it all."""
    begin = "" if coverage in texts.AT_BEGIN else "%"
    end = "" if coverage in texts.AT_END else "%"
    return f"{begin} {text} {end}"


def _beginning(forms: tuple[str, ...]) -> str:
    """The letters that all forms begin with."""
    first, last = min(forms), max(forms)
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in same)


class _Says(Func):
    """Whether a column's text, folded as `trials/folding.py` folds, has words in order.

    Most rows are told by the letters that every form of a word begins with, or by the words between
    spaces; either takes a quarter of what the regular expression takes.
    """

    def __init__(self, column: str, forms: texts.Forms, coverage: FieldCoverage) -> None:
        plain = _between_spaces(" ".join(each[0] for each in forms), coverage)
        begins = [f"%{_beginning(each)}%" for each in forms]
        values = [Value(text) for text in (plain, pattern_of(forms, coverage), *begins)]
        super().__init__(F(column), *values, output_field=BooleanField())

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Text of ASCII alone, which is nearly all, is spared the look for accents."""
        (column, _), *given = map(compiler.compile, self.get_source_expressions())
        folded = (
            f"(CASE WHEN octet_length({column}) = length({column})"
            f" THEN lower({column}) ELSE lower(unaccent({column})) END)"
        )
        (plain, _), (pattern, _), *begins = given
        likely = "".join(f"{folded} LIKE {begin} AND " for begin, _ in begins)
        params = [param for _, values in (*given[2:], *given[:2]) for param in values]
        return f"({likely}((' ' || {folded} || ' ') LIKE {plain} OR {folded} ~ {pattern}))", params


class _Near(Func):
    """Whether a place is at most an angle away, by the cosine rule for spheres."""

    def __init__(self, latitude: float, longitude: float, angle: float) -> None:
        here = radians(latitude)
        numbers = [Value(number) for number in (sin(here), cos(here), longitude, cos(angle))]
        super().__init__(F("latitude"), F("longitude"), *numbers, output_field=BooleanField())

    template = (
        "(sin(radians({0})) * {2} + cos(radians({0})) * {3} * cos(radians({1} - {4})) >= {5})"
    )

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """The columns have a check that both are on earth, or neither is there."""
        parts = [compiler.compile(part) for part in self.get_source_expressions()]
        sql = self.template.format(*(part for part, _ in parts))
        return sql, [param for _, given in parts for param in given]
