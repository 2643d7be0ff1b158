"""Names of drugs that trials tell: which are believed."""

import pytest

from trials.models import Concept, ConceptName, Trial
from trials.search.vocabulary import learn_names, load_starter
from trials.search.vocabulary.records import Said, entries


def believed(*said: Said, known: dict[str, set[int]] | None = None) -> dict[str, list[str]]:
    found = entries(said, known or {})
    return {entry.preferred: [name.text for name in entry.names] for entry in found}


@pytest.mark.parametrize(
    ("name", "other", "names"),
    [
        ("Featherinib", "XL999", ["XL999"]),
        ("Featherinib", "BMS-999555", ["BMS-999555"]),
        ("Featherinib (BAY3427999)", "NT-999", ["BAY3427999", "NT-999"]),
        ("Featherinib®", "Plumexa, XL999", ["XL999"]),
    ],
)
def test_a_makers_number_is_believed_at_once(name: str, other: str, names: list[str]) -> None:
    assert believed((name, other, 1)) == {"Featherinib": names}


def test_another_word_is_believed_when_two_trials_say_it() -> None:
    assert believed(("Featherinib", "Plumexa", 1)) == {}
    assert believed(("Featherinib", "Plumexa®", 2)) == {"Featherinib": ["Plumexa"]}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Placebo tablet", "XL999"),
        ("Featherinib 40 mg", "XL999"),
        ("Featherinib or Quillmab", "XL999"),
        ("Featherinib plus Quillmab", "XL999"),
        ("Featherinib", "Steroids"),
        ("Featherinib", "Corn starch tablet"),
        ("Featherinib", "Impact"),
        ("Featherinib", "was also known as Deflorinib until 2009"),
        ("Featherinib", "featherinib"),
    ],
)
def test_what_is_no_name_is_left_out(name: str, other: str) -> None:
    assert believed((name, other, 9)) == {}


def test_a_name_of_two_drugs_is_nobodys() -> None:
    assert believed(("Featherinib", "XL999", 3), ("Quillmab", "XL999", 1)) == {}


def test_a_number_that_is_used_as_a_name_is_the_drugs() -> None:
    said = (("Featherinib", "XL999", 1), ("XL999", "Plumexa", 2))
    assert believed(*said) == {"Featherinib": ["Plumexa", "XL999"]}


def test_what_a_vocabulary_has_or_gives_to_another_is_left_out() -> None:
    known = {"featherinib": {1}, "plumexa": {1}, "xl999": {2}}
    said = (("Featherinib", "Plumexa", 5), ("Featherinib", "XL999", 5), ("Featherinib", "AB-12", 1))
    assert believed(*said, known=known) == {"Featherinib": ["AB-12"]}


@pytest.mark.django_db
def test_only_listed_trials_tell() -> None:
    trial = Trial.objects.create(nct_id="NCT01234567", brief_title="A trial")
    trial.interventions.create(type="DRUG", name="Featherinib", other_names=["XL999"])
    learn_names()
    assert not Concept.objects.filter(source="Trial records").exists()
    Trial.objects.filter(pk=trial.pk).update(state="APPROVED", release_at="2020-01-01T00:00Z")
    assert learn_names().added == 2
    assert not learn_names().is_change
    assert ConceptName.objects.filter(name="XL999", concept__kind="DRUG").exists()
    Trial.objects.filter(pk=trial.pk).update(state="WITHDRAWN", withdrawn_at="2021-01-01T00:00Z")
    assert learn_names().removed == 2


@pytest.mark.slow
@pytest.mark.django_db
def test_names_of_records_join_the_vocabularys_drug() -> None:
    load_starter()  # a test that commits leaves none
    trial = Trial.objects.create(nct_id="NCT01234567", brief_title="A trial")
    load_starter()  # a test that commits leaves an empty vocabulary
    trial.interventions.create(type="DRUG", name="Cabozantinib", other_names=["XL184", "QQ-777"])
    Trial.objects.filter(pk=trial.pk).update(state="APPROVED", release_at="2020-01-01T00:00Z")
    learn_names()
    concept = Concept.objects.get(source="Trial records")
    assert concept.same_as == Concept.objects.get(source="Trialfolio", preferred="cabozantinib")
    assert set(concept.names.values_list("name", flat=True)) == {"Cabozantinib", "QQ-777"}
