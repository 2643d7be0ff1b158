"""What holds for every text: matches are slices, in order, apart; and no text is too long."""

import gc
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import hostile
from tests.examples import examples
from tests.records import a_trial
from tests.trials.detection.registry import TITLE, found
from tests.trials.identifiers.spellings import TEXT
from trials.detection import detect
from trials.models import Trial

some = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=examples(25),
)
many = settings(some, max_examples=300)
_PIECES = (
    "CABINET|PALLAS|monarchE|KEYNOTE-189|DUAL|A021602|S1418|NCT03375320|NCT99999999|trial|ensayo"
    "|phase III|patients with cancer|Alliance|part no.|doi:10.1056/NEJMoa2403991|PMID 39282913"
    "|https://clinicaltrials.gov/study/NCT03375320|(|)|[|]|,|;|/|-|\n|-\n|\u00a0|\u2011|\u00ad|\u200b|\0"
    "|\ud800|\U0001f9ec|e\u0301|\u0130|\uff21\uff10|" + TITLE
)
_MIXED = st.lists(st.sampled_from(_PIECES.split("|")), max_size=14).map(" ".join)


def _are_slices_in_order_and_apart(text: str) -> None:
    end = 0
    for match in detect(text):
        assert end <= match.start < match.end <= len(text)
        assert text[match.start : match.end] == match.text
        assert 0 < match.confidence < 1
        assert match.known != bool(match.nct_id or match.protocol_id)
        end = match.end


def _only_moves_with_what_stands_before(text: str) -> None:
    before = "\U0001f9ec" + "." * 600 + "\n"
    places = [(match.start + len(before), match.end + len(before)) for match in detect(text)]
    assert [(match.start, match.end) for match in detect(before + text)] == places


def _has_the_same_matches_again(text: str) -> None:
    assert detect(text) == detect(text)


@some
@given(_MIXED | TEXT)
def test_matches_are_slices_in_order_and_apart(text: str) -> None:
    _are_slices_in_order_and_apart(text)


@some
@given(_MIXED)
def test_what_stands_before_in_a_paragraph_of_its_own_only_moves_the_places(text: str) -> None:
    _only_moves_with_what_stands_before(text)


@some
@given(_MIXED)
def test_the_same_text_gives_the_same_matches(text: str) -> None:
    _has_the_same_matches_again(text)


@pytest.mark.slow
@many
@given(_MIXED | TEXT)
def test_all_of_it_holds_for_very_many_texts(text: str) -> None:
    _are_slices_in_order_and_apart(text)
    _only_moves_with_what_stands_before(text)
    _has_the_same_matches_again(text)


@pytest.mark.slow
def test_of_merged_trials_the_one_that_stays_is_meant() -> None:
    first, second, third = (a_trial(f"A0312{n:02}") for n in range(3))
    Trial.objects.filter(pk=first.pk).update(merged_into=second)
    assert found("Alliance A031200") == ["A031201"]
    Trial.objects.filter(pk=second.pk).update(merged_into=third)
    assert found("Alliance A031200") == ["A031202"]


def test_the_collector_is_left_as_it_was() -> None:
    detect("NCT03375320")
    assert gc.isenabled()
    gc.disable()
    try:
        detect("NCT03375320")
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.slow
@pytest.mark.parametrize(("name", "made"), hostile.texts([TITLE], ["CABINET"]).items())
def test_awkward_texts_are_read_to_their_end(name: str, made: Callable[[], str]) -> None:
    piece = made()[: hostile.MEGABYTE // 4]
    text = piece * (hostile.MEGABYTE // 4 // len(piece)) + "\n\nSee NCT03375320."
    assert found(text)[-1] == "A021602", name
