"""The end of an embargo in real time: a release appears though nobody touches anything."""

import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models.functions import Now
from django.test import Client

from news.models import NewsItem
from tests.feeds import KINDS
from tests.records import a_finding, a_link, a_source, a_trial, an_item

SECOND = timedelta(seconds=1)
# Long enough that a busy machine has asked all addresses before.
WAITS = 8 * SECOND
SETTLES = 5


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_release_appears_by_itself_while_time_passes(client: Client) -> None:
    """Nobody touches anything: the same question is asked again and again."""
    trial = a_trial("A021602")
    source = a_source("Qqsource", public_from=None)
    waits = {"state": "IN_REVIEW", "release_at": None}
    item = an_item("the-release", title="Qqtitle", source=source, **waits)
    a_link(item, trial)
    a_finding(trial, "99", source, population="Qqfinding")
    NewsItem.objects.filter(pk=item.pk).update(state="APPROVED", release_at=Now() + WAITS)
    due: Any = NewsItem.objects.get(pk=item.pk).release_at
    etags = {address: client.get(address)["ETag"] for address in _followed()}
    assert client.get("/news/the-release/").status_code == 404
    assert "Qqfinding" not in client.get("/trials/A021602/").content.decode()

    for address, etag in etags.items():
        _as_it_appears(client, address, etag, due)
    assert client.get("/news/the-release/").status_code == 200
    assert "Qqfinding" in client.get("/trials/A021602/").content.decode()


def _as_it_appears(client: Client, address: str, etag: str, due: datetime) -> None:
    """Once it is due a follower is sent it within a second, and never before.

    Without it a tag settles: transactions of other tests that ran when it was given have ended.
    """
    for _ in range(SETTLES):
        answer: Any = client.get(address, headers={"if-none-match": etag})
        while answer.status_code == 304:
            assert _clock() < due + SECOND
            time.sleep(0.05)
            answer = client.get(address, headers={"if-none-match": etag})
        assert (answer.status_code, answer["ETag"] != etag) == (200, True)
        if "Qqtitle" in answer.content.decode():
            break
        assert _clock() < due + SECOND
        etag = answer["ETag"]
    assert "Qqtitle" in answer.content.decode()
    assert _clock() >= due


def _followed() -> list[str]:
    return [f"/{of}/feed.{kind}" for of in ("news", "trials/A021602") for kind in KINDS]


def _clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment
