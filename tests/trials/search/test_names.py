"""Every name of a disease or drug finds what another of its names finds; the exact words first."""

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.trials.search.asking import a_concept, all_ids, ask, found, ids, only_names, trials
from trials.models import Concept, ConceptName
from trials.search import refresh

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def registry(made_once: DjangoDbBlocker) -> None:
    """Drugs and tumors, each called another way in another trial."""
    with made_once.unblock():
        only_names({})
        a_concept("Neuroendocrine tumor", "carcinoid", "[NET]", "tumor neuroendocrino")
        a_concept("Breast cancer", "cáncer de mama", "carcinoma of the breast")
        a_concept("cabozantinib", "Cabometyx", "XL184", "XL-184", kind="DRUG")
        mesh = a_concept("Cabozantinib S-malate", "BMS-907351", kind="DRUG", source="Other")
        mesh.same_as = Concept.objects.get(preferred="cabozantinib")
        mesh.save()
        trials(
            A020001="Cabozantinib in kidney cancer",
            A020002="Cabometyx after surgery",
            A020003="XL184 or XL 184 for bones",
            A020004="BMS 907351 in children",
            A020011="Carcinoid of the gut",
            A020012="Neuroendocrine tumours of the gut",
            A020013="A new NET study",
            A020014="A safety net for families",
            A020015="Endocrine tumors",
            A020021="Breast cancer screening",
            A020022="Carcinoma of the breast",
        )
        refresh()


DRUG = ["A020001", "A020002", "A020003", "A020004"]
TUMOR = ["A020011", "A020012", "A020013"]
BREAST = ["A020021", "A020022"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        *((name, DRUG) for name in ("cabozantinib", "CABOMETYX", "xl184", "XL-184", "xl 184")),
        *((name, DRUG) for name in ("BMS-907351", "cabozantinib s-malate")),
        *((name, TUMOR) for name in ("carcinoid", "Carcinoids", "neuroendocrine tumor")),
        *((name, TUMOR) for name in ("neuroendocrine tumours", "tumor neuroendocrino")),
        *((name, BREAST) for name in ("breast cancer", "cáncer de mama", "cancer de mama")),
        ("breast carcinoma", ["A020022"]),  # no name: the words as they are
        ("gut NET", ["A020011", "A020012"]),
        ("carcinoid gut", ["A020011", "A020012"]),
        ("carcinoid -gut", ["A020013"]),
        ("cabometyx kidney", ["A020001"]),
        ("carcinoid OR cabometyx", [*DRUG, *TUMOR]),
    ],
)
def test_any_name_finds_what_has_another(typed: str, expected: list[str]) -> None:
    assert sorted(all_ids(typed)) == expected


def test_a_name_in_capitals_counts_as_it_is_written() -> None:
    assert sorted(found("NET")) == [*TUMOR, "A020014"]
    assert sorted(found("net")) == ["A020013", "A020014"]
    assert not ask("net").reading.other_names


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cabometyx", ["A020002"]),
        ("xl184", ["A020003"]),
        ("carcinoid", ["A020011"]),
        ('"cáncer de mama"', []),
        ('"neuroendocrine tumor"', ["A020012"]),
    ],
)
def test_the_exact_words_alone(typed: str, expected: list[str]) -> None:
    answer = ask(typed, exact=True)
    assert ids(answer) == expected
    assert not answer.reading.other_names


def test_a_phrase_is_no_name() -> None:
    assert found('"cabometyx"') == ["A020002"]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("cabozantinib", "A020001"),
        ("cabometyx", "A020002"),
        ("xl184", "A020003"),
        ("carcinoid", "A020011"),
        ("neuroendocrine tumor", "A020012"),
        ("carcinoma of the breast", "A020022"),
    ],
)
def test_the_exact_words_come_before_other_names(typed: str, first: str) -> None:
    hits = ask(typed).hits
    assert hits[0].document.card["id"] == first
    assert [hit.as_typed for hit in hits] == [True] + [False] * (len(hits) - 1)


def test_the_answer_says_which_other_names_were_searched() -> None:
    (told,) = ask("cabometyx kidney").reading.other_names
    assert (told.typed, told.concept) == ("cabometyx", "cabozantinib")
    assert {"cabozantinib", "XL184", "BMS-907351"} <= set(told.names)
    assert "Cabometyx" not in told.names


def test_another_name_is_marked_where_it_stands() -> None:
    titles = {hit.document.card["id"]: hit.title for hit in ask("cabometyx").hits}
    assert titles["A020001"] == "<mark>Cabozantinib</mark> in kidney cancer"
    assert titles["A020003"].startswith("<mark>XL184</mark> or")


@pytest.mark.slow
def test_a_name_that_comes_changes_or_goes_counts_at_once() -> None:
    concept = Concept.objects.get(preferred="Neuroendocrine tumor")
    name = ConceptName.objects.create(concept=concept, name="endocrine tumor")
    assert sorted(found("carcinoid")) == [*TUMOR, "A020015"]
    name.name = "gut cancer"
    name.save()
    assert sorted(found("carcinoid")) == TUMOR
    assert sorted(found("gut cancer")) == TUMOR
    name.delete()
    assert sorted(found("carcinoid")) == TUMOR
    assert ask("gut cancer").reading.other_names == ()
    ConceptName.objects.filter(name="NET").update(name="Nets", key="net", capitals_only=False)
    assert sorted(found("carcinoid")) == [*TUMOR, "A020014"]


def test_concepts_that_are_the_same_are_parted_and_joined_at_once() -> None:
    other = Concept.objects.get(source="Other")
    head, other.same_as = other.same_as, None
    other.save()
    assert sorted(found("cabometyx")) == DRUG[:3]
    assert found("BMS-907351") == ["A020004"]
    other.same_as = head
    other.save()
    assert sorted(found("cabometyx")) == DRUG
