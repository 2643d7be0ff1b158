"""Feeds of news: valid in three formats, at their addresses, with corrections, and no more asked
of the database for more entries."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from model_bakery import baker

from news.models import Attachment, Correction, NewsImage, NewsItem
from tests.feeds import KINDS, read
from tests.held import still_held
from tests.records import (
    NOT_LISTED,
    YESTERDAY,
    a_link,
    a_source,
    a_status,
    a_trial,
    an_item,
)
from trials.models import Condition, Trial, TrialCondition, TrialIdentifier
from trials.syndication import ENTRIES

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("kind", KINDS)]

IN_XML = "Tom & Jerry <b>\x0b\x07\ufffe ]]> \U0001d504"


@pytest.fixture
def cabinet() -> Trial:
    trial = a_trial("A021602", nct_id="NCT03375320", acronym="CABINET")
    condition = baker.make(Condition, name="Carcinoid tumor", slug="carcinoid-tumor")
    baker.make(TrialCondition, trial=trial, condition=condition)
    return trial


def addresses(kind: str) -> list[str]:
    ends = ("news", "trials/A021602", "conditions/carcinoid-tumor")
    return [f"/{end}/feed.{kind}" for end in ends]


def test_a_release_is_in_all_news_and_in_that_of_its_trial_and_condition(
    client: Client, cabinet: Trial, kind: str
) -> None:
    item = an_item(title="Results of CABINET", body="See **A021602**.", summary="In short.")
    a_link(item, cabinet)
    other = an_item("other")
    for address in addresses(kind):
        entries = read(client, address)
        assert len(entries) == (2 if address.startswith("/news/") else 1)
        entry = next(one for one in entries if one.url == "http://testserver/news/a-release/")
        assert entry.title == "Results of CABINET"
        assert entry.id == f"tag:testserver,2025-01-01:/news/{item.pk}/"
        assert "<strong>In short.</strong>" in entry.html
        assert 'href="http://testserver/trials/A021602/"' in entry.html
        assert entry.tags == ["Press release", "A021602"]
        assert (
            entry.published == entry.updated == YESTERDAY.replace(microsecond=0) or kind == "json"
        )
    assert other.title in [entry.title for entry in read(client, f"/news/feed.{kind}")]


def test_addresses_are_those_of_the_host_that_was_asked(
    client: Client, kind: str, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["trials.example.org"]
    an_item()
    entry = read(client, f"/news/feed.{kind}", secure=True, headers={"host": "trials.example.org"})
    assert entry[0].url == "https://trials.example.org/news/a-release/"


def test_pictures_and_files_come_with_their_whole_address(client: Client, kind: str) -> None:
    item = an_item()
    picture = ContentFile(b"png", name="scan.png")
    image = baker.make(NewsImage, item=item, file=picture, alternative_text='A "scan"', caption="C")
    baker.make(Attachment, item=item, title="Sheet", file=ContentFile(b"%PDF", name="s.pdf"))
    html = read(client, f"/news/feed.{kind}")[0].html
    assert f'src="http://testserver/news/a-release/images/{image.pk}/scan' in html
    assert 'alt="A &quot;scan&quot;"' in html
    assert 'href="http://testserver/news/a-release/files/' in html


def test_a_correction_moves_the_entry_to_the_top_and_stands_in_it(
    client: Client, kind: str
) -> None:
    old = an_item("old", release_at=YESTERDAY - timedelta(days=400))
    an_item("new")
    assert read(client, f"/news/feed.{kind}")[1].updated < YESTERDAY - timedelta(days=399)
    before = client.get(f"/news/feed.{kind}")["ETag"]

    baker.make(Correction, item=old, text="It was <April>.")
    first = read(client, f"/news/feed.{kind}")[0]
    assert first.url.endswith("/news/old/")
    assert first.updated > YESTERDAY > first.published
    assert "It was &lt;April&gt;." in first.html
    assert client.get(f"/news/feed.{kind}")["ETag"] != before


def test_what_readers_do_not_see_moves_nothing(client: Client, cabinet: Trial, kind: str) -> None:
    item = an_item()
    before = client.get(f"/news/feed.{kind}")["ETag"]
    a_link(item, cabinet, status="SUGGESTED")
    NewsItem.objects.filter(pk=item.pk).update(intake_digest="x")
    assert client.get(f"/news/feed.{kind}")["ETag"] == before
    NewsItem.objects.filter(pk=item.pk).update(body="A typo mended")
    after = read(client, f"/news/feed.{kind}")[0]
    assert after.updated == after.published


@pytest.mark.parametrize("status", ["SUGGESTED", "REJECTED"])
def test_a_link_that_nobody_confirmed_is_no_news_about_a_trial(
    client: Client, cabinet: Trial, kind: str, status: str
) -> None:
    a_link(an_item(), cabinet, status=status)
    assert [len(read(client, address)) for address in addresses(kind)] == [1, 0, 0]


def test_the_name_of_an_entry_survives_its_address(client: Client, kind: str) -> None:
    item = an_item("old-words")
    before = read(client, f"/news/feed.{kind}")[0]
    NewsItem.objects.filter(pk=item.pk).update(slug="new-words")
    after = read(client, f"/news/feed.{kind}")[0]
    assert (after.id, after.url) == (before.id, "http://testserver/news/new-words/")


@pytest.mark.slow
def test_what_was_withdrawn_is_gone(client: Client, cabinet: Trial, kind: str) -> None:
    item = an_item()
    a_link(item, cabinet)
    etags = [client.get(address)["ETag"] for address in addresses(kind)]
    NewsItem.objects.update(state="WITHDRAWN", withdrawn_at=Now())
    for address, etag in zip(addresses(kind), etags, strict=True):
        assert client.get(address, headers={"if-none-match": etag}).status_code == 200
        assert read(client, address) == []


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1])
def test_who_has_the_feed_is_told_that_nothing_is_new(
    client: Client, cabinet: Trial, kind: str, number: int
) -> None:
    for index in range(number):
        a_link(an_item(f"item-{index}"), cabinet)
    for address in (*addresses(kind), f"/trials/feed.{kind}"):
        answer = still_held(client, address)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["Cache-Control"] == "no-cache"
        assert not answer.has_header("Last-Modified")


@pytest.mark.parametrize(
    "other", ["NCT03375320", "a021602", "NCI-2017-02297", "Alliance%20A021602"]
)
def test_every_other_id_and_spelling_redirects(
    client: Client, cabinet: Trial, other: str, kind: str
) -> None:
    baker.make(TrialIdentifier, trial=cabinet, kind="CTRP", value="NCI-2017-02297")
    answer = client.get(f"/trials/{other}/feed.{kind}")
    assert (answer.status_code, answer["Location"]) == (301, f"/trials/A021602/feed.{kind}")


@pytest.mark.parametrize("state", NOT_LISTED)
def test_what_is_not_listed_has_no_feed(client: Client, state: str, kind: str) -> None:
    trial = a_trial("A021602", **NOT_LISTED[state])
    condition = baker.make(Condition, name="Carcinoid tumor", slug="carcinoid-tumor")
    baker.make(TrialCondition, trial=trial, condition=condition)
    for address in ("trials/A021602", "trials/A099999", "conditions/carcinoid-tumor"):
        assert client.get(f"/{address}/feed.{kind}").status_code == 404


def test_the_feed_of_a_trial_tells_its_status_too(
    client: Client, cabinet: Trial, kind: str
) -> None:
    recorded = timezone.now()
    soon = recorded + timedelta(days=1)
    a_status(cabinet, "RECRUITING", source=a_source("ClinicalTrials.gov"), reason="It <opened>.")
    a_status(cabinet, "TERMINATED", source=a_source("Embargoed", public_from=soon))
    entry = read(client, f"/trials/A021602/feed.{kind}")
    assert [one.title for one in entry] == ["A021602 CABINET: Recruiting"]
    assert entry[0].url == "http://testserver/trials/A021602/#dates"
    assert "as of 4 April 2024" in entry[0].html
    assert "ClinicalTrials.gov" in entry[0].html
    assert "It &lt;opened&gt;." in entry[0].html
    assert entry[0].published >= recorded.replace(microsecond=0)


def test_any_text_is_a_valid_feed(client: Client, cabinet: Trial, kind: str) -> None:
    body = f"{IN_XML}\n\n<script>alert(1)</script> [x](javascript:alert(1))"
    item = an_item(title=IN_XML, body=body, summary=IN_XML, language="es")
    a_link(item, cabinet)
    a_status(cabinet, "RECRUITING", reason=IN_XML)
    Trial.objects.update(brief_title=IN_XML, plain_summary=IN_XML)
    for address in (*addresses(kind), f"/trials/feed.{kind}"):
        for entry in read(client, address):
            assert "<script" not in entry.html
            assert 'href="javascript' not in entry.html
            assert "\x0b" not in entry.title + entry.html
    assert "Tom & Jerry" in read(client, f"/news/feed.{kind}")[0].title


def test_the_language_of_an_entry_is_said(client: Client, kind: str) -> None:
    an_item(language="es")
    text = client.get(f"/news/feed.{kind}").content.decode()
    said = {"atom": 'xml:lang="es"', "json": '"language": "es"'}
    assert said.get(kind, "") in text


@pytest.mark.slow
def test_a_feed_is_bounded_and_takes_a_constant_number_of_queries(
    client: Client, cabinet: Trial, kind: str
) -> None:
    counts = []
    for number in (1, ENTRIES + 5):
        for index in range(number):
            item = an_item(f"item-{number}-{index}", body="See A021602.")
            a_link(item, cabinet)
            baker.make(Correction, item=item, text="x")
            picture = ContentFile(b"png", name="scan.png")
            baker.make(NewsImage, item=item, file=picture, alternative_text="A scan")
        for address in addresses(kind):
            with CaptureQueriesContext(connection) as queries:
                assert len(read(client, address)) == min(number, ENTRIES)
            counts.append(len(queries))
    assert counts == [6, 8, 8] * 2


def test_only_get_is_answered(client: Client, cabinet: Trial, kind: str) -> None:
    assert {client.post(address).status_code for address in addresses(kind)} == {405}


def test_a_json_feed_leaves_out_what_is_empty(client: Client, kind: str) -> None:
    an_item(body="```\ncode\n```")
    if kind == "json":
        feed = json.loads(client.get("/news/feed.json").content)
        assert {"summary", "image"}.isdisjoint(feed["items"][0])
        assert "next_url" not in feed
