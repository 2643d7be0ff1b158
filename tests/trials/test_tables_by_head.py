"""Who asks for a table by HEAD gets its headers; a server that iterates the answer reads no row."""

from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory
from django.urls import reverse

from tests.records import a_trial
from trials.search import catch_up

pytestmark = pytest.mark.django_db
HEADERS = ("Content-Type", "Content-Disposition", "Cache-Control")


def by_head(client: Client, address: str) -> Any:
    """As a server gets it, which reads all and leaves it out only when it sends."""
    asking = RequestFactory()
    asking.cookies = client.cookies
    return WSGIHandler().get_response(asking.head(address))


@pytest.mark.slow
def test_the_table_of_all_trials(client: Client) -> None:
    a_trial("A021602")
    catch_up()
    has_the_headers_alone(client, "/trials/export.csv")


def test_the_table_of_a_list_of_the_admin(editor: Client) -> None:
    a_trial("A021602")
    has_the_headers_alone(editor, reverse("admin:trials_trial_csv"))


def has_the_headers_alone(client: Client, address: str) -> None:
    whole = client.get(address)
    assert b"A021602" in whole.getvalue()
    head = by_head(client, address)
    assert (head.status_code, head.getvalue()) == (200, b"")
    assert {name: head[name] for name in HEADERS} == {name: whole[name] for name in HEADERS}
