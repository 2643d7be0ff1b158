"""The PyPI client `pytrials`, unchanged but for its base address, works against this site."""

import pytest
from django.test import Client
from pytest_django.live_server_helper import LiveServer
from pytrials.client import ClinicalTrials

from tests.trials.api.studies import a_study, nct

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def trials(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> ClinicalTrials:
    """The client, at a registry of three studies, two of them of examplinib."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    for number in (1, 2):
        a_study(number, protocol_id=f"A02160{number}")
    a_study(3, identification={"briefTitle": "Other", "officialTitle": "Nothing, invented"})
    monkeypatch.setattr(ClinicalTrials, "_BASE_URL", f"{live_server.url}/api/v2/")
    return ClinicalTrials()


def test_it_knows_what_it_speaks_to(trials: ClinicalTrials, client: Client) -> None:
    version = client.get("/api/v2/version").json()

    assert trials.api_info == (version["apiVersion"], version["dataTimestamp"])
    assert f"client v{version['apiVersion']}" in repr(trials)


def test_whole_studies_as_a_table(trials: ClinicalTrials) -> None:
    names, *rows = trials.get_full_studies(search_expr="Examplinib", max_studies=50)

    assert names == trials.study_fields["csv"]
    assert sorted(row[0] for row in rows) == [nct(1), nct(2)]
    assert {len(row) for row in rows} == {len(names)}


def test_whole_studies_as_json(trials: ClinicalTrials) -> None:
    told = trials.get_full_studies(search_expr="Examplinib OR Other", max_studies=1000, fmt="json")

    assert len(told["studies"]) == 3
    assert told["studies"][0]["protocolSection"]["statusModule"]["overallStatus"] == "RECRUITING"


def test_every_field_that_it_lists(trials: ClinicalTrials) -> None:
    for fmt in ("csv", "json"):
        fields = trials.study_fields[fmt]
        found = trials.get_study_fields(
            search_expr="Examplinib", fields=fields, max_studies=5, fmt=fmt
        )
        assert len(found["studies"] if fmt == "json" else found[1:]) == 2


def test_some_fields(trials: ClinicalTrials) -> None:
    table = trials.get_study_fields(
        search_expr="Invented+Carcinoma", fields=["NCT Number", "Conditions", "Study Title"]
    )
    told = trials.get_study_fields(
        search_expr="AREA[NCTId]NCT90000001", fields=["NCTId", "Condition"], fmt="json"
    )

    assert table[0] == ["NCT Number", "Study Title", "Conditions"]
    assert len(table) == 4
    (study,) = told["studies"]
    assert study["protocolSection"] == {
        "identificationModule": {"nctId": nct(1)},
        "conditionsModule": {"conditions": ["Invented Carcinoma"]},
    }


def test_only_as_many_as_it_asks_for(trials: ClinicalTrials) -> None:
    assert len(trials.get_full_studies(search_expr="Invented", max_studies=1)) == 2
