"""An editor keeps the names of diseases and drugs."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.forms import base_of
from trials.models import Concept, ConceptName

pytestmark = pytest.mark.django_db
LIST = "admin:trials_concept_changelist"
ADD = "admin:trials_concept_add"
CHANGE = "admin:trials_concept_change"


def form(
    concept: dict[str, object], *names: dict[str, object], initial: int = 0
) -> dict[str, object]:
    rows = {
        f"names-{i}-{key}": value for i, name in enumerate(names) for key, value in name.items()
    }
    given = {"names-TOTAL_FORMS": len(names), "names-INITIAL_FORMS": initial}
    return {"kind": "DRUG", "code": "", "same_as": "", "other_codes": "", "source": "Editors"} | (
        concept | given | rows
    )


def name(text: str, **more: object) -> dict[str, object]:
    return {"name": text, "language": "en"} | more


def test_an_editor_adds_a_drug_and_its_names(editor: Client) -> None:
    answer = editor.post(reverse(ADD), form({"preferred": "Featherinib"}, name("Plumexa-Tablets")))
    assert answer.status_code == 302, answer.context["errors"]
    concept = Concept.objects.get(preferred="Featherinib")
    keys = dict(concept.names.values_list("name", "key"))
    assert keys == {"Plumexa-Tablets": "plumexa tablet", "Featherinib": "featherinib"}


def test_a_new_name_is_written_with_its_key(editor: Client) -> None:
    concept = Concept.objects.create(preferred="Featherinib", kind="DRUG", source="Editors")
    row = concept.names.create(name="Featherinib")
    address = reverse(CHANGE, args=[concept.pk])
    rows = name("Quills", id=row.pk, concept=concept.pk)
    given = form({"preferred": "Featherinib"}, rows, initial=1) | {"_base": base_of(concept)}
    answer = editor.post(address, given)
    assert answer.status_code == 302
    assert ConceptName.objects.get(pk=row.pk).key == "quill"


@pytest.mark.parametrize(
    ("text", "said"),
    [("+++", "A name needs letters or digits."), ("Featherinib", "this name already")],
)
def test_a_name_that_cannot_be_is_refused_in_words(editor: Client, text: str, said: str) -> None:
    concept = Concept.objects.create(preferred="Featherinib", kind="DRUG", source="Editors")
    row = concept.names.create(name="Featherinib")
    kept = name("Featherinib", id=row.pk, concept=concept.pk)
    new = name(text, concept=concept.pk)
    given = form({"preferred": "Featherinib"}, kept, new, initial=1)
    given |= {"_base": base_of(concept)}
    answer = editor.post(reverse(CHANGE, args=[concept.pk]), given)
    assert answer.status_code == 200
    assert said in answer.content.decode()


@pytest.mark.slow
def test_any_name_finds_it_in_the_list(editor: Client) -> None:
    concept = Concept.objects.create(preferred="Featherinib", code="B77", source="Editors")
    concept.names.create(name="Plumexa")
    for typed in ("plumexa", "PLUMEXAS", "b77", "feather"):
        answer = editor.get(reverse(LIST), {"q": typed})
        assert [one.pk for one in answer.context["cl"].result_list] == [concept.pk], typed


@pytest.mark.slow
def test_what_follows_a_concept_follows_it_into_its_group(editor: Client) -> None:
    head = Concept.objects.create(preferred="Head", source="Aviary")
    middle = Concept.objects.create(preferred="Middle", source="Editors", kind="DRUG")
    last = Concept.objects.create(preferred="Last", source="Other", same_as=middle)
    given = form({"preferred": "Middle", "same_as": head.pk})
    given |= {"_base": base_of(middle)}
    answer = editor.post(reverse(CHANGE, args=[middle.pk]), given)
    assert answer.status_code == 302
    last.refresh_from_db()
    assert last.same_as == head


def test_the_head_is_taken_for_one_that_follows(editor: Client) -> None:
    head = Concept.objects.create(preferred="Head", source="Aviary")
    follower = Concept.objects.create(preferred="Follower", source="Other", same_as=head)
    given = form({"preferred": "New", "same_as": follower.pk})
    assert editor.post(reverse(ADD), given).status_code == 302
    assert Concept.objects.get(preferred="New").same_as == head


def test_the_list_asks_the_same_for_one_and_for_many(
    editor: Client, django_assert_max_num_queries: object
) -> None:
    editor.get(reverse(LIST))
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert editor.get(reverse(LIST)).status_code == 200
