"""Fields, words and search areas as the registry tells them."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.trials.api.pieces.legacy_words import LEGACY
from trials.api.pieces import (
    AREAS,
    PIECES,
    enums,
    find,
    find_area,
    metadata,
    search_areas,
    statistics_type,
)

Json = dict[str, Any]
NODE = {"name", "piece", "sourceType", "type"}
SAID = {
    "altPieceNames",
    "children",
    "historicOnly",
    "indexedOnly",
    "isEnum",
    "nested",
    "synonyms",
}


def nodes(tree: list[Json], above: str = "") -> Iterator[tuple[str, Json]]:
    for node in tree:
        path = f"{above}.{node['name']}" if above else node["name"]
        yield path, node
        yield from nodes(node.get("children", []), path)


def test_a_node_is_a_field_of_the_table() -> None:
    for path, node in nodes(metadata(indexed_only=True, historic_only=True)):
        piece = find(node["piece"])
        assert piece
        assert piece.path == path
        assert node.keys() >= NODE
        assert node.keys() <= NODE | SAID


def test_what_only_the_search_or_former_versions_know_is_told_when_asked() -> None:
    plain = {node["piece"] for _, node in nodes(metadata())}
    indexed = {node["piece"] for _, node in nodes(metadata(indexed_only=True))}
    historic = {node["piece"] for _, node in nodes(metadata(historic_only=True))}
    assert plain == {p.name for p in PIECES if not p.reckoned and "QCComments" not in p.name}
    assert indexed - plain == {p.name for p in PIECES if p.reckoned}
    assert len(historic - plain) == 3


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("NCTId", {"sourceType": "TEXT", "type": "nct"}),
        ("Phase", {"sourceType": "TEXT", "type": "Phase[]", "isEnum": True}),
        ("BriefSummary", {"sourceType": "MARKUP", "type": "markup", "synonyms": True}),
        ("EnrollmentCount", {"sourceType": "NUMERIC", "type": "integer"}),
        ("StartDate", {"sourceType": "DATE", "type": "PartialDate"}),
        ("StudyFirstSubmitDate", {"sourceType": "DATE", "type": "NormalizedDate"}),
        ("MinimumAge", {"sourceType": "TIME", "type": "NormalizedTime"}),
        ("LocationCity", {"sourceType": "TEXT", "type": "GeoName"}),
        ("HasResults", {"sourceType": "BOOLEAN", "type": "boolean"}),
        ("Sex", {"sourceType": "TEXT", "type": "Sex", "isEnum": True, "altPieceNames": ["Gender"]}),
    ],
)
def test_what_is_said_of_a_field(name: str, said: Json) -> None:
    node = {node["piece"]: node for _, node in nodes(metadata())}[name]
    assert {key: value for key, value in node.items() if key not in ("name", "piece")} == said


def test_a_branch_has_its_type_and_its_children() -> None:
    told = {node["piece"]: node for _, node in nodes(metadata())}
    assert told["Location"]["type"] == "Location[]"
    assert told["Location"]["nested"]
    assert told["StartDateStruct"]["type"] == "PartialDateStruct"
    assert told["PrimaryOutcome"]["type"] == "Outcome[]"
    assert [c["name"] for c in told["LeadSponsor"]["children"]] == ["name", "class"]


def test_statistics_know_six_types() -> None:
    types = {statistics_type(piece) for piece in PIECES}
    assert types == {"", "ENUM", "STRING", "DATE", "INTEGER", "BOOLEAN"}


def test_every_word_has_its_former_text() -> None:
    told = {
        told["type"]: {word["value"]: word["legacyValue"] for word in told["values"]}
        for told in enums()
    }
    expected = {name: set(texts.split("|")) for name, texts in LEGACY.items()}
    assert {name: set(words.values()) for name, words in told.items()} == expected
    assert told["Status"]["ACTIVE_NOT_RECRUITING"] == "Active, not recruiting"
    assert told["MeasureDispersionType"]["CONFIDENCE_975"] == "97.5% Confidence Interval"


def test_fields_of_a_list_of_words_and_its_exceptions() -> None:
    told = {told["type"]: told for told in enums()}
    assert told["Status"]["pieces"] == ["OverallStatus", "LastKnownStatus"]
    estimated = told["DateType"]["values"][1]
    assert estimated["legacyValue"] == "Estimate"
    assert estimated["exceptions"]["StudyFirstPostDateType"] == "Anticipated"
    assert set(estimated["exceptions"]) <= set(told["DateType"]["pieces"])


def test_search_areas_are_those_of_the_registry() -> None:
    document = search_areas()[0]
    areas = {area["name"]: area for area in document["areas"]}
    assert (document["name"], len(areas)) == ("Study", 19)
    sizes = {name: sum(len(p["pieces"]) for p in area["parts"]) for name, area in areas.items()}
    assert sizes["BasicSearch"] == 57
    assert sizes["PatientSearch"] == 47
    assert sizes["InterventionSearch"] == 12
    assert {area["param"]: area["name"] for area in areas.values() if "param" in area} == {
        "term": "BasicSearch",
        "cond": "ConditionSearch",
        "intr": "InterventionSearch",
        "outc": "OutcomeSearch",
        "titles": "TitleSearch",
        "locn": "LocationSearch",
        "id": "IdSearch",
        "spons": "SponsorSearch",
        "patient": "PatientSearch",
    }


def test_a_part_is_of_one_weight_and_type() -> None:
    area = {area["name"]: area for area in search_areas()[0]["areas"]}["LocationSearch"]
    told = [(p["pieces"], p["type"], p["weight"], p["isEnum"]) for p in area["parts"]]
    assert told == [
        (["LocationCity", "LocationState"], "GeoName", 0.95, False),
        (["LocationCountry", "LocationFacility"], "text", 0.95, False),
        (["LocationZip"], "text", 0.35, False),
    ]


def test_weights_fall_from_one_to_nothing() -> None:
    for area in AREAS:
        weights = [weight for _, weight in area.parts]
        assert weights == sorted(weights, reverse=True)
        assert 0 < weights[-1] <= weights[0] <= 1
    conditions = find_area("ConditionSearch")
    assert conditions
    assert {piece.name: weight for piece, weight in conditions.parts}["Condition"] == 0.95
    assert find_area("Condition") is None
