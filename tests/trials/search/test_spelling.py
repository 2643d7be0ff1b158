"""Slips of the keyboard: corrected to a word that records have, and never to nothing."""

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.records import a_trial
from tests.trials.search.asking import a_concept, ask, found, ids, only_names, trials
from trials.search import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def registry(made_once: DjangoDbBlocker) -> None:
    """Trials of a few drugs, and a name that no trial has."""
    with made_once.unblock():
        only_names({})
        a_concept("pembrolizumab", "Keytruda", kind="DRUG")
        trials(
            A020001="Cabozantinib in kidney cancer",
            A020002="Pembrolizumab and carboplatin",
            A020003="Carboplatin alone",
            A020004="Célula grande",
            A020005="Cancer",
            A020006="Networks of care after Caro",
        )
        refresh()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "words", "first"),
    [
        ("cabozantinb", "cabozantinib", "A020001"),
        ("cabozantiniib", "cabozantinib", "A020001"),
        ("cabozatninib", "cabozantinib", "A020001"),
        ("xabozantinib", "cabozantinib", "A020001"),
        ("CABOZANTINB", "cabozantinib", "A020001"),
        ("cabosantinb", "cabozantinib", "A020001"),  # two slips in a long word
        ("canecr", "cancer", "A020005"),
        ("cabozantinb canecr", "cabozantinib cancer", "A020001"),
        ("pembrolizumb carboplatin", "pembrolizumab carboplatin", "A020002"),
        ("keytrda", "keytruda", "A020002"),
        ("celulla", "celula", "A020004"),
        ("kidne kidney cancer", "kidney kidney cancer", "A020001"),
        ("kidnye cancer", "kidney cancer", "A020001"),
        ("cabo", "cabozantinib", "A020001"),  # begins it, though Caro is nearer
        ("Pembro", "pembrolizumab", "A020002"),
        ("netw care", "networks care", "A020006"),
    ],
)
def test_a_slip_is_corrected_and_said(typed: str, words: str, first: str) -> None:
    answer = ask(typed)
    assert answer.reading.words.lower() == words
    assert answer.reading.corrected_from == typed
    assert ids(answer)[0] == first


@pytest.mark.parametrize("typed", ["cancer", "Cabozantinib", "cabozantinibs", "cancers", "célula"])
def test_what_records_have_is_no_slip(typed: str) -> None:
    answer = ask(typed)
    assert answer.reading.corrected_from == ""
    assert answer.hits


@pytest.mark.parametrize(
    "typed", ["xyzzyplugh", "cab", "cn", "c4ncer", '"canecr"', "qqqqqqqqqqqq", "A029999"]
)
def test_what_is_near_nothing_stays(typed: str) -> None:
    assert ask(typed).reading.corrected_from == ""


def test_exact_words_are_never_corrected() -> None:
    answer = ask("cabozantinb", exact=True)
    assert answer.reading.corrected_from == ""
    assert answer.hits == []


def test_one_slip_among_words_is_no_dead_end() -> None:
    assert found("cabozantinb xyzzyplugh") == ["A020001"]
    answer = ask("cabozantinb xyzzyplugh")
    assert answer.reading.corrected_from == "cabozantinb xyzzyplugh"
    assert answer.reading.dropped == ("xyzzyplugh",)


def test_a_word_that_is_guessed_never_takes_the_place_of_one_that_was_typed() -> None:
    for typed, words in (("cabozantinib netw", ""), ("cabozantinb netw", "cabozantinib netw")):
        answer = ask(typed)
        assert ids(answer)[0] == "A020001"
        assert answer.reading.dropped == ("netw",)
        assert answer.reading.words == "cabozantinib"
        assert bool(answer.reading.corrected_from) == bool(words)


def test_a_word_that_a_record_has_is_not_the_beginning_of_another() -> None:
    a_trial("A020008", brief_title="Cabo Verde")
    answer = ask("cabo")
    assert ids(answer) == ["A020008"]
    assert answer.reading.corrected_from == ""


def test_a_title_that_reads_like_a_slip_is_found_as_it_is() -> None:
    a_trial("A020009", brief_title="Canecr")
    answer = ask("canecr")
    assert ids(answer)[0] == "A020009"
    assert answer.reading.corrected_from == ""


def test_a_word_is_known_from_the_moment_a_record_has_it() -> None:
    assert ask("zanubrutinb").reading.corrected_from == ""
    a_trial("A020010", brief_title="Zanubrutinib")
    assert found("zanubrutinb") == ["A020010"]


def test_a_word_is_known_from_the_moment_a_name_has_it() -> None:
    found()
    a_concept("ficlatuzumab", "carboplatin", kind="DRUG")
    assert found("ficlatuzumb") == ["A020003", "A020002"]


@pytest.mark.slow
def test_a_common_word_but_one_letter_off_a_rare_one_is_meant() -> None:
    for number in range(101):
        a_trial(f"A022{number:03}", brief_title=f"Study of sarcoma {number}")
    a_trial("A023000", brief_title="Sarcomq of bones and more")
    assert ask("sarcomq bone").reading.corrected_from == "sarcomq bone"
