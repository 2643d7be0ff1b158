"""Who holds a feed of trials gets no other while nothing changes, whatever the clock says."""

import time

import pytest
from django.test import Client

from tests.feeds import KINDS
from tests.records import a_trial
from trials.syndication import ENTRIES

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_it_has_the_same_tag_while_nothing_changes(client: Client) -> None:
    for number in range(ENTRIES + 1):
        a_trial(f"A02{number:04}")
    tags = {kind: client.get(f"/trials/feed.{kind}")["ETag"] for kind in KINDS}
    time.sleep(1.1)
    for kind, tag in tags.items():
        answer = client.get(f"/trials/feed.{kind}", headers={"If-None-Match": tag})
        assert answer.status_code == 304, kind
