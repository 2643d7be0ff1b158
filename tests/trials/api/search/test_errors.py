"""What a query that cannot be answered is told, in the registry's words, and in time."""

import time

import pytest
from django.db import connection

from tests.trials.api.search.studies import a_study, keep
from trials.api.essie import QueryError
from trials.api.search import Budget, matching, relevance, within
from trials.models.study import StudyVersion

COMMON = ["cancer", "patients", "study", "treatment", "trial"]
COMMON += ["survival", "disease", "response", "therapy", "tumor"]


def refusal(text: str, area: str = "BasicSearch", where: str = "advanced filter") -> QueryError:
    with pytest.raises(QueryError) as raised:
        matching(area, text, where, Budget())
    return raised.value


def test_a_word_that_is_not_in_the_list() -> None:
    assert refusal("AREA[Phase]PHASE7").message == (
        "Error parsing query in advanced filter: Allowed values for enum field"
        " `protocolSection.designModule.phases` are `NA`, `EARLY_PHASE1`, `PHASE1`, `PHASE2`,"
        " `PHASE3`, `PHASE4`"
    )


def test_a_boolean_that_is_none() -> None:
    assert refusal("AREA[HasResults]maybe").message.endswith("`hasResults` are `true`, `false`")


def test_an_unknown_area_and_what_may_be_meant() -> None:
    error = refusal("AREA[overallstatus]x", where="Intervention / treatment")
    assert error.message == (
        "Error parsing query in Intervention / treatment: Unknown area name: `overallstatus`"
    )
    assert "OverallStatus" in error.suggestion


def test_bad_syntax_keeps_its_column() -> None:
    error = refusal("(cancer")
    assert error.message == "Error parsing query in advanced filter: missing ')' at '<EOF>'"
    assert error.column == 8


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("AREA[StartDate]soon", "Invalid value for date field"),
        ("AREA[StartDate]RANGE[a, b]", "Invalid value for date field"),
        ("AREA[MinimumAge]RANGE[18, MAX]", "Invalid value for age field"),
        ("AREA[EnrollmentCount]many", "Invalid value for number field"),
        ("RANGE[1, 2]", "is not compared"),
        ("AREA[BriefTitle]RANGE[a, b]", "is not compared"),
        ("AREA[BriefTitle:size]2", "has no size"),
        ("AREA[OutcomeMeasurementValue]12", "is not searched for words"),
        ("AREA[LocationGeoPoint]Boston", "is not searched for words"),
        ("TILT[Nothing]x", "Unknown area name"),
        ("SEARCH[Location](AREA[LocationStatus]OPEN)", "Allowed values for enum field"),
    ],
)
def test_values_that_a_field_does_not_have(query: str, says: str) -> None:
    assert says in refusal(query).message


@pytest.mark.parametrize(
    "query",
    [
        " OR ".join("AREA[StartDate]RANGE[MIN,MAX]" for _ in range(200)),
        "COVERAGE[StartsWith](" + " OR ".join(COMMON * 10) + ")",
        "AREA[ProtocolSection](" + " ".join(COMMON * 20) + ")",
        "SEARCH[Location](" + " OR ".join(f"AREA[LocationCity]{word}" for word in COMMON * 8) + ")",
        " OR ".join(f"DISTANCE[{latitude},0,500mi]" for latitude in range(-85, 85)),
        " OR ".join("SEARCH[Location](NOT SEARCH[Study](SEARCH[Location]x))" for _ in range(48)),
    ],
)
def test_what_would_cost_too_much_is_refused_before_it_is_asked(query: str) -> None:
    assert "Too complicated query" in refusal(query).message


def test_several_queries_of_a_request_cost_together_what_one_may() -> None:
    budget = Budget()
    query = " OR ".join("AREA[StartDate]RANGE[MIN,MAX]" for _ in range(30))
    matching("BasicSearch", query, "Other terms", budget)
    with pytest.raises(QueryError, match="Too complicated query"):
        matching("ConditionSearch", query, "Conditions or disease", budget)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        " OR ".join(f"NCT{number:08}" for number in range(500))[:8000].rsplit(" OR ", 1)[0],
        " ".join(COMMON * 90),
        " OR ".join(COMMON * 55),
        f'"{" ".join(COMMON * 90)}"',
        "(" * 60 + "cancer" + ")" * 60,
        "NOT " * 60 + "cancer",
        "(".join(["a AND NOT "] * 30) + "b" + ")" * 29,
        " AND ".join(f"NOT {word}" for word in COMMON * 20),
        "AREA[ProtocolSection]" + COMMON[0],
        "AREA[StartDate]RANGE[MIN,MAX] AND AREA[EnrollmentCount]RANGE[MIN,MAX]",
        "AREA[StartDate]RANGE[0001,9999]",
        "AREA[EnrollmentCount]RANGE[-999999999999999999999999999999,999999999999999999999999999999]",
        "' | 'a'/b\\ :* <1> !x",
        "%(a)s {0} %s ; DROP TABLE x --",
        "x" * 500,
        "ß" * 500,
    ],
)
def test_what_is_large_or_strange_is_answered(query: str) -> None:
    keep(a_study(1))
    with within(time.monotonic() + 5):
        versions = StudyVersion.objects.filter(
            matching("BasicSearch", query, "Other terms", Budget())
        )
        fit = relevance([("BasicSearch", query)])
        assert len(versions.annotate(fit=fit).order_by("-fit", "id")) <= 1


@pytest.mark.slow
@pytest.mark.django_db
def test_a_statement_that_takes_too_long_is_ended() -> None:
    begun = time.monotonic()
    with pytest.raises(QueryError, match="Too complicated query"):
        _sleep_within(0.2, "SELECT pg_sleep(0.15)", "SELECT pg_sleep(10)")
    assert time.monotonic() - begun < 5
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        assert cursor.fetchone()[0] == "0"


def _sleep_within(seconds: float, *statements: str) -> None:
    with within(time.monotonic() + seconds), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.django_db
def test_settings_are_as_before_after_an_answer() -> None:
    with within(time.monotonic() + 2), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_seqscan')")
        assert cursor.fetchone()[0] == "off"
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_seqscan')")
        assert cursor.fetchone()[0] == "on"
