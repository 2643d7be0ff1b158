"""`/openapi.json`: the API told to programs."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from trials.api.answering.answers import in_json
from trials.api.answering.freshness import unless_held
from trials.api.asking.parameters import Place
from trials.api.asking.reading import read
from trials.api.errors import plainly
from trials.api.gate import BASE
from trials.api.openapi import document
from trials.api.views.version import API_VERSION


@plainly
def openapi(request: HttpRequest) -> HttpResponseBase:
    """The document, with the address of this site as the server."""
    read(request, Place.OPENAPI)
    server = request.build_absolute_uri(BASE)
    return unless_held(request, "document", lambda: in_json(document(server, API_VERSION)))
