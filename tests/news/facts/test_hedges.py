"""What is planned, hoped for, denied, quoted or said of another trial is no fact."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.facts import find_facts


@pytest.mark.parametrize(
    "text",
    [
        "Patients had progressed after at least one FDA-approved line of prior therapy.",
        "Patients had received an FDA approved therapy before.",
        "The FDA has not approved zelotinib for this use.",
        "Zelotinib was not approved by the FDA.",
        "The FDA is expected to approve zelotinib for lung cancer.",
        "If the FDA approves zelotinib for lung cancer, it will be the first.",
        "Zelotinib, which was approved by the FDA in 2014 for melanoma, was given daily.",
        "Zelotinib was previously approved by the FDA for melanoma.",
        "The FDA accepted an application for zelotinib.",
        "The FDA approved the amended protocol of the trial.",
        "“We hope the FDA approved zelotinib for a reason,” said Jane Doe, MD.",
        "The CHMP recommended that the European Commission approve zelotinib.",
        "The trial will enroll 298 patients.",
        "The trial needed 195 patients per cohort.",
        "In all, 195 patients were needed.",
        "Up to 60 patients will be enrolled in a planned phase 3 trial.",
        "A previous phase II study enrolled 88 patients.",
        "“The trial enrolled 298 patients,” Dr. Doe said.",
        "More than 300,000 women are diagnosed each year.",
        "The group enrolls 4,000 patients in trials each year.",
        "Of 310 patients screened, 35 were not eligible.",
        "Seven phase III trials are open.",
        "They met at 8:30 and the score was 2:1.",
        "No placebo is used.",
        "Patients could continue open-label treatment.",
        "The primary endpoint was met.",
        "The primary goal of the chair is to listen.",
        "Median age was 57 years, and 61% were women.",
        "Treatment reduced the risk of death by 30%.",
        "The results will be published in The Lancet.",
        "She has published in journals such as The Lancet and JAMA.",
        "The NCCN may update its guidelines to include zelotinib.",
        "Crossover was not allowed on progression.",
        "The paper (number 10CA12) has 3 parts; it costs $180,821.",
    ],
)
def test_no_fact(text: str) -> None:
    assert [(fact.kind, fact.value) for fact in find_facts(text)] == []


def test_a_refusal_is_a_refusal() -> None:
    (fact,) = find_facts("The FDA declined to approve zelotinib for lung cancer.")
    assert (fact.value["decision"], fact.value["product"]) == ("REFUSED", "zelotinib")


def test_today_is_the_day_on_the_release() -> None:
    text = "Today the FDA approved zelotinib for lung cancer."
    assert [fact.value["decided_on"] for fact in find_facts(text, "2031-03")] == ["2031-03"]
    assert "decided_on" not in find_facts(text)[0].value


@given(st.text(alphabet=st.sampled_from(list('aA1 .,:;()[]"“”%-\n*_#<>=\u00e9NRvs')), max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for fact in find_facts(text, "2031"):
        assert 0 <= fact.start < fact.end <= len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "99 patients with pNET and ",
        "FDA approved X plus Y for ",
        "phase III/",
        "primary endpoint was a, b and c, ",
        "median PFS was 13.8 vs 4.4 months with X versus placebo in the pNET cohort and ",
        "(",
        '"',
        "1:1:",
        "HR 0.2 (95% CI ",
        "- a\n",
        "cohort A ",
    ],
)
def test_a_hostile_megabyte_takes_seconds(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    start = time.process_time()
    find_facts(text)
    assert time.process_time() - start < 5, "2.5 seconds on the slowest machine tried"
