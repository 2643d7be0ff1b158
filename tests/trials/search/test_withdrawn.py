"""What the index remembers of a withdrawn record shows at no answer."""

import pytest
from django.test import Client
from django.utils import timezone

from tests.records import a_trial
from trials.models import Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def withdrawn(client: Client) -> Trial:
    """Searched while it was public, then withdrawn; A021602 stays."""
    a_trial("A021602", brief_title="Testing cabozantinib")
    trial = a_trial("A021699", brief_title="Testing zzsecretword")
    assert "zzsecretword" in text_of(client, "/search/?q=zzsecretwrd")
    Trial.objects.filter(pk=trial.pk).update(
        state="WITHDRAWN", withdrawn_at=timezone.now(), withdrawal_reason="It was wrong."
    )
    return trial


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", ["search", "trials", "news"])
def test_its_words_correct_nothing(client: Client, withdrawn: Trial, path: str) -> None:
    text = text_of(client, f"/{path}/?q=zzsecretwrd")

    assert "zzsecretword" not in text
    assert "Showing results for" not in text


@pytest.mark.slow
def test_it_is_no_nearest_number_and_no_suggestion(client: Client, withdrawn: Trial) -> None:
    assert "A021699" not in text_of(client, "/search/?q=A021698")
    suggestions = text_of(client, "/suggest/?q=A0216")
    assert "A021602" in suggestions
    assert "A021699" not in suggestions


@pytest.mark.slow
def test_its_number_beside_another_is_named_as_unmatched(client: Client, withdrawn: Trial) -> None:
    text = text_of(client, "/search/?q=A021602+A021699")

    assert "No record here has the number <strong>A021699</strong>" in text
    assert "1 trial found" in text
