"""Nobody is led to what they did not mean: enumerations, negations, guesses, numbers."""

import pytest
from django.test import Client

from tests.records import a_status, a_trial
from tests.trials.search.asking import a_concept, ask, found, only_names, trials

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "has", "asked"),
    [("status", "ACTIVE_NOT_RECRUITING", "RECRUITING"), ("phase", "EARLY_PHASE1", "PHASE1")],
)
def test_a_word_of_an_enumeration_is_no_part_of_another(name: str, has: str, asked: str) -> None:
    trial = a_trial("A020001", phases=[has] if name == "phase" else [])
    if name == "status":
        a_status(trial, has)
    answer = ask(chosen={name: (asked,)})
    assert answer.total == 0
    (choice,) = [one for one in answer.facets[name] if one.value == asked]
    assert (choice.count, choice.chosen) == (0, True)


@pytest.mark.parametrize("words", ["-A020001", "\u2212a020001", "NOT A020001"])
def test_a_number_that_is_excluded_does_not_lead_to_its_trial(words: str) -> None:
    trials(A020001="Gold", A020002="Tin")
    answer = ask(words)
    assert not answer.only_record
    assert found(words) == ["A020002"]


@pytest.mark.parametrize("words", ["gold -tin", "gold NOT tin", 'gold NOT "tin"'])
def test_not_is_minus(words: str) -> None:
    trials(A020001="Gold and tin", A020002="Gold")
    assert found(words) == ["A020002"]


def test_in_small_letters_it_is_a_word() -> None:
    trials(A020001="Gold, not tin", A020002="Gold")
    assert found("gold not tin")[0] == "A020001"


def test_what_is_excluded_goes_by_all_its_names() -> None:
    a_concept("Cabozantinib", "XL184", kind="DRUG")
    trials(A020001="Lung and XL184", A020002="Lung and gold", A020003="Lung, cabozantinib")
    assert found("lung -cabozantinib") == ["A020002"]
    assert found("lung -cabozantinb") == ["A020002"]


@pytest.mark.parametrize("words", ["mother", "PRRT", "my mother has gold"])
def test_ordinary_words_and_short_forms_are_no_slips(words: str) -> None:
    trials(A020001="Gold for the other part", A020002="Another part, the whole and other gold")
    assert not ask(words).reading.corrected_from


def test_a_number_is_never_left_out() -> None:
    trials(A020001="Gold", A020002="Platinum")
    a_trial("A020003", nct_id="NCT03375320", brief_title="Silver")
    answer = ask("NCT 03375320 platinum")
    assert "03375320" not in answer.reading.dropped
    assert [hit.document.card["id"] for hit in answer.hits] == ["A020003"]


def test_an_inflammation_is_not_what_its_organ_is() -> None:
    trials(A020001="Pancreatic cancer", A020002="Pancreatitis")
    assert found("pancreatitis") == ["A020002"]
    assert found("pancreatic") == ["A020001"]


def test_a_name_in_capitals_is_offered_where_small_letters_find_nothing(client: Client) -> None:
    only_names({"Neuroendocrine tumor": ("[NET]",)})
    trials(A020001="Neuroendocrine tumor", A020002="Gold")
    text = client.get("/trials/?q=net").content.decode()
    assert '<a href="/trials/?q=NET">NET, Neuroendocrine tumor</a>' in text
    assert "Did you mean" not in client.get("/trials/?q=NET").content.decode()
