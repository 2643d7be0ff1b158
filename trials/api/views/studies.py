"""`/studies`: studies page by page, or the whole set as a table.

All that may be refused is so before the first byte; what follows only reads and sends.
"""

from collections.abc import Callable, Iterator
from typing import Any

import orjson
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from trials.api.answering import bodies, tables, tokens
from trials.api.answering.answers import JSON
from trials.api.answering.fields import Chosen, chosen
from trials.api.answering.freshness import position, unless_held
from trials.api.answering.pages import Page, page
from trials.api.asking import ordering
from trials.api.asking.parameters import Place
from trials.api.asking.question import Question, question
from trials.api.asking.reading import Given, read
from trials.api.errors import incorrect_format, plainly
from trials.api.search import within

NOT_WHOLE = "`wholeSet` is for `format=csv`, and without `pageToken` and `updatedSince`."


@plainly
def studies(request: HttpRequest) -> HttpResponseBase:
    """A page of studies, or all of them."""
    given = read(request, Place.STUDIES)
    _check_whole(given)
    now = position()
    asked = question(given)
    answer = _table_of(request, given, asked) or _json_of(request, given, asked)
    # A token says in which hour its first page was asked for.
    return unless_held(request, (now, tokens.hour()), answer)


def _json_of(request: HttpRequest, given: Given, asked: Question) -> Callable[[], HttpResponseBase]:
    cut = chosen(given.words("fields"), asked.queried, strict=given.strict)

    def answer() -> HttpResponseBase:
        return _streamed(request, _json(page(asked, given), cut), JSON)

    return answer


def _table_of(
    request: HttpRequest, given: Given, asked: Question
) -> Callable[[], HttpResponseBase] | None:
    """None if no table is asked for."""
    if given.text("format") != "csv":
        return None
    names = tables.chosen_columns(given.words("fields"))
    make = _whole_table if given.flag("wholeSet") else _table
    return lambda: make(request, given, asked, names)


def _check_whole(given: Given) -> None:
    if given.flag("wholeSet") and (
        given.text("format") != "csv" or {"pageToken", "updatedSince"} & given.values.keys()
    ):
        raise incorrect_format("wholeSet", NOT_WHOLE)


def _json(found: Page, cut: Chosen) -> Iterator[bytes]:
    """The page as one object without spaces; clients look for the token at its end."""
    yield b"{"
    if found.total is not None:
        yield b'"totalCount":%d,' % found.total
    yield b'"studies":['
    read = _read(found, "body", "beyond")
    for number, (body, beyond) in enumerate(read):
        yield b"," if number else b""
        yield cut.written(body, beyond)
    yield b"]"
    if found.withdrawn is not None:
        yield b',"withdrawn":' + orjson.dumps(found.withdrawn, option=orjson.OPT_UTC_Z)
    if found.next_token:
        yield b',"nextPageToken":"%s"' % found.next_token.encode()
    yield b"}"


def _table(
    request: HttpRequest, given: Given, asked: Question, names: list[str]
) -> HttpResponseBase:
    """A page as a table; its header is on the first page only."""
    shown = page(asked, given)
    lines = tables.table(
        _read(shown, *tables.READ), names, tables.site_of(request), headed=shown.is_first
    )
    return _with_headers(_streamed(request, lines, tables.TYPE), shown)


def _whole_table(
    request: HttpRequest, given: Given, asked: Question, names: list[str]
) -> HttpResponseBase:
    """All that is found, of one moment. Counted first: what takes too long is refused by then."""
    found = asked.shown()
    with within(asked.ends):
        total = found.count()
    rows = bodies.read(ordering.ordered(found, asked.by), *tables.READ)
    lines = tables.table(rows, names, tables.site_of(request), headed=True)
    answer = _streamed(request, lines, tables.TYPE)
    answer["x-total-count"] = str(total)
    return answer


def _read(found: Page, *columns: str) -> Iterator[tuple[Any, ...]]:
    rows = bodies.at_once(len(found.trials), found.size)
    return bodies.read(bodies.standing(found.trials), *columns, rows=rows)


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
