"""Segments are joined when there are eight of a size: fewer tables' rows, the same answers."""

from importlib import import_module

import numpy as np
import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from model_bakery import baker

from tests.records import a_trial, an_item
from tests.trials.search.asking import all_ids, ask
from trials.models import (
    Condition,
    SearchDead,
    SearchDocument,
    SearchPosting,
    SearchSegment,
    Site,
    Trial,
    TrialCondition,
)
from trials.search import Near
from trials.search.indexing.attributes import arrays_of, packed, unpacked
from trials.search.indexing.merging import TOGETHER, joined, joined_facet, merge
from trials.search.indexing.postings import Gathering
from trials.search.indexing.refresh import refresh

weights = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 255), max_size=4)


@given(st.lists(st.lists(weights, max_size=4), min_size=1, max_size=4))
def test_postings_of_parts_are_postings_of_the_whole(
    parts: list[list[dict[str, int]]],
) -> None:
    whole, number = Gathering(), 0
    rows: dict[str, list[tuple[bytes, bytes]]] = {}
    for part in parts:
        gathering = Gathering()
        for document in part:
            number += 7
            whole.add(number, document)
            gathering.add(number, document)
        for word, numbers, said in gathering.rows():
            rows.setdefault(word, []).append((numbers, said))
    expected = {word: (numbers, said) for word, numbers, said in whole.rows()}
    assert rows.keys() == expected.keys()
    for word, some in rows.items():
        together = joined(some[::-1])  # in whatever order
        at_once = joined([expected[word]])
        assert [one.tolist() for one in together] == [one.tolist() for one in at_once]


def test_words_are_written_in_the_order_of_their_bytes() -> None:
    gathering = Gathering()
    gathering.add(1, {"ü": 1, "z": 2, "=a": 3, "#1": 4})
    gathering.add(9, {"z": 5})
    rows = list(gathering.rows())
    assert [word for word, _, _ in rows] == ["#1", "=a", "z", "ü"]
    assert list(rows[2][2]) == [2, 5]


def test_attributes_are_read_as_they_were_packed() -> None:
    arrays = arrays_of([], {})
    again = unpacked(packed(arrays))
    assert arrays.keys() == again.keys()
    assert joined_facet("condition", [arrays, again])["condition.number"].dtype == np.uint32


@pytest.mark.slow
@pytest.mark.django_db
def test_after_eight_saves_segments_are_one_and_answers_the_same() -> None:
    lung = baker.make(Condition, name="Lung cancer", slug="lung-cancer")
    for number in range(TOGETHER):
        trial = a_trial(f"A02000{number}", brief_title=f"Platinum {'gold ' * (number % 3)}")
        baker.make(TrialCondition, trial=trial, condition=lung)
        baker.make(Site, trial=trial, latitude=number, longitude=0, status="RECRUITING")
    an_item(title="Platinum")
    _each_in_a_segment_of_its_own()
    asked = ["", "platinum", "gold", "A020003", "-gold", "lung"]
    before = [all_ids(words) for words in asked], _counts(), _near()
    assert SearchSegment.objects.count() > TOGETHER
    merge()
    assert SearchSegment.objects.count() < TOGETHER
    assert sum(SearchSegment.objects.values_list("size", flat=True)) == TOGETHER + 1
    assert ([all_ids(words) for words in asked], _counts(), _near()) == before


def _counts() -> dict[str, list[tuple[str, int]]]:
    facets = ask("platinum").facets
    return {name: [(one.value, one.count) for one in choices] for name, choices in facets.items()}


def _near() -> list[float | None]:
    return [hit.miles for hit in ask(near=Near(0, 0, 400)).hits]


def _each_in_a_segment_of_its_own() -> None:
    """As if each had been committed and searched for before the next."""
    ask()
    for model in (SearchPosting, SearchSegment, SearchDead):
        model._default_manager.all().delete()
    SearchDocument.objects.update(number=None)
    one_by_one = import_module("trials.search.indexing.refresh")._documents_and_words
    while one_by_one(1):
        pass


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_saves_one_after_the_other_leave_few_segments_and_no_dead_numbers() -> None:
    trial = a_trial("A021602", brief_title="Zero")
    most = 0
    for number in range(20):
        trial.brief_summary = f"Number {number}x"
        trial.save()
        assert all_ids(f"{number}x") == ["A021602"]
        most = max(most, SearchSegment.objects.count())
    assert most <= 2 * TOGETHER
    assert SearchDead.objects.count() < TOGETHER + 1
    assert all_ids("18x", exact=True) == []
    words = SearchPosting.objects.filter(word="0x")
    assert not words.exists()  # went with its document


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_all_trials_gone_leave_an_index_that_answers() -> None:
    for number in range(TOGETHER + 2):
        a_trial(f"A02{number:04}", brief_title="Platinum")
        ask("platinum")
    Trial.objects.update(
        state="WITHDRAWN", withdrawn_at=timezone.now(), withdrawal_reason="It was wrong."
    )
    assert ask("platinum").total == 0
    assert ask().facets["condition"] == []
    refresh()
    a_trial("A021602", brief_title="Platinum")
    assert all_ids("platinum") == ["A021602"]
