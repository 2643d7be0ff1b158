"""The feed of a search for trials: the parameters of the list, a sentence where one is wrong."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.feeds import KINDS, read
from tests.records import NOT_LISTED, YESTERDAY, a_source, a_status, a_trial
from tests.trials.sealing.tampering import as_owner
from trials.models import Trial
from trials.syndication import ENTRIES

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("kind", KINDS)]


@pytest.fixture
def cabinet() -> Trial:
    trial = a_trial("A021602", acronym="CABINET", plain_summary="For **patients**.\n\nMore.")
    a_status(trial, "RECRUITING", source=a_source("ClinicalTrials.gov"))
    return trial


@pytest.mark.slow
def test_it_takes_what_the_list_takes(client: Client, cabinet: Trial, kind: str) -> None:
    other = a_trial("A031201", phases=["PHASE3"])
    assert len(read(client, f"/trials/feed.{kind}")) == 2
    for query, found in (
        ("q=a021602", "A021602"),
        ("status=RECRUITING&status=COMPLETED", "A021602"),
        ("phase=PHASE3", str(other)),
    ):
        (entry,) = read(client, f"/trials/feed.{kind}?{query}")
        assert entry.title.startswith(found)
        assert entry.id.startswith("tag:testserver,2025-01-01:/trials/")


def test_an_entry_says_what_a_card_says(client: Client, cabinet: Trial, kind: str) -> None:
    (entry,) = read(client, f"/trials/feed.{kind}")
    assert entry.title == "A021602 CABINET: Testing A021602"
    assert entry.url == "http://testserver/trials/A021602/"
    for words in ("Recruiting", "as of 4 April 2024", "ClinicalTrials.gov", "More."):
        assert words in entry.html
    assert abs(entry.published - YESTERDAY) < timedelta(seconds=1)
    assert entry.updated > entry.published


def test_each_search_has_a_feed_of_its_own(client: Client, kind: str) -> None:
    """A reader of Atom takes feeds of one name for the same; the pages of a search are the same."""
    if kind != "atom":
        return
    a_trial("A021602", phases=["PHASE3"])
    queries = ("", "?q=a021602", "?phase=PHASE3", "?phase=PHASE3&phase=PHASE2")
    names = [feed_id(client, query) for query in queries]
    assert len(set(names)) == len(queries)
    assert names[0] == "tag:testserver,2025-01-01:/feeds/trials/"
    assert feed_id(client, "?q=&phase=PHASE2&phase=PHASE3") == names[3]


def feed_id(client: Client, query: str) -> str:
    feed = client.get(f"/trials/feed.atom{query}").content.decode()
    return feed.partition("<id>")[2].partition("</id>")[0]


def test_what_changed_last_comes_first(client: Client, kind: str) -> None:
    for protocol_id in ("A021602", "A031201", "A041202"):
        a_trial(protocol_id, start_date="2018" if protocol_id == "A031201" else "")
    for days, protocol_id in enumerate(("A041202", "A021602", "A031201")):
        changed = f"updated_at = now() - interval '{days} days'"
        as_owner(f"UPDATE trials_trial SET {changed} WHERE protocol_id = '{protocol_id}'")
    assert read(client, f"/trials/feed.{kind}")[0].title.startswith("A041202")
    assert read(client, f"/trials/feed.{kind}?sort=start")[0].title.startswith("A031201")


def test_a_status_under_embargo_is_not_told(client: Client, cabinet: Trial, kind: str) -> None:
    source = a_source("Embargoed", public_from=None)
    a_status(cabinet, "TERMINATED", as_of="2025-01", source=source)
    (entry,) = read(client, f"/trials/feed.{kind}")
    assert "Terminated" not in entry.html
    assert "Embargoed" not in entry.html
    assert read(client, f"/trials/feed.{kind}?status=TERMINATED") == []


@pytest.mark.parametrize("state", NOT_LISTED)
def test_only_what_is_listed_stands_in_it(client: Client, kind: str, state: str) -> None:
    a_trial("A021602", **NOT_LISTED[state])
    assert read(client, f"/trials/feed.{kind}") == []


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (
            "status=BOGUS",
            "Status (status): “BOGUS” is none of the choices here: NOT_YET_RECRUITING; ",
        ),
        ("q=%00", "Words or any trial number (q): Null characters are not allowed."),
        ("sort=best", "Sort by (sort): “best” is none of the choices here: relevance; newest"),
        ("after=nonsense", "Next page (after): This link to a next page is broken."),
    ],
)
def test_a_wrong_parameter_is_answered_with_a_sentence(
    client: Client, kind: str, query: str, said: str
) -> None:
    answer = client.get(f"/trials/feed.{kind}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer.content.decode().startswith("This cannot be asked.\n")
    assert said in answer.content.decode()


@pytest.mark.slow
def test_older_entries_have_an_address(client: Client, kind: str) -> None:
    for number in range(ENTRIES + 2):
        a_trial(f"A02{number:04}")
    address = f"/trials/feed.{kind}?q=testing"
    first = read(client, address)
    text = client.get(address).content.decode()
    after = text[text.index("after=") :].split('"')[0].replace("&amp;", "&").split("&")[0]
    rest = read(client, f"{address}&{after}")
    assert (len(first), len(rest)) == (ENTRIES, 2)
    assert not {entry.id for entry in first} & {entry.id for entry in rest}


def test_a_port_that_is_none_is_refused(client: Client, kind: str) -> None:
    a_trial("A021602")
    answer = client.get(f"/trials/feed.{kind}", headers={"Host": "testserver:99999"})
    assert answer.status_code == 400


@pytest.mark.parametrize("number", [1, 20])
def test_it_takes_a_constant_number_of_queries(client: Client, kind: str, number: int) -> None:
    source = a_source()
    for index in range(number):
        a_status(a_trial(f"A02{index:04}"), "RECRUITING", source=source)
    client.get(f"/trials/feed.{kind}")  # takes in what is new
    with CaptureQueriesContext(connection) as queries:
        assert len(read(client, f"/trials/feed.{kind}?status=RECRUITING")) == number
    assert len(queries) == 4
