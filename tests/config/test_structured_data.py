"""Each block of data of a page is whole and sound: what its kind needs is there."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from model_bakery import baker

from news.models import NewsImage
from tests.records import a_guideline_listing, a_link, a_trial, an_issue, an_item
from trials.models import Condition, Reference, Trial, TrialCondition

pytestmark = pytest.mark.django_db

HTTP = "http://testserver"
SCRIPT = r'<script type="application/ld\+json">(.*?)</script>'
# Required and recommended: of articles, lists of steps, sites and organisations by the guides of
# search engines; of trials what schema.org has and our pages always know.
NEEDED = {
    "NewsArticle": {"headline", "image", "datePublished", "dateModified", "author", "publisher"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "Organization": {"name", "url", "logo"},
    "WebSite": {"name"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
    "MedicalTrial": {"name", "url", "identifier", "healthCondition", "mainEntityOfPage"},
    "MedicalWebPage": {"url", "name", "datePublished", "dateModified", "isPartOf", "publisher"},
    "ImageObject": {"contentUrl"},
    "MedicalGuideline": {"name"},
    "ScholarlyArticle": {"name", "sameAs"},
    "MedicalCondition": {"name"},
}
ADDRESSES = {"url", "@id", "item", "contentUrl", "sameAs"}
DATES = {"datePublished", "dateModified"}
PAGES = [
    "/",
    "/trials/A021602/",
    "/trials/A021602/history/",
    "/conditions/carcinoid/",
    "/news/a-release/",
    "/news/issues/",
    "/news/issues/e-news-march-2025/",
]


@pytest.fixture
def cabinet() -> Trial:
    trial = a_trial("A021602", acronym="CABINET")
    condition = baker.make(Condition, name="Carcinoid tumor", slug="carcinoid")
    baker.make(TrialCondition, trial=trial, condition=condition)
    a_guideline_listing(trial, "Neuroendocrine tumors")
    baker.make(Reference, trial=trial, type="RESULT", citation="A paper.", pmid="12345678")
    item = an_item(issue=an_issue())
    picture = ContentFile(b"png", name="scan.png")
    baker.make(NewsImage, item=item, file=picture, alternative_text="A scan")
    a_link(item, trial)
    return trial


def blocks(client: Client, address: str) -> dict[str, Any]:
    """The blocks of a page by their types; each type stands there once."""
    text = client.get(address).content.decode()
    found = [json.loads(block) for block in re.findall(SCRIPT, text, re.DOTALL)]
    assert all(block.pop("@context") == "https://schema.org" for block in found)
    by_type = {block["@type"]: block for block in found}
    assert len(by_type) == len(found)
    return by_type


def things(told: Any) -> Iterator[dict[str, Any]]:
    if isinstance(told, dict):
        yield told
        told = list(told.values())
    if isinstance(told, list):
        for each in told:
            yield from things(each)


@pytest.mark.parametrize("address", PAGES)
def test_what_a_kind_needs_is_there(client: Client, cabinet: Trial, address: str) -> None:
    found = blocks(client, address)
    assert found
    for block in found.values():
        for thing in things(block):
            is_named_only = thing is not block and "headline" in thing
            missing = NEEDED.get(thing["@type"], set()) - set(thing)
            assert not missing or is_named_only or set(thing) <= NAMED, (thing, missing)


NAMED = {"@type", "@id", "url", "name", "identifier", "description"}
"""Of a thing that only stands for one told of elsewhere."""


@pytest.mark.parametrize("address", PAGES)
def test_addresses_are_full_and_dates_are_dates(
    client: Client, cabinet: Trial, address: str
) -> None:
    for thing in things(list(blocks(client, address).values())):
        for name, value in thing.items():
            for one in value if isinstance(value, list) else [value]:
                if name in ADDRESSES:
                    assert re.match("https?://[^ ]+$", one), (name, one)
                if name in DATES:
                    partial = "-01" * (len(one) == len("2025-03"))  # of an issue, as printed
                    assert datetime.fromisoformat(one + partial)


def test_the_site_has_a_search_that_answers(client: Client, cabinet: Trial) -> None:
    told = blocks(client, "/")["WebSite"]
    assert told["publisher"]["@type"] == "Organization"
    template = told["potentialAction"]["target"]["urlTemplate"]
    address = template.replace("{search_term_string}", "A021602").removeprefix(HTTP)
    assert client.get(address)["Location"] == "/trials/A021602/"


@pytest.mark.parametrize(
    ("address", "way"),
    [
        ("/trials/A021602/", ["Home", "Trials", "A021602 CABINET"]),
        ("/trials/A021602/history/", ["Home", "Trials", "A021602 CABINET", "History"]),
        ("/conditions/carcinoid/", ["Home", "Trials", "Carcinoid tumor"]),
        ("/news/a-release/", ["Home", "News", "About a-release"]),
        ("/news/issues/", ["Home", "News", "Newsletter"]),
        ("/news/issues/e-news-march-2025/", ["Home", "News", "Newsletter", "E-News, March 2025"]),
    ],
)
def test_the_way_to_a_page_is_seen_and_told(
    client: Client, cabinet: Trial, address: str, way: list[str]
) -> None:
    steps = blocks(client, address)["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == way
    assert [step["position"] for step in steps] == list(range(1, len(way) + 1))
    assert steps[-1]["item"] == HTTP + address
    text = client.get(address).content.decode()
    (seen,) = re.findall('<nav class="trail".*?</nav>', text, re.DOTALL)
    shown = re.findall(r"<li[^>]*>(?:<a[^>]*>)?([^<]*)", seen)
    assert shown == way
    for step in steps[:-1]:
        assert f'href="{step["item"].removeprefix(HTTP)}"' in seen
        assert client.get(step["item"].removeprefix(HTTP)).status_code == 200


@pytest.mark.slow
def test_every_public_page_has_one_canonical_address(client: Client, cabinet: Trial) -> None:
    more = ["/trials/", "/news/", "/approvals/", "/about/", "/api/", "/compare/"]
    for address in [*PAGES, *more]:
        text = client.get(address).content.decode()
        found = re.findall('<link rel="canonical" href="([^"]*)"', text)
        assert found == [HTTP + address], address
