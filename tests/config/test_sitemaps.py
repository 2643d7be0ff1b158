"""What search engines are told of: one file or an index of some, and the news of two days."""

import re
import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from model_bakery import baker

from config import sitemaps
from tests.records import NOT_LISTED, a_trial, an_approval, an_issue, an_item
from trials.models import Condition, TrialCondition

pytestmark = pytest.mark.django_db

HTTP = "http://testserver"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
SECTIONS = ("pages", "trials", "news", "issues", "conditions")
AGO: dict[str, Any] = {"hour": timedelta(hours=1), "week": timedelta(days=7)}


def tree(client: Client, address: str) -> ET.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    assert not response.has_header("Last-Modified")
    return ET.fromstring(response.content)  # noqa: S314 (our own)


def places(root: ET.Element) -> list[str]:
    return [str(one.text).removeprefix(HTTP) for one in root.iter(f"{MAP}loc")]


@pytest.fixture
def world() -> None:
    for number in ("A021602", "A031201", "A031902"):
        trial = a_trial(number)
        condition = baker.make(Condition, name=f"C{number}", slug=number.lower())
        baker.make(TrialCondition, trial=trial, condition=condition)
    an_approval(trial)
    an_item(issue=an_issue())


def test_few_addresses_are_one_file(client: Client, world: None) -> None:
    root = tree(client, "/sitemap.xml")
    assert root.tag == f"{MAP}urlset"
    assert "/trials/A021602/" in places(root)


def test_lists_change_as_what_they_list(client: Client, world: None) -> None:
    text = client.get("/sitemap-pages.xml").content.decode()
    dated = re.findall(f"<loc>{HTTP}([^<]*)</loc><lastmod>[0-9-]{{10}}</lastmod>", text)
    assert dated == ["/", "/trials/", "/news/", "/news/issues/", "/approvals/"]
    assert f"<loc>{HTTP}/about/</loc></url>" in text


def test_many_addresses_are_an_index_of_files(
    client: Client, world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_file = places(tree(client, "/sitemap.xml"))
    monkeypatch.setattr(sitemaps, "MOST", 2)
    monkeypatch.setattr(sitemaps.Section, "limit", 2)
    root = tree(client, "/sitemap.xml")
    assert root.tag == f"{MAP}sitemapindex"
    files = places(root)
    assert {f"/sitemap-{name}.xml" for name in SECTIONS} < set(files)
    assert "/sitemap-trials.xml?p=2" in files
    assert len(list(root.iter(f"{MAP}lastmod"))) == len(files)
    told = [place for file in files for place in places(tree(client, file))]
    assert sorted(told) == sorted(one_file)
    assert client.get("/sitemap-trials.xml?p=3").status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_an_empty_site_has_a_sitemap(client: Client) -> None:
    assert "/" in places(tree(client, "/sitemap.xml"))
    assert places(tree(client, "/sitemap-latest-news.xml")) == []


@pytest.mark.slow
def test_more_trials_take_as_many_queries(client: Client, world: None) -> None:
    counts = []
    for number in ("A041501", "A041502"):
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap.xml")
        counts.append(len(queries))
        a_trial(number)
        an_item(number.lower())
    assert counts[0] == counts[1]


def test_news_of_two_days_and_nothing_else(client: Client) -> None:
    now = timezone.now()
    today = now - AGO["hour"]
    an_item("fresh", title="Results & <more>\x07", release_at=today, language="es")
    an_item("printed-today", release_at=today, dated=now.date().isoformat())
    an_item("printed-this-month", release_at=today, dated=now.date().isoformat()[:7])
    an_item("old", release_at=now - AGO["week"])
    an_item("from-the-archive", release_at=today, dated="2019-03-26")
    for state, fields in NOT_LISTED.items():
        an_item(state, **fields)
    root = tree(client, "/sitemap-latest-news.xml")
    assert set(places(root)) == {
        "/news/fresh/",
        "/news/printed-today/",
        "/news/printed-this-month/",
    }
    (told,) = [url for url in root.iter(f"{MAP}url") if "/fresh/" in str(url.findtext(f"{MAP}loc"))]
    said = {one.tag.removeprefix(NEWS): one.text for one in told.iter() if not len(one)}
    assert said == {
        f"{MAP}loc": f"{HTTP}/news/fresh/",
        "name": "Trialfolio",
        "language": "es",
        "publication_date": today.isoformat(timespec="seconds"),
        "title": "Results & <more>",
    }


def test_robots_are_told_of_both(client: Client) -> None:
    text = client.get("/robots.txt").content.decode()
    for name in ("sitemap", "sitemap-latest-news"):
        assert f"\nSitemap: {HTTP}/{name}.xml\n" in text
