"""Any query finds in the database what it finds when every study is read."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.trials.api.search.naive import Asked, finds, pieces_of
from tests.trials.api.search.studies import a_place, a_study, keep
from trials.api.essie import (
    All,
    And,
    Area,
    Coverage,
    Document,
    Expansion,
    FieldCoverage,
    Missing,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    Search,
    Term,
    TermExpansion,
    Value,
    read_distance,
)
from trials.api.search import Budget, matching
from trials.models.study import StudyVersion

STUDIES = [
    a_study(
        1,
        conditions={"conditions": ["Breast Cancer", "Lung tumour"], "keywords": ["solid tumors"]},
        design={"phases": ["PHASE2", "PHASE3"], "studyType": "INTERVENTIONAL"},
        status={"startDateStruct": {"date": "2018-07"}, "overallStatus": "RECRUITING"},
        description={"briefSummary": "Breast and lung cancers in Boston. A study of new drugs."},
        contactsLocations={
            "locations": [
                a_place("Boston", "United States", "RECRUITING", geoPoint={"lat": 42, "lon": -71}),
                a_place("New York", "United States", "COMPLETED", contacts=[{"name": "Ann Lung"}]),
            ]
        },
    ),
    a_study(
        2,
        conditions={"conditions": ["Cancer of the breast"]},
        design={"phases": ["PHASE3"], "enrollmentInfo": {"count": 20}},
        status={"startDateStruct": {"date": "2019-01-31"}, "overallStatus": "COMPLETED"},
        contactsLocations={
            "locations": [
                a_place("Boston", "", "COMPLETED", facility="Lung Cancer Center"),
                a_place("Łódź", "Poland", "RECRUITING", geoPoint={"lat": 51.8, "lon": 19.5}),
                a_place("York", "United States"),
            ]
        },
    ),
    a_study(
        3,
        conditions={"conditions": ["Lung", "Cancer"]},
        status={"startDateStruct": {"date": "2018"}, "whyStopped": "New York was closed"},
        design={"phases": ["NA"], "enrollmentInfo": {"count": 300}},
    ),
    a_study(4, description={"briefSummary": "Drug, drug & study: breast. Cancer!"}),
]
NUMBERS = [study["protocolSection"]["identificationModule"]["nctId"] for study in STUDIES]
WORDS = "breast cancer lung tumor drug study new york boston lodz united states recruiting phase 2"

words = st.lists(st.sampled_from([*WORDS.split(), "-", "Lung/breast"]), min_size=1, max_size=3)
said = words.map(" ".join)
sayings = said.map(Term) | said.map(Phrase)
dates = st.sampled_from(["2018", "2018-07", "2018-07-02", "2019-01-31", "2017-12"]).map(Value)
counts = st.integers(0, 400).map(lambda number: Value(str(number)))
TEXTS = ["Condition", "BriefSummary", "WhyStopped", "BasicSearch", "ConditionSearch", "Keyword"]
TEXTS += ["LocationCity", "LocationSearch", "LocationFacility", "LocationContactName"]
LISTED = {"Phase": ["PHASE2", "PHASE3", "NA"], "LocationStatus": ["RECRUITING", "COMPLETED"]}
LISTED |= {"OverallStatus": ["RECRUITING", "COMPLETED", "TERMINATED"]}


def _ranges(values: st.SearchStrategy[Value]) -> st.SearchStrategy[Node]:
    return st.builds(Range, st.none() | values, st.none() | values)


leaves: st.SearchStrategy[Node] = (
    sayings
    | st.builds(Area, st.sampled_from(TEXTS), sayings | st.just(Missing()))
    | st.builds(Area, st.just("StartDate"), _ranges(dates) | st.just(Missing()))
    | st.builds(
        Area, st.just("EnrollmentCount"), _ranges(counts) | counts.map(lambda v: Term(v.text))
    )
    | st.builds(Area, st.just("NumLocationContacts"), _ranges(counts))
    | st.sampled_from(
        [Area(name, Term(word)) for name, words in LISTED.items() for word in words]
        + [Area(name, Missing()) for name in LISTED]
        + [All(), read_distance("42.1", "-71.1", "25mi"), read_distance("51", "19", "90mi")]
    )
)


def _over(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    parts = st.lists(nodes, min_size=2, max_size=3).map(tuple)
    return (
        st.builds(And, parts)
        | st.builds(Or, parts)
        | st.builds(Not, nodes)
        | st.builds(Search, st.sampled_from(Document), nodes)
        | st.builds(Coverage, st.sampled_from(FieldCoverage), nodes)
        | st.builds(Expansion, st.sampled_from(TermExpansion), nodes)
    )


trees = st.recursive(leaves, _over, max_leaves=10)


@pytest.mark.slow
@pytest.mark.django_db
def test_it_finds_what_reading_every_study_finds() -> None:
    keep(*STUDIES)

    @settings(max_examples=examples(150), deadline=None, suppress_health_check=list(HealthCheck))
    @given(trees, st.sampled_from(["BasicSearch", "ConditionSearch", "LocationSearch"]))
    def same(tree: Node, area: str) -> None:
        found = StudyVersion.objects.filter(matching(area, str(tree), "x", Budget()))
        expected = [
            number
            for number, study in zip(NUMBERS, STUDIES, strict=True)
            if finds(tree, Asked(study, pieces_of(area)))
        ]
        assert list(found.order_by("id").values_list("trial__nct_id", flat=True)) == expected

    same()
