"""The table names every field once, and whatever the samples hold stands in it."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import trials.vocabulary
from tests.trials.api.pieces.studies import Json, fields, invented, of
from trials.api.pieces import PIECES, SECTIONS, Kind, Piece, find
from trials.vocabulary import registry, results

EXTRA = (
    "protocolSection.contactsLocationsModule.locations_nested",
    "derivedSection.miscInfoModule.modelPredictions",
)
"""Keys of the samples that the registry's API does not have, or no longer."""
KINDS: dict[type, tuple[Kind, ...]] = {
    bool: (Kind.BOOLEAN,),
    int: (Kind.INTEGER, Kind.LONG),
    dict: (Kind.STRUCT, Kind.GEO_POINT),
}


def test_each_name_and_each_path_stands_once() -> None:
    repeated = Counter(name for piece in PIECES for name in (piece.name, piece.path))
    assert [name for name, times in repeated.items() if times > 1] == []


def test_sections_and_modules_are_those_of_the_registry() -> None:
    assert [(piece.name, len(piece.children)) for piece in SECTIONS] == [
        ("ProtocolSection", 13),
        ("ResultsSection", 5),
        ("AnnotationSection", 1),
        ("DocumentSection", 1),
        ("DerivedSection", 3),
        ("HasResults", 0),
    ]


def test_a_field_knows_where_it_stands() -> None:
    city = _field("LocationCity")
    assert city.path == "protocolSection.contactsLocationsModule.locations.city"
    assert (city.kind, city.in_list, city.many) == (Kind.GEO_NAME, True, False)
    phase = _field("Phase")
    assert (phase.many, phase.words, phase.is_searched) == (True, registry.Phase, True)
    assert not _field("BriefTitle").in_list


def test_every_list_of_words_has_fields() -> None:
    ours = {
        getattr(trials.vocabulary, name)
        for module in (registry, results)
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__
    }
    assert {piece.words for piece in PIECES if piece.words} == ours


def test_the_invented_study_is_in_the_table() -> None:
    assert _strange(invented()) == set()


def test_all_of_the_samples_is_in_the_table(samples: Path) -> None:
    studies = of(samples)
    assert len(studies) >= 81
    found = {path for study in studies.values() for path in _strange(study)}
    assert {path for path in found if not path.startswith(EXTRA)} == set()
    assert found.issuperset(EXTRA)


@pytest.mark.slow
def test_values_of_the_samples_are_of_their_kinds(samples: Path) -> None:
    for number, study in of(samples).items():
        wrong = [(path, value) for path, value in fields(study) if not _fits(find(path), value)]
        assert not wrong, number


def _strange(study: Json) -> set[str]:
    return {path for path, _ in fields(study) if find(path) is None}


def _fits(piece: Piece | None, value: Any) -> bool:
    """Whether a list stands where one may, and values are of the kind and of the words."""
    if piece is None:
        return True
    if isinstance(value, list) != piece.many:
        return False
    return all(_fits_one(piece, item) for item in (value if piece.many else [value]))


def _fits_one(piece: Piece, value: Any) -> bool:
    if piece.words:
        return value in piece.words.values
    kinds = KINDS.get(type(value))
    return piece.kind in kinds if kinds else piece.kind not in sum(KINDS.values(), ())


def _field(name: str) -> Piece:
    piece = find(name)
    assert piece
    return piece
