"""Statistics of the studies that lists give."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from trials.api import pieces, statistics
from trials.api.answering.answers import in_json
from trials.api.answering.freshness import position, unless_held
from trials.api.asking.parameters import Place
from trials.api.asking.reading import read
from trials.api.errors import NotFound, perhaps, plainly, shown
from trials.api.pieces import Piece, statistics_type
from trials.api.statistics import LEAVES


@plainly
def size(request: HttpRequest) -> HttpResponseBase:
    """How large the studies are."""
    read(request, Place.SIZE)
    return unless_held(request, position(), lambda: in_json(statistics.sizes()))


@plainly
def field_values(request: HttpRequest) -> HttpResponseBase:
    """Which values fields have: those asked for by name, by type, or all."""
    given = read(request, Place.FIELD_VALUES)
    named = [_leaf(name) for name in given.words("fields")]
    types = given.words("types")
    fields = [piece for piece in named or LEAVES if not types or statistics_type(piece) in types]
    now = position()
    return unless_held(request, now, lambda: in_json(statistics.values(fields, now)))


def _leaf(name: str) -> Piece:
    """The field of this name, if studies hold values of it."""
    piece = pieces.find(name)
    if piece in LEAVES:
        return piece
    says = f"`{piece.name}` holds no value in a study." if piece else ""
    # The registry's words, to the letter.
    message = f"Unknown piece name of field path: {shown(name)}"
    raise NotFound(message, says or perhaps(pieces.suggest(name)))
