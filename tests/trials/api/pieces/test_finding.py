"""A field is found by its piece name or its path, spelt as the registry spells it."""

import pytest

from trials.api.pieces import find, suggest


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("NCTId", "protocolSection.identificationModule.nctId"),
        ("protocolSection.identificationModule.nctId", None),
        ("IdentificationModule", "protocolSection.identificationModule"),
        ("ResultsSection", "resultsSection"),
        ("hasResults", None),
        ("HasResults", "hasResults"),
        ("protocolSection.outcomesModule", None),
        ("LocationGeoPoint", "protocolSection.contactsLocationsModule.locations.geoPoint"),
        ("Gender", "protocolSection.eligibilityModule.sex"),
        ("NumArmGroups", "protocolSection.armsInterventionsModule.numArmGroups"),
    ],
)
def test_names_and_paths(name: str, path: str | None) -> None:
    piece = find(name)
    assert piece is not None
    assert piece.path == (path or name)


@pytest.mark.parametrize(
    "name", ["nctid", "nctId", "identificationModule.nctId", "", " NCTId", "."]
)
def test_what_is_no_field(name: str) -> None:
    assert find(name) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nctid", "NCTId"),
        ("BreifTitle", "BriefTitle"),
        ("OveralStatus", "OverallStatus"),
        ("Conditions", "Condition"),
        ("phases", "Phase"),
        ("LeadSponser", "LeadSponsor"),
        (
            "protocolSection.identificationModule.nctID",
            "protocolSection.identificationModule.nctId",
        ),
        ("protocolSection.statusModule.overalStatus", "protocolSection.statusModule.overallStatus"),
    ],
)
def test_what_was_meant(typed: str, meant: str) -> None:
    assert suggest(typed)[0] == meant


def test_nothing_is_suggested_for_what_is_like_nothing() -> None:
    assert suggest("qqqq") == []
    assert suggest("") == []


def test_a_very_long_name_is_no_burden() -> None:
    assert len(suggest("BriefTitle" * 10_000)) <= 3
