"""Suggestions: numbers, acronyms, conditions, drugs and their other names, of what is listed."""

import pytest
from model_bakery import baker
from pytest_django.plugin import DjangoDbBlocker

from tests.records import NOT_LISTED, a_trial
from tests.trials.search.asking import a_concept, found, only_names
from trials.models import Condition, Intervention, Trial, TrialCondition
from trials.search import refresh, suggest

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def registry(made_once: DjangoDbBlocker) -> None:
    """Three trials, one of them not listed."""
    with made_once.unblock():
        only_names({})
        a_concept("pembrolizumab", "Keytruda", "MK-3475", kind="DRUG")
        a_concept("nivolumab", "Keylargo", kind="DRUG")
        a_concept("Multiple myeloma", "Kahler disease")
        full("A021602", "Lung cancer", "Pembrolizumab", nct_id="NCT03375320", acronym="CABINET")
        full("A021703", "Multiple myeloma", "Lenalidomide", acronym="LENA")
        full("A021999", "Lung cancer", "Lumacaftor")
        secret = {"acronym": "SECRET", **NOT_LISTED["future"]}
        full("A021888", "Lurking disease", "Pembrosecret", **secret)
        refresh()


def full(number: str, condition: str, drug: str, **fields: object) -> Trial:
    trial = a_trial(number, **fields)
    slug = condition.lower().replace(" ", "-")
    named = Condition.objects.filter(slug=slug).first()
    named = named or baker.make(Condition, name=condition, slug=slug)
    baker.make(TrialCondition, trial=trial, condition=named)
    baker.make(Intervention, trial=trial, name=drug)
    return trial


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("A021", ["A021602", "A021703", "A021999"]),
        ("a-0216", ["A021602"]),
        ("nct03", ["NCT03375320"]),
        ("cab", ["CABINET"]),
        ("lu", ["Lung cancer", "Lumacaftor"]),
        ("LUNG C", ["Lung cancer"]),
        ("canc", ["Lung cancer"]),
        ("pembro", ["Pembrolizumab"]),
        ("keyt", ["Keytruda"]),
        ("key", ["Keytruda"]),  # of the other drug there is no trial
        ("kahler", ["Kahler disease"]),
        ("len", ["LENA", "Lenalidomide"]),
        *((typed, []) for typed in ("", "a", "  x ", "zzz", "SECR", "lurk", "A0218", "%", "_a")),
    ],
)
def test_what_begins_as_typed(typed: str, expected: list[str]) -> None:
    assert [one.text for one in suggest(typed)] == expected


def test_each_says_what_it_is_and_finds_something() -> None:
    labels = {
        one.text: one.label
        for typed in ("cab", "lu", "keyt", "kahl", "a021")
        for one in suggest(typed)
    }
    assert labels == {
        **dict.fromkeys(["CABINET", "A021602", "A021703", "A021999"], "Trial"),
        "Lung cancer": "Condition",
        "Lumacaftor": "Drug or other intervention",
        "Keytruda": "Name of a drug",
        "Kahler disease": "Name of a disease",
    }
    assert all(found(text) for text in labels)


def test_no_more_than_wanted() -> None:
    assert len(suggest("a021", 2)) == 2


def test_the_acronym_or_number_of_one_trial_leads_to_its_page() -> None:
    assert [one.address for one in suggest("cabi")] == ["/trials/A021602/"]
    assert [one.address for one in suggest("A0217")] == ["/trials/A021703/"]
    assert [one.address for one in suggest("keyt")] == ["/search/?q=Keytruda"]


def test_an_acronym_that_two_trials_have_leads_to_the_search() -> None:
    full("A029999", "Sarcoma", "Imatinib", acronym="CABINET")
    refresh()
    assert [one.address for one in suggest("cabi")] == ["/search/?q=CABINET"]


def test_a_name_says_its_language() -> None:
    mieloma = a_concept("Plasma cell myeloma", kind="DISEASE")
    mieloma.names.create(name="mieloma", language="es")
    full("A029998", "Plasma cell myeloma", "Melphalan")
    refresh()
    assert [(one.text, one.language) for one in suggest("mielo")] == [("mieloma", "es")]
