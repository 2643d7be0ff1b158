"""The two addresses that a load balancer asks."""

import pytest
from django.db import DatabaseError
from django.db.backends.utils import CursorWrapper
from django.test import Client


def test_health_needs_no_database(client: Client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_the_database_answers(client: Client) -> None:
    assert client.get("/readyz").content == b"ready\n"


@pytest.mark.django_db
def test_not_ready_when_it_does_not(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(CursorWrapper, "execute", fail)
    response = client.get("/readyz")

    assert response.status_code == 503
    assert b"does not answer" in response.content


def test_neither_takes_a_post(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405
