"""Findings in the order people read them."""

import pytest
from model_bakery import baker

from tests.records import a_finding, a_source, a_trial
from trials.evidence_table import enrollment, evidence, label
from trials.models import Arm, Cohort, Endpoint

pytestmark = pytest.mark.django_db


def test_whole_trial_then_cohorts_then_endpoints_then_quantities() -> None:
    trial, source = a_trial(), a_source()
    cohort = baker.make(Cohort, trial=trial, label="pNET")
    survival = baker.make(Endpoint, trial=trial, level="PRIMARY", measure="Survival")
    drug, placebo = (
        baker.make(Arm, trial=trial, label=word, position=at)
        for at, word in enumerate(("Drug", "Placebo"))
    )
    of_survival = {"cohort": cohort, "endpoint": survival}
    compared = {"quantity": "HAZARD_RATIO", "arm": drug, "comparator": placebo}
    a_finding(trial, "0.22", source, **of_survival, **compared)
    a_finding(trial, "3.3", source, quantity="MEDIAN", arm=placebo, **of_survival)
    a_finding(trial, "13.8", source, quantity="MEDIAN", arm=drug, **of_survival)
    a_finding(trial, "99", source, cohort=cohort)
    a_finding(trial, "298", source)

    sections = evidence(trial.findings.for_page(), [cohort], [survival])
    assert [section.cohort for section in sections] == [None, cohort]
    assert [table.title for table in sections[1].tables] == ["Participants", "Survival"]
    assert [line.label for line in sections[1].tables[1].lines] == [
        "Median, Drug",
        "Median, Placebo",
        "Hazard ratio, Drug versus Placebo",
    ]
    sizes = {key: line.lead.value_text for key, line in enrollment(sections).items()}
    assert sizes == {None: "298", cohort.pk: "99"}


def test_nothing_found_gives_nothing() -> None:
    assert evidence([], [], []) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"quantity": "PROPORTION", "measure": "Grade 3"}, "Grade 3: proportion"),
        ({"quantity": "COUNT", "measure": "Deaths"}, "Deaths"),
        (
            {"quantity": "RATE", "time_point": "at 12 months", "population": "ITT"},
            "Rate, at 12 months, ITT",
        ),
    ],
)
def test_labels(fields: dict[str, str], words: str) -> None:
    assert label(a_finding(a_trial(), "1", a_source(), **fields)) == words
