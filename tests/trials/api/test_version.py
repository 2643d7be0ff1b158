"""What a client passes on as `updatedSince` loses it nothing."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests.trials.api.studies import a_study, nct
from trials.api.rendering import refresh
from trials.api.views.version import as_timestamp
from trials.models import StudyVersion

pytestmark = pytest.mark.django_db(transaction=True)


def told(client: Client) -> str:
    return str(client.get("/api/v2/version").json()["dataTimestamp"])


def changed_since(client: Client, moment: str) -> str:
    answer: Any = client.get("/api/v2/studies", {"updatedSince": moment, "fields": "NCTId"})
    return str(answer.getvalue().decode())


def test_a_registry_without_studies_has_a_time_too(client: Client) -> None:
    assert told(client) == "1970-01-01T00:00:00"


def test_it_is_the_second_of_the_newest_record_or_before(client: Client) -> None:
    a_study(1)
    refresh()
    newest = StudyVersion.objects.latest("pk").rendered_at

    assert re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}", told(client))
    assert datetime.fromisoformat(told(client)).replace(tzinfo=UTC) <= newest
    assert as_timestamp(datetime(2098, 1, 2, 3, 4, 5, 999_999, UTC)) == "2098-01-02T03:04:05"


@pytest.mark.slow
def test_what_changes_in_the_very_second_after_it_is_found(client: Client) -> None:
    a_study(1)
    before = told(client)
    a_study(2)

    assert nct(2) in changed_since(client, before)
    assert nct(2) in changed_since(client, told(client))


@pytest.mark.slow
def test_what_changed_before_another_second_is_left_out(client: Client) -> None:
    a_study(1)
    told(client)
    StudyVersion.objects.update(rendered_at=datetime(2020, 1, 1, tzinfo=UTC))
    a_study(2)

    since = changed_since(client, told(client))
    assert nct(2) in since
    assert nct(1) not in since
