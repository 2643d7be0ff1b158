"""A trial's record as a file, and the header that names the files."""

import csv
import io
import json
import re
from typing import Any

import pytest
import rispy
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from tests.held import still_held
from tests.records import NOT_LISTED, a_finding, a_source, a_status, a_trial
from trials.models import Organisation, Trial, TrialIdentifier, TrialOrganisation
from trials.search.indexing import refresh

pytestmark = pytest.mark.django_db

HTTP = "http://testserver"
ENDS = ("ris", "bib", "csl.json", "json", "csv")
TYPES = {
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
}


@pytest.fixture
def cabinet() -> Trial:
    trial = a_trial(
        "A021602", nct_id="NCT03375320", acronym="CABINET", official_title="A {study} of it"
    )
    group = baker.make(Organisation, name="Example Group", is_group=True)
    baker.make(TrialOrganisation, trial=trial, organisation=group, role="GROUP")
    a_status(trial, "ACTIVE_NOT_RECRUITING")
    return trial


@pytest.mark.parametrize("end", ENDS)
def test_the_record_as_a_file(client: Client, cabinet: Trial, end: str) -> None:
    response = client.get(f"/trials/A021602.{end}")
    assert response.status_code == 200
    assert response["Content-Type"] == TYPES[end]
    assert response["Content-Disposition"] == f'attachment; filename="A021602.{end}"'
    assert "no-cache" in response["Cache-Control"]
    page = f"<{HTTP}/trials/A021602/>"
    assert response["Link"] == f'{page}; rel="describes"; type="text/html", {page}; rel="cite-as"'


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_who_holds_a_file_is_told_that_it_still_is_so(client: Client, cabinet: Trial) -> None:
    refresh()
    addresses = [f"/trials/A021602.{end}" for end in ENDS]
    for address in addresses:
        assert (address, still_held(client, address).status_code) == (address, 304)
    held = {address: client.get(address)["ETag"] for address in addresses}
    Trial.objects.update(brief_title="Another title", official_title="")
    for address, etag in held.items():
        answer = client.get(address, headers={"if-none-match": etag})
        assert (address, answer.status_code) == (address, 200)


@pytest.mark.slow
@pytest.mark.parametrize("end", ENDS)
def test_other_spellings_lead_to_it_and_nothing_else_has_one(
    client: Client, cabinet: Trial, end: str
) -> None:
    baker.make(TrialIdentifier, trial=cabinet, kind="CTRP", value="NCI-2017-02297")
    a_trial("A099990", **NOT_LISTED["draft"])
    for spelling in ("a021602", "NCT03375320", "nct03375320", "NCI-2017-02297"):
        response = client.get(f"/trials/{spelling}.{end}")
        assert (response.status_code, response["Location"]) == (301, f"/trials/A021602.{end}")
    for unknown in ("A099990", "A099999", "nonsense"):
        assert client.get(f"/trials/{unknown}.{end}").status_code == 404
    assert client.post(f"/trials/A021602.{end}").status_code == 405


def test_a_trial_without_an_nct_id_has_all_of_them(client: Client) -> None:
    a_trial("A021602")
    for end in ENDS:
        assert client.get(f"/trials/A021602.{end}").status_code == 200


def test_a_withdrawn_record_can_be_cited_as_such_and_is_no_data_any_more(client: Client) -> None:
    a_trial("A021602", **NOT_LISTED["withdrawn"])
    told = client.get("/trials/A021602.ris").content.decode()
    assert re.search("M3  - Clinical trial record, withdrawn [0-9]+ [A-Z]", told)
    assert "of the record. It was wrong." in told
    for end in ("json", "csv"):
        response = client.get(f"/trials/A021602.{end}")
        assert response.status_code == 410
        assert f"{HTTP}/trials/A021602/ says why." in response.content.decode()
    page = client.get("/trials/A021602/")
    assert "[Clinical trial record, withdrawn " in page.content.decode()
    assert page["Link"] == (
        f'<{HTTP}/trials/A021602/>; rel="canonical", <{HTTP}/trials/A021602/>; rel="cite-as"'
    )


def test_the_json_is_that_of_the_api(client: Client, cabinet: Trial) -> None:
    a_finding(cabinet, "298", a_source())
    told = client.get("/trials/A021602.json").content
    assert told == b"".join(client.get("/api/v2/studies/NCT03375320"))
    assert json.loads(told)["trialfolio"]["findings"]


def test_the_row_is_that_of_the_table(client: Client, cabinet: Trial) -> None:
    a_trial("A031201")
    whole = csv.reader(io.StringIO(client.get("/trials/export.csv").getvalue().decode()))
    own = csv.reader(io.StringIO(client.get("/trials/A021602.csv").content.decode()))
    header, *rows = list(whole)
    assert list(own) == [header, next(row for row in rows if row[0] == "A021602")]


def test_what_is_cited(client: Client, cabinet: Trial) -> None:
    (told,) = rispy.loads(client.get("/trials/A021602.ris").content.decode())
    assert told["title"] == "A {study} of it"
    assert told["short_title"] == "Testing A021602"
    assert told["authors"] == ["Example Group,"]
    assert told["urls"] == [f"{HTTP}/trials/A021602/"]
    assert told["date"] == f"{cabinet.updated_at:%Y/%m/%d/}"
    Organisation.objects.update(is_group=False)
    TrialOrganisation.objects.all().delete()
    sponsor = baker.make(Organisation, name="A sponsor")
    Trial.objects.update(lead_sponsor=sponsor)
    (told,) = rispy.loads(client.get("/trials/A021602.ris").content.decode())
    assert told["authors"] == ["A sponsor,"]


def test_the_page_has_both_citations_and_the_files(client: Client, cabinet: Trial) -> None:
    text = client.get("/trials/A021602/").content.decode()
    assert "<cite>A {study} of it</cite> (A021602, NCT03375320) [Clinical trial record]." in text
    assert "Example Group. A {study} of it [Internet]. Trialfolio; " in text
    for end in ENDS:
        assert f'href="/trials/A021602.{end}"' in text


def links(response: Any) -> list[tuple[str, str, str]]:
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"(?:; type="([^"]*)")?', response["Link"])
    return [tuple(link) for link in found]


@pytest.mark.slow
def test_the_header_of_the_page_names_what_there_is(client: Client, cabinet: Trial) -> None:
    found = links(client.get("/trials/A021602/"))
    by_relation: dict[str, list[str]] = {}
    for address, relation, kind in found:
        by_relation.setdefault(relation, []).append(address)
        if address.startswith(HTTP) and kind:
            response = client.get(address.removeprefix(HTTP))
            assert response.status_code == 200
            assert response["Content-Type"].partition(";")[0] == kind
    page = f"{HTTP}/trials/A021602/"
    assert by_relation["canonical"] == by_relation["cite-as"] == [page]
    assert by_relation["type"] == ["https://schema.org/AboutPage"]
    file = f"{HTTP}/trials/A021602"
    assert by_relation["describedby"] == [f"{file}.ris", f"{file}.bib", f"{file}.csl.json"]
    assert by_relation["alternate"] == [
        f"{file}.json",
        f"{file}.csv",
        *(f"{page}feed.{kind}" for kind in ("rss", "atom", "json")),
    ]


def test_a_citation_takes_few_queries(client: Client, cabinet: Trial) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get("/trials/A021602.bib")
    assert len(queries) <= 3
