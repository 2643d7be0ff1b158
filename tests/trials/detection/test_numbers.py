"""Numbers in a text: known, unknown, nearly one that is known, and what only looks like one."""

import pytest

from tests.records import a_trial
from tests.trials.detection.registry import called, found, sureness, trial
from trials.detection import detect
from trials.vocabulary import LinkMethod

CABINET = "A021602"


@pytest.mark.parametrize(
    "text",
    [
        "NCT03375320",
        "NCT 03375320",
        "NCT-03375320",
        "NCTID 03375320",
        "nct03375320",
        "ClinicalTrials.gov Identifier: NCT03375320.",
        "\uff2e\uff23\uff34\uff10\uff13\uff13\uff17\uff15\uff13\uff12\uff10",
        "NCT\u201103375320",
        "NCT\u00a003375320",
        "NCT033-\n75320",
        "Alliance A021602",
        "A021602",
        "NCI-2017-02297",
        "the study GUMC-00153",
        "https://clinicaltrials.gov/ct2/show/NCT03375320?term=x&rank=1",
        "https://classic.clinicaltrials.gov/show/nct03375320",
        "https://clinicaltrials.gov/study/NCT03375320?tab=results#more",
        "https://x.org/?u=https%3A%2F%2Fclinicaltrials.gov%2Fstudy%2FNCT03375320",
        "[the record](https://clinicaltrials.gov/study/NCT03375320)",
        "bit.ly/AllianceA021602",
    ],
)
def test_every_spelling_leads_to_its_trial(text: str) -> None:
    assert found(f"See {text} for more.") == [CABINET]


@pytest.mark.parametrize(
    "text",
    [
        "NCI Thesaurus code C40603",
        "part number A021602",
        "catalog # A021602",
        "model: A021602",
        "it costs S2000",
        "funded by U10CA180821 and UG1CA189823",
        "1-800-555-0216",
        "additives E1609 and E1442",
        "NCT0337532",
        "NCT033753201",
        "CA-125, HER2, COVID-19 and B12",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert found(f"It is {text} here.") == []


def test_how_it_was_found_and_how_sure_that_is() -> None:
    methods = {
        "Alliance A021602": LinkMethod.IDENTIFIER,
        "NCI-2017-02297": LinkMethod.ALIAS,
        "https://clinicaltrials.gov/study/NCT03375320": LinkMethod.LINK,
    }
    for text, method in methods.items():
        (match,) = detect(text)
        assert match.method == method
    assert sureness("Alliance A021602") > sureness("The number A021602 stands alone.")


def test_unknown_numbers_are_told_with_the_nearest_known_one() -> None:
    for slip in ("NCT03375302", "NCT03375321", "NCT30375320", "Alliance A012602"):
        (match,) = detect(f"See {slip}.")
        assert (match.known, match.nearest) == (False, trial(CABINET))
    (far,) = detect("See NCT99999999.")
    assert (far.known, far.nct_id, far.nearest) == (False, "NCT99999999", None)


def test_of_two_that_are_as_near_none_is_named() -> None:
    a_trial("A021603")
    (match,) = detect("Alliance A021601.")
    assert (called(match), match.nearest) == ("?A021601", None)


def test_one_that_is_known_vouches_for_the_others_of_its_list() -> None:
    assert found("A021602, A021502 and S1418/BR006") == [
        CABINET,
        "?A021502",
        "?S1418",
        "?NRG-BR006",
    ]
    assert found("A021502, A021702 and S1418 are parts of a pump") == []


def test_a_whole_line_or_item_is_sure_without_other_words() -> None:
    assert found("A032002; ART; A211901") == ["?A032002", "?A211901"]
    assert found("- a line\nS1406\nanother line") == ["?S1406"]
