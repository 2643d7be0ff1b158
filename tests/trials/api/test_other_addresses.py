"""What holds at every address of the API: methods, errors, headers, and what is not there."""

from typing import Any

import pytest
from django.test import Client

from trials.api.asking.parameters import Place

pytestmark = pytest.mark.django_db

PLACES = [place for place in Place if "{" not in place]
PLAIN = "text/plain; charset=utf-8"


def words(answer: Any) -> str:
    """The body of an answer in plain text."""
    assert answer["Content-Type"] == PLAIN
    said: str = answer.content.decode()
    return said


@pytest.mark.parametrize("place", PLACES)
def test_no_cookie_no_session_and_nothing_that_varies_by_one(client: Client, place: str) -> None:
    answer = client.get(f"/api/v2{place}", headers={"Cookie": "sessionid=x"})

    assert answer.status_code == 200
    assert not answer.cookies
    assert "cookie" not in answer["Vary"].lower()


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_the_api_only_gives(place: str, method: str) -> None:
    client = Client(enforce_csrf_checks=True)

    answer = getattr(client, method)(f"/api/v2{place}")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert "GET or HEAD" in words(answer)


def test_options_says_what_may_be_done(client: Client) -> None:
    answer = client.options("/api/v2/studies")

    assert answer.status_code == 204
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("place", PLACES)
def test_head_has_the_headers_alone(client: Client, place: str) -> None:
    whole, head = client.get(f"/api/v2{place}"), client.head(f"/api/v2{place}")

    assert head.status_code == 200
    assert b"".join(head) == b""
    assert head["ETag"] == whole["ETag"]
    assert head["Content-Type"] == whole["Content-Type"]


@pytest.mark.parametrize("place", PLACES)
def test_an_unknown_parameter_is_an_error_in_plain_text(client: Client, place: str) -> None:
    answer = client.get(f"/api/v2{place}?filter.fase=x")

    assert answer.status_code == 400
    assert words(answer).splitlines()[0] == "`filter.fase` is unknown parameter"
    assert "ETag" not in answer


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("/api/v2/studies/", "/api/v2/studies"),
        ("/api/v2/version/", "no slash at their end: /api/v2/version"),
        ("/api/v2/studies/NCT03375320/", "no slash at their end: /api/v2/studies/NCT03375320"),
        ("/api/v2/stats/fieldValues", "/api/v2/stats/field/values"),
        ("/api/v2/stats/field/sizes", "/api/v2/stats/field/values"),
        ("/api/v2", "/api/v2/studies"),
        ("/api/v2/", "/api/v2/studies"),
        ("/api/v3/studies", "/api/v2/studies"),
        ("/api/query/full_studies", "/api/v2/"),
        ("/api/v2/int/studies/NCT03375320", "mean `/api/v2/studies"),
        ("/api/v2/%00%F0", ""),
        ("/api/v2/a\u2028b<script>", ""),
    ],
)
def test_where_nothing_is_a_hint_and_never_a_redirect(client: Client, path: str, hint: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert hint in words(answer)
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_scripts_of_any_site_may_read(client: Client) -> None:
    answer = client.get("/api/v2/version", headers={"Origin": "https://a.example"})
    page = client.get("/", headers={"Origin": "https://a.example"})

    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    exposed = answer["Access-Control-Expose-Headers"].lower().split(", ")
    assert {"etag", "x-next-page-token", "x-total-count", "ratelimit-remaining"} <= set(exposed)
    assert "Access-Control-Allow-Origin" not in page


def test_a_browser_that_asks_first_is_told_what_it_may_send(client: Client) -> None:
    answer = client.options(
        "/api/v2/studies",
        headers={
            "Origin": "https://a.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "if-none-match",
        },
    )

    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "if-none-match" in answer["Access-Control-Allow-Headers"]


@pytest.mark.parametrize("path", ["/api/v2/a%0Ab", "/api/v2/studies/NCT%0A1/", "/api/%0A"])
def test_no_sign_of_an_address_leads_out_of_the_api(client: Client, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert words(answer).startswith("There is nothing at /api/")
