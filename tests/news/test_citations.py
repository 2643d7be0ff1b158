"""A news item as others cite it."""

import pytest
import rispy
from django.test import Client
from model_bakery import baker

from news.models import Correction
from tests.records import NOT_LISTED, an_item

pytestmark = pytest.mark.django_db

ADDRESS = "http://testserver/news/a-release/"


def test_a_release_is_cited_by_its_title(client: Client) -> None:
    an_item(title="Results of CABINET.", dated="2025-03", summary="In short.", language="es")
    text = client.get("/news/a-release/").content.decode()
    assert "<cite>Results of CABINET</cite> [Press release]. (2025, March). Trialfolio." in text
    assert "Results of CABINET [Internet]. Trialfolio; 2025 Mar. Press release." in text
    for end in ("ris", "bib", "csl.json"):
        response = client.get(f"/news/a-release.{end}")
        assert response.status_code == 200
        assert f'href="/news/a-release.{end}"' in text
        assert response["Content-Disposition"] == f'attachment; filename="a-release.{end}"'
        assert f'<{ADDRESS}>; rel="describes"' in response["Link"]
    (told,) = rispy.loads(client.get("/news/a-release.ris").content.decode())
    assert (told["title"], told["date"]) == ("Results of CABINET.", "2025/03//")
    assert (told["abstract"], told["language"]) == ("In short.", "es")
    assert told["urls"] == [ADDRESS]


def test_corrections_and_withdrawals_are_told(client: Client) -> None:
    item = an_item()
    baker.make(Correction, item=item, text="x", corrected_at="2025-04-01T12:00Z")
    assert "N1  - Corrected 1 April 2025." in client.get("/news/a-release.ris").content.decode()
    an_item("gone", **NOT_LISTED["withdrawn"])
    told = client.get("/news/gone.ris").content.decode()
    assert "M3  - Press release, withdrawn " in told
    assert "N1  - It was wrong." in told
    assert client.get("/news/nothing.ris").status_code == 404


def test_the_header_of_the_page_names_what_there_is(client: Client) -> None:
    an_item()
    found = client.get("/news/a-release/")["Link"].split(", ")
    assert found[:3] == [
        f'<{ADDRESS}>; rel="canonical"',
        f'<{ADDRESS}>; rel="cite-as"',
        '<https://schema.org/NewsArticle>; rel="type"',
    ]
    for link, relation in zip(found[3:], 3 * ["describedby"] + 3 * ["alternate"], strict=True):
        address, told, kind = link.split("; ")
        response = client.get(address.strip("<>").removeprefix("http://testserver"))
        assert told == f'rel="{relation}"'
        assert kind == f'type="{response["Content-Type"].partition(";")[0]}"'


def test_a_withdrawn_release_names_itself_alone_and_a_preview_nothing(
    client: Client, admin_client: Client
) -> None:
    item = an_item("gone", **NOT_LISTED["withdrawn"])
    page = "<http://testserver/news/gone/>"
    assert client.get("/news/gone/")["Link"] == f'{page}; rel="canonical", {page}; rel="cite-as"'
    assert "Link" not in admin_client.get(f"/admin/news/newsitem/{item.pk}/preview/")
