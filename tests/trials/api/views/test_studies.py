"""`/studies` as a client of the registry's API meets it."""

import pytest
from django.db import connection
from django.test import Client

from tests.trials.api.studies import a_study, ask, enrolling, nct, numbers, page, said

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_a_page_is_compact_json_with_the_token_at_its_end(client: Client) -> None:
    for number in range(1, 4):
        a_study(number)
    answer = ask(client, pageSize=2, countTotal="true")
    text = b"".join(answer.streaming_content).decode()
    assert answer["Content-Type"] == "application/json"
    assert text.startswith('{"totalCount":3,"studies":[{"')
    assert text.endswith('"}')
    assert ',"nextPageToken":"' in text[-90:]


@pytest.mark.slow
def test_pages_follow_each_other_to_the_end(client: Client) -> None:
    for number in range(1, 6):
        a_study(number)
    found = page(client, pageSize=2, countTotal="true")
    assert found["totalCount"] == 5
    seen = numbers(found)
    while token := found.get("nextPageToken"):
        assert len(token) <= 60
        found = page(client, pageSize=2, pageToken=token, countTotal="true")
        assert "totalCount" not in found
        seen += numbers(found)
    assert seen == [nct(number) for number in range(1, 6)]


@pytest.mark.slow
def test_sorted_with_those_that_say_nothing_last(client: Client) -> None:
    for number, count in enumerate((30, None, 10, 20), 1):
        enrolling(number, count)
    up, down = [nct(n) for n in (3, 4, 1, 2)], [nct(n) for n in (1, 4, 3, 2)]
    assert numbers(page(client, sort="EnrollmentCount")) == up
    assert numbers(page(client, sort="EnrollmentCount:desc")) == down


def test_unknown_parameters_are_named_with_what_may_be_meant(client: Client) -> None:
    assert said(ask(client, filter__overalStatus="RECRUITING")) == (
        400,
        "`filter.overalStatus` is unknown parameter\nDid you mean `filter.overallStatus`?",
    )
    assert said(ask(client, filter__phase="PHASE3", strict="true")) == (
        400,
        "`filter.phase` is unknown parameter",
    )


@pytest.mark.parametrize("mistaken", ["filter.phases", "filter.fase"])
def test_names_that_are_taken_though_guessed_are_suggested_too(
    client: Client, mistaken: str
) -> None:
    answer = client.get(f"/api/v2/studies?{mistaken}=3")
    assert said(answer)[1].endswith("Did you mean `filter.phase`?")


def test_only_what_sorts_is_suggested_for_sorting(client: Client) -> None:
    meant = "Did you mean `LastUpdatePostDate` or "
    suggested = said(ask(client, sort="LastUpdatePostDat"))[1]
    assert meant in suggested
    assert "Type" not in suggested


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_who_goes_away_in_the_middle_leaves_nothing_open(client: Client) -> None:
    for number in range(1, 4):
        a_study(number, description={"briefSummary": "word " * 20_000})
    answer = ask(client)
    assert len(next(iter(answer.streaming_content))) > 60_000
    assert connection.in_atomic_block
    answer.close()
    assert not connection.in_atomic_block
    assert len(page(client)["studies"]) == 3
