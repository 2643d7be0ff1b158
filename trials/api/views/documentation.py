"""The page about the API, at `/api/`.

Who: somebody who writes a program, or a librarian with a spreadsheet. Why: to see within a minute
what can be asked and what comes back. Next: a link of the page, changed by hand; then a program.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from trials.api.asking.boxes import BOXES, Box
from trials.api.asking.guesses import GUESSES
from trials.api.asking.parameters import LARGEST_SIZE, PARAMETERS, Parameter, Place
from trials.api.examples import EXAMPLES, QUERIES
from trials.api.gate import BASE
from trials.api.openapi import ADDRESSES

MORE = (Place.STUDIES, Place.STUDY, Place.METADATA, Place.FIELD_VALUES)
"""Addresses with parameters of their own, in the order of the page."""


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """What the API is, with examples that run."""
    context = {
        "base": request.build_absolute_uri(BASE),
        "examples": EXAMPLES,
        "queries": QUERIES,
        "boxes": [(name, _options(box)) for name, box in BOXES.items()],
        "addresses": [(place, address.summary) for place, address in ADDRESSES.items()],
        "parameters": [(place, _told(place)) for place in MORE],
        "guesses": [(name, in_code(guess.says)) for name, guess in GUESSES.items()],
        "limit": settings.API_REQUESTS_PER_MINUTE,
        "largest": LARGEST_SIZE,
    }
    return render(request, "api.html", context)


def _options(box: Box) -> list[str]:
    """The short keys of a box, and the words that have none."""
    return [*box.options, *(word for word in box.words if word not in box.options.values())]


def _told(place: Place) -> list[dict[str, Any]]:
    """The parameters of an address; `strict`, which all take, is told of once."""
    taken = [one for one in PARAMETERS if place in one.places and len(one.places) < len(Place)]
    return [
        {
            "name": one.name,
            "says": in_code(one.says),
            "example": _example(one),
            "ours": one.ours,
            "words": one.words if len(one.words) < 8 else [],
        }
        for one in taken
        if not one.name.startswith("postFilter.")
    ]


def _example(one: Parameter) -> str:
    if isinstance(one.example, list):
        return ",".join(one.example)
    if isinstance(one.example, bool):
        return str(one.example).lower()
    return "" if one.example is None else str(one.example)


def in_code(text: str) -> SafeString:
    """A sentence in which what stands between backticks is code."""
    parts = text.split("`")
    return format_html_join(
        "",
        "{}",
        (
            (format_html("<code>{}</code>", part) if at % 2 else part,)
            for at, part in enumerate(parts)
        ),
    )
