"""Values come flat, and compare as what they mean: dates, ages across units, numbers."""

import datetime as dt
from pathlib import Path

import pytest

from tests.trials.api.pieces.studies import fields, invented, of
from trials.api.pieces import PIECES, Kind, Piece, comparable, find, minutes, values_at

STUDY = {
    "protocolSection": {
        "statusModule": {"studyFirstPostDateStruct": {"date": "2019-03-01"}},
        "conditionsModule": {"conditions": ["Exampleoma", "Beispielitis"]},
        "designModule": {"phases": ["PHASE1", "PHASE2"], "enrollmentInfo": {"count": 0}},
        "armsInterventionsModule": {
            "armGroups": [
                {"label": "A", "interventionNames": ["Drug: One", "Drug: Two"]},
                {"label": "B"},
            ],
        },
        "outcomesModule": {
            "primaryOutcomes": [{"measure": "x"}],
            "otherOutcomes": [{"measure": "y"}, {"measure": "z"}],
        },
        "contactsLocationsModule": {
            "locations": [{"country": "France"}, {"country": "Norway"}, {"country": "France"}, {}]
        },
    },
    "hasResults": False,
}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Condition", ["Exampleoma", "Beispielitis"]),
        ("ArmGroupInterventionName", ["Drug: One", "Drug: Two"]),
        ("ArmGroup", STUDY["protocolSection"]["armsInterventionsModule"]["armGroups"]),  # type: ignore[index]
        ("hasResults", [False]),
        ("EnrollmentCount", [0]),
        ("BriefTitle", []),
        ("OutcomeMeasurementValue", []),
        ("NumArmGroups", [2]),
        ("NumArmGroupInterventionNames", [2, 0]),
        ("NumOutcomes", [3]),
        ("NumUniqueLocationCountries", [2]),
        ("StudyFirstPostYear", [2019]),
        ("NumReferences", []),
    ],
)
def test_values_of_a_field(name: str, values: list[object]) -> None:
    assert values_at(STUDY, name) == values


def test_what_is_no_field_has_no_values() -> None:
    with pytest.raises(KeyError):
        values_at(STUDY, "Phases")


def test_values_of_the_samples_are_all_there(samples: Path) -> None:
    leaves = [p for p in PIECES if p.kind is not Kind.STRUCT and not p.reckoned]
    for number, study in of(samples).items():
        held: dict[str, list[object]] = {}
        for path, value in fields(study):
            held.setdefault(path, []).extend(value if isinstance(value, list) else [value])
        found = {piece.path: values_at(study, piece) for piece in leaves}
        assert found == {piece.path: held.get(piece.path, []) for piece in leaves}, number


def test_every_value_of_the_invented_study_compares() -> None:
    for piece in PIECES:
        values = [comparable(piece, value) for value in values_at(invented(), piece)]
        assert piece.kind in (Kind.STRUCT, Kind.GEO_POINT) or None not in values, piece.name


def test_every_value_of_the_samples_compares(samples: Path) -> None:
    compared = [p for p in PIECES if p.is_date or p.is_number or p.kind is Kind.TIME_SPAN]
    for number, study in of(samples).items():
        for piece in compared:
            values = values_at(study, piece)
            assert None not in [comparable(piece, value) for value in values], (number, piece.name)


@pytest.mark.parametrize(
    ("name", "value", "means"),
    [
        ("StartDate", "2018", dt.date(2018, 1, 1)),
        ("StartDate", "2018-07", dt.date(2018, 7, 1)),
        ("LastUpdatePostDate", "2018-07-15", dt.date(2018, 7, 15)),
        ("LargeDocUploadDate", "2018-07-15T09:30", dt.datetime(2018, 7, 15, 9, 30)),  # noqa: DTZ001
        ("StartDate", "2018-13", None),
        ("StartDate", "2018-7", None),
        ("StartDate", "01/01/2018", None),
        ("StartDate", 2018, None),
        ("MinimumAge", "2 Hours", 120),
        ("MinimumAge", "N/A", None),
        ("EnrollmentCount", 298, 298),
        ("EnrollmentCount", "298", None),
        ("EnrollmentCount", True, None),
        ("HasResults", True, True),
        ("Condition", "Straße", "strasse"),
        ("LocationGeoPoint", {"lat": 1, "lon": 2}, None),
    ],
)
def test_what_a_value_means(name: str, value: object, means: object) -> None:
    assert comparable(_field(name), value) == means


def test_ages_are_in_order_across_units() -> None:
    ages = ["59 Minutes", "1 Hour", "23 hours", "1 Day", "1 Week", "4 Weeks", "1 Month"]
    ages += ["52 Weeks", "1 Year", "18 Months", "24 months", "3 years", "18 Years"]
    lengths = [minutes(age) for age in ages]
    assert lengths == sorted(lengths)
    assert len(set(lengths)) == len(lengths)
    assert minutes("12 Months") == minutes("1 Year")
    assert minutes("7 Days") == minutes("1 Week")


@pytest.mark.parametrize(
    "text", ["", "Years", "18", "-1 Years", "1.5 Years", "18 Yeares", "9999999 Years"]
)
def test_what_is_no_age(text: str) -> None:
    with pytest.raises(ValueError, match="number with its unit"):
        minutes(text)


def _field(name: str) -> Piece:
    piece = find(name)
    assert piece
    return piece
