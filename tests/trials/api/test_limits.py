"""How many requests one address may make, and which address that is."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from config.limits import networks
from trials.api import visitors
from trials.models import VisitorCount

pytestmark = pytest.mark.django_db

VERSION = "/api/v2/version"
VISITOR, PROXY = "192.0.2.7", "10.0.0.1"


@pytest.fixture(autouse=True)
def three_a_minute(settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 3


@pytest.fixture
def behind_a_proxy(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = networks("TRUSTED_PROXIES", ["10.0.0.0/8", "127.0.0.1"])


def ask(client: Client, address: str = VISITOR, forwarded: str = "") -> tuple[int, str]:
    """Status, and how many requests are left."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    answer = client.get(VERSION, headers=headers, REMOTE_ADDR=address)
    return answer.status_code, answer["RateLimit-Remaining"]


def test_each_answer_says_what_is_left(client: Client) -> None:
    answer = client.get(VERSION, REMOTE_ADDR=VISITOR)

    assert answer["RateLimit-Limit"] == "3"
    assert answer["RateLimit-Remaining"] == "2"
    assert 1 <= int(answer["RateLimit-Reset"]) <= 60


def test_past_the_limit_the_answer_is_a_sentence_and_a_time(client: Client) -> None:
    left = [ask(client) for _ in range(4)]
    over = client.get("/api/v2/nowhere", REMOTE_ADDR=VISITOR)

    assert left == [(200, "2"), (200, "1"), (200, "0"), (429, "0")]
    assert over.status_code == 429
    assert over["Content-Type"] == "text/plain; charset=utf-8"
    assert over["Retry-After"] == over["RateLimit-Reset"]
    assert "3 a minute" in over.content.decode()


def test_a_script_of_another_site_can_read_that_it_asked_too_often(client: Client) -> None:
    for _ in range(4):
        answer = client.get(VERSION, REMOTE_ADDR=VISITOR, headers={"Origin": "https://a.example"})

    assert answer.status_code == 429
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Retry-After" in answer["Access-Control-Expose-Headers"]


def test_another_address_and_another_minute_start_anew(client: Client) -> None:
    for _ in range(4):
        ask(client)
    assert ask(client, "192.0.2.8") == (200, "2")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trials_visitorcount SET minute = minute - interval '1 minute'")

    assert ask(client) == (200, "2")


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "127.9.9.9", ""])
def test_who_works_on_this_machine_is_not_counted(client: Client, address: str) -> None:
    assert {ask(client, address) for _ in range(5)} == {(200, "3")}
    assert not VisitorCount.objects.exists()


def test_no_limit_counts_nothing(client: Client, settings: Settings) -> None:
    settings.API_REQUESTS_PER_MINUTE = 0

    answer = client.get(VERSION, REMOTE_ADDR=VISITOR)

    assert answer.status_code == 200
    assert "RateLimit-Limit" not in answer
    assert not VisitorCount.objects.exists()


def test_pages_of_the_site_are_not_counted(client: Client) -> None:
    client.get("/", REMOTE_ADDR=VISITOR)

    assert not VisitorCount.objects.exists()


def test_a_customer_has_many_addresses_of_ipv6(client: Client) -> None:
    assert ask(client, "2001:db8:0:1::1") == (200, "2")
    assert ask(client, "2001:db8:0:1:ffff::9") == (200, "1")
    assert ask(client, "2001:db8:0:2::1") == (200, "2")


@pytest.mark.usefixtures("behind_a_proxy")
@pytest.mark.parametrize(
    "forwarded",
    [
        VISITOR,
        f"203.0.113.1, {VISITOR}",
        f"{VISITOR}, 10.1.1.1",
        f"{VISITOR}:4711",
        f" ::ffff:{VISITOR} ",
        f"' OR 1=1, {VISITOR}",
        f"127.0.0.1,{VISITOR},10.2.2.2",
    ],
)
def test_behind_a_proxy_the_last_address_that_is_no_proxy_counts(
    client: Client, forwarded: str
) -> None:
    ask(client, PROXY, forwarded)

    assert VisitorCount.objects.get().address == VISITOR


@pytest.mark.usefixtures("behind_a_proxy")
@pytest.mark.parametrize(
    "forwarded", ["", "unknown", "_hidden, ", "1.2.3", "999.1.1.1", "[::1", "::1", "127.0.0.9"]
)
def test_what_is_no_address_counts_for_the_proxy(client: Client, forwarded: str) -> None:
    ask(client, PROXY, forwarded)

    assert VisitorCount.objects.get().address == PROXY


@pytest.mark.usefixtures("behind_a_proxy")
def test_a_proxy_on_this_machine_passes_on_who_asks(client: Client) -> None:
    assert ask(client, "127.0.0.1", VISITOR) == (200, "2")


def test_a_header_from_anybody_else_is_not_believed(client: Client) -> None:
    ask(client, VISITOR, "127.0.0.1")

    assert VisitorCount.objects.get().address == VISITOR


def test_counts_of_past_minutes_are_cleared(client: Client) -> None:
    ask(client)
    ask(client, "192.0.2.8")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE trials_visitorcount SET minute = minute - interval '3 minutes'"
            " WHERE address = %s",
            [VISITOR],
        )

    visitors.clear()

    assert VisitorCount.objects.get().address == "192.0.2.8"


@pytest.mark.django_db(transaction=True)
def test_the_api_answers_though_nothing_can_be_counted(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trials_visitorcount RENAME TO mislaid")
    try:
        answer = client.get(VERSION, REMOTE_ADDR=VISITOR)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE mislaid RENAME TO trials_visitorcount")

    assert answer.status_code == 200
    assert "could not be counted" in caplog.text
