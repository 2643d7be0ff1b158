"""`updatedSince`: what changed here, and what was withdrawn, for who keeps a copy."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.records import NOT_LISTED, a_trial
from tests.trials.api.studies import a_study, enrolling, nct, numbers, page
from trials.models import Trial

pytestmark = pytest.mark.django_db(transaction=True)


def moment() -> str:
    """By the database's clock, as a client writes it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
    return now.astimezone(UTC).isoformat().replace("+00:00", "Z")


def withdraw(number: int) -> None:
    Trial.objects.filter(nct_id=nct(number)).update(
        state="WITHDRAWN", withdrawn_at=timezone.now(), withdrawal_reason="Zzreason"
    )


@pytest.mark.slow
def test_what_changed_and_what_was_withdrawn_since(client: Client) -> None:
    for number in range(1, 5):
        a_study(number, protocol_id=f"A29990{number}")
    assert len(page(client)["studies"]) == 4
    since = moment()
    Trial.objects.filter(nct_id=nct(2)).update(acronym="NEW")
    withdraw(3)
    a_study(5)
    found = page(client, updatedSince=since, countTotal="true")
    assert numbers(found) == [nct(2), nct(5)]
    assert found["totalCount"] == 2
    (gone,) = found["withdrawn"]
    assert gone.keys() == {"nctId", "protocolId", "withdrawnAt"}
    assert (gone["nctId"], gone["protocolId"]) == (nct(3), "A299903")
    assert gone["withdrawnAt"].endswith("Z")
    assert page(client, updatedSince=moment()) == {"studies": [], "withdrawn": []}


@pytest.mark.slow
@pytest.mark.parametrize("offset", ["+23:59", "-23:59", "+23:59:59.999999", "-15:59:59"])
def test_any_offset_that_a_time_can_have(client: Client, offset: str) -> None:
    a_study(1)
    assert numbers(page(client, updatedSince=f"2020-01-01T00:00:00{offset}")) == [nct(1)]


@pytest.mark.slow
def test_a_time_outside_of_the_calendar_is_its_begin_or_end(client: Client) -> None:
    a_study(1)
    assert numbers(page(client, updatedSince="0001-01-01T00:00:00+23:59")) == [nct(1)]
    assert numbers(page(client, updatedSince="9999-12-31T23:59:59-23:59")) == []


@pytest.mark.slow
def test_without_it_there_is_no_list_of_what_was_withdrawn(client: Client) -> None:
    a_study(1)
    assert page(client).keys() == {"studies"}


@pytest.mark.slow
def test_pages_hold_both_and_end(client: Client) -> None:
    since = moment()
    for number in range(1, 8):
        a_study(number)
    for number in (2, 3, 7):
        withdraw(number)
    asked: dict[str, Any] = {"updatedSince": since, "pageSize": 2}
    studies, gone, pages = [], [], 0
    token: dict[str, str] = {}
    while pages == 0 or token:
        found = page(client, **asked, **token)
        studies += numbers(found)
        gone += [one["nctId"] for one in found["withdrawn"]]
        token = {"pageToken": found["nextPageToken"]} if "nextPageToken" in found else {}
        pages += 1
    assert studies == [nct(number) for number in (1, 4, 5, 6)]
    assert gone == [nct(number) for number in (2, 3, 7)]
    assert pages == 4


@pytest.mark.slow
def test_no_question_finds_out_what_a_withdrawn_record_said(client: Client) -> None:
    for number in (1, 2, 3):
        enrolling(number, 10 * number)
    withdraw(2)
    asked: dict[str, Any] = {"updatedSince": "2020-01-01", "pageSize": 1000}
    for question in (
        {"query__term": "nothing"},
        {"filter__advanced": "AREA[EnrollmentCount]20"},
        {"filter__advanced": "AREA[EnrollmentCount]99"},
        {"filter__ids": nct(1)},
    ):
        assert [one["nctId"] for one in page(client, **asked, **question)["withdrawn"]] == [nct(2)]
    walked = []
    token: dict[str, str] = {"pageToken": ""}
    while token:
        found = page(client, **asked | token | {"pageSize": 1}, sort="EnrollmentCount:desc")
        walked += [*numbers(found), *(one["nctId"] for one in found["withdrawn"])]
        token = {"pageToken": found["nextPageToken"]} if "nextPageToken" in found else {}
    assert walked == [nct(3), nct(1), nct(2)]


@pytest.mark.slow
def test_what_was_never_listed_is_not_withdrawn(client: Client) -> None:
    for number, state in enumerate(("draft", "in-review", "future")):
        a_trial(f"A29991{number}", nct_id=nct(10 + number), **NOT_LISTED[state])
    never = NOT_LISTED["withdrawn"] | {"withdrawn_at": "2020-01-01T00:00Z"}
    a_trial("A299914", nct_id=nct(14), **never)
    found = page(client, updatedSince="2020-01-01", includeUnregistered="true")
    assert found == {"studies": [], "withdrawn": []}


@pytest.mark.slow
def test_those_without_an_nct_id_only_if_asked_for(client: Client) -> None:
    a_trial("A299920", **NOT_LISTED["withdrawn"])
    assert page(client, updatedSince="2020-01-01")["withdrawn"] == []
    (gone,) = page(client, updatedSince="2020-01-01", includeUnregistered="true")["withdrawn"]
    assert gone.keys() == {"protocolId", "withdrawnAt"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["2020-01-01", "2020-01-01T00:00:00", "2020-01-01T00:00:00Z", "2020-01-01T02:00+02:00"]
)
def test_a_date_or_a_time_of_any_zone(client: Client, text: str) -> None:
    a_study(1)
    assert numbers(page(client, updatedSince=text)) == [nct(1)]
    assert numbers(page(client, updatedSince=text.replace("2020", "2999"))) == []


@pytest.mark.slow
def test_a_plus_that_was_not_escaped(client: Client) -> None:
    a_study(1)
    answer = client.get("/api/v2/studies?updatedSince=2020-01-01T02:00:00+02:00")
    assert answer.status_code == 200
    for extreme in ("0001-01-01", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"):
        assert page(client, updatedSince=extreme)["withdrawn"] == []
