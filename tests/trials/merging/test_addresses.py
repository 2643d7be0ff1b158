"""Every address of a duplicate, or of an old number, leads to the trial that stays."""

import json

import pytest
from django.test import Client

from tests.trials.merging.pairs import WHY, merged, ours, theirs
from trials.merging import renumber
from trials.models import FormerAddress, Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAGES = [
    *("/trials/{}/", "/trials/{}/history/", "/trials/{}/history.json", "/trials/{}/history/1/"),
    *("/trials/{}.json", "/trials/{}.ris", "/trials/{}.bib", "/trials/{}.csv"),
    *("/trials/{}/feed.rss", "/trials/{}/feed.atom", "/trials/{}/feed.json"),
    "/trials/{}/figures/timeline.svg",
    "/trials/{}/history/1.json",
]


def leads(client: Client, old: str, new: str) -> None:
    for page in PAGES:
        answer = client.get(page.format(old))
        assert (answer.status_code, answer["Location"]) == (301, page.format(new)), page
    answer = client.get(f"/api/v2/studies/{old}")
    if old != "NCT03375320":  # the study's own ID there
        assert answer["Location"] == "/api/v2/studies/NCT03375320"
        answer = client.get(answer["Location"])
    assert answer.json()["protocolSection"]["identificationModule"]["nctId"] == "NCT03375320"


def test_every_address_of_a_duplicate_leads_on(client: Client) -> None:
    into, duplicate = ours(), theirs()
    Trial.objects.filter(pk=duplicate.pk).update(protocol_id="A021698")
    FormerAddress.objects.create(path="/old/cabi/", moved_to="/trials/A021698/")
    for page in PAGES:
        assert client.get(page.format("A021698")).status_code in (200, 404), page
    merged(duplicate, into)
    for number in ("A021698", "a021698", "NCT03375320", "NCI-2017-02297"):
        leads(client, number, "A021602")
    assert client.get("/old/cabi/").status_code == 301
    text = client.get("/trials/A021602/").content.decode()
    assert "About a-release" in text
    feed = json.loads(client.get("/trials/A021602/feed.json").content)
    assert "About a-release" in {entry["title"] for entry in feed["items"]}


def test_it_stands_once_in_lists_search_and_counts(client: Client) -> None:
    into, duplicate = ours(), theirs(brief_title="Zanzolintinib by another title")
    merged(duplicate, into)
    search = client.get("/search/", {"q": "NCT03375320"})
    assert (search.status_code, search["Location"]) == (302, "/trials/A021602/")
    for words in ("Zanzolintinib", "CABI"):
        text = client.get("/trials/", {"q": words}).content.decode()
        assert text.count('href="/trials/A021602/"') == 1, words
    assert Trial.objects.listed().count() == 1
    export = client.get("/trials/export.csv").getvalue().decode()
    assert "A021602" in export
    assert len(export.strip().splitlines()) == 2
    sitemap = client.get("/sitemap-trials.xml").content.decode()
    assert sitemap.count("<loc>") <= 1
    suggested = client.get("/suggest/", {"q": "NCT03375320"}).content.decode()
    assert "A021602" in suggested
    compared = client.get("/compare/", {"id": ["A021602", "NCT03375320"]}).content.decode()
    assert compared.count("<h1") == 1
    studies = client.get("/api/v2/studies", {"countTotal": "true"})
    assert json.loads(studies.getvalue())["totalCount"] == 1


def test_every_address_of_an_old_number_leads_on(client: Client) -> None:
    trial = ours(nct_id="NCT03375320")
    renumber(trial, "AFT-38", WHY)
    leads(client, "A021602", "AFT-38")
    leads(client, "NCT03375320", "AFT-38")
    for number in ("A021602", "AFT-38"):
        assert client.get("/search/", {"q": number})["Location"] == "/trials/AFT-38/"
