"""Who decided on a link is told by name to editors, in versions and history, and to no reader."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from news.linking import confirm, read_again, reject, undo
from news.models import TrialLink
from tests.records import a_trial, an_item
from trials.models import Trial

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PUBLIC = "/trials/A021602/history/"


@pytest.fixture
def link(transactional_db: None) -> TrialLink:
    """Confirmed by one person, opened again, rejected by another; the first has left."""
    a_trial("A021602")
    item = an_item(body="Results of Alliance A021602.")
    read_again(item)
    found: TrialLink = item.trial_links.get()
    first, second = (User.objects.create(username=name) for name in ("leda", "mirek"))
    undo(confirm(found, first), first)
    reject(found, second)
    first.delete()
    return found


def page(client: Client, name: str, link: TrialLink, **query: Any) -> str:
    answer = client.get(reverse(f"admin:trials_trial_{name}", args=[link.trial_id]), query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_versions_name_who_decided_also_one_who_left(admin_client: Client, link: TrialLink) -> None:
    with CaptureQueriesContext(connection) as asked:
        text = page(admin_client, "versions", link)
    assert "Decided by added: leda (account deleted)" in text
    assert "Decided by added: mirek" in text
    assert "Decided by added: number" not in text
    by_keys = [one for one in asked.captured_queries if '"auth_user"."id" IN' in one["sql"]]
    assert len(by_keys) == 1


def test_two_versions_side_by_side_name_who_decided(admin_client: Client, link: TrialLink) -> None:
    revision = Trial.objects.get(pk=link.trial_id).revision
    text = page(admin_client, "versions", link, **{"from": revision - 2, "to": revision})
    assert "leda (account deleted)" in text
    assert "mirek" in text
    assert "number " not in text.split('id="content-main"')[1]


def test_the_history_tab_names_who_decided(admin_client: Client, link: TrialLink) -> None:
    text = page(admin_client, "history", link)
    assert "<dt>Decided by</dt> <dd><del></del> → leda</dd>" in text
    assert "<dt>Decided by</dt> <dd><del></del> → mirek</dd>" in text


def test_readers_are_told_of_nobody(client: Client, link: TrialLink) -> None:
    for address in (PUBLIC, f"{PUBLIC.rstrip('/')}.json"):
        text = client.get(address).content.decode()
        assert "leda" not in text
        assert "mirek" not in text
