"""Every public address: no cookie, nothing for one visitor, nothing from a third party."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from model_bakery import baker
from pytest_django.plugin import DjangoDbBlocker

from config.public_pages import PublicPages
from news.files import file_name
from news.models import Attachment, NewsImage
from tests.exits import API, EXITS, FEEDS_OF_NEWS, FEEDS_OF_TRIALS
from tests.hidden import a_world
from tests.records import an_item
from trials.api.rendering import refresh as render
from trials.search.indexing import refresh as index

pytestmark = pytest.mark.django_db

# Of people who work here: the admin, accounts; previews, whose address is the key; the style guide.
INSIDE = ("admin/", "accounts/", "news/preview/", "styleguide/")
NEVER_KEPT = ("/healthz", "/readyz")
MORE = [
    *NEVER_KEPT,
    "/glossary/",
    "/trials/NCT03375320/",
    "/api/v2/openapi.json",
    "/api/v2/studies/metadata",
    "/api/v2/studies/search-areas",
    "/api/v2/studies/enums",
    "/api/v2/nowhere",
]


@pytest.fixture(scope="module")
def public(committed_once: DjangoDbBlocker) -> list[str]:
    """Every address that anybody may ask for, with data of every kind behind it."""
    with committed_once.unblock():
        a_world()
        item = an_item("with-files")
        given: dict[str, Any] = {"item": item, "file": ContentFile(b"it", name="it.png")}
        picture = baker.make(NewsImage, alternative_text="It", **given)
        sheet = baker.make(Attachment, title="It", **given)
        render()
        index()
        files = [
            f"/news/with-files/images/{picture.pk}/{file_name(picture.file)}",
            f"/news/with-files/files/{sheet.pk}/{file_name(sheet.file)}",
        ]
    return [*EXITS, *FEEDS_OF_NEWS, *FEEDS_OF_TRIALS, *API, *MORE, *files]


@pytest.fixture(scope="module")
def answers(public: list[str], committed_once: DjangoDbBlocker) -> dict[str, Any]:
    """What a visitor who holds nothing is answered at each of them."""
    with committed_once.unblock():
        return {address: Client().get(address) for address in public}


def body(response: Any) -> bytes:
    """All of it; what is streamed is read once, and kept."""
    if response.streaming:
        response.kept = getattr(response, "kept", None) or b"".join(response)
        return bytes(response.kept)
    return bytes(response.content)


def routes(patterns: list[Any], before: str = "") -> set[str]:
    found: set[str] = set()
    for each in patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            found |= routes(each.url_patterns, route)
        elif isinstance(each, URLPattern):
            found.add(route)
    return {route for route in found if not route.startswith(INSIDE)}


@pytest.mark.slow
def test_no_public_address_is_left_out(public: list[str]) -> None:
    asked = {resolve(urlsplit(one).path).route for one in public if one != "/nowhere/"}
    assert routes(get_resolver().url_patterns) - asked == set()


class Loaded(HTMLParser):
    """Addresses that a browser asks for without being told to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        loads = {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "manifest"}
        if tag == "link" and not loads & set((given.get("rel") or "").split()):
            return
        names = ("src", "srcset", "data", "poster", "ping", *(["href"] if tag == "link" else []))
        self.found += [value for name in names if (value := given.get(name))]


@pytest.mark.slow
def test_public_pages_set_no_cookie_and_are_the_same_for_all(answers: dict[str, Any]) -> None:
    for address, response in answers.items():
        body(response)
        assert not response.cookies, address
        assert "cookie" not in response.get("Vary", "").lower(), address
        if address not in NEVER_KEPT:
            assert "private" not in response.get("Cache-Control", ""), address


def test_public_pages_call_no_third_party(answers: dict[str, Any]) -> None:
    for address, response in answers.items():
        if response.get("Content-Type", "").startswith("text/html"):
            loaded = Loaded()
            loaded.feed(body(response).decode())
            assert loaded.found, address
            others = [one for one in loaded.found if not re.match(r"/(?!/)|data:", one)]
            assert others == [], address
            assert "default-src 'none'" in response["Content-Security-Policy"], address
            assert "http" not in response["Content-Security-Policy"], address


def test_styles_and_scripts_call_no_third_party() -> None:
    for file in Path(settings.BASE_DIR, "static").rglob("*.*"):
        if file.suffix in (".css", ".js", ".svg"):
            text = file.read_text().replace("http://www.w3.org/", "")
            assert not re.search(r"@import|https?://|url\(\s*['\"]?//", text), file


def statements(css: str) -> Iterator[str]:
    """What stands at the top of a sheet, each with all inside it."""
    depth, start = 0, 0
    for at, mark in enumerate(css):
        depth += (mark == "{") - (mark == "}")
        if not depth and mark in ";}":
            yield " ".join(css[start : at + 1].split())
            start = at + 1


def test_every_rule_of_a_public_page_stands_in_a_layer() -> None:
    """But for the margins of paper, which know none."""
    base = Path(settings.BASE_DIR)
    templates = [one for one in (base / "templates").rglob("*.html") if "admin" not in one.parts]
    names = {name for one in templates for name in re.findall(r"css/\w+\.css", one.read_text())}
    assert {"css/tokens.css", "css/trial.css", "css/newsletter.css"} <= names
    for name in names:
        css = re.sub(r"/\*.*?\*/", "", (base / "static" / name).read_text(), flags=re.DOTALL)
        outside = [one for one in statements(css) if not one.startswith("@layer")]
        assert all(one.startswith("@media print { @page") for one in outside), (name, outside)


@pytest.mark.slow
def test_every_page_is_asked_for_again_and_has_a_strong_tag(
    client: Client, public: list[str]
) -> None:
    for address in public:
        response = client.get(address)
        if response.status_code != 200 or response.streaming or address in NEVER_KEPT:
            continue
        assert re.fullmatch('"[^"]+"', response["ETag"]), address
        assert response["Cache-Control"] in ("no-cache", "public, no-cache"), address
        held = client.get(address, headers={"if-none-match": response["ETag"]})
        assert (held.status_code, held.content) == (304, b""), address


def test_what_is_not_found_has_no_tag(client: Client) -> None:
    for address in ("/nowhere/", "/trials/A021603/"):
        assert "ETag" not in client.get(address)


@pytest.mark.parametrize("kept_apart", ["private", "no-store", "max-age=0, private"])
def test_a_page_for_one_visitor_stays_as_it_is(rf: RequestFactory, kept_apart: str) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse("For you.", headers={"Cache-Control": kept_apart})

    response = PublicPages(page)(rf.get("/"))
    assert response["Cache-Control"] == kept_apart
    assert "ETag" not in response


def test_a_time_that_no_page_can_be_compared_with_is_passed_over(client: Client) -> None:
    """RFC 9110, 13.1.4: what has no date of its change is not refused for one."""
    for address in ("/", "/about/", "/trials/feed.atom", "/api/", "/api/v2/version"):
        told = client.get(address, headers={"if-unmodified-since": "Wed, 21 Oct 2020 07:28:00 GMT"})
        assert told.status_code == 200, address
