"""The vocabulary that comes with the program."""

from collections import Counter, defaultdict

import pghistory
import pytest
from pytest_django.plugin import DjangoDbBlocker

from trials.models import Concept, ConceptName
from trials.models.concept import key_of
from trials.search.vocabulary import load_starter
from trials.search.vocabulary.entry import counts_as_written, says_something
from trials.search.vocabulary.starter import entries


@pytest.fixture(scope="module")
def loaded(made_once: DjangoDbBlocker) -> None:
    with made_once.unblock():
        load_starter()


@pytest.fixture
def starter(loaded: None, db: None) -> None:
    """Loaded once for the file."""


def called(name: str) -> set[str]:
    names = ConceptName.objects.filter(key=key_of(name), concept__source="Trialfolio")
    written = [
        row for row in names.select_related("concept") if row.name == name or not row.capitals_only
    ]
    return {row.concept.preferred for row in written}


def test_it_is_as_large_as_was_promised() -> None:
    kinds = Counter(entry.kind for entry in entries())
    assert kinds["DISEASE"] >= 250
    assert kinds["DRUG"] >= 150
    with_spanish = [e for e in entries() if any(name.language == "es" for name in e.names)]
    assert len(with_spanish) >= 250


def test_every_name_says_something_and_is_given_once() -> None:
    whose = defaultdict(set)
    for entry in entries():
        for name in entry.names:
            assert says_something(name.text), name
        for name in entry.known().values():
            whose[key_of(name.text)].add(entry.preferred)
    assert {key: terms for key, terms in whose.items() if len(terms) > 1} == {}


@pytest.mark.parametrize(
    ("name", "preferred"),
    [
        ("NET", "Neuroendocrine tumor"),
        ("carcinoid", "Neuroendocrine tumor"),
        ("neuroendocrine tumours", "Neuroendocrine tumor"),
        ("neuroendocrine neoplasm", "Neuroendocrine tumor"),
        ("tumor neuroendocrino", "Neuroendocrine tumor"),
        ("epNET", "Extrapancreatic neuroendocrine tumor"),
        ("pNET", "Pancreatic neuroendocrine tumor"),
        ("PNET", "Pancreatic neuroendocrine tumor"),
        ("NEC", "Neuroendocrine carcinoma"),
        ("XL184", "cabozantinib"),
        ("Cabometyx", "cabozantinib"),
        ("COMETRIQ", "cabozantinib"),
        ("nsclc", "Non-small cell lung cancer"),
        ("SCLC", "Small cell lung cancer"),
        ("CRC", "Colorectal cancer"),
        ("GIST", "Gastrointestinal stromal tumor"),
        ("DLBCL", "Diffuse large B-cell lymphoma"),
        ("AML", "Acute myeloid leukemia"),
        ("ALL", "Acute lymphoblastic leukemia"),
        ("CLL", "Chronic lymphocytic leukemia"),
        ("CML", "Chronic myeloid leukemia"),
        ("MM", "Multiple myeloma"),
        ("HCC", "Hepatocellular carcinoma"),
        ("RCC", "Renal cell carcinoma"),
        ("TNBC", "Triple-negative breast cancer"),
        ("DCIS", "Ductal carcinoma in situ"),
        ("GBM", "Glioblastoma"),
        ("MDS", "Myelodysplastic syndrome"),
        ("MPN", "Myeloproliferative neoplasm"),
        ("HNSCC", "Head and neck squamous cell carcinoma"),
        ("MIBC", "Muscle-invasive bladder cancer"),
        ("NMIBC", "Non-muscle-invasive bladder cancer"),
        ("PTCL", "Peripheral T-cell lymphoma"),
        ("FL", "Follicular lymphoma"),
        ("MCL", "Mantle cell lymphoma"),
        ("HL", "Hodgkin lymphoma"),
        ("NHL", "Non-Hodgkin lymphoma"),
        ("DIPG", "Diffuse intrinsic pontine glioma"),
        ("cáncer de mama", "Breast cancer"),
        ("cancer de pulmon de celulas no pequeñas", "Non-small cell lung cancer"),
        ("leucemia mieloide aguda", "Acute myeloid leukemia"),
        ("linfoma", "Lymphoma"),
    ],
)
def test_what_people_write_is_known(starter: None, name: str, preferred: str) -> None:
    assert called(name) == {preferred}


@pytest.mark.parametrize("word", ["net", "Net", "all", "mm", "mcL", "cup", "arms"])
def test_ordinary_words_are_no_names(starter: None, word: str) -> None:
    assert counts_as_written(word.upper())
    assert called(word) == set()


def test_loading_again_changes_nothing(starter: None) -> None:
    assert not load_starter().is_change


def test_what_an_editor_did_survives_the_next_start(starter: None) -> None:
    with pghistory.context(user=1):
        ConceptName.objects.get(name="XL184").delete()
        Concept.objects.get(preferred="Mesothelioma").delete()
        ConceptName.objects.filter(name="Cometriq").update(name="COMETRIQ (capsules)")
    assert not load_starter().is_change
    assert not ConceptName.objects.filter(name__in=["XL184", "Cometriq"]).exists()
    assert not Concept.objects.filter(preferred="Mesothelioma").exists()
