"""`load_vocabulary`: what goes in, what goes out, and what is refused in words."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from trials.models import Concept, ConceptName

pytestmark = pytest.mark.django_db

FILE = """Preferred Term,Synonym,Kind,Code
Gizzard Cancer,Gizzard Cancer,disease,G1
Gizzard Cancer,Cancer of the Gizzard,disease,G1
Gizzard Cancer,GZC,disease,G1
Featherinib,Plumexa,drug,
"""


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., str]:
    """Load a file of these words and tell what the command said."""

    def loaded(text: str | bytes, *options: str) -> str:
        path = tmp_path / "birds.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        out = StringIO()
        call_command("load_vocabulary", str(path), *options, stdout=out)
        return out.getvalue()

    return loaded


def names(preferred: str) -> list[str]:
    return sorted(
        ConceptName.objects.filter(concept__preferred=preferred).values_list("name", flat=True)
    )


def test_names_go_in_with_the_key_that_searches_compare(load: Callable[..., str]) -> None:
    said = load(FILE)
    assert "birds: 2 concepts; names added: 5, changed: 0, removed: 0, unchanged: 0" in said
    concept = Concept.objects.get(code="G1")
    assert (concept.source, concept.kind) == ("birds", "DISEASE")
    assert names("Gizzard Cancer") == ["Cancer of the Gizzard", "GZC", "Gizzard Cancer"]
    assert names("Featherinib") == ["Featherinib", "Plumexa"]
    assert ConceptName.objects.get(name="Cancer of the Gizzard").key == "cancer gizzard"


def test_the_same_file_again_changes_nothing(load: Callable[..., str]) -> None:
    load(FILE)
    before = list(ConceptName.objects.values_list("pk", "name"))
    assert "added: 0, changed: 0, removed: 0, unchanged: 5" in load(FILE)
    assert list(ConceptName.objects.values_list("pk", "name")) == before


def test_what_the_file_no_longer_has_goes(load: Callable[..., str]) -> None:
    load(FILE)
    said = load(
        FILE.replace("Gizzard Cancer,GZC,disease,G1\n", "").replace("Featherinib", "Quillmab")
    )
    assert "added: 2, changed: 0, removed: 3, unchanged: 2" in said
    assert not Concept.objects.filter(preferred="Featherinib").exists()
    assert names("Quillmab") == ["Plumexa", "Quillmab"]


def test_a_dry_run_keeps_nothing(load: Callable[..., str]) -> None:
    said = load(FILE, "--dry-run")
    assert "added: 5" in said
    assert "nothing of it was kept" in said
    assert not Concept.objects.filter(source="birds").exists()


def test_the_source_can_be_named(load: Callable[..., str]) -> None:
    load(FILE, "--source", "Aviary")
    assert Concept.objects.filter(source="Aviary").count() == 2


@pytest.mark.parametrize("kept", ["Editors", "Trialfolio", "Trial records"])
def test_no_file_replaces_what_is_kept_here(load: Callable[..., str], kept: str) -> None:
    with pytest.raises(CommandError, match="kept here and by no file"):
        load(FILE, "--source", kept)


def test_a_file_of_windows_goes_in(load: Callable[..., str]) -> None:
    text = FILE.replace(",", ";").replace("\n", "\r\n").replace("GZC", '"Gizzard; ""big"""')
    load(b"\xef\xbb\xbf" + text.encode())
    assert 'Gizzard; "big"' in names("Gizzard Cancer")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs a first line that names its columns: preferred term and synonym"),
        ("term,other\nA,B\n", "needs a first line that names its columns"),
        ("preferred term,synonym\n", "has no line below its first"),
        (
            FILE + "Beakitis,Beakitis,illness,\n",
            "line 6: The kind “illness” is none: write disease",
        ),
        (FILE + ",Beakitis,disease,\n", "line 6: The preferred term is missing."),
        (
            FILE + "Gizzard Cancer,GC,drug,G1\n",
            "line 6: “Gizzard Cancer” is a disease in a line above",
        ),
        (FILE + f"Beakitis,{'x' * 301},,\n", "line 6: A name is longer than 300 characters"),
        (
            FILE + f"Beakitis,Beakitis,,{'7' * 41}\n",
            "line 6: The code is longer than 40 characters",
        ),
        (FILE + "Beak\0itis,Beakitis,,\n", "A NUL character is no part of a name"),
        (FILE + 'Beakitis,"Beakitis,,\n', "is not a CSV file that can be read"),
        ("preferred term,synonym\nC\xe1ncer,C\xe1ncer\n".encode("latin-1"), "is not text in UTF-8"),
    ],
)
def test_a_bad_file_is_refused_in_words_and_changes_nothing(
    load: Callable[..., str], text: str | bytes, said: str
) -> None:
    before = ConceptName.objects.count()
    with pytest.raises(CommandError) as refused:
        load(text)
    assert said in str(refused.value)
    assert "Nothing was loaded." in str(refused.value)
    assert ConceptName.objects.count() == before


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match=r"nowhere\.csv cannot be read: No such file"):
        call_command("load_vocabulary", "nowhere.csv")


def test_only_the_first_mistakes_are_listed(load: Callable[..., str]) -> None:
    with pytest.raises(CommandError, match="And 5 lines more"):
        load("preferred term,synonym\n" + ",x\n" * 25)


def test_something_has_to_be_said() -> None:
    with pytest.raises(CommandError, match="Say which file to load"):
        call_command("load_vocabulary")


def test_codes_of_oncotree_are_names_as_written(load: Callable[..., str]) -> None:
    load(
        "code,name,ncit,main_type,parent\nGZCA,Gizzard Carcinoma,C1|C2,Gizzard,GIZZARD\n"
        "GIZZARD,Gizzard,,Gizzard,TISSUE\n"
    )
    concept = Concept.objects.get(source="OncoTree", code="GZCA")
    assert concept.other_codes == ["C1", "C2"]
    assert ConceptName.objects.get(concept=concept, name="GZCA").capitals_only
    assert names("Gizzard") == ["Gizzard"]


def test_names_that_say_nothing_stay_out(load: Callable[..., str]) -> None:
    load(
        "preferred_term,synonym,ncit_code,kind\nStage II Gizzard Cancer,II,C5,disease\n"
        "Stage II Gizzard Cancer,Stage II,C5,disease\n"
    )
    assert names("Stage II Gizzard Cancer") == ["Stage II Gizzard Cancer"]


@pytest.mark.slow
def test_the_sample_vocabularies_go_in(samples: Path) -> None:
    out = StringIO()
    for name in ("nci_synonyms", "mesh_synonyms", "oncotree"):
        call_command("load_vocabulary", str(samples / "vocabulary" / f"{name}.csv"), stdout=out)
    assert "MeSH: 6,505 concepts" in out.getvalue()
    assert "OncoTree: 897 concepts" in out.getvalue()
    assert "NCI Thesaurus: 3,192 concepts" in out.getvalue()
    sources = Concept.objects.values_list("same_as_id", "source").exclude(same_as=None)
    assert len(sources) == len(set(sources))
