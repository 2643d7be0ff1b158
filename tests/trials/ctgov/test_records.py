"""A study of the registry is read whole, or refused with the place and the reason."""

import dataclasses
import datetime as dt
import gzip
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.trials.ctgov.studies import (
    INVENTED,
    Steps,
    path,
    places,
    protocol,
    steps_of,
    with_value,
    without,
)
from trials.ctgov.files import read_studies
from trials.ctgov.records import Study, StudyRefused, parse_study
from trials.vocabulary import EndpointLevel, Phase, Status

P = "protocolSection"
STATUS: Steps = (P, "statusModule")
NO_ID = "a study needs an ID: give nctId or orgStudyIdInfo.id"
NO_TITLE = "a study needs a title: give briefTitle or officialTitle"

READ = [place for place in places(INVENTED) if place[0][:2] != ("resultsSection", "moreInfoModule")]
LEAVES = [steps for steps, value in READ if not isinstance(value, dict | list)]


def refusal(data: object) -> StudyRefused:
    with pytest.raises(StudyRefused) as refused:
        parse_study(data)
    return refused.value


def unknown(value: Any) -> bool:
    """Whether a record says nothing: every field of it, at any depth, is "", None or ()."""
    if dataclasses.is_dataclass(value):
        return all(unknown(getattr(value, field.name)) for field in dataclasses.fields(value))
    return value in ("", None, ())


def keys(value: object) -> set[str]:
    """Every place of a document, all items of a list as one."""
    found = (tuple(0 if isinstance(step, int) else step for step in at) for at, _ in places(value))
    return {path(steps) for steps in found}


def test_every_module_is_read() -> None:
    study = parse_study(INVENTED)
    assert study.identification.nct_id == "NCT99999901"
    assert study.identification.org_study_id.id == "A999901"  # type: ignore[union-attr]
    assert study.status.overall_status is Status.SUSPENDED
    assert study.sponsor_collaborators.lead_sponsor.name == "Example Cooperative Group"  # type: ignore[union-attr]
    assert study.oversight.oversight_has_dmc is True
    assert study.description.brief_summary.endswith("* of two items")
    assert study.design.phases == (Phase.PHASE2, Phase.PHASE3)
    assert study.design.info.who_masked == ("PARTICIPANT", "INVESTIGATOR")
    assert study.design.enrollment_count == 298
    assert study.arms_interventions.arm_groups[0].intervention_names == ("Drug: Examplinib",)
    assert study.arms_interventions.interventions[0].other_names == ("EX-1",)
    assert study.contacts_locations.locations[0].geo_point.lon == -82.0  # type: ignore[union-attr]
    assert study.references.references[0].retractions[0].pmid == "99999998"
    assert study.ipd_sharing_statement.info_types == ("STUDY_PROTOCOL", "SAP")
    assert study.documents.large_docs[0].upload_date == dt.datetime(2098, 1, 2, 9, 30)  # noqa: DTZ001
    assert study.derived.condition_meshes[0].term == "Carcinoma, Invented"
    assert (study.has_results, study.has_results_section) == (True, True)


def test_dates_keep_their_precision() -> None:
    status = parse_study(INVENTED).status
    assert (status.start_date, status.start_date_type) == ("2096-02-29", "ACTUAL")
    assert status.primary_completion_date == "2099-02"
    assert status.completion_date == "2101"
    assert status.study_first.post_date == dt.date(2096, 1, 4)


def test_outcomes_have_their_rank_and_place() -> None:
    found = [(o.level, o.position, o.measure) for o in parse_study(INVENTED).outcomes]
    assert found == [
        (EndpointLevel.PRIMARY, 0, "Survival"),
        (EndpointLevel.SECONDARY, 0, "Response"),
        (EndpointLevel.SECONDARY, 1, "Adverse events"),
        (EndpointLevel.OTHER, 0, "Quality of life"),
    ]


def test_ages_stand_as_given() -> None:
    eligibility = parse_study(INVENTED).eligibility
    assert (eligibility.minimum_age, eligibility.maximum_age) == ("18 Years", "960 Months")


def test_what_stands_there_twice_is_kept_in_order() -> None:
    study = parse_study(INVENTED)
    assert [arm.type for arm in study.arms_interventions.arm_groups] == [
        "EXPERIMENTAL",
        "PLACEBO_COMPARATOR",
    ]
    assert study.conditions.conditions == ("Made-up Carcinoma", "Made-up Carcinoma")
    assert len(study.sponsor_collaborators.collaborators) == 2


def test_an_id_and_a_title_are_enough_and_the_rest_stays_unknown() -> None:
    study = parse_study(protocol(identificationModule={"nctId": "NCT99999901", "briefTitle": "T"}))
    modules = [field.name for field in dataclasses.fields(study)][1:-1]
    assert all(unknown(getattr(study, module)) for module in modules)
    assert study.has_results_section is False


@pytest.mark.parametrize(
    "identification",
    [
        {"orgStudyIdInfo": {"id": "A999901"}, "briefTitle": "T"},
        {"nctId": "NCT99999901", "officialTitle": "T"},
        {"nctId": "NCT99999901", "briefTitle": " ", "officialTitle": "T"},
    ],
)
def test_either_id_and_either_title_will_do(identification: dict[str, object]) -> None:
    assert parse_study(protocol(identificationModule=identification)).identification.title == "T"


@pytest.mark.parametrize(
    ("identification", "reasons"),
    [
        ({"nctId": "NCT99999901"}, [NO_TITLE]),
        ({"briefTitle": "T"}, [NO_ID]),
        (
            {"orgStudyIdInfo": {"id": " "}, "officialTitle": "\n"},
            [
                NO_ID,
                NO_TITLE,
            ],
        ),
    ],
)
def test_no_id_or_no_title(identification: dict[str, object], reasons: list[str]) -> None:
    refused = refusal(protocol(identificationModule=identification))
    assert [problem.reason for problem in refused.problems] == reasons


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        ("identificationModule.nctId", "NCT123", "expected NCT and eight digits, found `NCT123`"),
        ("identificationModule.nctId", "NCT9999990\u0661", "expected NCT and eight digits"),
        ("identificationModule.nctIdAliases[0]", "x", "expected NCT and eight digits, found `x`"),
        ("identificationModule.briefTitle", None, "expected text, found null: leave out what is"),
        ("identificationModule.briefTitle", 7, "expected text, found the number 7"),
        ("statusModule.overallStatus", "FOO", "unknown value `FOO`; known are "),
        ("statusModule.overallStatus", "recruiting", "unknown value `recruiting`; known are"),
        ("statusModule.overallStatus", ["RECRUITING"], "expected text, found a list"),
        ("statusModule.startDateStruct.date", "2018-13", "no such date: `2018-13`"),
        ("statusModule.startDateStruct.date", "2018-02-29", "no such date: `2018-02-29`"),
        ("statusModule.startDateStruct.date", "0000", "no such date: `0000`"),
        ("statusModule.startDateStruct.date", "07/2018", "expected 2018, 2018-07 or 2018-07-15"),
        ("statusModule.startDateStruct.date", "20180715", "expected 2018, 2018-07 or 2018-07-15"),
        ("statusModule.lastUpdateSubmitDate", "2018-07", "expected a date such as 2018-07-15"),
        ("designModule.phases[1]", "PHASE5", "unknown value `PHASE5`; known are NA, EARLY"),
        ("designModule.enrollmentInfo.count", True, "expected a whole number, found true"),
        ("designModule.enrollmentInfo.count", 2.5, "expected a whole number, found the number 2.5"),
        ("designModule.enrollmentInfo.count", -1, "expected a number from 0 to 2147483647, found"),
        ("designModule.enrollmentInfo.count", 2**31, "expected a number from 0 to 2147483647"),
        ("eligibilityModule.minimumAge", "N/A", "expected a number with its unit, as 18 Years"),
        ("eligibilityModule.healthyVolunteers", "No", "expected true or false, found `No`"),
        ("eligibilityModule.healthyVolunteers", 0, "expected true or false, found the number 0"),
        ("conditionsModule.conditions", "Cancer", "expected a list, found `Cancer`"),
        ("conditionsModule.conditions[0]", " ", "blank"),
        ("armsInterventionsModule.armGroups[1].label", "", "missing or blank"),
        ("contactsLocationsModule.locations[0]", None, "expected an object, found null"),
        ("contactsLocationsModule.locations[0].status", "OPEN", "unknown value `OPEN`; known are"),
        (
            "contactsLocationsModule.locations[0].geoPoint.lat",
            91,
            "expected degrees from -90 to 90",
        ),
        ("contactsLocationsModule.locations[0].geoPoint.lon", "2", "expected degrees from -180 to"),
        ("referencesModule.references[0].pmid", 99999999, "expected text, found the number 99999"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(place: str, value: object, reason: str) -> None:
    refused = refusal(with_value((P, *steps_of(place)), value))
    assert refused.path == f"{P}.{place}"
    assert refused.reason.startswith(reason)


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        ("protocolSection", [], "expected an object, found a list"),
        ("resultsSection", "yes", "expected an object, found `yes`"),
        ("hasResults", "yes", "expected true or false, found `yes`"),
        ("documentSection.largeDocumentModule.largeDocs[0].uploadDate", "2098", "expected a time"),
        (
            "documentSection.largeDocumentModule.largeDocs[0].uploadDate",
            "2098-01-01T25:00",
            "no such time: `2098-01-01T25:00`",
        ),
    ],
)
def test_so_is_one_outside_the_protocol(place: str, value: object, reason: str) -> None:
    refused = refusal(with_value(steps_of(place), value))
    assert refused.path == place
    assert refused.reason.startswith(reason)


def test_a_number_of_thousands_of_digits_is_refused_too() -> None:
    steps = (P, "designModule", "enrollmentInfo", "count")
    assert refusal(with_value(steps, 10**5000)).reason.endswith("the number of over 20 digits")


@pytest.mark.parametrize("steps", LEAVES, ids=path)
def test_every_value_of_the_schema_is_read_and_checked(steps: Steps) -> None:
    assert refusal(with_value(steps, {"not": "this"})).path == path(steps)


def test_all_problems_are_told_at_once() -> None:
    study = with_value((*STATUS, "overallStatus"), "FOO")
    study[P]["eligibilityModule"]["sex"] = "BAR"
    study[P]["designModule"]["phases"] = 3
    study["hasResults"] = "yes"
    refused = refusal(study)
    assert [problem.path for problem in refused.problems] == [
        "protocolSection.statusModule.overallStatus",
        "protocolSection.designModule.phases",
        "protocolSection.eligibilityModule.sex",
        "hasResults",
    ]
    assert str(refused).startswith(
        "protocolSection.statusModule.overallStatus: unknown value `FOO`"
    )
    assert str(refused).endswith("; and 1 more")


@pytest.mark.parametrize(
    ("key", "reason"),
    [("name", "missing or blank"), ("class", None)],
)
def test_a_sponsor_needs_its_name_only(key: str, reason: str | None) -> None:
    study = without(P, "sponsorCollaboratorsModule", "leadSponsor", key)
    if reason is None:
        assert parse_study(study).sponsor_collaborators.lead_sponsor.agency_class is None  # type: ignore[union-attr]
    else:
        assert refusal(study).path == f"{P}.sponsorCollaboratorsModule.leadSponsor.name"


def test_a_reference_without_text_and_number_is_refused() -> None:
    study = with_value((P, "referencesModule", "references"), [{"type": "RESULT"}])
    assert refusal(study).reason == "a reference needs a citation or a pmid"


@pytest.mark.parametrize("data", [None, [], "NCT99999901", 3, True, object()])
def test_what_is_no_object_is_no_study(data: object) -> None:
    assert str(refusal(data)).startswith("expected a study (an object), found ")


def test_keys_the_schema_does_not_have_are_ignored() -> None:
    assert parse_study(INVENTED | {"extraSection": {"a": [1, None, 2.5]}}) == parse_study(INVENTED)


@pytest.mark.parametrize(
    ("extra", "place", "reason"),
    [
        ({"a": ["x\0"]}, "extra.a[0]", "NUL character at position 2 of the text"),
        ({"a": "\ud83d"}, "extra.a", "half of a surrogate pair at position 1 of the text"),
        ({"a\0": 1}, "extra[`a\\x00`]", "NUL character at position 2 of the text (in the key)"),
        ({"a": float("nan")}, "extra.a", "expected a number, found nan"),
        ({"a b": json.loads("1e999")}, "extra[`a b`]", "expected a number, found inf"),
        ({"a": {1, 2}}, "extra.a", "expected JSON, found a set, which JSON does not have"),
        ({3: 1}, "extra[3]", "expected text as a key (in the key)"),
    ],
)
def test_what_the_database_cannot_keep_is_refused_anywhere(
    extra: object, place: str, reason: str
) -> None:
    refused = refusal(INVENTED | {"extra": extra})
    assert (refused.path, refused.reason) == (place, reason)


def test_nesting_without_end_is_refused() -> None:
    deep: list[object] = []
    for _ in range(5000):
        deep = [deep]
    assert refusal(INVENTED | {"extra": deep}).reason == "nested over 64 levels deep"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=examples(150), deadline=None)
@given(st.sampled_from([steps for steps, _ in places(INVENTED)]), json_values)
def test_any_value_anywhere_is_read_or_refused(steps: Steps, value: object) -> None:
    try:
        assert isinstance(parse_study(with_value(steps, value)), Study)
    except StudyRefused as refused:
        text = str(refused)
        assert "\0" not in text
        assert text.encode()  # no lone surrogate: it can be printed and stored


@settings(max_examples=examples(80), deadline=None)
@given(json_values)
def test_any_json_is_read_or_refused(data: object) -> None:
    with pytest.raises(StudyRefused):
        parse_study(data)


@pytest.mark.slow
def test_every_sample_record_is_read(samples: Path) -> None:
    studies = list(read_studies(samples / "ctgov"))
    assert studies
    for origin, data in studies:
        assert Path(origin).stem == parse_study(data).identification.nct_id


@pytest.mark.slow
def test_the_first_2000_sample_lines_are_read(samples: Path) -> None:
    lines = read_studies(samples / "oncology_studies.jsonl.gz")
    titles = [parse_study(data).identification.title for _, data in itertools.islice(lines, 2000)]
    assert len(titles) == 2000
    assert all(titles)


@pytest.mark.slow
def test_samples_without_a_title_are_refused(samples: Path) -> None:
    reasons = set()
    with gzip.open(samples / "oncology_untitled.jsonl.gz") as lines:
        for line in lines:
            if b'"officialTitle"' not in line:
                reasons.add(str(refusal(json.loads(line))))
    assert reasons == {f"{P}.identificationModule.briefTitle: {NO_TITLE}"}


@pytest.mark.slow
def test_samples_hold_no_key_that_the_invented_study_lacks(samples: Path) -> None:
    """So that the test of every value speaks of all that the registry sends."""
    ours = keys(INVENTED[P])
    for origin, data in read_studies(samples / "ctgov"):
        theirs = keys(data[P])  # type: ignore[index]
        assert {key for key in theirs - ours if "locations_nested" not in key} == set(), origin
