"""The page about the API: it is true, and each of its links runs on the example data."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from trials.api.asking.boxes import BOXES
from trials.api.asking.parameters import PARAMETERS, Place

pytestmark = pytest.mark.django_db
HERE = "http://testserver"


@pytest.fixture
def page(client: Client) -> str:
    return str(client.get("/api/").content.decode())


def links(page: str) -> list[str]:
    """Its links into the API."""
    found = re.findall(rf'href="{HERE}(/api/v2/[^"]+)"', page)
    return [unescape(link) for link in found]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_every_example_answers_with_something(client: Client) -> None:
    call_command("load_example_data", verbosity=0)
    found = links(str(client.get("/api/").content.decode()))

    assert len(found) > 20
    (mistaken,) = [link for link in found if "filter.fase" in link]
    assert client.get(mistaken).status_code == 400
    found.remove(mistaken)
    assert [link for link in found if not says_something(client.get(link, follow=True))] == []


def says_something(answer: Any) -> bool:
    """A study, a table with rows, or whatever is not empty."""
    assert answer.status_code == 200, answer.content
    text: str = answer.getvalue().decode()
    if not answer["Content-Type"].startswith("application/json"):
        return len(text.splitlines()) > 1
    told = json.loads(text)
    return bool(told["studies"] if isinstance(told, dict) and "studies" in told else told)


def test_it_tells_of_every_parameter(page: str) -> None:
    for one in PARAMETERS:
        if not one.name.startswith("postFilter."):
            assert f"<code>{one.name}</code>" in page
    for place in Place:
        assert f"<code>{place}</code>" in page
    assert page.count("(ours)") >= 3


def test_it_tells_of_every_box(page: str) -> None:
    for name, box in BOXES.items():
        assert f"<dt><code>{name}</code></dt>" in page
        assert all(f"<code>{option}</code>" in page for option in box.options)
    assert "<code>NA</code>" in page
    assert "<code>INDUSTRY</code>" in page


def test_it_tells_of_the_limit(client: Client, settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 37
    assert "may ask 37 times a minute" in client.get("/api/").content.decode()
    settings.API_REQUESTS_PER_MINUTE = 0
    assert "as often as you like" in client.get("/api/").content.decode()


def test_the_site_leads_there(client: Client) -> None:
    assert 'href="/api/"' in client.get("/").content.decode()
    assert "/api/</loc>" in client.get("/sitemap.xml").content.decode()
    assert client.get("/api").status_code == 301


def test_a_fault_of_ours_is_a_sentence_for_programs(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("trials.api.pieces.enums", fails)
    client.raise_request_exception = False

    answer = client.get("/api/v2/studies/enums")

    assert answer.status_code == 500
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "RateLimit-Limit" in answer
