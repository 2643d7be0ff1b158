"""Each operator and each kind of field, on a few studies."""

import pytest

from tests.trials.api.search.studies import a_place, a_study, keep
from trials.api.essie import read_distance
from trials.api.pieces import find
from trials.api.search import Budget, matching, near, relevance, sort_key
from trials.models.study import StudyVersion

pytestmark = pytest.mark.django_db
BASIC = "BasicSearch"


def found(text: str, area: str = BASIC) -> list[int]:
    """Numbers of the studies that a query finds."""
    versions = StudyVersion.objects.filter(matching(area, text, "Other terms", Budget())).order_by(
        "id"
    )
    return [int(number[3:]) for number in versions.values_list("trial__nct_id", flat=True)]


@pytest.fixture
def _three() -> None:
    keep(
        a_study(
            1,
            identification={"acronym": "CABINET", "nctIdAliases": ["NCT00000099"]},
            conditions={"conditions": ["Carcinoid Tumors", "Pancreatic Cancer"]},
            design={"phases": ["PHASE3"], "enrollmentInfo": {"count": 290}},
            eligibility={
                "minimumAge": "18 Years",
                "maximumAge": "6 Months",
                "healthyVolunteers": True,
            },
            status={
                "startDateStruct": {"date": "2018-07"},
                "studyFirstPostDateStruct": {"date": "2017-12-18"},
            },
            armsInterventions={"armGroups": [{"label": "A"}, {"label": "B"}]},
            contactsLocations={
                "locations": [
                    a_place("Boston", "United States", "COMPLETED"),
                    a_place("Chicago", "United States", "RECRUITING"),
                ]
            },
        ),
        a_study(
            2,
            conditions={"conditions": ["Cancer, pancreatic"]},
            design={"phases": ["PHASE1", "PHASE2"], "enrollmentInfo": {"count": 20}},
            eligibility={"minimumAge": "12 Months", "healthyVolunteers": False},
            status={"startDateStruct": {"date": "2019"}, "whyStopped": "Slow accrual"},
            contactsLocations={
                "locations": [
                    a_place("Boston", "France", "RECRUITING", geoPoint={"lat": 42.3, "lon": -71})
                ]
            },
        ),
        a_study(3, description={"briefSummary": "Nothing of the kind, not even leukaemia."}),
    )


@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", [1, 2, 3]),
        ("ALL", [1, 2, 3]),
        ("NOT ALL", []),
        ("cancer pancreatic", [1, 2]),
        ('"pancreatic cancer"', [1]),
        ('"cancers pancreatic"', [2]),
        ('EXPANSION[None]"cancers pancreatic"', []),
        ("EXPANSION[Concept]pancreatic cancer", [1]),
        ("EXPANSION[Lossy]carcinoid nothing", [1, 3]),
        ("tumour", [1]),
        ("leukemias", [3]),
        ("cancer AND NOT carcinoid", [2]),
        ("NOT cancer", [3]),
        ("carcinoid OR kind", [1, 3]),
        ("cabinet", [1]),
        ("nct00000002", [2]),
        ("AREA[NCTIdSearch]NCT00000099", [1]),
        ("---", []),
        ('"phase 3"', [1]),
        ("AREA[Phase]PHASE3", [1]),
        ("AREA[Phase](Phase 2 OR PHASE3)", [1, 2]),
        ('AREA[protocolSection.designModule.phases]"Phase 1"', [2]),
        ("AREA[Phase:size]2", [2]),
        ("AREA[Condition:size]RANGE[2, MAX]", [1]),
        ("AREA[HealthyVolunteers]true", [1]),
        ("AREA[HealthyVolunteers]No", [2]),
        ("AREA[HasResults]false", [1, 2, 3]),
        ("AREA[WhyStopped]MISSING", [1, 3]),
        ("NOT AREA[WhyStopped]MISSING", [2]),
        ("AREA[ConditionsModule]MISSING", [3]),
        ("AREA[ConditionsModule]carcinoid", [1]),
        ("AREA[StartDate]RANGE[2018-07-01, 2018-12]", [1]),
        ("AREA[StartDate]RANGE[2018-07-02, MAX]", [2]),
        ("AREA[StartDate]RANGE[MIN, MAX]", [1, 2]),
        ("NOT AREA[StartDate]RANGE[MIN, 2018]", [2, 3]),
        ("AREA[StartDate]2018", [1]),
        ("AREA[StartDate]07/2018", [1]),
        ("AREA[StudyFirstPostYear]2017", [1]),
        ("AREA[EnrollmentCount]RANGE[20, 290]", [1, 2]),
        ("AREA[EnrollmentCount]20", [2]),
        ("AREA[MinimumAge]RANGE[1 year, 18 years]", [1, 2]),
        ("AREA[MinimumAge]RANGE[MIN, 52 weeks]", []),
        ("AREA[MinimumAge]1 year", [2]),
        ("AREA[MaximumAge]RANGE[MIN, 1 year]", [1]),
        ("AREA[NumArmGroups]2", [1]),
        ('COVERAGE[FullMatch]AREA[Condition]"pancreatic cancers"', [1]),
        ("AREA[Condition]COVERAGE[StartsWith]cancer", [2]),
        ("AREA[Condition]COVERAGE[EndsWith]cancer", [1]),
        ("COVERAGE[StartsWith]nothing", [3]),
        ("AREA[LocationCity]Boston AND AREA[LocationStatus]RECRUITING", [1, 2]),
        ("SEARCH[Location](AREA[LocationCity]Boston AND AREA[LocationStatus]RECRUITING)", [2]),
        ("SEARCH[Location](AREA[LocationCity]Boston AND NOT AREA[LocationCountry]France)", [1]),
        ("SEARCH[Location](AREA[Phase]PHASE3 AND AREA[LocationCity]Chicago)", [1]),
        ("SEARCH[Location](boston france)", [2]),
        ("SEARCH[Location](AREA[LocationGeoPoint]MISSING)", [1]),
        ("DISTANCE[42.36,-71.06,25mi]", [2]),
        ("SEARCH[Location](DISTANCE[42.36,-71.06,25mi] AND AREA[LocationStatus]COMPLETED)", []),
        ("TILT[StudyFirstPostDate]cancer", [1, 2]),
    ],
)
def test_a_query_finds(query: str, numbers: list[int]) -> None:
    assert found(query) == numbers


@pytest.mark.usefixtures("_three")
def test_a_geo_filter_finds_places_nearby() -> None:
    versions = StudyVersion.objects.filter(near(read_distance("42.36", "-71.06", "40km")))
    assert [version.trial.nct_id for version in versions] == ["NCT00000002"]


def test_a_circle_goes_over_the_line_of_dates_and_over_a_pole() -> None:
    fiji, pole = {"lat": -17, "lon": 179.9}, {"lat": 89.9, "lon": 100}
    keep(
        a_study(1, contactsLocations={"locations": [a_place("Fiji", geoPoint=fiji)]}),
        a_study(2, contactsLocations={"locations": [a_place("Pole", geoPoint=pole)]}),
    )
    assert found("DISTANCE[-17,-179.9,25mi]") == [1]
    assert found("DISTANCE[89.9,-80,25mi]") == [2]


def test_the_better_fit_comes_first() -> None:
    """By the weight of the field: a title counts more than a keyword, two words more than one."""
    keep(
        a_study(1, conditions={"conditions": [], "keywords": ["melanoma"]}),
        a_study(2, conditions={"conditions": ["Melanoma"]}),
        a_study(3, identification={"briefTitle": "Melanoma"}, conditions={"conditions": ["Nevus"]}),
        a_study(4, description={"briefSummary": "Something else"}),
    )
    asked = [("ConditionSearch", "melanoma OR nevus")]
    fits = StudyVersion.objects.annotate(fit=relevance(asked)).order_by("id")
    told = [round(version.fit, 2) for version in fits]
    assert told == [0.3, 0.95, round(0.6 + 0.95, 2), 0]


def test_what_is_under_not_counts_nothing() -> None:
    keep(a_study(1, conditions={"conditions": ["Melanoma"]}))
    fit = StudyVersion.objects.annotate(fit=relevance([("ConditionSearch", "NOT melanoma")]))
    assert fit.get().fit == 0


@pytest.mark.usefixtures("_three")
@pytest.mark.parametrize(
    ("descending", "numbers"), [(False, [290, 20, None]), (True, [20, 290, None])]
)
def test_studies_sort_by_dates(descending: bool, numbers: list[int | None]) -> None:
    """2018-07 is before 2019; what has no date comes last."""
    piece = find("StartDate")
    assert piece
    key = sort_key(piece, descending=descending)
    order = key.desc(nulls_last=True) if descending else key.asc(nulls_last=True)
    versions = StudyVersion.objects.order_by(order, "id")
    assert [version.numbers.get("EnrollmentCount") for version in versions] == numbers


def test_accents_and_case_make_no_difference_to_places() -> None:
    keep(a_study(1, contactsLocations={"locations": [a_place("Łódź"), a_place("SÃO PAULO")]}))
    assert found("SEARCH[Location](AREA[LocationCity]lodz)") == [1]
    assert found('SEARCH[Location](AREA[LocationCity]"Sao Paulo")') == [1]
    assert found("AREA[LocationCity]ŁÓDŹ") == [1]
    assert found("SEARCH[Location](AREA[LocationCity]lod)") == []
