"""Names keep their spelling where a sentence begins, and where it does not."""

import pytest

from trials.first_letters import begun, small, small_unit


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("people who got it", "People who got it"),
        ("pNET was larger", "pNET was larger"),
        ("mFOLFOX6 plus placebo", "mFOLFOX6 plus placebo"),
        ("p53 mutations", "p53 mutations"),
        ("c-MET", "c-MET"),
        ("anti-PD-1 antibody", "Anti-PD-1 antibody"),
        ("p-value", "P-value"),
        ("éxito", "Éxito"),
        ("298 people", "298 people"),
        ("", ""),
    ],
)
def test_a_sentence_begins_with_a_capital_but_for_such_names(text: str, said: str) -> None:
    assert begun(text) == said


@pytest.mark.parametrize(
    ("text", "said"), [("Adults with a tumor", "adults with a tumor"), ("NCT ID", "NCT ID")]
)
def test_inside_a_sentence_abbreviations_stay(text: str, said: str) -> None:
    assert small(text) == said


@pytest.mark.parametrize(
    ("unit", "said"),
    [("Months", "months"), ("Percentage of Participants", "percentage of participants")]
    + [(unit, unit) for unit in ("ng/mL", "Gy", "U/L", "%", "")],
)
def test_units_of_their_own_spelling_stay(unit: str, said: str) -> None:
    assert small_unit(unit) == said
