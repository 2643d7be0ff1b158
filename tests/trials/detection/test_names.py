"""Acronyms and aliases: what makes them names of trials, and where they are ordinary words."""

import pytest

from tests.trials.detection.registry import found, sureness

CABINET, PALLAS, MONARCH = "A021602", "AFT-05", "NCT03155997"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the CABINET trial", [CABINET]),
        ("CABINET's results in neuroendocrine tumors", [CABINET]),
        ("the \u201cCABINET\u201d study", [CABINET]),
        ("the CABINET-trial", [CABINET]),
        ("CABINET/A021602", [CABINET, CABINET]),
        ("A021602 (CABINET)", [CABINET, CABINET]),
        ("an analysis of CABINET [NCT01234567]", [CABINET, "?NCT01234567"]),
        ("formerly the CABNET trial", [CABINET]),
        ("In monarchE, patients with breast cancer", [MONARCH]),
        ("MonarchE was a trial in breast cancer", [MONARCH]),
        ("the MONARCHE trial", [MONARCH]),
        ("KEYNOTE 189, Keynote-189 and KEYNOTE-189 trials", ["NCT02578680"] * 3),
        ("CheckMate-067 in melanoma", ["?NCT01844505"]),
        ("CHECKMATE 067", ["?NCT01844505"]),
        ("the EORTC 22922/10925 trial", ["?NCT00002851"]),
        ("the Janus Rectal trial", ["A022104"]),
        ("Alliance A221405/POSITIVE", ["A221405", "A221405"]),
        ("the CAB-\nINET trial", [CABINET]),
    ],
)
def test_forms(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "El ensayo PALLAS demostr\u00f3",
        "En el ensayo cl\u00ednico aleatorizado de fase III PALLAS, las pacientes",
        "los estudios PALLAS y XYZ",
        "El estudio \u00abPALLAS\u00bb en c\u00e1ncer de mama",
        "PALLAS fue un ensayo con letrozol",
        "seg\u00fan los investigadores de PALLAS, el tratamiento con trastuzumab",
    ],
)
def test_spanish(text: str) -> None:
    assert found(text) == [PALLAS]


@pytest.mark.parametrize(
    "text",
    [
        "The cabinet met; a Cabinet secretary bought a CABINET.",
        "POSITIVE results were reported in patients with cancer",
        "HER2 POSITIVE breast cancer",
        "PALLAS kinase in patients with leukemia",
        "PALLAS mutations in breast cancer",
        "CABINET MINISTERS MET PATIENTS WITH CANCER IN THE CAPITAL",
        "the janus rectal trial",
        "people allocated letrozole long after surgery (PALLAS); PALLAS in cancer",
    ],
)
def test_ordinary_words(text: str) -> None:
    assert found(text) == []


def test_a_name_that_other_words_tie_to_a_trial_is_believed_less() -> None:
    beside, near = sureness("the PALLAS trial"), sureness("PALLAS in breast cancer")
    assert beside > near > sureness("PALLAS") > 0


def test_a_name_of_two_trials_is_ambiguous_unless_the_text_says_which() -> None:
    assert found("the DUAL trial") == [f"{CABINET}|{PALLAS}"]
    assert found("the DUAL trial (A021602)") == [CABINET, CABINET]
