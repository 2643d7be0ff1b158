"""The list of trials, approvals, conditions: what is paged, and what it costs."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from tests.records import (
    a_link,
    a_source,
    a_status,
    a_trial,
    an_approval,
    an_item,
)
from tests.trials.test_pages_lists_found import a_cabinet, found
from trials.models import (
    Condition,
    Trial,
    TrialCondition,
)

pytestmark = pytest.mark.django_db


def next_page(text: str) -> str:
    match = re.search(r'href="([^"]*)" rel="next"', text)
    return match[1].replace("&amp;", "&") if match else ""


@pytest.mark.slow
def test_pages_show_every_trial_once(client: Client) -> None:
    ids = [f"A0221{number:02}" for number in range(60)]
    for number, protocol_id in enumerate(ids):
        posted = f"20{10 + number % 7}" if number % 3 else ""
        a_trial(protocol_id, brief_title="Testing", first_posted=posted)
    sorts = ("newest", "updated", "start", "relevance")
    assert {sort: sorted(seen(client, sort)) for sort in sorts} == dict.fromkeys(sorts, ids)


def seen(client: Client, sort: str) -> list[str]:
    """The IDs of all pages."""
    ids: list[str] = []
    path = f"/trials/?q=testing&sort={sort}"
    while path:
        text = client.get(path).content.decode()
        ids += re.findall(r'<span class="id">(.*?)</span>', text)
        path = next_page(text)
        assert not path or "q=testing" in path
    return ids


@pytest.mark.slow
def test_a_key_of_another_order_is_refused(client: Client) -> None:
    for number in range(26):
        a_trial(f"A0221{number:02}")
    path = next_page(client.get("/trials/").content.decode())

    assert 'role="alert"' in client.get(f"{path}&sort=updated").content.decode()


@pytest.mark.slow
def test_a_refusal_is_no_approval(client: Client) -> None:
    an_approval(a_trial(), decision="REFUSED")

    assert found(client, "has=approval") == []
    assert "Refused" in client.get("/approvals/").content.decode()
    assert "<dt>Approvals</dt>" not in client.get("/trials/A021602/").content.decode()


@pytest.mark.parametrize("path", ["/trials/", "/trials/?q=testing&has=discrepancy&has=news"])
@pytest.mark.parametrize("number", [1, 10, pytest.param(500, marks=pytest.mark.slow)])
def test_lists_take_a_constant_number_of_queries(client: Client, path: str, number: int) -> None:
    condition = baker.make(Condition, name="Disease", slug="disease")
    source = a_source()
    for index in range(min(number, 50)):
        trial = a_trial(f"A02{index:04}")
        baker.make(TrialCondition, trial=trial, condition=condition)
        a_status(trial, "RECRUITING", source=source)
        a_link(an_item(f"item-{index}"), trial)
    rest = [
        Trial(protocol_id=f"A02{index:04}", brief_title="Testing", **trial_state())
        for index in range(50, number)
    ]
    Trial.objects.bulk_create(rest)
    client.get(path)  # takes in what is new
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200

    assert len(queries) <= 3


def trial_state() -> dict[str, Any]:
    return {"state": "APPROVED", "release_at": "2020-01-01T00:00Z"}


def test_the_page_of_a_condition_lists_its_trials(client: Client) -> None:
    a_cabinet()
    text = client.get("/conditions/neuroendocrine-tumor/").content.decode()

    assert re.findall(r'<span class="id">(.*?)</span>', text) == ["A021602"]
    assert client.get("/conditions/unknown/").status_code == 404


def test_a_condition_that_no_public_trial_studies_has_no_page(client: Client) -> None:
    baker.make(Condition, name="Rare", slug="rare")
    assert client.get("/conditions/rare/").status_code == 404


def test_approvals_the_latest_first_by_agency(client: Client) -> None:
    cabinet = a_cabinet()
    an_approval(cabinet, "FDA", product="Of March")
    an_approval(cabinet, "MHRA", product="Of September", decided_on="", announced_on="2025-09-22")
    an_approval(cabinet, "European Commission", product="Of July", decided_on="2025-07-24")
    text = client.get("/approvals/").content.decode()

    assert text.index("Of September") < text.index("Of July") < text.index("Of March")
    text = client.get("/approvals/?agency=FDA&agency=MHRA").content.decode()
    assert "Of September" in text
    assert "Of July" not in text
    text = client.get("/approvals/?agency=EMA").content.decode()
    assert "No approval listed here is of the agency “EMA”" in text


def test_paper_says_which_approvals_were_chosen(client: Client) -> None:
    cabinet = a_cabinet()
    an_approval(cabinet, "FDA")
    an_approval(cabinet, "MHRA")
    chosen = client.get("/approvals/?agency=FDA&agency=MHRA").content.decode()
    assert '<p class="printed-only">Agency: FDA, MHRA</p>' in chosen
    for address in ("/approvals/", "/approvals/?agency=EMA"):
        assert "printed-only" not in client.get(address).content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 50])
def test_approvals_take_a_constant_number_of_queries(client: Client, number: int) -> None:
    for index in range(number):
        an_approval(a_trial(f"A0220{index:02}"))
    with CaptureQueriesContext(connection) as queries:
        client.get("/approvals/")

    assert len(queries) == 3


def test_a_wrong_agency_is_said_above_the_choices(client: Client) -> None:
    an_approval(a_trial())
    text = client.get("/approvals/?agency=BOGUS").content.decode()
    assert "Agency: No approval listed here is of the agency “BOGUS”." in text
    assert text.index("This cannot be shown") < text.index("Choose approvals")
