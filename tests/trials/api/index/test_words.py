"""What is written down of a study to be searched, and that no study is too large for it."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.trials.api.pieces.studies import of
from trials.api.index import numbers_of, words_of
from trials.api.index.tags import GROUPS, tag, tag_of
from trials.api.pieces import PIECES, find
from trials.folding import words_in


def a_study(**conditions: Any) -> dict[str, Any]:
    return {"protocolSection": {"conditionsModule": conditions}}


def the(name: str) -> str:
    """The tag of a field."""
    piece = find(name)
    assert piece
    return tag(piece)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("HER2-positive, non-small", ["her2", "positive", "non", "small"]),
        ("Łódź Århus İzmir ŒUVRE", ["lodz", "arhus", "izmir", "oeuvre"]),
        ("A021602_x (b)", ["a021602", "x", "b"]),
        ("μm ² 中文", ["μm", "2", "中文"]),
        ("— ", []),
    ],
)
def test_words_are_letters_and_digits_without_accents(text: str, words: list[str]) -> None:
    assert words_in(text) == words


def test_no_two_fields_have_the_same_tag() -> None:
    tags = [tag_of(piece.name) for piece in PIECES] + sorted(set(GROUPS.values()))
    assert len(tags) == len(set(tags))


def test_words_stand_with_their_field_between_marks() -> None:
    condition = the("Condition")
    found = dict(
        part.strip("'").split("':")
        for part in words_of(a_study(conditions=["Lung Cancer", "Cancer"])).split(" ")
        if part.endswith(tuple("0123456789")) and f"/{condition}" in part
    )
    # A mark, two words, a mark, a gap of two; a mark, a word, a mark.
    assert found == {
        f"^/{condition}": "1,7",
        f"lung/{condition}": "2",
        f"cancer/{condition}": "3,8",
        f"$/{condition}": "4,9",
    }


def test_a_value_that_is_there_twice_counts_once() -> None:
    once, twice = a_study(keywords=["lung"]), a_study(keywords=["lung", "lung"])
    assert words_of(once) == words_of(twice)


def test_numbers_are_dates_counts_ages_and_what_is_worked_out() -> None:
    study = {
        "protocolSection": {
            "statusModule": {"startDateStruct": {"date": "2018-07"}},
            "eligibilityModule": {"minimumAge": "1 Day", "maximumAge": "N/A"},
            "designModule": {"enrollmentInfo": {"count": 7}, "phases": ["PHASE1", "PHASE2"]},
        },
        "documentSection": {
            "largeDocumentModule": {
                "largeDocs": [{"size": 9, "uploadDate": "2019-05-03T12:34"}, {"size": 4}]
            }
        },
    }
    numbers = numbers_of(study)
    assert numbers["StartDate"] == 20180701
    assert numbers["MinimumAge"] == 1440
    assert "MaximumAge" not in numbers
    assert (numbers["EnrollmentCount"], numbers["NumPhases"]) == (7, 2)
    assert numbers["LargeDocSize"] == [4, 9]
    assert numbers["LargeDocUploadDate"] == 20190503.1234


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    "study",
    [
        a_study(conditions=[f"w{number}" for number in range(120_000)]),
        a_study(keywords=["a " * 40_000, "b" * 5_000, "'quoted' \\ \" ; 'x':1A", "ß" * 3_000]),
        a_study(conditions=[f"same {number}" for number in range(1_000)]),
        a_study(conditions=None, keywords=[None, 3, {"x": 1}]),
        {"protocolSection": {"designModule": {"phases": ["it's", "PHASE9"]}}},
        {},
    ],
    ids=["many words", "long texts", "many values", "other kinds", "unknown words", "nothing"],
)
def test_the_database_takes_the_words_of_any_study(study: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(%s::tsvector)", [words_of(study)])
        assert cursor.fetchone()[0] >= 0


@pytest.mark.slow
@pytest.mark.django_db
def test_the_database_takes_the_words_of_every_sample(samples: Path) -> None:
    with connection.cursor() as cursor:
        for study in of(samples).values():
            cursor.execute("SELECT length(%s::tsvector)", [words_of(study)])
            assert cursor.fetchone()[0] > 20
