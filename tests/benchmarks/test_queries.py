import random
from collections import Counter

import pytest

from benchmarks.material import Material, halves, material
from benchmarks.queries import log, slipped, spelled
from trials.identifiers import fold

NUMBERS = [f"NCT{number:08}" for number in range(500)]


@pytest.fixture(scope="module")
def made_up() -> Material:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAMPLES", "/nowhere")
        return material()


@pytest.mark.slow
def test_without_samples_the_material_is_made_of_words_of_nobody(made_up: Material) -> None:
    assert made_up.source == "words of nobody"
    assert len(made_up.texts) > 10_000
    assert len(made_up.conditions) > 1_000


@pytest.mark.slow
def test_the_log_has_a_thousand_different_queries_in_the_shares_asked_for(
    made_up: Material,
) -> None:
    queries = log(made_up, NUMBERS)
    assert len({query.address for query in queries}) == len(queries) >= 1_000
    shares = {
        kind: count / len(queries) for kind, count in Counter(q.kind for q in queries).items()
    }
    assert shares == {"names": 0.6, "broad": 0.1, "IDs": 0.1, "slips": 0.1, "filters": 0.1}


@pytest.mark.slow
def test_the_log_is_the_same_every_time(made_up: Material) -> None:
    assert log(made_up, NUMBERS, 100) == log(made_up, NUMBERS, 100)


def test_a_slip_changes_one_word_of_six_letters_or_more() -> None:
    dice = random.Random(1)  # noqa: S311
    for _ in range(200):
        first, second = slipped("melanoma eye", dice).split(" ")
        assert second == "eye"
        assert first != "melanoma"
        assert 7 <= len(first) <= 9
    assert slipped("of the eye", dice) == ""


def test_any_spelling_of_an_identifier_still_is_that_identifier() -> None:
    dice = random.Random(1)  # noqa: S311
    for number in ("NCT03375320", "A021602"):
        assert {fold(spelled(number, dice)) for _ in range(100)} == {number}


def test_a_title_is_cut_between_words() -> None:
    assert halves("One two three") == ("One two", "three")
