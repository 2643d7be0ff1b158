"""A selection keeps shape, order and places, and together all fields are the whole study."""

import copy
from collections.abc import Iterable
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.trials.api.pieces.studies import fields, invented, merged, of
from tests.trials.api.pieces.test_table import EXTRA
from trials.api.pieces import PIECES, SECTIONS, Kind, UnknownField, find, selection

WRITTEN = [piece for piece in PIECES if not piece.reckoned]
LEAVES = [piece.name for piece in WRITTEN if piece.kind is not Kind.STRUCT]
SITES = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT99999901", "briefTitle": "Exampletinib"},
        "contactsLocationsModule": {
            "locations": [
                {"city": "Exampleton", "zip": "12345", "geoPoint": {"lat": 1.5, "lon": 2}},
                {"city": "Beispielstadt"},
                {"city": "Villexemple", "zip": "75001"},
            ]
        },
    },
    "hasResults": False,
}
MODULE = "contactsLocationsModule"


def selected(study: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return selection(names).of(study)


def test_pieces_keep_their_nesting() -> None:
    assert selected(SITES, ["NCTId", "HasResults"]) == {
        "protocolSection": {"identificationModule": {"nctId": "NCT99999901"}},
        "hasResults": False,
    }


def test_items_of_a_list_keep_their_places() -> None:
    sites = selected(SITES, ["LocationZip"])["protocolSection"][MODULE]["locations"]
    assert sites == [{"zip": "12345"}, {}, {"zip": "75001"}]


def test_what_is_absent_stays_absent() -> None:
    assert selected(SITES, ["LocationFacility", "OfficialTitle", "ResultsSection"]) == {}


def test_a_point_is_one_value() -> None:
    sites = selected(SITES, ["LocationGeoPoint"])["protocolSection"][MODULE]["locations"]
    assert sites == [{"geoPoint": {"lat": 1.5, "lon": 2}}, {}, {}]


def test_a_branch_holds_what_is_below_it_whatever_else_is_asked() -> None:
    both = ["LocationCity", "ContactsLocationsModule", f"protocolSection.{MODULE}.locations.zip"]
    cut = selected(SITES, both)
    assert cut == {"protocolSection": {MODULE: SITES["protocolSection"][MODULE]}}  # type: ignore[index]


def test_keys_come_in_the_order_of_the_study_not_of_the_request() -> None:
    cut = selected(SITES, ["HasResults", "BriefTitle", "NCTId"])
    assert list(cut) == ["protocolSection", "hasResults"]
    assert list(cut["protocolSection"]["identificationModule"]) == ["nctId", "briefTitle"]


def test_an_area_stands_for_its_fields() -> None:
    assert selected(SITES, ["TitleSearch"]) == selected(
        SITES, ["Acronym", "BriefTitle", "OfficialTitle"]
    )


def test_what_the_query_looks_into() -> None:
    cut = selection(["@query", "NCTId"], queried=["LocationSearch"]).of(SITES)
    assert cut == selected(SITES, ["NCTId", "LocationCity", "LocationZip"])
    assert selection(["@query"]).of(SITES) == {}


@pytest.mark.parametrize("name", ["NCTid", "NumLocations", "", "@relevance", "trialfolio"])
def test_what_is_no_field_or_never_written_out_is_refused(name: str) -> None:
    with pytest.raises(UnknownField) as refused:
        selected(SITES, ["NCTId", name])
    assert refused.value.name == name


def test_a_refusal_says_what_may_be_meant() -> None:
    with pytest.raises(UnknownField) as refused:
        selection(["BreifTitle"])
    assert refused.value.suggestions[0] == "BriefTitle"


def test_the_study_itself_stays_as_it_was() -> None:
    study = invented()
    before = copy.deepcopy(study)
    selected(study, ["LocationCity", "OutcomeMeasurementValue"])
    assert study == before


def test_all_fields_one_by_one_make_the_invented_study() -> None:
    study = invented()
    assert reduce(merged, (selected(study, [name]) for name in LEAVES)) == study


def test_each_branch_of_the_invented_study_is_itself() -> None:
    study = invented()
    for piece in WRITTEN:
        cut = dict(fields(selected(study, [piece.path])))
        assert cut.get(piece.path) == dict(fields(study)).get(piece.path) or piece.in_list


@given(st.lists(st.sampled_from([piece.name for piece in WRITTEN]), max_size=8))
def test_several_fields_are_what_each_gives(names: list[str]) -> None:
    study = invented()
    cuts = (selected(study, [name]) for name in names)
    assert selected(study, names) == reduce(merged, cuts, {})


@given(st.sampled_from([piece.name for piece in WRITTEN]))
def test_a_selection_of_a_selection_is_the_same(name: str) -> None:
    once = selected(invented(), [name])
    assert selected(once, [name]) == once


@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"])
def test_all_fields_one_by_one_make_each_sample(samples: Path, step: int) -> None:
    alone = [selection([name]) for name in LEAVES]
    for number, study in [*of(samples).items()][::step]:
        cuts = filter(None, (cut.of(study) for cut in alone))
        assert reduce(merged, cuts) == _known(study), number


@pytest.mark.slow
def test_all_sections_are_each_sample_in_its_own_order(samples: Path) -> None:
    every, sections = selection(LEAVES), selection(piece.name for piece in SECTIONS)
    for number, study in of(samples).items():
        assert sections.of(study) == study, number
        order = [path for path, _ in fields(study) if find(path)]
        assert [path for path, _ in fields(every.of(study))] == order, number


def _known(study: dict[str, object]) -> dict[str, object]:
    """A sample without the keys that are no fields."""
    study = copy.deepcopy(study)
    for path in EXTRA:
        *above, last = path.split(".")
        reduce(lambda part, step: part.get(step, {}), above, study).pop(last, None)  # type: ignore[arg-type, return-value]
    return study
