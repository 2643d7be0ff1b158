"""Where sources differ, in Python for a page and in SQL for a list: one rule."""

import random
from typing import Any

import pytest
from model_bakery import baker

from tests.records import a_finding, a_source, a_trial
from trials.attention import unexplained
from trials.discrepancies import differing, find_discrepancies, in_reading_order, value_of
from trials.models import Arm, Cohort, Endpoint, Finding, Trial

pytestmark = pytest.mark.django_db

CASES: list[tuple[str, list[tuple[str, str, str]], bool]] = [
    # what it is, (source, value, cut-off) of each finding, whether that is a discrepancy
    ("two values", [("A", "99", ""), ("B", "95", "")], True),
    ("one value", [("A", "99", ""), ("B", "99", "")], False),
    ("one value, printed otherwise", [("A", "13.8", ""), ("B", "13.80", "")], False),
    ("one source", [("A", "99", ""), ("A", "95", "")], False),
    ("a later cut is an update", [("A", "93", "2023-06"), ("B", "95", "2023-08")], False),
    ("the same cut", [("A", "93", "2023-08"), ("B", "95", "2023-08")], True),
    ("an unknown cut counts as the same", [("A", "93", "2023-08"), ("B", "95", "")], True),
    ("so does one known less exactly", [("A", "93", "2023-08"), ("B", "95", "2023")], True),
    ("another year", [("A", "93", "2023-08"), ("B", "95", "2024")], False),
    ("words", [("A", "over 300", ""), ("B", "298", "")], True),
    ("the same words", [("A", "Not reached", ""), ("B", "not reached ", "")], False),
    ("three", [("A", "99", ""), ("B", "99", ""), ("C", "95", "")], True),
]


def findings(rows: list[tuple[str, str, str]], **fields: Any) -> list[Finding]:
    trial = a_trial()
    sources = {name: a_source(name) for name, _, _ in rows}
    for name, value, cutoff in rows:
        a_finding(trial, value, sources[name], data_cutoff=cutoff, **fields)
    return list(trial.findings.for_page())


@pytest.mark.parametrize(
    ("rows", "differ"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_pages_and_lists_have_one_rule(rows: list[tuple[str, str, str]], differ: bool) -> None:
    assert bool(find_discrepancies(findings(rows))) == differ
    assert differing(Finding.objects.listed()).exists() == differ


@pytest.mark.parametrize("part", ["cohort", "endpoint", "arm", "measure", "time_point", "quantity"])
def test_numbers_of_two_subjects_do_not_differ(part: str) -> None:
    trial = a_trial()
    subjects: dict[str, list[Any]] = {
        "cohort": [baker.make(Cohort, trial=trial, label=word) for word in ("pNET", "epNET")],
        "endpoint": [baker.make(Endpoint, trial=trial, measure=word) for word in ("PFS", "OS")],
        "arm": [baker.make(Arm, trial=trial, label=word) for word in ("Drug", "Placebo")],
        "quantity": ["ENROLLMENT", "COUNT"],
    }
    for number, subject in enumerate(subjects.get(part, ["one", "other"])):
        a_finding(trial, str(number), a_source(str(number)), **{part: subject})

    assert find_discrepancies(trial.findings.for_page()) == []
    assert not differing(Finding.objects.listed()).exists()


def test_the_sentence_names_who_says_what_the_preferred_first() -> None:
    rows = [("NEJM", "95", ""), ("FDA label", "99", ""), ("Release", "99", "")]
    found = findings(rows, unit="people")
    found[1].is_preferred = True
    found[1].note = "No source says why."
    (discrepancy,) = find_discrepancies(found)

    assert discrepancy.sentence == (
        "Sources differ: FDA label and Release say 99 people, NEJM says 95 people."
    )
    assert discrepancy.notes == ["No source says why."]


def test_reading_order_is_preferred_then_latest() -> None:
    trial = a_trial()
    old, new = a_source("old", date="2023-10"), a_source("new", date="2024-09")
    rows = [
        a_finding(trial, "1", old, data_cutoff="2023-06"),
        a_finding(trial, "2", new),
        a_finding(trial, "3", old, is_preferred=True),
    ]
    assert [row.value_text for row in in_reading_order(rows)] == ["3", "2", "1"]


@pytest.mark.slow
def test_the_list_of_trials_without_a_note_is_the_rule_word_by_word() -> None:
    chance = random.Random(1)  # noqa: S311
    sources = [a_source(name) for name in "ABC"]
    trials = [a_trial(f"A02{1600 + number}") for number in range(80)]
    for trial in trials:
        for _ in range(chance.randrange(6)):
            more = {
                "measure": chance.choice(["", "", "Sites"]),
                "note": chance.choice(["", "", "", "Why."]),
            }
            cutoff = chance.choice(["", "2023", "2023-08", "2024"])
            value, source = chance.choice(["95", "99"]), chance.choice(sources)
            a_finding(trial, value, source, data_cutoff=cutoff, **more)

    silent = {trial.pk for trial in trials if is_silent(list(trial.findings.all()))}
    assert 5 < len(silent) < 75
    assert set(unexplained(Trial.objects.all()).values_list("pk", flat=True)) == silent


def is_silent(rows: list[Finding]) -> bool:
    """Whether two differ, and of one of them nothing that it can be compared with has a note."""
    silent = [one for one in rows if not any(row.note for row in rows if is_like(one, row))]
    differ = [(one, row) for one in rows for row in rows if is_like(one, row)]
    return any(
        one.source_id != row.source_id and value_of(one) != value_of(row)
        for one, row in differ
        if one in silent
    )


def is_like(one: Finding, other: Finding) -> bool:
    a, b = one.data_cutoff, other.data_cutoff
    return one.measure == other.measure and (a.startswith(b) or b.startswith(a))
