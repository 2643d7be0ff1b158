"""What the top of a trial's page says, and what it leaves unsaid."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from tests.records import NOT_LISTED, a_finding, a_source, a_status, a_trial, an_approval
from trials.models import Arm, Condition, Trial, TrialCondition
from trials.plain_words import answers, questions
from trials.plain_words.diseases import disease
from trials.plain_words.tested import treatment, what_was_tested
from trials.record import TrialRecord

pytestmark = pytest.mark.django_db


def said(trial: Trial) -> dict[str, list[str]]:
    """The sentences of each part."""
    parts = answers(TrialRecord.load(trial.pk))
    return {part.anchor: [each.words for each in part.statements] for part in parts}


def with_survival(measure: str, **fields: Any) -> Trial:
    """A trial of a drug against placebo with one hazard ratio of this endpoint."""
    trial = a_trial()
    drug = trial.arms.create(label="Examplinib", type="EXPERIMENTAL", position=1)
    placebo = trial.arms.create(label="Placebo", type="PLACEBO_COMPARATOR", position=2)
    endpoint = trial.endpoints.create(level="PRIMARY", measure=measure)
    ratio = {"lower": "0.3", "upper": "0.8", "level": 95, "quantity": "HAZARD_RATIO"}
    ratio |= {"endpoint": endpoint, "arm": drug, "comparator": placebo}
    a_finding(trial, "0.5", fields.pop("source", None) or a_source(), **(ratio | fields))
    return trial


@pytest.mark.slow
def test_cabinet() -> None:
    call_command("load_example_data", verbosity=0)
    record = TrialRecord.load(Trial.objects.get(protocol_id="A021602").pk)
    parts = {part.anchor: part for part in answers(record)}
    assert [each.words for each in parts["tested"].statements] == [
        "This phase 3 trial tested Cabozantinib against placebo.",
        (
            "It is randomized: chance decides who gets which treatment. For every 2 people on"
            " Cabozantinib there is 1 on placebo."
        ),
        "People who get placebo may change arms later (crossover).",
    ]
    found = {each.topic: each for each in parts["found"].statements}
    first = found["Progression-free survival (PFS), pNET"]
    assert first.words == (
        "In the pNET group, the cancer was held back for longer with Cabozantinib than with"
        " placebo. Half of those on Cabozantinib lived for 13.8 months or more without their"
        " cancer growing. Half of those on placebo lived for 3.3 months or more without their"
        " cancer growing."
    )
    assert [str(number.finding.source) for number in first.numbers] == ["FDA label"] * 3
    # No range stands beside it: no words. Of the other group the range takes in 1.
    assert "does not tell" not in found["Overall survival (OS), epNET"].words
    assert "no clear difference" in found["Overall survival (OS), epNET"].words
    assert "does not tell" in found["Overall survival (OS), pNET"].words
    assert not [each for each in found.values() if "lived longer" in each.words]
    explained = [term.name for part in parts.values() for term in part.terms]
    assert "Hazard ratio" in explained
    assert len(explained) == len(set(explained))


@pytest.mark.parametrize(
    ("measure", "fields", "words"),
    [
        ("Overall survival", {}, "People on Examplinib lived longer than people on placebo."),
        ("Overall Survival (OS)", {"upper": "1.2"}, "No clear difference was seen in how long"),
        ("Disease-free survival", {}, "The cancer stayed away for longer with Examplinib"),
        ("Overall Survival (OS)", {"upper": "1.2"}, "The range of the ratio takes in 1."),
        ("Overall survival", {"level": None}, "does not tell which of the two did better"),
        ("OS", {"level": None, "lower": None, "upper": None}, "No range is given for this number"),
        ("Event-Free Survival", {}, "People on Examplinib lived longer without a setback"),
        ("Metastasis-free survival (MFS)", {}, "kept from spreading far for longer"),
        ("iDFS", {}, "The cancer stayed away for longer with Examplinib"),
        ("Time to tumor progression", {}, "It took longer for the cancer to grow with Examplinib"),
        ("Change in quality of life (QLQ-C30)", {}, "(quality of life) was measured."),
    ],
)
def test_survival_in_words(measure: str, fields: dict[str, Any], words: str) -> None:
    (sentence,) = said(with_survival(measure, **fields))["found"]
    assert words in sentence


@pytest.mark.parametrize(
    ("measure", "fields"),
    [
        ("Overall survival in women under 50", {}),
        ("Time to response", {}),
        ("Duration of response", {}),
        ("Overall survival", {"time_point": "12 months"}),
        ("Overall survival", {"population": "Smokers"}),
        *(("Overall survival", fields) for fields in NOT_LISTED.values()),
    ],
)
def test_what_has_no_plain_words_is_left_to_the_tables(
    measure: str, fields: dict[str, Any]
) -> None:
    assert "found" not in said(with_survival(measure, **fields))


def test_a_source_under_embargo_is_not_spoken_of() -> None:
    assert "found" not in said(with_survival("Overall survival", source=a_source(public_from=None)))


def test_nothing_known_nothing_said() -> None:
    trial = a_trial()
    assert said(trial) == {}
    assert "Questions to ask" not in Client().get(trial.get_absolute_url()).content.decode()


def test_an_open_trial_says_so_with_day_and_source_and_asks_other_questions() -> None:
    trial = a_trial()
    a_status(trial, "RECRUITING", source=a_source("Our registry"))
    record = TrialRecord.load(trial.pk)
    (now,) = answers(record)
    assert now.statements[0].words == "The trial is open: people can join."
    assert now.statements[0].day == "2024-04-04"
    assert str(now.statements[0].source) == "Our registry"
    assert questions(record)[0].startswith("Could I join this trial?")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "The FDA approved Cabozantinib on 26 March 2025."),
        ({"decision": "REFUSED"}, "The FDA did not approve Cabozantinib on 26 March 2025."),
        (
            {"decided_on": "", "announced_on": "2025-09", "population": "Adults."},
            "The FDA approved Cabozantinib (made known in September 2025). It is for adults.",
        ),
        ({"agency": "Health Canada", "decided_on": ""}, "Health Canada approved Cabozantinib."),
    ],
)
def test_a_decision_in_words(fields: dict[str, Any], words: str) -> None:
    trial = a_trial()
    an_approval(trial, **fields)
    assert said(trial)["now"] == [words]


def test_a_designation_is_no_approval() -> None:
    trial = a_trial()
    an_approval(trial, decision="ORPHAN_DESIGNATION")
    assert said(trial) == {}


def test_a_withdrawn_trial_says_nothing_of_itself(client: Client) -> None:
    trial = a_trial(**NOT_LISTED["withdrawn"])
    a_status(trial, "RECRUITING")
    assert "people can join" not in client.get(trial.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("ACTUAL", "COMPLETED", "90 people took part."),
        ("ESTIMATED", "RECRUITING", "The plan is for 90 people to take part."),
        ("ESTIMATED", "COMPLETED", "The plan was for 90 people to take part."),
        ("", "COMPLETED", "The record gives 90 people, but not if this is a plan or a count."),
    ],
)
def test_a_number_that_may_be_a_plan_is_no_count(kind: str, status: str, words: str) -> None:
    trial = a_trial(enrollment=90, enrollment_type=kind)
    a_status(trial, status)
    assert said(trial)["in-whom"] == [words]


@pytest.mark.parametrize(
    ("label", "given", "name"),
    [
        ("Cabozantinib", [], "Cabozantinib"),
        ("Placebo", [], "placebo"),
        ("Arm I (examplinib 40 mg)", ["X"], "examplinib 40 mg"),
        ("Experimental", ["Examplinib", "Surgery"], "Examplinib and Surgery"),
        ("Arm B", [], "Arm B"),
        ("1", ["Examplinib"], "Examplinib"),
        ("001", [], "001"),
        ("B", ["Placebo"], "placebo"),
        ("5FU", ["Fluorouracil"], "5FU"),
    ],
)
def test_what_an_arm_gets(label: str, given: list[str], name: str) -> None:
    arm: Any = Arm(label=label)
    arm.given = given
    assert treatment(arm) == name


def test_of_one_arm_alone_the_treatment_is_named() -> None:
    only = Arm(label="Examplinib", type="EXPERIMENTAL")
    assert [each.words for each in what_was_tested(Trial(phases=["PHASE2"]), [only], None)] == [
        "This phase 2 trial tests Examplinib."
    ]


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Breast Cancer", "breast cancer"),
        ("Hodgkin Lymphoma", "Hodgkin lymphoma"),
        ("NSCLC", "NSCLC"),
    ],
)
def test_names_of_diseases_inside_a_sentence(name: str, inside: str) -> None:
    assert disease(name) == inside


def test_of_many_diseases_the_first_are_named() -> None:
    trial = a_trial(primary_purpose="TREATMENT")
    for number in range(6):
        condition = Condition.objects.create(name=f"Tumor {number}", slug=f"tumor-{number}")
        TrialCondition.objects.create(trial=trial, condition=condition, position=number)
    assert said(trial)["in-whom"] == [
        "It is for people with tumor 0, tumor 1, tumor 2, tumor 3 and others."
    ]
