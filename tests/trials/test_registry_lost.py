"""A record that its registry lost: readers are told on the trial's page and in its history."""

from datetime import UTC, datetime

import pghistory
import pytest
from django.test import Client

from tests.records import a_trial
from trials.models import Trial

pytestmark = pytest.mark.django_db
SAID = "ClinicalTrials.gov had no such record when we asked on"


@pytest.fixture
def trial() -> Trial:
    return a_trial("A021602", nct_id="NCT03375320")


def lose(trial: Trial, at: datetime | None) -> None:
    Trial.objects.filter(pk=trial.pk).update(missing_since=at)


def test_the_page_says_so_beside_the_number(client: Client, trial: Trial) -> None:
    assert SAID not in client.get(trial.get_absolute_url()).content.decode()
    lose(trial, datetime(2026, 11, 20, 3, tzinfo=UTC))
    text = client.get(trial.get_absolute_url()).content.decode()
    assert text.count(f"{SAID} 20 November 2026") == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_history_says_when_it_was_lost_and_found(client: Client, trial: Trial) -> None:
    with pghistory.context(command="import_ctgov", run=1):
        lose(trial, datetime(2026, 11, 20, 3, tzinfo=UTC))
    text = client.get(f"{trial.get_absolute_url()}history/").content.decode()
    assert "ClinicalTrials.gov had no such record when it was asked" in text
    assert text.count("With an import from ClinicalTrials.gov") == 1
    assert "2026-11-20" not in text
    lose(trial, None)
    text = client.get(f"{trial.get_absolute_url()}history/").content.decode()
    assert "ClinicalTrials.gov has the record again" in text
