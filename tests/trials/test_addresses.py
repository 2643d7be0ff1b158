"""The one address of a trial, and every other that leads to it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from model_bakery import baker

from tests.forms import form_data
from tests.records import NOT_LISTED, a_trial
from trials.models import Condition, FormerAddress, Trial, TrialIdentifier

pytestmark = pytest.mark.django_db


@pytest.fixture
def cabinet() -> Trial:
    return a_trial("A021602", nct_id="NCT03375320", acronym="CABINET")


@pytest.mark.parametrize(
    "other",
    ["NCT03375320", "a021602", "nct03375320", "NCI-2017-02297", "Alliance%20A021602", "A-021602"],
)
def test_every_other_id_and_spelling_redirects(client: Client, cabinet: Trial, other: str) -> None:
    baker.make(TrialIdentifier, trial=cabinet, kind="CTRP", value="NCI-2017-02297")
    for ending in ("", "history/"):
        response = client.get(f"/trials/{other}/{ending}")
        assert response.status_code == 301
        assert response["Location"] == f"/trials/A021602/{ending}"


def test_a_retired_id_redirects(client: Client, cabinet: Trial) -> None:
    Trial.objects.filter(pk=cabinet.pk).update(protocol_id="A021699")

    assert client.get("/trials/A021602/")["Location"] == "/trials/A021699/"


def test_a_missing_slash_redirects(client: Client, cabinet: Trial) -> None:
    response = client.get("/trials/A021602")
    assert (response.status_code, response["Location"]) == (301, "/trials/A021602/")


def test_a_trial_without_a_protocol_id_has_its_nct_id_in_the_address(client: Client) -> None:
    a_trial(None, nct_id="NCT00000001")
    assert client.get("/trials/NCT00000001/").status_code == 200


def test_a_funding_number_is_no_address(client: Client, cabinet: Trial) -> None:
    fields: dict[str, Any] = {"kind": "FUNDING", "value": "U10CA180821", "resolves": False}
    baker.make(TrialIdentifier, trial=cabinet, **fields)

    assert client.get("/trials/U10CA180821/").status_code == 404
    assert "U10CA180821" in client.get("/trials/A021602/").content.decode()


@pytest.mark.parametrize("path", ["/trials/%00/", "/trials/-/", "/trials/%F0%9F%92%A9/"])
def test_an_address_of_no_trial_is_not_found(client: Client, cabinet: Trial, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_duplicate_leads_to_the_trial_that_stays(client: Client, cabinet: Trial) -> None:
    duplicate = a_trial("A021698", **NOT_LISTED["withdrawn"])
    Trial.objects.filter(pk=duplicate.pk).update(merged_into=cabinet)

    response = client.get("/trials/A021698/")
    assert (response.status_code, response["Location"]) == (301, "/trials/A021602/")


def test_trials_merged_in_a_circle_still_answer(client: Client, cabinet: Trial) -> None:
    other = a_trial("A021698")
    Trial.objects.filter(pk=other.pk).update(merged_into=cabinet)
    Trial.objects.filter(pk=cabinet.pk).update(merged_into=other)
    assert client.get("/trials/A021602/").status_code == 200
    assert client.get("/trials/A021698/")["Location"] == "/trials/A021602/"


def test_an_address_that_moved_redirects(client: Client, cabinet: Trial) -> None:
    FormerAddress.objects.create(path="/old/cabinet/", moved_to="/trials/A021602/")
    FormerAddress.objects.create(path="/old/none/", moved_to="/trials/A099999/")

    response = client.get("/old/cabinet/")
    assert (response.status_code, response["Location"]) == (301, "/trials/A021602/")
    assert client.get("/old/none/").status_code == 404


@pytest.mark.slow
def test_a_condition_keeps_its_address_whatever_its_name_becomes(
    editor: Client, client: Client
) -> None:
    found = Condition.objects.create(name="Carcinoid tumour", slug="carcinoid-tumour")
    a_trial().conditions.add(found)
    change = reverse("admin:trials_condition_change", args=[found.pk])
    assert 'data-prepopulated-fields="[]"' in editor.get(change).content.decode()
    new = {"name": "Carcinoid tumor", "slug": "carcinoid-tumor"}
    assert editor.post(change, form_data(editor, change) | new).status_code == 302
    page = client.get("/conditions/carcinoid-tumour/")
    assert (page.status_code, "Carcinoid tumor" in page.content.decode()) == (200, True)
