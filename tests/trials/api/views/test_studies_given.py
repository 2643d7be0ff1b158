"""How `/studies` gives what it found: fields, tables, our section, and what it costs."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.records import NOT_LISTED, a_trial
from tests.trials.api.studies import STUDIES, a_study, ask, nct, numbers, page, said
from trials.api.pieces import COLUMNS
from trials.api.rendering import refresh
from trials.models import StudyVersion, Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def table(answer: Any) -> list[list[str]]:
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.getvalue().decode())))


def test_whole_studies_are_what_is_stored_with_our_section(client: Client) -> None:
    for number in (1, 2):
        a_study(number)
    found = ask(client).getvalue().decode()
    stored = list(StudyVersion.objects.current().order_by("trial_id"))
    told = ",".join(f'{one.body[:-1]},"trialfolio":{one.beyond}}}' for one in stored)
    assert found == f'{{"studies":[{told}]}}'
    bodies = ",".join(one.body for one in StudyVersion.objects.current().order_by("trial_id"))
    assert ask(client, strict="true").getvalue().decode() == f'{{"studies":[{bodies}]}}'


def test_without_any_study_the_list_is_empty(client: Client) -> None:
    for parameters in ({}, {"fields": "NCTId"}, {"filter__ids": nct(9)}):
        assert page(client, **parameters) == {"studies": []}
    assert page(client, countTotal="true") == {"totalCount": 0, "studies": []}
    assert table(ask(client, format="csv")) == [list(COLUMNS)]


def test_fields_by_piece_path_branch_area_and_what_the_query_looks_into(client: Client) -> None:
    a_study(1)
    named = {"identificationModule": {"nctId": nct(1)}}
    for fields in ("NCTId", "protocolSection.identificationModule.nctId", "NCTIdSearch"):
        assert page(client, fields=fields)["studies"] == [{"protocolSection": named}]
    (cut,) = page(client, fields="StatusModule|HasResults")["studies"]
    assert cut["protocolSection"]["statusModule"]["overallStatus"] == "RECRUITING"
    assert cut["hasResults"] is False
    (cut,) = page(client, query__lead="AREA[Phase]PHASE3", fields="@query")["studies"]
    assert cut["protocolSection"].keys() == {"sponsorCollaboratorsModule", "designModule"}
    (cut,) = page(client, fields="trialfolio.nctId")["studies"]
    assert cut == {"trialfolio": {"nctId": nct(1)}}


def test_a_table_has_the_columns_of_the_registry_and_its_numbers_in_headers(client: Client) -> None:
    for number in range(1, 4):
        a_study(number)
    answer = ask(client, format="csv", pageSize=2, countTotal="true")
    names, *rows = table(answer)
    assert names == list(COLUMNS)
    assert [row[0] for row in rows] == [nct(1), nct(2)]
    assert answer["x-total-count"] == "3"
    token = answer["x-next-page-token"]
    last = ask(client, format="csv", pageSize=2, pageToken=token, countTotal="true")
    assert [row[0] for row in table(last)] == [nct(3)]
    assert not last.has_header("x-total-count")
    assert not last.has_header("x-next-page-token")


def test_columns_are_chosen_by_their_names_with_spaces(client: Client) -> None:
    a_study(1)
    found = client.get(f"{STUDIES}?format=csv&fields=Study+Title,NCT%20Number|Phases")
    assert table(found) == [
        ["NCT Number", "Study Title", "Phases"],
        [nct(1), "Invented Study of Examplinib", "PHASE3"],
    ]


def test_the_whole_set_is_one_table(client: Client) -> None:
    for number in range(1, 14):
        a_study(number, design={"enrollmentInfo": {"count": 100 - number}})
    answer = ask(client, format="csv", wholeSet="true", sort="EnrollmentCount", fields="NCT Number")
    assert table(answer)[1:] == [[nct(number)] for number in range(13, 0, -1)]
    assert answer["x-total-count"] == "13"
    assert table(ask(client, format="csv", wholeSet="true", filter__ids="NCT99999999"))[1:] == []


def test_trials_without_an_nct_id_come_only_if_asked_for(client: Client) -> None:
    a_study(1)
    a_trial("A299902")
    assert len(page(client, countTotal="true")["studies"]) == 1
    found = page(client, includeUnregistered="true", countTotal="true", fields="trialfolio.url")
    assert found["totalCount"] == 2
    assert found["studies"][1] == {"trialfolio": {"url": "/trials/A299902/"}}
    asked = {"format": "csv", "includeUnregistered": "true", "fields": "NCT Number,Study URL"}
    assert table(ask(client, **asked))[2] == ["", "http://testserver/trials/A299902/"]


@pytest.mark.parametrize("state", NOT_LISTED)
def test_only_listed_trials_are_in_any_answer(client: Client, state: str) -> None:
    a_study(1)
    hidden = a_trial("A299903", nct_id=nct(3), brief_title="Zzsecret", **NOT_LISTED[state])
    assert not Trial.objects.listed().filter(pk=hidden.pk).exists()
    assert numbers(page(client, includeUnregistered="true")) == [nct(1)]
    assert page(client, countTotal="true")["totalCount"] == 1
    for parameters in (
        {"filter__ids": nct(3)},
        {"filter__ids": "A299903"},
        {"query__term": nct(3)},
        {"query__titles": "Zzsecret"},
    ):
        assert page(client, **parameters, countTotal="true") == {"totalCount": 0, "studies": []}
    assert b"Zzsecret" not in ask(client, format="csv").getvalue()
    assert b"Zzsecret" not in ask(client, format="csv", wholeSet="true").getvalue()


QUESTIONS: list[dict[str, Any]] = [
    {},
    {"countTotal": "true"},
    {"fields": "NCTId,trialfolio"},
    {"format": "csv"},
    {"format": "csv", "wholeSet": "true"},
    {"sort": "StartDate,@relevance", "query__term": "examplinib"},
    {"updatedSince": "2020-01-01"},
    {"filter__ids": "NCT90000001,NCT90000002,NCT90000003", "aggFilters": "phase:3,sex:all"},
]


def test_a_page_takes_as_many_queries_as_another(client: Client) -> None:
    def queries(size: int, parameters: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert ask(client, pageSize=size, **parameters).getvalue()
        return len(captured)

    for number in range(1, 4):
        a_study(number)
    refresh()
    few = [queries(1, parameters) for parameters in QUESTIONS]
    for number in range(4, 24):
        a_study(number)
    refresh()
    assert [queries(1000, parameters) for parameters in QUESTIONS] == few


def test_sizes_of_pages(client: Client) -> None:
    for number in range(1, 13):
        a_study(number)
    for size, count in (("", 10), ("0", 10), ("11", 11), ("1001", 12), ("99999", 12)):
        assert len(page(client, pageSize=size)["studies"]) == count
    assert said(ask(client, pageSize="99999999999"))[0] == 400
