"""Headers of every kind of answer: pages, errors, files, the API, redirects, what is signed in."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from model_bakery import baker

from config import urls
from config.headers import EVERY, NO_PAGE, Headers
from news.files import file_name
from news.models import NewsImage
from tests.accounts import client_of, member
from tests.records import an_item

pytestmark = pytest.mark.django_db

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGE, FILE = set(STRICT.split("; ")), set(NO_PAGE.split("; "))
ANYBODY, SIGNED_IN = "cross-origin", "same-origin"
TABLE = [
    ("get", "/", 200, PAGE, ANYBODY),
    ("get", "/trials/", 200, PAGE, ANYBODY),
    ("get", "/about/", 200, PAGE, ANYBODY),
    ("post", "/about/", 405, PAGE, ANYBODY),
    ("get", "/nowhere/", 404, PAGE, ANYBODY),
    ("get", "/about", 301, PAGE, ANYBODY),
    ("get", "/trials/?sort=newest&after=x", None, PAGE, ANYBODY),
    ("get", "/news/feed.rss", 200, PAGE, ANYBODY),
    ("get", "/trials/export.csv", 200, PAGE, ANYBODY),
    ("get", "/robots.txt", 200, PAGE, ANYBODY),
    ("get", "/sitemap.xml", 200, PAGE, ANYBODY),
    ("get", "/healthz", 200, PAGE, ANYBODY),
    ("get", "/news/preview/nothing/", None, PAGE, ANYBODY),
    ("get", "/static/css/site.css", 200, FILE, ANYBODY),
    ("get", "/static/icon.svg", 200, FILE, ANYBODY),
    ("get", "/static/nothing.css", 404, PAGE, ANYBODY),
    ("get", "/api/v2/studies", 200, PAGE, ANYBODY),
    ("get", "/api/v2/studies/NCT00000000", 404, PAGE, ANYBODY),
    ("options", "/api/v2/studies", 204, PAGE, ANYBODY),
    ("delete", "/api/v2/studies", 405, PAGE, ANYBODY),
    ("get", "/api/v2/openapi.json", 200, PAGE, ANYBODY),
    ("get", "/admin/", 302, PAGE, SIGNED_IN),
    ("get", "/accounts/login/", 200, PAGE, SIGNED_IN),
    ("post", "/accounts/login/", 200, PAGE, SIGNED_IN),
    ("get", "/accounts/nowhere/", 404, PAGE, SIGNED_IN),
    ("get", "/accounts/sessions/", 302, PAGE, SIGNED_IN),
]


def held(answer: Any, policy: set[str], resource: str) -> None:
    """All that every answer has."""
    for name, value in EVERY.items():
        if name != "Referrer-Policy":
            assert answer[name] == value, name
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert set(answer["Content-Security-Policy"].split("; ")) == policy
    assert answer["Cross-Origin-Resource-Policy"] == resource
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.fixture
def served(settings: Any) -> Client:
    """A client to whom static files are served, too."""
    settings.WHITENOISE_USE_FINDERS = True
    return Client()


@pytest.mark.parametrize(("method", "address", "status", "policy", "resource"), TABLE)
def test_every_kind_of_answer(
    served: Client, method: str, address: str, status: int | None, policy: set[str], resource: str
) -> None:
    answer = getattr(served, method)(address)
    b"".join(answer)
    assert status in (None, answer.status_code)
    held(answer, policy, resource)
    if resource == SIGNED_IN:
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", ["/admin/", "/admin/jsi18n/", "/accounts/2fa/", "/admin/nowhere/"])
def test_what_is_signed_in_is_kept_nowhere(admin_client: Client, path: str) -> None:
    answer = admin_client.get(path)
    held(answer, PAGE, SIGNED_IN)
    assert answer["Cache-Control"] == "private, no-store"
    assert "Content-Encoding" not in answer


def test_pictures_of_the_news_may_stand_in_a_mail(client: Client) -> None:
    item = an_item("with-files")
    picture = baker.make(
        NewsImage, alternative_text="It", item=item, file=ContentFile(b"it", name="it.png")
    )
    answer = client.get(f"/news/with-files/images/{picture.pk}/{file_name(picture.file)}")
    assert answer.status_code == 200
    held(answer, PAGE, ANYBODY)


def _fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("A fault.")


urlpatterns = [path("fault/", _fails), path("admin/fault/", _fails), *urls.urlpatterns]
handler404, handler500, handler429 = urls.handler404, urls.handler500, urls.handler429


@pytest.fixture
def faulty(client: Client) -> Iterator[Client]:
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__):
        yield client


@pytest.mark.parametrize(
    ("address", "resource"), [("/fault/", ANYBODY), ("/admin/fault/", SIGNED_IN)]
)
def test_a_fault_of_ours(faulty: Client, address: str, resource: str) -> None:
    answer = faulty.get(address)
    assert answer.status_code == 500
    held(answer, PAGE, resource)


def test_a_foreign_host(client: Client) -> None:
    answer = client.get("/about", headers={"host": "evil.example"})
    assert answer.status_code == 400
    held(answer, PAGE, ANYBODY)


def test_a_form_without_its_token() -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})
    assert answer.status_code == 403
    held(answer, PAGE, SIGNED_IN)


def test_what_is_forbidden() -> None:
    client = client_of(member("kim", "Staff"))
    answer = client.get("/admin/auth/user/")
    assert answer.status_code == 403
    held(answer, PAGE, SIGNED_IN)


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000)
def test_over_https_it_stays_there(served: Client) -> None:
    led = served.get("/about/")
    assert (led.status_code, led["Location"]) == (301, "https://testserver/about/")
    held(led, FILE, ANYBODY)
    for address in ("/about/", "/static/css/site.css", "/api/v2/version", "/nowhere/"):
        answer = served.get(address, secure=True)
        b"".join(answer)
        assert "max-age=31536000" in answer["Strict-Transport-Security"]


def test_scripts_of_any_site_read_the_api_and_nothing_else(client: Client) -> None:
    origin = {"origin": "https://elsewhere.example"}
    assert client.get("/api/v2/version", headers=origin)["Access-Control-Allow-Origin"] == "*"
    for address in ("/", "/admin/", "/accounts/login/"):
        assert "Access-Control-Allow-Origin" not in client.get(address, headers=origin)


def test_a_page_for_all_is_the_same_for_who_is_signed_in(
    admin_client: Client, client: Client
) -> None:
    for address in ("/", "/trials/", "/about/", "/news/", "/api/v2/studies", "/search/?q=x"):
        mine, others = admin_client.get(address), Client().get(address)
        for one in (mine, others):  # it counts the seconds
            one.headers.pop("RateLimit-Reset", None)
        assert b"".join(mine) == b"".join(others), address
        assert mine.headers == others.headers, address
        assert not mine.cookies


def test_cookies_are_for_this_site_alone_and_for_no_script(client: Client) -> None:
    User.objects.create_user("kim", password="quite a long one", is_staff=True)
    client.get("/accounts/login/")
    client.post("/accounts/login/", {"login": "kim", "password": "quite a long one"})
    assert set(client.cookies) == {"sessionid", "csrftoken"}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]
    assert client.cookies["sessionid"]["max-age"] == "", "it ends with the browser"


@pytest.mark.slow
def test_no_page_has_anything_inline(admin_client: Client, client: Client) -> None:
    pages = ["/", "/trials/", "/news/", "/about/", "/accounts/login/", "/nowhere/"]
    inside = ["/admin/", "/admin/trials/trial/add/", "/accounts/2fa/", "/accounts/sessions/"]
    for asker, address in [(client, one) for one in pages] + [
        (admin_client, one) for one in inside
    ]:
        text = asker.get(address).content.decode()
        data = r'type="application/(ld\+)?json"'
        assert not re.search(rf"<script(?![^>]*(src=|{data}))[^>]*>", text), address
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text), address


@pytest.mark.parametrize("address", ["/about/", "/glossary/", "/api/", "/"])
def test_what_did_not_change_keeps_the_policy_that_came_with_it(
    client: Client, address: str
) -> None:
    """A browser takes the headers of a 304 for the page that it has, which would lose its style."""
    page = client.get(address)
    answer = client.get(address, headers={"if-none-match": page["ETag"]})

    assert answer.status_code == 304
    kept = answer.get("Content-Security-Policy", page["Content-Security-Policy"])
    assert set(kept.split("; ")) == PAGE


def test_who_asks_for_the_headers_gets_no_byte_more() -> None:
    """Else the server warns of each in its log; the client of tests would cut it off itself."""
    answer: Any = Headers(lambda _: HttpResponse("A page"))(RequestFactory().head("/"))
    assert (answer.content, answer["Content-Length"]) == (b"", "6")


@pytest.mark.parametrize("method", ["get", "head"])
def test_what_did_not_change_tells_no_other_length_than_the_page_has(
    client: Client, method: str
) -> None:
    tag = client.get("/about/")["ETag"]
    answer = getattr(client, method)("/about/", headers={"if-none-match": tag})
    assert (answer.status_code, answer.get("Content-Length")) == (304, None)


def test_an_answer_without_a_body_tells_no_length(client: Client) -> None:
    answer = client.options("/api/v2/studies", headers={"origin": "https://example.org"})
    assert (answer.status_code, answer.get("Content-Length")) == (204, None)
