"""Answers in JSON, compact and without anything that says nothing; and what they name us by."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse

JSON = "application/json"


def in_json(said: Any) -> HttpResponse:
    """A 200 with this."""
    return HttpResponse(orjson.dumps(said), content_type=JSON)


def site_of(request: HttpRequest) -> str:
    """The address of this site, without a slash at the end."""
    return request.build_absolute_uri("/")[:-1]
