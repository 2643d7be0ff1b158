"""Statistics count what lists give, field by field, by type."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.trials.api.studies import a_study, nct, said
from trials.api.errors import Busy
from trials.api.statistics import counted
from trials.models import Trial

pytestmark = pytest.mark.django_db

VALUES, SIZE = "/api/v2/stats/field/values", "/api/v2/stats/size"
LONG = "A sentence that is longer than what is compared of a value. " * 3


@pytest.fixture
def studies() -> None:
    a_study(1, description={"briefSummary": LONG}, conditions={"keywords": ["a", "b", "a"]})
    a_study(2, status={"overallStatus": "COMPLETED"}, conditions={"keywords": ["b"]})
    a_study(3, status={"startDateStruct": {"date": "2096"}}, design={"enrollmentInfo": {}})
    a_study(4, oversight={"oversightHasDmc": True}, design={"enrollmentInfo": {"count": 20}})
    hidden = a_study(5, description={"briefSummary": "Zzsecret"})
    Trial.objects.filter(pk=hidden.pk).update(state="WITHDRAWN", withdrawn_at="2098-01-01T00:00Z")


def of(client: Client, field: str, **parameters: str) -> dict[str, Any]:
    (told,) = client.get(VALUES, {"fields": field, **parameters}).json()
    found: dict[str, Any] = told
    return found


@pytest.mark.slow
@pytest.mark.usefixtures("studies")
def test_words_of_a_list(client: Client) -> None:
    assert of(client, "OverallStatus") == {
        "type": "ENUM",
        "piece": "OverallStatus",
        "field": "protocolSection.statusModule.overallStatus",
        "missingStudiesCount": 0,
        "uniqueValuesCount": 2,
        "topValues": [
            {"value": "RECRUITING", "studiesCount": 3},
            {"value": "COMPLETED", "studiesCount": 1},
        ],
    }


@pytest.mark.slow
@pytest.mark.usefixtures("studies")
def test_texts_count_once_for_each_study(client: Client) -> None:
    keywords = of(client, "protocolSection.conditionsModule.keywords")
    summaries = of(client, "BriefSummary")

    assert keywords["missingStudiesCount"] == 2
    assert keywords["topValues"] == [
        {"value": "b", "studiesCount": 2},
        {"value": "a", "studiesCount": 1},
    ]
    assert summaries["longest"] == {"length": len(LONG), "nctId": nct(1), "value": LONG}
    assert {"value": LONG, "studiesCount": 1} in summaries["topValues"]


@pytest.mark.slow
@pytest.mark.usefixtures("studies")
def test_dates_numbers_and_flags(client: Client) -> None:
    date, number = of(client, "StartDate"), of(client, "EnrollmentCount")
    flag = of(client, "OversightHasDMC")

    assert (date["formats"], date["min"], date["max"]) == (["yyyy", "yyyy-MM"], "2096", "2097-05")
    assert (number["min"], number["max"]) == (20, 100)
    assert number["avg"] == pytest.approx(220 / 3)
    assert number["missingStudiesCount"] == 1
    assert (flag["trueCount"], flag["falseCount"], flag["missingStudiesCount"]) == (1, 0, 3)


@pytest.mark.slow
@pytest.mark.usefixtures("studies")
def test_all_fields_or_those_of_a_type(client: Client) -> None:
    every = client.get(VALUES).json()
    flags = client.get(VALUES, {"types": "BOOLEAN|INTEGER"}).json()

    assert len(every) > 300
    assert {one["type"] for one in every} == {"ENUM", "STRING", "DATE", "INTEGER", "BOOLEAN"}
    assert {one["type"] for one in flags} == {"INTEGER", "BOOLEAN"}
    assert client.get(VALUES, {"types": "NUMBER"}).json() == []
    assert "Zzsecret" not in str(every)


@pytest.mark.parametrize(
    ("query", "status", "text"),
    [
        (
            "fields=OveralStatus",
            404,
            "Unknown piece name of field path: OveralStatus\nDid you mean",
        ),
        ("fields=ProtocolSection", 404, "`ProtocolSection` holds no value"),
        ("fields=NumArmGroups", 404, "`NumArmGroups` holds no value"),
        ("fields=a(b", 400, "Item 1 in parameter `fields` has incorrect format"),
        ("types=ENUN", 400, "Invalid value in parameter `types`: `ENUN`\nDid you mean `ENUM`?"),
    ],
)
def test_what_is_no_field_is_an_error(client: Client, query: str, status: int, text: str) -> None:
    found, words = said(client.get(f"{VALUES}?{query}"))

    assert found == status
    assert text in words


@pytest.mark.slow
@pytest.mark.usefixtures("studies")
def test_sizes(client: Client) -> None:
    told = client.get(SIZE).json()
    sizes = [one["sizeBytes"] for one in told["largestStudies"]]

    assert told["totalStudies"] == 4
    assert told["largestStudies"][0]["id"] == nct(1)
    assert sizes == sorted(sizes, reverse=True)
    assert told["percentiles"]["100"] == sizes[0]
    assert sum(one["studiesCount"] for one in told["ranges"]) == 4
    assert min(sizes) <= told["averageSizeBytes"] <= max(sizes)


def test_of_nothing_there_are_statistics_too(client: Client) -> None:
    assert client.get(SIZE).json()["totalStudies"] == 0
    assert of(client, "Phase")["topValues"] == []


def test_what_takes_too_long_is_refused_in_plain_words() -> None:
    with pytest.raises(Busy, match="more than"), counted.in_turn(0.05) as cursor:
        cursor.execute("SELECT pg_sleep(9)")


@pytest.mark.django_db(transaction=True)
def test_one_at_a_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    other = connection.copy()
    monkeypatch.setattr(counted, "WAITED", "10ms")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('statistics of studies'))")
        answer = client.get(SIZE)
    finally:
        other.close()

    status, words = said(answer)
    assert (status, answer["Retry-After"]) == (503, "5")
    assert "Ask again" in words
