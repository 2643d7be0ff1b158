"""Which studies `/studies` finds: queries, filters, boxes, and names that people guess."""

from typing import Any

import orjson
import pytest
from django.test import Client
from model_bakery import baker
from pytest_django.plugin import DjangoDbBlocker

from tests.trials.api.studies import a_study, ask, nct, numbers, page, said, study_json
from trials.api.rendering import refresh
from trials.ctgov.importer import import_study
from trials.models import Trial

pytestmark = pytest.mark.django_db

PLACES = [
    {"facility": "Example Hospital", "city": "Boston", "geoPoint": {"lat": 42.36, "lon": -71.06}}
]


@pytest.fixture(scope="module", autouse=True)
def three(committed_once: DjangoDbBlocker) -> None:
    """One that recruits, one that is done, and one that was observed near Boston."""
    with committed_once.unblock():
        make_three()
        refresh()


def make_three() -> None:
    a_study(1, protocol_id="A299901")
    a_study(
        2,
        status={"overallStatus": "COMPLETED", "startDateStruct": {"date": "2090-01"}},
        conditions={"conditions": ["Another Sarcoma"]},
        design={"phases": ["PHASE1", "PHASE2"]},
        eligibility={"sex": "FEMALE", "stdAges": ["CHILD"]},
    )
    a_study(
        3,
        design={"studyType": "OBSERVATIONAL", "phases": []},
        sponsorCollaborators={"leadSponsor": {"name": "Example Maker", "class": "INDUSTRY"}},
        contactsLocations={"locations": PLACES},
    )


def found(client: Client, **parameters: Any) -> list[int]:
    return [int(number[-7:]) for number in numbers(page(client, **parameters))]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, [1, 2, 3]),
        ({"query__cond": "sarcoma"}, [2]),
        ({"query__cond": ""}, [1, 2, 3]),
        ({"query__cond": "sarcoma OR carcinoma"}, [1, 2, 3]),
        ({"query__term": "examplinib", "query__lead": "maker"}, [3]),
        ({"query__id": "A299901"}, [1]),
        ({"filter__overallStatus": "RECRUITING"}, [1, 3]),
        ({"filter__overallStatus": "RECRUITING,COMPLETED"}, [1, 2, 3]),
        ({"filter__overallStatus": "RECRUITING|COMPLETED"}, [1, 2, 3]),
        ({"filter__overallStatus": "RECRUITING", "postFilter__overallStatus": "COMPLETED"}, []),
        ({"filter__advanced": "AREA[StartDate]RANGE[2095-01-01,MAX]"}, [1, 3]),
        ({"filter__ids": "NCT90000001|nct90000003"}, [1, 3]),
        ({"filter__ids": "A299901, EX-2"}, [1]),
        ({"filter__geo": "distance(42.3,-71,20mi)"}, [3]),
        ({"filter__geo": "distance(42.3,-71,20)"}, [3]),
        ({"postFilter__geo": "distance(0,0,20km)"}, []),
        ({"filter__synonyms": "ConditionSearch:1651367"}, []),
        ({"aggFilters": "status:rec com"}, [1, 2, 3]),
        ({"aggFilters": "phase:2 3,status:com"}, [2]),
        ({"aggFilters": "phase:PHASE3"}, [1]),
        ({"aggFilters": "studyType:obs"}, [3]),
        ({"aggFilters": "studyType:OBSERVATIONAL"}, [3]),
        ({"aggFilters": "sex:f|ages:child"}, [2]),
        ({"aggFilters": "sex:ALL"}, [1, 3]),
        ({"aggFilters": "results:with"}, []),
        ({"aggFilters": "results:without"}, [1, 2, 3]),
        ({"aggFilters": "funderType:industry"}, [3]),
        ({"aggFilters": "funderType:other"}, [1, 2]),
        ({"aggFilters": "docs:prot sap"}, []),
        ({"geoDecay": "func:linear,scale:100km,offset:10km,decay:0.1"}, [1, 2, 3]),
        ({"filter__phase": "PHASE3"}, [1]),
        ({"filter__phase": "2,3"}, [1, 2]),
        ({"filter__status": "Recruiting"}, [1, 3]),
        ({"query__recrs": "open"}, [1, 3]),
        ({"filter__studyType": "obs"}, [3]),
        ({"filter__intervention": "nothing"}, []),
    ],
)
def test_what_is_found(client: Client, parameters: Any, expected: list[int]) -> None:
    assert found(client, **parameters) == expected
    assert page(client, **parameters, countTotal="true")["totalCount"] == len(expected)


@pytest.mark.slow
def test_a_study_that_does_not_say_whether_it_has_results_is_one_without(client: Client) -> None:
    silent = study_json(4)
    del silent["hasResults"]
    import_study(silent, publish=True)
    assert found(client, aggFilters="results:without") == [1, 2, 3, 4]


def test_a_query_of_nct_ids_alone_takes_no_heed_of_filters(client: Client) -> None:
    asked = {"query__term": "NCT90000001, nct90000002", "filter__overallStatus": "SUSPENDED"}
    assert found(client, **asked) == [1, 2]
    many = " ".join(nct(number) for number in range(1, 600))
    assert found(client, query__id=many, sort="@relevance,EnrollmentCount") == [1, 2, 3]


def test_lists_may_be_repeated_and_plus_is_a_space(client: Client) -> None:
    repeated = "filter.overallStatus=RECRUITING&filter.overallStatus=COMPLETED"
    answer = client.get(f"/api/v2/studies?{repeated}&aggFilters=phase:1+3")
    assert numbers(orjson.loads(answer.getvalue())) == [nct(1), nct(2)]


def test_merged_duplicates_are_found_by_either_number(client: Client) -> None:
    baker.make(
        Trial,
        nct_id=nct(9),
        protocol_id=None,
        brief_title="Twin",
        state="WITHDRAWN",
        release_at="2020-01-01T00:00Z",
        withdrawn_at="2020-01-02T00:00Z",
        merged_into=Trial.objects.get(nct_id=nct(1)),
    )
    assert found(client, filter__ids=nct(9)) == [1]


@pytest.mark.parametrize(
    ("parameters", "text"),
    [
        (
            {"filter__overallStatus": "RECRUTING"},
            "Invalid value in parameter `overallStatus`: `RECRUTING`\nDid you mean `RECRUITING`?",
        ),
        (
            {"query__intr": "AREA[Nothing]x"},
            "Error parsing query in Intervention / treatment: Unknown area name: `Nothing`",
        ),
        ({"query__cond": "(a"}, "Error parsing query in Conditions or disease: "),
        (
            {"filter__advanced": "AREA[Phase]PHASE9"},
            "Error parsing query in advanced filter: Allowed values for enum field `protocol",
        ),
        ({"filter__geo": "Boston"}, "Parameter `filter.geo` has incorrect format\nWrite it as "),
        (
            {"filter__geo": "distance(99,0,5mi)"},
            "Parameter `filter.geo` has incorrect format\nThe ",
        ),
        (
            {"filter__ids": "NCT90000001,!!"},
            "Item 2 in parameter `filter.ids` has incorrect format",
        ),
        ({"geoDecay": "slow"}, "Parameter `geoDecay` has incorrect format"),
        ({"aggFilters": "phase"}, "Parameter `aggFilters` has incorrect format\nWrite box and "),
        (
            {"aggFilters": "phases:1"},
            "Invalid value in parameter `aggFilters`: `phases:1`\nDid you",
        ),
        ({"aggFilters": "phase:9"}, "Invalid value in parameter `aggFilters`: `phase:9`\nAllowed"),
        ({"sort": "StartDate:up"}, "Item 1 in parameter `sort` has incorrect format"),
        ({"sort": "NCTId,Start:down"}, "Item 2 in parameter `sort` has incorrect format"),
        ({"sort": "BriefTitle"}, "Unknown sort field"),
        ({"sort": "StartDat"}, "Unknown sort field `StartDat`\nDid you mean `StartDate`"),
        ({"sort": "StartDate,Phase,Sex"}, "Parameter `sort` must contain no more than 2 items"),
        ({"pageSize": "-1"}, "Invalid value in parameter `pageSize`: `-1`\nIt is 0 at least."),
        ({"pageSize": "ten"}, "Parameter `pageSize` has incorrect format"),
        ({"countTotal": "yes"}, "Invalid value in parameter `countTotal`: `yes`"),
        ({"format": "xml"}, "Invalid value in parameter `format`: `xml`"),
        ({"fields": "NCTld"}, "Parameter `fields` contains invalid field name: 'NCTld'\nDid you"),
        ({"query__cond": ["a", "b"]}, "Parameter `query.cond` is given more than once"),
        ({"query__term": "a\0b"}, "Parameter `query.term` has incorrect format"),
        ({"updatedSince": "yesterday"}, "Parameter `updatedSince` has incorrect format"),
        ({"wholeSet": "true"}, "Parameter `wholeSet` has incorrect format"),
        (
            {"filter__status": "open", "filter__overallStatus": "COMPLETED"},
            "Parameter `filter.status` is given more than once",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_the_words_of_the_registry(
    client: Client, parameters: Any, text: str
) -> None:
    status, told = said(ask(client, **parameters))
    assert status == 400
    assert told.startswith(text)


def test_strictly_there_is_no_second_line(client: Client) -> None:
    answer = ask(client, filter__overallStatus="RECRUTING", strict="true")
    assert said(answer) == (400, "Invalid value in parameter `overallStatus`: `RECRUTING`")
    for name in ("includeUnregistered", "updatedSince", "wholeSet", "query__recrs"):
        status, told = said(ask(client, **{name: "true", "strict": "true"}))
        assert (status, told) == (400, f"`{name.replace('__', '.')}` is unknown parameter")
