"""What a text mentions: found in any typography, with offsets, and with doubt where due."""

import pytest
from hypothesis import given

from tests.trials.identifiers.spellings import SPELLED, SPELLINGS, TEXT
from trials.identifiers import find_mentions
from trials.vocabulary import IdentifierKind


def _found(text: str) -> list[str]:
    return ["?" * (not mention.certain) + mention.text for mention in find_mentions(text)]


@pytest.mark.parametrize(("spelling", "key", "shown", "name"), SPELLINGS)
def test_every_spelling_is_found_in_a_sentence(
    spelling: str, key: str, shown: str, name: str
) -> None:
    (mention,) = find_mentions(f"Results of ({spelling}), as told in June.")
    assert (mention.key, mention.scheme) == (key, name)
    assert mention.text in spelling


# A question mark stands before what is not certain.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A021602, A021502 and S1418/BR006", ["?A021602", "?A021502", "?S1418", "?BR006"]),
        (
            "Alliance trials A021602, A021502, A031201, A031902, A032302 and A032304 are open.",
            ["A021602", "A021502", "A031201", "A031902", "A032302", "A032304"],
        ),
        (
            "Alliance A221405/IBCSG 48-14/BIG 8-13/POSITIVE",
            ["A221405", "IBCSG 48-14", "BIG 8-13"],
        ),
        ("ALLIANCE A022104/NRG-GI010", ["A022104", "NRG-GI010"]),
        ("S1418/BR006 (NCI-2016-01595)", ["S1418", "BR006", "NCI-2016-01595"]),
        ("AFT-38/NCT02947685", ["AFT-38", "NCT02947685"]),
        ("a regimen (A021602) (NCT03375320)", ["A021602", "NCT03375320"]),
        ("el ensayo AHOD0431 y el estudio MA.31", ["AHOD0431", "MA.31"]),
        ("A021602 (CABINET)", ["?A021602"]),
        ("the A021901 trial", ["A021901"]),
        ("study A021901 is open", ["A021901"]),
        ("el ensayo A021901", ["A021901"]),
        ("SWOG protocol 9019 and SWOG S1418", ["SWOG protocol 9019", "SWOG S1418"]),
        ("Cancer and Leukemia Group B (CALGB) 40101", ["(CALGB) 40101"]),
        ("North Central Cancer Treatment Group trial N9831", ["N9831"]),
    ],
)
def test_lists_pairs_and_group_names(text: str, expected: list[str]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://clinicaltrials.gov/ct2/show/NCT03375320?term=a&rank=1", ["NCT03375320"]),
        ("https://clinicaltrials.gov/study/nct03375320#about", ["nct03375320"]),
        ("https://example.org/?q=x%20NCT03375320", ["NCT03375320"]),
        ("bit.ly/Alliance-A032101 or bit.ly/AllianceA212102", ["A032101", "A212102"]),
        ("**NCT03375320**, [NCT02912559](x)", ["NCT03375320", "NCT02912559"]),
        ("_NCT01949337_", ["NCT01949337"]),
    ],
)
def test_addresses_and_markup(text: str, expected: list[str]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see \uff2e\uff23\uff34\uff10\uff13\uff13\uff17\uff15\uff13\uff12\uff10.", slice(4, 15)),
        ("NCT\u00a003375320", slice(0, 12)),
        ("NCT\u201103375320", slice(0, 12)),
        ("CALGB\u201380702", slice(0, 11)),
        ("(NC\u00adT03375\u200b320)", slice(1, 14)),
        ("\ufeffNCT03375320\u00b9", slice(1, 12)),
        ("\U0001f9ec NCT03375320", slice(2, 13)),
        ("NCT033-\n75320", slice(0, 13)),
        ("NCT03375320-\nbased", slice(0, 11)),
        ("NRG-\r\n   GY018", slice(0, 14)),
        ("NCI-2017-\n02297", slice(0, 15)),
        ("the  CALGB\n80702", slice(5, 16)),
    ],
)
def test_typography_is_seen_through_and_offsets_are_the_given_texts(
    text: str, found: slice
) -> None:
    (mention,) = find_mentions(text)
    assert slice(mention.start, mention.end) == found
    assert mention.text == text[found]
    assert mention.certain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U10CA180821 and UG1CA189823", []),
        ("NCI Thesaurus Code C40603", []),
        ("NCIt codes C40603, C40604 and C40605", []),
        ("NCIT_C40603", []),
        ("part no. A021602", []),
        ("NCT03375320NCT02912559", []),
        ("12345678 NCT0337532 NCT033753201", []),
        ("2015-001097-181", []),
        ("2019;37:e1609", []),
        ("N2001-02", []),
        ("EORTC QLQ-BR23", []),
        ("CALGB 1999", []),
        ("CABINET", []),
        ("", []),
        ("C40603", ["?C40603"]),
        ("the study C16010", ["?C16010"]),
        ("for S2000 or E1609", ["?S2000", "?E1609"]),
        ("a meeting of SWOG 2019", ["?SWOG 2019"]),
        ("ECOG performance status 0 or 1 with E7389", ["?E7389"]),
    ],
)
def test_what_only_looks_like_a_trial_is_left_out_or_doubted(
    text: str, expected: list[str]
) -> None:
    assert _found(text) == expected


def test_a_group_vouches_within_forty_characters_only() -> None:
    assert _found("SWOG" + " x" * 15 + " S2000") == ["S2000"]
    assert _found("SWOG" + " x" * 30 + " S2000") == ["?S2000"]


def test_kinds() -> None:
    kinds = {mention.kind for mention in find_mentions("NCT03375320 CALGB-80702 NRG-GY018")}
    assert kinds == {IdentifierKind.NCT, IdentifierKind.PROTOCOL, IdentifierKind.OTHER_GROUP}


@given(TEXT)
def test_mentions_slice_back_in_order_without_overlap(text: str) -> None:
    end = 0
    for mention in find_mentions(text):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.key
        end = mention.end


@given(SPELLED)
def test_whatever_a_scheme_spells_is_found_whole(spelling: str) -> None:
    assert [mention.text for mention in find_mentions(f"x {spelling}; y")] == [spelling]


@pytest.mark.parametrize(
    "piece", ["A021602, ", "- ", "NCT0-\n", "CCCCCCCCC1", "Alliance", "(CALGB ", "NCI-2017-"]
)
def test_long_awkward_text_is_read_to_its_end(piece: str) -> None:
    mentions = find_mentions(piece * 10_000 + " NCT03375320")
    assert mentions[-1].key == "NCT03375320"
