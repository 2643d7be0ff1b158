"""Answers in JSON, compact and without anything that says nothing."""

from typing import Any

import orjson
from django.http import HttpResponse

JSON = "application/json"


def in_json(said: Any) -> HttpResponse:
    """A 200 with this."""
    return HttpResponse(orjson.dumps(said), content_type=JSON)
