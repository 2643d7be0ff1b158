"""`/studies`: studies page by page, or the whole set as a table.

All that may be refused is so before the first byte; what follows only reads and sends.
"""

from collections.abc import Iterator
from typing import Any

import orjson
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from trials.api import bodies, ordering, tables
from trials.api.chosen import Chosen, chosen
from trials.api.errors import BadRequest, plainly
from trials.api.pages import Page, page
from trials.api.parameters import Place
from trials.api.question import Question, question
from trials.api.reading import Given, read
from trials.api.rendering import refresh

JSON = "application/json"
NOT_WHOLE = "`wholeSet` is for `format=csv`, and without `pageToken` and `updatedSince`."


@require_safe
@plainly
def studies(request: HttpRequest) -> HttpResponseBase:
    """A page of studies, or all of them."""
    given = read(request, Place.STUDIES)
    refresh()
    asked = question(given)
    if given.text("format") == "csv":
        return _table(request, given, asked)
    if given.flag("wholeSet"):
        raise BadRequest("Parameter `wholeSet` has incorrect format", NOT_WHOLE)
    cut = chosen(given.words("fields"), asked.queried, strict=given.strict)
    return _streamed(request, _json(page(asked, given), cut), JSON)


def _json(found: Page, cut: Chosen) -> Iterator[bytes]:
    """The page as one object without spaces; clients look for the token at its end."""
    yield b"{"
    if found.total is not None:
        yield b'"totalCount":%d,' % found.total
    yield b'"studies":['
    read = bodies.read(bodies.standing(found.trials), "body", "beyond")
    for number, (body, beyond) in enumerate(read):
        yield b"," if number else b""
        yield cut.written(body, beyond)
    yield b"]"
    if found.withdrawn is not None:
        yield b',"withdrawn":' + orjson.dumps(found.withdrawn, option=orjson.OPT_UTC_Z)
    if found.next_token:
        yield b',"nextPageToken":"%s"' % found.next_token.encode()
    yield b"}"


def _table(request: HttpRequest, given: Given, asked: Question) -> HttpResponseBase:
    names = tables.chosen_columns(given.words("fields"))
    site = request.build_absolute_uri("/")[:-1]
    if given.flag("wholeSet"):
        if given.text("pageToken") or asked.since:
            raise BadRequest("Parameter `wholeSet` has incorrect format", NOT_WHOLE)
        found = ordering.ordered(asked.versions().listed(), asked.by)
        lines = tables.table(bodies.read(found, *tables.READ), names, site, headed=True)
        return _streamed(request, lines, tables.TYPE)
    shown = page(asked, given)
    read = bodies.read(bodies.standing(shown.trials), *tables.READ)
    lines = tables.table(read, names, site, headed=shown.is_first)
    return _with_headers(_streamed(request, lines, tables.TYPE), shown)


def _with_headers(answer: HttpResponseBase, shown: Page) -> HttpResponseBase:
    """A table has no place for them but the headers."""
    if shown.total is not None:
        answer["x-total-count"] = str(shown.total)
    if shown.next_token:
        answer["x-next-page-token"] = shown.next_token
    return answer


def _streamed(request: HttpRequest, parts: Iterator[bytes], kind: str) -> HttpResponseBase:
    """The parts as they come; nothing is read for who asks for headers alone."""
    told: Any = bodies.gathered(parts) if request.method == "GET" else []
    return StreamingHttpResponse(told, content_type=kind)
