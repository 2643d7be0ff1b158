"""The design in sentences: only what is known, and in plain words."""

from typing import Any

import pytest

from trials.design_words import design_in_words
from trials.models import Arm, Cohort, Trial

DRUG = Arm(label="Cabozantinib", type="EXPERIMENTAL")
PLACEBO = Arm(label="Placebo", type="PLACEBO_COMPARATOR", crossover="On progression.")


@pytest.mark.parametrize(
    ("fields", "arms", "sentence"),
    [
        (
            {
                "phases": ["PHASE3"],
                "allocation": "RANDOMIZED",
                "allocation_ratio": "2:1",
                "masking": "DOUBLE",
                "study_type": "INTERVENTIONAL",
            },
            [DRUG, PLACEBO],
            "A phase 3, randomized (2:1), double-blind trial comparing Cabozantinib with Placebo.",
        ),
        ({"phases": ["PHASE2", "PHASE1"]}, [], "A phase 1 and 2 trial."),
        (
            {"phases": ["EARLY_PHASE1"], "masking": "NONE"},
            [],
            "An early phase 1, open-label trial.",
        ),
        ({"phases": ["NA"], "primary_purpose": "PREVENTION"}, [], "A trial of prevention."),
        ({"allocation": "NA", "primary_purpose": "OTHER"}, [DRUG], ""),
        ({"study_type": "OBSERVATIONAL"}, [], "An observational study."),
        ({"study_type": "EXPANDED_ACCESS"}, [], "An expanded access program."),
        ({}, [DRUG, PLACEBO], "A trial comparing Cabozantinib with Placebo."),
        ({}, [DRUG, PLACEBO, Arm(label="C")], ""),
        ({}, [], ""),
    ],
)
def test_the_kind_of_trial(fields: dict[str, Any], arms: list[Arm], sentence: str) -> None:
    sentences = design_in_words(Trial(**fields), arms, [])
    assert [one for one in sentences if one.startswith(("A ", "An "))] == [sentence][
        : bool(sentence)
    ]


def test_cohorts_masking_crossover_and_size() -> None:
    trial = Trial(
        who_masked=["INVESTIGATOR", "PARTICIPANT"], enrollment=1298, enrollment_type="ACTUAL"
    )
    words = design_in_words(trial, [PLACEBO], [Cohort(label="pNET"), Cohort(label="epNET")])

    assert words == [
        "It has 2 cohorts, enrolled and analyzed separately: pNET and epNET.",
        "Participants and investigators do not know who gets what.",
        "Crossover is possible from Placebo.",
        "The study enrolled 1,298 people.",
    ]


@pytest.mark.parametrize(
    ("kind", "number", "sentence"),
    [
        ("ESTIMATED", 395, "The study is planned to enroll 395 people."),
        ("ACTUAL", 1, "The study enrolled 1 person."),
        ("", 0, "Enrollment: 0 people."),
    ],
)
def test_size(kind: str, number: int, sentence: str) -> None:
    assert design_in_words(Trial(enrollment=number, enrollment_type=kind), [], []) == [sentence]


def test_what_is_unknown_is_not_said() -> None:
    assert design_in_words(Trial(), [], []) == []
