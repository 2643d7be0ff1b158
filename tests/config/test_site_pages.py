"""Home, about, search, sitemap, robots and the pages that help when something is wrong."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone
from model_bakery import baker

from news.models import NewsItem
from tests.records import (
    NOT_LISTED,
    a_link,
    a_status,
    a_trial,
    an_approval,
    an_issue,
    an_item,
)
from trials.models import Condition, Trial, TrialCondition

pytestmark = pytest.mark.django_db


@pytest.fixture
def cabinet() -> Trial:
    trial = a_trial("A021602", nct_id="NCT03375320", acronym="CABINET")
    a_status(trial, "RECRUITING")
    return trial


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_home_shows_what_is_new(client: Client, cabinet: Trial) -> None:
    an_item("old", dated="2020-01")
    an_item("new", dated="2025-03-26")
    an_approval(cabinet, product="Cabozantinib")
    text = text_of(client, "/")

    assert text.index("About new") < text.index("About old")
    assert "FDA: Cabozantinib" in text
    assert "CABINET" in text[text.index("looking for participants") :]
    assert 'action="/search/"' in text


def test_an_empty_site_says_so(client: Client) -> None:
    text = text_of(client, "/")
    for words in ("No news yet.", "No approvals yet.", "No trial here is known to be recruiting"):
        assert words in text


def test_the_about_page_says_where_facts_come_from(client: Client) -> None:
    assert "When sources differ" in text_of(client, "/about/")


@pytest.mark.parametrize("q", ["A021602", "nct03375320", " alliance a021602 "])
def test_a_number_leads_to_its_record(client: Client, cabinet: Trial, q: str) -> None:
    response = client.get("/search/", {"q": q})
    assert (response.status_code, response["Location"]) == (302, "/trials/A021602/")


def test_a_number_of_a_duplicate_leads_to_the_trial_that_stays(
    client: Client, cabinet: Trial
) -> None:
    duplicate = a_trial("A021698", **NOT_LISTED["withdrawn"])
    Trial.objects.filter(pk=duplicate.pk).update(merged_into=cabinet)

    assert client.get("/search/?q=A021698")["Location"] == "/trials/A021602/"


def test_search_shows_the_best_of_both_and_the_way_to_all(client: Client, cabinet: Trial) -> None:
    a_link(an_item("told", title="CABINET results"), cabinet)
    text = text_of(client, "/search/?q=CABINET")

    assert "/trials/A021602/" in text
    assert "<mark>CABINET</mark> results" in text
    assert 'href="/trials/?q=CABINET"' in text
    assert 'href="/news/?q=CABINET"' in text
    assert text_of(client, "/news/?q=CABINET")


def test_search_without_words_asks_for_them(client: Client) -> None:
    assert "Trial number, name, drug or cancer" in text_of(client, "/search/")


def test_search_that_finds_nothing_says_what_to_do(client: Client) -> None:
    text = text_of(client, "/search/?q=<b>nothing")
    assert "No trial matches “&lt;b&gt;nothing”" in text
    assert 'href="/trials/"' in text
    assert "leaves out a word" in text
    assert "No news matches" in text


@pytest.mark.parametrize("q", ["%00", "x" * 201])
def test_search_refuses_in_words(client: Client, q: str) -> None:
    text = text_of(client, f"/search/?q={q}")
    assert "This cannot be searched for" in text
    # The one box of the page: the list of trials calls it otherwise.
    assert "Words or any trial number" not in text


@pytest.mark.parametrize(
    ("address", "part"),
    [
        ("/trials/A021602/", "trials"),
        ("/trials/A021602/history/", "trials"),
        ("/compare/", "trials"),
        ("/news/issues/", "news"),
    ],
)
def test_the_menu_marks_the_part_that_a_page_belongs_to(
    client: Client, cabinet: Trial, address: str, part: str
) -> None:
    assert f'<a href="/{part}/" aria-current="true">' in text_of(client, address)


def test_the_sitemap_names_every_page(client: Client, cabinet: Trial) -> None:
    an_item("told", issue=an_issue("e-news"))
    text = text_of(client, "/sitemap.xml")

    for address in ("/", "/trials/", "/about/", "/trials/A021602/", "/news/told/"):
        assert f"<loc>http://testserver{address}</loc>" in text
    assert "<loc>http://testserver/news/issues/e-news/</loc>" in text


def lastmods(client: Client) -> dict[str, str]:
    """The day of the last change that the sitemap gives, by path."""
    found = r"<loc>http://testserver([^<]*)</loc><lastmod>([^<]*)</lastmod>"
    return dict(re.findall(found, text_of(client, "/sitemap.xml")))


def test_the_sitemap_tells_releases_and_corrections_but_no_edits(
    client: Client, cabinet: Trial
) -> None:
    condition = baker.make(Condition, name="Carcinoid tumor", slug="carcinoid-tumor")
    baker.make(TrialCondition, trial=cabinet, condition=condition)
    long_ago = datetime(2020, 5, 4, tzinfo=UTC)
    item = an_item("told", issue=an_issue("e-news"), release_at=long_ago)
    later = timezone.now() + timedelta(days=1)
    an_item("embargoed", issue=item.issue, release_at=later)
    a_link(item, cabinet)
    NewsItem.objects.filter(pk=item.pk).update(section="Spotlight")
    today = timezone.now().date().isoformat()
    expected = {
        "/": today,
        "/trials/": today,
        "/news/": "2020-05-04",
        "/news/issues/": "2020-05-04",
        "/trials/A021602/": today,
        "/conditions/carcinoid-tumor/": today,
        "/news/told/": "2020-05-04",
        "/news/issues/e-news/": "2020-05-04",
    }
    assert lastmods(client) == expected

    item.corrections.create(text="It was April.")
    assert lastmods(client) == expected | {"/news/": today, "/news/told/": today}


def test_robots_are_told_of_the_sitemap_and_kept_from_the_admin(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://testserver/sitemap.xml" in response.content.decode()


def test_not_found_helps(client: Client) -> None:
    response = client.get("/trails/")
    text = response.content.decode()

    assert response.status_code == 404
    assert 'action="/search/"' in text
    assert 'href="/trials/"' in text


def test_not_found_in_the_admin_leads_back_to_it(client: Client, admin_client: Client) -> None:
    back = '<a href="/admin/">Back to the admin</a>'
    assert back in admin_client.get("/admin/nowhere/").content.decode()
    assert back not in client.get("/nowhere/").content.decode()


def test_not_found_knows_the_number_in_the_address(client: Client, cabinet: Trial) -> None:
    text = client.get("/study/nct03375320/").content.decode()
    assert '<a href="/trials/A021602/">the record of A021602 CABINET</a>' in text
    text = client.get("/trials/NCT99999999/").content.decode()
    assert "“NCT99999999” looks like the number of a trial" in text
    assert 'value="NCT99999999"' in text


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [path("broken/", broken)]


@override_settings(ROOT_URLCONF=__name__)
def test_a_fault_of_ours_has_a_page_that_needs_nothing(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/broken/")
    text = response.content.decode()

    assert response.status_code == 500
    assert "Something went wrong here" in text
    assert 'href="/"' in text
    assert 'href="/trials/"' in text
    assert '<form class="big-search" action="/search/" role="search">' in text


def test_pages_hold_no_style_or_script_of_their_own() -> None:
    folder = Path(settings.BASE_DIR) / "templates"
    for template in folder.rglob("*.html"):
        if not {"admin", "email"} & set(template.parts):  # a letter has its style in itself
            assert not re.search(r"<script(?! src=)|<style|style=|onclick=", template.read_text())


@pytest.mark.parametrize(
    "address", ["/", "/about/", "/search/?q=x", "/trials/", "/approvals/", "/news/", "/nowhere/"]
)
def test_public_pages_vary_by_nothing_and_set_no_cookie(client: Client, address: str) -> None:
    response = client.get(address)
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
