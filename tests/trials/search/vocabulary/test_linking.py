"""Concepts of several vocabularies that mean the same are found together, and no others."""

from collections import Counter

import pghistory
import pytest
from django.db import IntegrityError, transaction

from trials.models import Concept, ConceptName, SearchTodo
from trials.models.concept import MANY
from trials.search.vocabulary import Entry, Name, link, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty(db: None) -> None:
    Concept.objects.all().delete()


def entry(preferred: str, *names: str, **more: object) -> Entry:
    return Entry(preferred, tuple(map(Name, names)), "DISEASE", **more)  # type: ignore[arg-type]


def groups() -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for concept in Concept.objects.order_by("preferred"):
        found.setdefault(concept.same_as_id or concept.pk, []).append(concept.preferred)
    return sorted(found.values())


def test_terms_that_are_names_of_each_other() -> None:
    write("MeSH", [entry("Gizzard Neoplasms", "Gizzard Cancer")])
    write("NCI Thesaurus", [entry("Gizzard Cancer", "Gizzard Neoplasm")])
    assert link() == 1
    assert groups() == [["Gizzard Cancer", "Gizzard Neoplasms"]]
    assert Concept.objects.get(same_as=None).source == "NCI Thesaurus"
    assert link() == 0


def test_the_same_code() -> None:
    write("OncoTree", [entry("Crop Tumor", code="CRT", other_codes=("C5",))])
    write("NCI Thesaurus", [entry("Ingluvial Neoplasm", code="C5")])
    link()
    assert groups() == [["Crop Tumor", "Ingluvial Neoplasm"]]


def test_no_vocabulary_is_in_a_group_twice() -> None:
    write("MeSH", [entry("Gizzard Diseases", "Gizzard Cancer", "Gizzard Ulcer")])
    write("NCI Thesaurus", [entry("Gizzard Cancer"), entry("Gizzard Ulcer")])
    link()
    assert [len(group) for group in groups()] in ([2, 1], [1, 2])


def test_abbreviations_link_nothing() -> None:
    write("MeSH", [entry("Gizzard Cancer", "GICAN")])
    write("NCI Thesaurus", [entry("Giant Cancer", "GICAN")])
    assert link() == 0


def test_a_drug_is_no_disease() -> None:
    write("MeSH", [entry("Plumage")])
    write("NCI Thesaurus", [Entry("Plumage", (), "DRUG")])
    assert link() == 0


def test_what_a_person_parted_stays_apart() -> None:
    write("MeSH", [entry("Gizzard Cancer")])
    write("NCI Thesaurus", [entry("Gizzard Cancer")])
    link()
    with pghistory.context(user=1):
        Concept.objects.filter(source="MeSH").update(same_as=None)
    assert link() == 0
    assert len(groups()) == 2


def test_what_a_person_joined_stays_together() -> None:
    write("MeSH", [entry("Gizzard Cancer")])
    write("NCI Thesaurus", [entry("Craw Cancer")])
    head = Concept.objects.get(source="NCI Thesaurus")
    with pghistory.context(user=1):
        Concept.objects.filter(source="MeSH").update(same_as=head)
    assert link() == 0
    assert groups() == [["Craw Cancer", "Gizzard Cancer"]]


def test_the_database_refuses_a_chain() -> None:
    first = Concept.objects.create(preferred="A", source="x")
    second = Concept.objects.create(preferred="B", source="x", same_as=first)
    with pytest.raises(IntegrityError, match="others are the same as"), transaction.atomic():
        Concept.objects.create(preferred="C", source="x", same_as=second)
    third = Concept.objects.create(preferred="D", source="x")
    with pytest.raises(IntegrityError, match="others are the same as"), transaction.atomic():
        Concept.objects.filter(pk=first.pk).update(same_as=third)


def test_what_a_person_changed_deleted_or_added_survives_a_load() -> None:
    said = [entry("Gizzard Cancer", "craw cancer", "crop cancer"), entry("Beakitis")]
    write("Aviary", said)
    with pghistory.context(user=1):
        ConceptName.objects.filter(name="craw cancer").update(name="Craw carcinoma")
        ConceptName.objects.get(name="crop cancer").delete()
        Concept.objects.get(preferred="Gizzard Cancer").names.create(name="stone cancer")
        Concept.objects.get(preferred="Beakitis").delete()
    counts = write("Aviary", said)
    assert not counts.is_change
    names = set(ConceptName.objects.values_list("name", flat=True))
    assert names == {"Gizzard Cancer", "Craw carcinoma", "stone cancer"}


def test_a_changed_name_is_noted_for_the_index() -> None:
    concept = Concept.objects.create(preferred="Gizzard Cancer", source="x")
    SearchTodo.objects.all().delete()
    row = concept.names.create(name="Gizzard Cancer")
    row.name = "Craw Cancer"
    row.save(update_fields=["name"])
    row.refresh_from_db()
    assert row.key == "craw cancer"
    ConceptName.objects.filter(pk=row.pk).update(language="es")
    row.delete()
    noted = SearchTodo.objects.values_list("kind", "record_id")
    assert list(noted) == [("name", row.pk or noted[0][1])] * 3


def test_a_name_follows_its_concept_into_another_group() -> None:
    head = Concept.objects.create(preferred="A", source="x")
    concept = Concept.objects.create(preferred="B", source="y")
    row = concept.names.create(name="Beak")
    SearchTodo.objects.all().delete()
    concept.same_as = head
    concept.save()
    assert list(SearchTodo.objects.values_list("kind", "record_id")) == [("name", row.pk)]


def test_many_names_are_noted_in_one_row() -> None:
    SearchTodo.objects.all().delete()
    write("Aviary", [entry(f"Bird {number}") for number in range(MANY + 1)])
    assert list(SearchTodo.objects.values_list("kind", "record_id")) == [("names", 0)]


def test_bulk_writes_have_keys_too() -> None:
    concept = Concept.objects.create(preferred="A", source="x")
    ConceptName.objects.bulk_create([ConceptName(concept=concept, name="Tumours of the Beak")])
    assert ConceptName.objects.get().key == "tumor beak"


def test_groups_of_the_starter_and_a_vocabulary_stay_small() -> None:
    """What would be one heap of everything if names alone linked."""
    write("A", [entry(f"Organ {n}", f"Organ {n + 1}") for n in range(30)])
    write("B", [entry(f"Organ {n} cancer", f"Organ {n}", f"Organ {n + 1}") for n in range(30)])
    link()
    sizes = Counter(len(group) for group in groups())
    assert max(sizes) == 2
