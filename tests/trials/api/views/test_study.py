"""`/studies/{id}` as a client of the registry's API meets it."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from model_bakery import baker

from tests.records import NOT_LISTED, a_trial
from tests.trials.api.studies import STUDIES, a_study, ask, nct, said, study_json
from trials.api.study import PARTS
from trials.models import Trial, TrialIdentifier

pytestmark = pytest.mark.django_db

FIRST = f"{STUDIES}/{nct(1)}"


def one(client: Client, path: str = FIRST, **parameters: Any) -> Any:
    answer = ask(client, path, **parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.slow
def test_what_came_from_the_registry_goes_out_with_our_section_last(client: Client) -> None:
    a_study(1, protocol_id="A299901")
    told = one(client)
    assert list(told)[-1] == "trialfolio"
    assert told["trialfolio"]["protocolId"] == "A299901"
    assert told.keys() - {"trialfolio"} == study_json().keys()
    assert one(client, strict="true") == study_json(protocol_id="A299901")


@pytest.mark.slow
@pytest.mark.parametrize("spelling", ["nct90000001", "NCT090000001", "Nct0090000001"])
def test_an_nct_id_in_another_spelling_is_answered_at_once(client: Client, spelling: str) -> None:
    a_study(1)
    assert one(client, f"{STUDIES}/{spelling}") == one(client)


@pytest.mark.slow
@pytest.mark.parametrize("other", ["A299901", "a-299901", "NCI-2098-00001"])
def test_other_ids_lead_to_the_nct_id_with_what_was_asked(client: Client, other: str) -> None:
    trial = a_study(1, protocol_id="A299901")
    baker.make(TrialIdentifier, trial=trial, kind="CTRP", value="NCI-2098-00001")
    answer = client.get(f"{STUDIES}/{other}?fields=NCTId&format=json")
    assert answer.status_code == 301
    assert answer["Location"] == f"{FIRST}?fields=NCTId&format=json"
    assert client.get(f"{STUDIES}/{other}")["Location"] == FIRST


def test_a_merged_duplicate_leads_to_the_one_that_stays(client: Client) -> None:
    stays = a_study(1)
    Trial.objects.filter(pk=a_study(2).pk).update(merged_into=stays)
    assert client.get(f"{STUDIES}/{nct(2)}")["Location"] == FIRST


def test_a_trial_without_an_nct_id_is_served_by_its_own(client: Client) -> None:
    a_trial("A299902")
    assert one(client, f"{STUDIES}/A299902")["trialfolio"]["protocolId"] == "A299902"
    assert client.get(f"{STUDIES}/a299902")["Location"] == f"{STUDIES}/A299902"


def test_what_is_not_here_is_not_found_and_what_is_no_id_is_refused(client: Client) -> None:
    assert said(ask(client, FIRST)) == (404, "NCT number NCT90000001 not found")
    assert said(ask(client, f"{STUDIES}/A299909")) == (404, "Study A299909 not found")
    for path in ("nothing", "NCT0", "NCT123456789", "-", "x" * 300):
        status, text = said(ask(client, f"{STUDIES}/{path}"))
        assert (path, status) == (path, 400)
        assert text.startswith("Parameter `nctId` has incorrect format")
    assert said(ask(client, f"{STUDIES}/A299909", strict="true"))[0] == 400


@pytest.mark.parametrize("state", ["draft", "in-review", "future"])
def test_what_is_not_public_is_as_if_it_were_not_here(client: Client, state: str) -> None:
    a_trial("A299903", nct_id=nct(3), **NOT_LISTED[state])
    assert said(ask(client, f"{STUDIES}/{nct(3)}")) == (404, f"NCT number {nct(3)} not found")
    assert said(ask(client, f"{STUDIES}/A299903")) == (404, "Study A299903 not found")


def test_of_a_withdrawn_record_the_page_is_named(client: Client) -> None:
    a_trial("A299903", nct_id=nct(3), **NOT_LISTED["withdrawn"])
    status, text = said(ask(client, f"{STUDIES}/{nct(3)}"))
    assert status == 404
    assert text == (
        f"NCT number {nct(3)} not found\n"
        "The record was withdrawn; http://testserver/trials/A299903/ says why."
    )


@pytest.mark.slow
def test_fields_cut_it_down(client: Client) -> None:
    a_study(1, protocol_id="A299901")
    told = one(client, fields="NCTId,trialfolio.protocolId|trialfolio.url")
    assert told == {
        "protocolSection": {"identificationModule": {"nctId": nct(1)}},
        "trialfolio": {"protocolId": "A299901", "url": "/trials/A299901/"},
    }
    assert one(client, fields="HasResults") == {"hasResults": False}
    assert one(client, fields="trialfolio") == {"trialfolio": one(client)["trialfolio"]}
    for fields in ("trialfolio.cohort", "trialfolio.x.y"):
        status, text = said(ask(client, FIRST, fields=fields))
        assert status == 400
        assert text.startswith(f"Parameter `fields` contains invalid field name: '{fields}'")
    assert said(ask(client, FIRST, fields="trialfolio", strict="true"))[0] == 400
    assert said(ask(client, FIRST, fields="@query"))[0] == 400


def test_the_parts_of_our_section_have_names_that_fields_knows(client: Client) -> None:
    a_study(1, protocol_id="A299901")
    assert one(client)["trialfolio"].keys() <= set(PARTS)


@pytest.mark.slow
def test_as_a_table(client: Client) -> None:
    a_study(1)
    answer = ask(client, FIRST, format="csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    names, row = csv.reader(io.StringIO(answer.content.decode()))
    assert len(names) == 30
    assert (names[0], row[0]) == ("NCT Number", nct(1))
    assert row[2] == f"https://clinicaltrials.gov/study/{nct(1)}"
    short = ask(client, FIRST, format="csv", fields="Study Title|NCT Number").content.decode()
    assert short.splitlines()[0] == "NCT Number,Study Title"
    assert said(ask(client, FIRST, format="csv", fields="NCTId")) == (
        400,
        "Parameter `fields` contains invalid field name: 'NCTId'\nDid you mean `NCT Number`?",
    )


@pytest.mark.slow
def test_as_a_citation(client: Client) -> None:
    a_study(1)
    answer = ask(client, FIRST, format="ris")
    assert answer["Content-Type"].startswith("application/x-research-info-systems")
    assert f"UR  - http://testserver/trials/{nct(1)}/\r\n" in answer.content.decode()
    assert said(ask(client, FIRST, format="ris", fields="NCTId"))[0] == 400


@pytest.mark.parametrize("kind", ["fhir.json", "json.zip", "xml"])
def test_formats_that_are_not_here_are_refused(client: Client, kind: str) -> None:
    a_study(1)
    status, text = said(ask(client, FIRST, format=kind))
    assert status == 400
    assert text.startswith(f"Invalid value in parameter `format`: `{kind}`\n")


def test_the_slash_of_a_page_leads_nowhere(client: Client) -> None:
    a_study(1)
    assert client.get(f"{FIRST}/").status_code == 404
    assert client.get(f"{STUDIES}/").status_code == 404


@pytest.mark.slow
def test_head_has_the_headers_alone(client: Client) -> None:
    a_study(1)
    for path in (FIRST, STUDIES):
        answer = client.head(path)
        assert (answer.status_code, answer.getvalue()) == (200, b"")
        assert answer["Content-Type"] == "application/json"
