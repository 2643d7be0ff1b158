"""The data model as the registry tells it: fields, words of lists, search areas."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from trials.api import pieces
from trials.api.answering.answers import in_json
from trials.api.answering.freshness import unless_held
from trials.api.asking.parameters import Place
from trials.api.asking.reading import read
from trials.api.errors import plainly


@plainly
def metadata(request: HttpRequest) -> HttpResponseBase:
    """The tree of fields."""
    given = read(request, Place.METADATA)

    def answer() -> HttpResponseBase:
        return in_json(
            pieces.metadata(
                indexed_only=given.flag("includeIndexedOnly"),
                historic_only=given.flag("includeHistoricOnly"),
            )
        )

    return unless_held(request, "fields", answer)


@plainly
def enums(request: HttpRequest) -> HttpResponseBase:
    """Lists of words, and the fields that take one of them."""
    read(request, Place.ENUMS)
    return unless_held(request, "words", lambda: in_json(pieces.enums()))


@plainly
def search_areas(request: HttpRequest) -> HttpResponseBase:
    """Which fields each query looks into, and how much each counts."""
    read(request, Place.SEARCH_AREAS)
    return unless_held(request, "areas", lambda: in_json(pieces.search_areas()))
