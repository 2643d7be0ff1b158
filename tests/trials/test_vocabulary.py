"""The words are ClinicalTrials.gov's own, and every one has a label that people understand."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db.models import TextChoices

from trials import vocabulary
from trials.vocabulary import (
    CLOSED_STATUSES,
    OPEN_STATUSES,
    PAUSED_STATUSES,
    PLANNED_STATUSES,
    RESOLVING_KINDS,
    STOPPED_STATUSES,
    UNSTATED_STATUSES,
    IdentifierKind,
    Phase,
    Status,
    document_label,
    joined,
    phases_label,
)

LISTS = [
    word
    for word in vars(vocabulary).values()
    if isinstance(word, type) and issubclass(word, TextChoices)
]
# These describe the API itself, not a study.
OF_THE_API = {"FilterType", "FieldStatsType"}
# What the registry added after that file was written.
LATER = {
    "SecondaryIdType": {"CTIS"},
    "ViolationEventType": {"ISSUES_IN_LETTER_ADDRESSED_CONFIRMED"},
}


def schema_enums(text: str) -> Iterator[tuple[str, set[str]]]:
    """Read the string enums under components/schemas of the registry's OpenAPI file."""
    schemas = text[text.index("\n  schemas:\n") :]
    for block in re.split(r"\n    (?=[A-Za-z]+:\n)", schemas)[1:]:
        if values := re.search(r"\n      enum:\n((?:      - .*\n?)+)", block):
            yield block.partition(":")[0], set(re.findall(r'- "?(\w+)"?', values[1]))


@pytest.fixture(scope="module")
def registry_enums(samples: Path) -> dict[str, set[str]]:
    path = samples.parent / "reference" / "ctg-oas-v2.yaml"
    if not path.is_file():
        pytest.skip("the registry's OpenAPI file is not beside SAMPLES")
    return dict(schema_enums(path.read_text()))


def test_the_registrys_words_are_verbatim_and_complete(
    registry_enums: dict[str, set[str]],
) -> None:
    assert len(registry_enums) > 40
    for name in registry_enums.keys() - OF_THE_API:
        words = registry_enums[name] | LATER.get(name, set())
        assert set(getattr(vocabulary, name).values) == words, name


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_every_word_has_one_label_in_sentence_case(words: type[TextChoices]) -> None:
    labels = [str(label) for label in words.labels]
    assert len(set(labels)) == len(labels)
    for word in words:
        assert word.name == word.value
        assert word.label[0].isupper() or word.label[0].isdigit()
        assert "_" not in word.label


@pytest.mark.parametrize(
    ("phases", "label"),
    [
        ([], ""),
        (["NA"], "Not applicable"),
        (["PHASE3"], "Phase 3"),
        (["PHASE2", "PHASE3"], "Phase 2 and 3"),
        (["PHASE3", "PHASE2"], "Phase 2 and 3"),
        (["PHASE1", "PHASE2", "PHASE3"], "Phase 1, 2 and 3"),
        ([Phase.EARLY_PHASE1], "Early phase 1"),
        ([Phase.PHASE1, Phase.EARLY_PHASE1], "Early phase 1 and phase 1"),
    ],
)
def test_phases_read_in_plain_words(phases: list[str], label: str) -> None:
    assert phases_label(phases) == label


@pytest.mark.parametrize(
    ("type_abbrev", "label"),
    [
        ("Prot", "Protocol"),
        ("SAP", "Analysis plan"),
        ("Prot_SAP", "Protocol and analysis plan"),
        ("Prot_SAP_ICF", "Protocol, analysis plan and consent form"),
        ("Other", "Other"),
        ("", ""),
    ],
)
def test_what_a_document_holds_reads_in_plain_words(type_abbrev: str, label: str) -> None:
    assert document_label(type_abbrev) == label


@pytest.mark.parametrize(("number", "words"), [*enumerate(["", "a", "a and b", "a, b and c"])])
def test_words_of_a_list_in_a_sentence(number: int, words: str) -> None:
    assert joined(["a", "b", "c"][:number]) == words


def test_an_unknown_phase_is_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match=r"Not a phase: PHASE9\. Use one of NA, "):
        phases_label(["PHASE9", "PHASE3"])


def test_every_status_stands_in_exactly_one_group() -> None:
    groups = [
        PLANNED_STATUSES,
        OPEN_STATUSES,
        PAUSED_STATUSES,
        CLOSED_STATUSES,
        UNSTATED_STATUSES,
    ]
    assert sorted(status for group in groups for status in group) == sorted(Status)


def test_only_a_stopped_trial_says_why() -> None:
    assert {"SUSPENDED", "TERMINATED", "WITHDRAWN"} == STOPPED_STATUSES


@pytest.mark.slow
def test_sponsors_numbers_and_grants_never_resolve() -> None:
    assert set(IdentifierKind) - RESOLVING_KINDS == {
        IdentifierKind.SPONSOR,
        IdentifierKind.FUNDING,
    }
