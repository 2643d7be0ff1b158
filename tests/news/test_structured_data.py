"""What other programs read of a page: JSON-LD of both kinds, Open Graph, the canonical address."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from model_bakery import baker

from news.models import Correction, NewsImage
from news.views import news_page
from tests.records import (
    NOT_LISTED,
    YESTERDAY,
    a_link,
    a_source,
    a_status,
    a_trial,
    an_issue,
    an_item,
)
from trials.models import (
    Arm,
    Condition,
    Intervention,
    Organisation,
    Site,
    Trial,
    TrialCondition,
    TrialIdentifier,
)
from trials.views import trial_page

pytestmark = pytest.mark.django_db

HTTP = "http://testserver"
SCHEMA = "https://schema.org"
SCRIPT = r'<script type="application/ld\+json">(.*?)</script>'
# Of schema.org 28, with what they inherit: every name that we write.
THING = {"@type", "@id", "name", "alternateName", "description", "identifier", "sameAs"}
THING |= {"url", "subjectOf", "image", "mainEntityOfPage"}
STUDY = {
    "guideline",
    "healthCondition",
    "sponsor",
    "status",
    "studyLocation",
    "studySubject",
    "funding",
}
WORK = {"headline", "inLanguage", "datePublished", "dateModified", "isPartOf", "about"}
WORK |= {"mentions", "correction", "text", "caption", "creditText", "contentUrl"}
WORK |= {"author", "publisher"}
PROPERTIES = {
    "MedicalTrial": THING | STUDY | {"trialDesign"},
    "MedicalObservationalStudy": THING | STUDY | {"studyDesign"},
    "MedicalStudy": THING | STUDY,
    "NewsArticle": THING | WORK | {"articleSection"},
    "PublicationIssue": THING | WORK,
    "CorrectionComment": THING | WORK,
    "ImageObject": THING | WORK,
    "PropertyValue": THING | {"propertyID", "value"},
    "Grant": THING,
    "MedicalCondition": THING,
    "MedicalEntity": THING,
    "Drug": THING,
    "MedicalDevice": THING,
    "Organization": THING | {"logo"},
    "WebSite": THING | WORK,
    "MedicalWebPage": THING | WORK,
    "MedicalGuideline": THING,
    "ScholarlyArticle": THING | WORK,
    "Country": THING,
}


@pytest.fixture
def cabinet() -> Trial:
    trial = a_trial("A021602", nct_id="NCT03375320", acronym="CABINET")
    a_status(trial, "ACTIVE_NOT_RECRUITING", source=a_source("ClinicalTrials.gov"))
    return trial


def data(client: Client, address: str) -> dict[str, Any]:
    """What a page is about, with nothing in it that schema.org does not know."""
    text = client.get(address).content.decode()
    blocks: list[dict[str, Any]] = [json.loads(one) for one in re.findall(SCRIPT, text, re.DOTALL)]
    (told,) = [block for block in blocks if block["@type"] != "BreadcrumbList"]
    assert told.pop("@context") == SCHEMA
    check(told)
    return told


def check(told: Any) -> None:
    if isinstance(told, list):
        assert told
        for each in told:
            check(each)
    elif isinstance(told, dict):
        assert set(told) <= PROPERTIES[told["@type"]]
        for each in told.values():
            check(each)
    else:
        assert told not in ("", None)


@pytest.mark.slow
def test_article_and_trial_point_at_each_other(client: Client, cabinet: Trial) -> None:
    item = an_item(title="Results of CABINET")
    link = a_link(item, cabinet)
    other = a_trial("A031201", brief_title="Another")
    type(link).objects.filter(pk=link.pk).update(role="RESULTS")
    a_link(item, other)
    article, trial = data(client, "/news/a-release/"), data(client, "/trials/A021602/")

    assert (article["@type"], trial["@type"]) == ("NewsArticle", "MedicalTrial")
    assert [one["@id"] for one in article["about"]] == [trial["@id"]]
    assert [one["@id"] for one in article["mentions"]] == [f"{HTTP}/trials/A031201/"]
    assert [one["@id"] for one in trial["subjectOf"]] == [article["@id"]]
    assert trial["@id"] == trial["url"] == f"{HTTP}/trials/A021602/"
    assert article["@id"] == article["url"] == f"{HTTP}/news/a-release/"
    assert trial["subjectOf"][0]["headline"] == article["headline"] == "Results of CABINET"


def test_a_trial_says_what_its_record_says(client: Client, cabinet: Trial) -> None:
    sponsor = baker.make(Organisation, name="National Cancer Institute")
    Trial.objects.update(
        lead_sponsor=sponsor,
        allocation="RANDOMIZED",
        masking="DOUBLE",
        official_title="A study",
        plain_summary="For *patients*.",
    )
    baker.make(Arm, trial=cabinet, label="Placebo", type="PLACEBO_COMPARATOR")
    baker.make(Intervention, trial=cabinet, name="Cabozantinib", type="DRUG")
    baker.make(Intervention, trial=cabinet, name="Talk", type="BEHAVIORAL")
    for country in ("United States", "Canada", ""):
        baker.make(Site, trial=cabinet, country=country, facility="A clinic")
    condition = baker.make(Condition, name="Carcinoid tumor", slug="carcinoid-tumor")
    baker.make(TrialCondition, trial=cabinet, condition=condition)
    number: dict[str, Any] = {"kind": "FUNDING", "value": "U10CA180821", "resolves": False}
    baker.make(TrialIdentifier, trial=cabinet, **number)
    told = data(client, "/trials/A021602/")

    assert told["alternateName"] == ["CABINET", "A study"]
    assert told["description"] == "For patients."
    assert [one["value"] for one in told["identifier"]] == ["A021602", "NCT03375320"]
    assert told["sameAs"] == ["https://clinicaltrials.gov/study/NCT03375320"]
    assert told["status"] == f"{SCHEMA}/ActiveNotRecruiting"
    assert told["sponsor"]["name"] == "National Cancer Institute"
    assert told["funding"] == [{"@type": "Grant", "identifier": "U10CA180821"}]
    assert [one["@type"] for one in told["studySubject"]] == ["Drug", "MedicalEntity"]
    assert [one["name"] for one in told["healthCondition"]] == ["Carcinoid tumor"]
    assert {one["name"] for one in told["studyLocation"]} == {"United States", "Canada"}
    assert [word.removeprefix(f"{SCHEMA}/") for word in told["trialDesign"]] == [
        "RandomizedTrial",
        "DoubleBlindedTrial",
        "PlaceboControlledTrial",
        "MultiCenterTrial",
        "InternationalTrial",
    ]


def test_what_is_not_known_is_left_out(client: Client) -> None:
    a_trial("A021602")
    known = {"@type", "@id", "url", "name", "identifier", "mainEntityOfPage"}
    assert set(data(client, "/trials/A021602/")) == known


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"masking": "NONE"}, ["OpenTrial"]),
        ({"masking": "QUADRUPLE"}, ["TripleBlindedTrial"]),
        ({"masking": "SINGLE", "who_masked": ["PARTICIPANT"]}, ["SingleBlindedTrial"]),
        ({"masking": "SINGLE", "who_masked": ["OUTCOMES_ASSESSOR"]}, []),
        ({"masking": "NONE", "study_type": "OBSERVATIONAL"}, []),
    ],
)
def test_who_is_blinded_is_said_only_as_schema_org_means_it(
    client: Client, fields: dict[str, Any], words: list[str]
) -> None:
    a_trial("A021602", **fields)
    told = data(client, "/trials/A021602/").get("trialDesign", [])
    assert told == [f"{SCHEMA}/{word}" for word in words]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("RECRUITING", f"{SCHEMA}/Recruiting"),
        ("WITHDRAWN", f"{SCHEMA}/Withdrawn"),
        ("UNKNOWN", "Unknown status"),
    ],
)
def test_a_status_without_a_word_is_the_registrys(client: Client, status: str, said: str) -> None:
    trial = a_trial("A021602")
    a_status(trial, status)
    hidden = a_source("Embargoed", public_from=timezone.now() + timedelta(days=1))
    a_status(trial, "TERMINATED", as_of="2025", source=hidden)
    assert data(client, "/trials/A021602/")["status"] == said


def test_an_observational_study_is_no_trial(client: Client) -> None:
    a_link(an_item(), a_trial("A021602", study_type="OBSERVATIONAL"))
    assert data(client, "/trials/A021602/")["@type"] == "MedicalObservationalStudy"
    (mentioned,) = data(client, "/news/a-release/")["mentions"]
    assert mentioned["@type"] == "MedicalObservationalStudy"


@pytest.mark.parametrize(
    ("dated", "said"),
    [("", "moment"), ("2025", "moment"), ("2025-03-25", "moment"), ("2025-03-24", "2025-03-24")],
)
def test_an_article_is_dated_as_printed_or_to_the_second(
    client: Client, dated: str, said: str
) -> None:
    """Released at 23:30 in New York, which is the next day already in UTC."""
    released = "2025-03-26T03:30:00+00:00"
    an_item(dated=dated, release_at=released, release_zone="America/New_York")
    told = data(client, "/news/a-release/")
    assert told["datePublished"] == (released if said == "moment" else said)
    assert told["dateModified"] == told["datePublished"]


def test_corrections_stand_in_an_article_and_move_its_date(client: Client) -> None:
    item = an_item()
    for days, text in ((2, "First"), (1, "It was April.")):
        at = timezone.now() - timedelta(hours=days)
        baker.make(Correction, item=item, text=text, corrected_at=at)
    told = data(client, "/news/a-release/")
    assert [one["text"] for one in told["correction"]] == ["It was April.", "First"]
    assert told["dateModified"] == told["correction"][0]["datePublished"] > told["datePublished"]


def test_an_article_says_what_belongs_to_it(client: Client) -> None:
    item = an_item(
        issue=an_issue(), section="Spotlight", language="es", source_url="https://a.org/"
    )
    picture = ContentFile(b"png", name="scan.png")
    said = ("A scan", "Before", "Jane Doe")
    fields: Any = dict(zip(("alternative_text", "caption", "credit"), said, strict=True))
    image = baker.make(NewsImage, item=item, file=picture, **fields)
    told = data(client, "/news/a-release/")
    assert told["isPartOf"]["@id"] == f"{HTTP}/news/issues/e-news-march-2025/"
    assert (told["articleSection"], told["inLanguage"]) == ("Spotlight", "es")
    assert told["sameAs"] == "https://a.org/"
    (shown,) = told["image"]
    assert shown["contentUrl"].startswith(f"{HTTP}/news/a-release/images/{image.pk}/scan")
    assert (shown["description"], shown["caption"], shown["creditText"]) == said


def test_no_text_ends_the_block(client: Client, cabinet: Trial) -> None:
    evil = "</script><script>alert(1)</script><!-- &amp; \u2028"
    a_link(an_item(title=evil, summary=evil), cabinet)
    Trial.objects.update(brief_title=evil, plain_summary=evil, acronym=evil[:50])
    assert data(client, "/news/a-release/")["headline"] == evil
    assert data(client, "/trials/A021602/")["name"] == evil
    for address in ("/news/a-release/", "/trials/A021602/"):
        assert "<script>" not in client.get(address).content.decode()


def test_withdrawn_pages_and_previews_have_none(
    client: Client, rf: RequestFactory, cabinet: Trial
) -> None:
    item = an_item("gone", **NOT_LISTED["withdrawn"])
    a_trial("A031201", **NOT_LISTED["withdrawn"])
    pages: list[Any] = [client.get(address) for address in ("/news/gone/", "/trials/A031201/")]
    pages += [news_page(rf.get("/"), item, preview=True), trial_page(rf.get("/"), cabinet, True)]
    for shown in pages:
        text = shown.content.decode()
        assert '<meta name="robots" content="noindex">' in text
        for word in ("ld+json", 'property="og:', 'rel="alternate"', "feed.rss"):
            assert word not in text


def head(client: Client, address: str) -> dict[str, str]:
    """What the head of a page says, by its names."""
    text = client.get(address).content.decode()
    found = re.findall(r'<meta (?:name|property)="([^"]*)" content="([^"]*)"', text)
    canonical = re.findall(r'<link rel="canonical" href="([^"]*)"', text)
    assert len(dict(found)) == len(found)
    assert len(canonical) == 1
    return dict(found) | {"canonical": canonical[0]}


def test_an_item_is_shared_with_its_picture(client: Client) -> None:
    item = an_item(title='A "scan"', body="# Head\n\nThe *first* words.\n\nMore.")
    baker.make(Correction, item=item, text="x")
    for name in ("one", "two"):
        file = ContentFile(b"png", name=f"{name}.png")
        baker.make(NewsImage, item=item, file=file, alternative_text=f"Picture {name}")
    told = head(client, "/news/a-release/")
    assert told["canonical"] == told["og:url"] == f"{HTTP}/news/a-release/"
    assert (told["og:type"], told["og:site_name"]) == ("article", "Trialfolio")
    assert told["og:title"] == "A &quot;scan&quot;"
    assert told["og:description"] == told["description"] == "The first words."
    assert told["og:image"].startswith(f"{HTTP}/news/a-release/images/")
    assert told["og:image:alt"] == "Picture one"
    assert told["article:published_time"] == YESTERDAY.isoformat(timespec="seconds")
    assert told["article:modified_time"] > told["article:published_time"]
    assert told["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "Trialfolio: cancer trials and the news about them"),
        ("/news/", "News"),
        ("/trials/", "Trials"),
        ("/trials/A021602/", "A021602 CABINET: Testing A021602"),
        ("/conditions/carcinoid-tumor/", "Carcinoid tumor"),
        ("/approvals/", "Approvals"),
        ("/news/issues/e-news-march-2025/", "E-News, March 2025"),
    ],
)
def test_other_pages_are_shared_too(
    client: Client, cabinet: Trial, address: str, title: str
) -> None:
    condition = baker.make(Condition, name="Carcinoid tumor", slug="carcinoid-tumor")
    baker.make(TrialCondition, trial=cabinet, condition=condition)
    an_item(issue=an_issue())
    told = head(client, address)
    assert told["canonical"] == told["og:url"] == f"{HTTP}{address}"
    assert (told["og:title"], told["og:type"]) == (title, "website")
    assert told["twitter:card"] == "summary"


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/news/feed"),
        ("/news/", "/news/feed"),
        ("/news/a-release/", "/news/feed"),
        ("/trials/", "/trials/feed"),
        ("/trials/?q=testing&after=", "/trials/feed"),
        ("/trials/A021602/", "/trials/A021602/feed"),
        ("/conditions/carcinoid-tumor/", "/conditions/carcinoid-tumor/feed"),
    ],
)
def test_a_page_names_its_feeds(client: Client, cabinet: Trial, page: str, feed: str) -> None:
    condition = baker.make(Condition, name="Carcinoid tumor", slug="carcinoid-tumor")
    baker.make(TrialCondition, trial=cabinet, condition=condition)
    an_item()
    text = client.get(page).content.decode()
    query = "?q=testing" if "?" in page else ""
    linked = re.findall(r'<link rel="alternate" type="([^"]*)" title="[^"]*" href="([^"]*)"', text)
    assert linked == [
        ("application/rss+xml", f"{feed}.rss{query}"),
        ("application/atom+xml", f"{feed}.atom{query}"),
        ("application/feed+json", f"{feed}.json{query}"),
    ]
    for kind, address in zip(("RSS", "Atom", "JSON"), (href for _, href in linked), strict=True):
        assert client.get(address).status_code == 200
        if page != "/news/a-release/":
            assert f'<a href="{address}">{kind}</a>' in text


@pytest.mark.slow
def test_a_trial_with_a_hundred_articles_names_some(client: Client, cabinet: Trial) -> None:
    counts = []
    for number in (1, 40):
        for index in range(number):
            a_link(an_item(f"item-{number}-{index}"), cabinet)
        with CaptureQueriesContext(connection) as queries:
            told = data(client, "/trials/A021602/")
        counts.append(len(queries))
        assert len(told["subjectOf"]) == min(number, 30)
    assert counts[0] == counts[1]
