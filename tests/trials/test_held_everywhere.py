"""Each public address: who holds its page is told so after one row; an error stays an error."""

import gzip
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from news.files import file_name
from news.models import NewsImage
from tests.exits import EXITS, FEEDS_OF_NEWS, FEEDS_OF_TRIALS
from tests.hidden import a_world
from tests.records import an_item
from trials.api.rendering import refresh as render
from trials.search.indexing import refresh as index

pytestmark = pytest.mark.django_db(transaction=True)
GZIP = {"accept-encoding": "gzip"}
TRIES = 5
"""A transaction of another test may end between two requests."""
OTHERWISE = {
    "/nowhere/": "no page",
    "/compare/?id=A021602": "",
    "/api/": "shows settings: made without a query, then compared",
}
QUERIES = dict.fromkeys(("/about/", "/glossary/", "/robots.txt"), 0)
QUERIES["/trials/A021602.json"] = 2  # whether anything waits: without a row where nothing does
ADDRESSES = [
    one
    for one in [*EXITS, "/glossary/", *FEEDS_OF_NEWS, *FEEDS_OF_TRIALS]
    if not OTHERWISE.get(one)
]
WRONG = {
    "/trials/A029999/history/": 404,
    "/trials/A021602/history/?after=made-up": 404,
    "/trials/A021602/history/?from=7&to=9999": 404,
    "/trials/A021602/history/9999/": 404,
    "/trials/A021602/history.json?after=made-up": 404,
    "/trials/A021602/history/9999.json": 404,
    "/trials/a021602/history/": 301,
    "/trials/feed.rss?status=SOMETHING": 400,
    "/trials/export.csv?status=SOMETHING": 400,
    "/trials/A029999/feed.atom": 404,
    "/trials/a021602/feed.atom": 301,
    "/conditions/none/": 404,
    "/conditions/none/feed.rss": 404,
    "/conditions/carcinoid-tumor/?after=made-up": 404,
    "/search/?q=A021602": 302,
    "/news/issues/none/": 404,
    "/sitemap-none.xml": 404,
    "/sitemap-news.xml?p=99": 404,
    "/news/with-files/images/1/none.png": 404,
    "/trials/A029999.ris": 404,
    "/trials/A029999.csv": 404,
    "/news/none.ris": 404,
}


@pytest.fixture
def world(transactional_db: None) -> str:
    """Data of every kind; the address of a picture."""
    caches["pages"].clear()
    a_world()
    item = an_item("with-files")
    png = ContentFile(b"it", name="it.png")
    picture = baker.make(NewsImage, alternative_text="It", item=item, file=png)
    render()
    index()
    return f"/news/with-files/images/{picture.pk}/{file_name(picture.file)}"


def again(address: str, **headers: str) -> Any:
    names = {name: name if name.startswith("accept") else f"if-{name}" for name in headers}
    return Client().get(address, headers={names[name]: tag for name, tag in headers.items()})


def unpacked(answer: Any) -> bytes:
    is_packed = answer.get("Content-Encoding") == "gzip"
    return gzip.decompress(answer.content) if is_packed else answer.content


def held(address: str) -> tuple[Any, Any, int]:
    """A page, what who holds it is answered, and by how many queries."""
    for _ in range(TRIES):
        page = Client().get(address)
        with CaptureQueriesContext(connection) as queries:
            answer = again(address, **{"none-match": page.get("ETag", "none")})
        if answer.status_code == 304:
            break
    return page, answer, len(queries)


@pytest.mark.slow
def test_who_holds_any_page_costs_one_row_at_most(world: str) -> None:
    """Each of our questions for a position is answered by one row."""
    for address in [*ADDRESSES, world]:
        page, answer, queries = held(address)
        assert page.status_code == 200, address
        assert not page["ETag"].startswith("W/"), address
        kept = "public, no-cache" if address == "/trials/A021602.json" else "no-cache"  # the API's
        assert page["Cache-Control"] == answer["Cache-Control"] == kept, address
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", page["ETag"])
        assert page.get("Vary") == answer.get("Vary"), address
        assert queries == QUERIES.get(address, 1), address


@pytest.mark.slow
def test_who_takes_no_gzip_gets_none(world: str) -> None:
    """Also of what is kept compressed; asked twice, since the first may be made anew."""
    for address in [*ADDRESSES, world]:
        small = again(address, **GZIP)
        for answer in (again(address), again(address, **{"accept-encoding": "gzip;q=0"})):
            assert "Content-Encoding" not in answer, address
            if not answer.streaming:
                assert unpacked(small) == answer.content, address


@pytest.mark.slow
def test_whatever_is_held_of_a_page_that_is_there_is_there(world: str) -> None:
    for address in [*ADDRESSES, world]:
        assert again(address, **{"none-match": "*"}).status_code == 304, address
        assert again(address, **{"none-match": '"other"'}).status_code == 200, address
        assert again(address, match='"other"').status_code == 412, address
        assert again(address, match="*").status_code == 200, address


@pytest.mark.slow
def test_an_error_is_no_page_that_somebody_holds(world: str) -> None:
    """RFC 9110, 13.2.1: what is asked on a condition is an error first."""
    for address, status in WRONG.items():
        for asked in ({}, {"none-match": "*"}, {"match": '"other"'}, {"none-match": '"other"'}):
            answer = again(address, **asked)
            assert (answer.status_code, "ETag" in answer) == (status, False), (address, asked)


@pytest.mark.slow
def test_a_suggestion_for_scripts_is_another_page(world: str) -> None:
    page = Client().get("/suggest/?q=test")
    asked = {"if-none-match": page["ETag"], "accept": "application/json"}
    answer = Client().get("/suggest/?q=test", headers=asked)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert "Accept" in answer["Vary"]


@pytest.mark.slow
def test_the_answer_to_a_question_and_what_is_streamed_are_not_kept(world: str) -> None:
    for address in ("/trials/?q=testing", "/search/?q=testing", "/trials/export.csv"):
        assert Client().get(address).status_code == 200
    assert not caches["pages"]._cache  # type: ignore[attr-defined]
