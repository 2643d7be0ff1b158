"""What is planned, hoped for, denied, quoted or said of another trial is no fact."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from news.facts import find_facts
from tests.examples import examples


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
        "Patients with PD-L1 of 50% or more had a median overall survival of 26.3 months.",
        "In a subgroup of 120 patients with liver metastases, the hazard ratio for death was 0.61.",
        "Among the 214 patients aged 70 or older, the hazard ratio for death was 0.83.",
        "Assuming a median PFS of 6 months, 300 patients are needed.",
        "The trial is designed to detect a hazard ratio of 0.70 for death.",
        "The FDA also approved the VENTANA assay as a companion diagnostic for zelotinib.",
        "Bleeding was reported by three participants on zelotinib and by two on aspirin.",
        "The editorial was published in JAMA.",
        "Grade 3 events were seen in 45 patients in the zelotinib arm and 30 in the aspirin arm.",
        "New cancers had been found in 88 women on zelotinib and in 97 on aspirin.",
        "The analysis included 287 patients.",
        "In the older B-14 trial of 13,388 women, a full dose halved the risk.",
        "A meta-analysis of 14 trials showed a hazard ratio for death of 0.80.",
        "In the United States, the five-year overall survival rate for this cancer is 12%.",
        "The standard treatment yields a median progression-free survival of 5 to 6 months.",
        "Without treatment, median survival was 6 months.",
        "The 2:1 ratio of men to women reflects the disease.",
        "FDA Approves Combination for Thyroid Cancer",
        "In the safety lead-in, 12 patients were enrolled.",
        "A total of 210 patients with one tumor and 315 with two tumors were enrolled.",
    ],
)
def test_no_fact(text: str) -> None:
    assert [(fact.kind, fact.value) for fact in find_facts(text)] == []


@pytest.mark.parametrize("dated", ["2031-03-09", "2031-03"])
def test_a_day_without_a_year_is_in_that_of_the_release(dated: str) -> None:
    text = "On March {}, the FDA approved zelotinib for lung cancer."
    (fact,) = find_facts(text.format(8), dated)
    assert fact.value["decided_on"] == "2031-03-08"
    assert "decided_on" not in find_facts(text.format(32), dated)[0].value
    assert "decided_on" not in find_facts("On April 2, the FDA approved zelotinib.", dated)[0].value


def test_may_is_a_month() -> None:
    (fact,) = find_facts("On May 2, 2031, the FDA approved zelotinib for lung cancer.")
    assert fact.value["decided_on"] == "2031-05-02"


def test_limits_are_no_values() -> None:
    text = (
        "Median overall survival was 56.1 months in the zelotinib arm (95% confidence interval [CI]"
        " 50.0 months to not reached) versus 41.0 months with placebo (95% CI 36.2-46.8)."
    )
    values = [fact.value for fact in find_facts(text) if fact.kind == "result"]
    assert [(one["arm"], one["value"], one["lower"], one.get("upper")) for one in values] == [
        ("zelotinib", "56.1", "50.0", None),
        ("placebo", "41.0", "36.2", "46.8"),
    ]


def test_a_failure_leads_to_its_endpoint() -> None:
    said = "Zelotinib cut the risk of {} by 44% (HR 0.56; 95% CI 0.44-0.72)."
    for failure, endpoint in (("progression or death", "PFS"), ("death", "OS")):
        (fact,) = find_facts(said.format(failure))
        assert fact.value["endpoint"] == endpoint
    assert find_facts(said.format("distant metastasis or death")) == []


def test_what_was_decided_years_ago_is_background() -> None:
    text = "The FDA approved zelotinib for lung cancer in {}."
    assert find_facts(text.format(2027), "2031-03") == []
    assert len(find_facts(text.format(2030), "2031-03")) == 1


def test_the_maker_is_no_product() -> None:
    for text in (
        "Acme Oncology received FDA approval for zelotinib for lung cancer.",
        "Acme received a complete response letter from the FDA for its application for zelotinib.",
    ):
        assert [fact.value["product"] for fact in find_facts(text)] == ["zelotinib"]


def test_a_trial_beside_is_not_this_one() -> None:
    own = "ROWAN is a trial of zelotinib. Patients in the ROWAN trial were followed for years.\n\n"
    beside = "In the {} trial, median overall survival was 22.0 months. It enrolled 305 patients."
    assert [fact.kind for fact in find_facts(own + beside.format("ASPEN-2"))] == []
    found = find_facts(own + beside.format("ROWAN"))
    assert [fact.kind for fact in found] == ["result", "enrollment"]


def test_a_refusal_is_a_refusal() -> None:
    (fact,) = find_facts("The FDA declined to approve zelotinib for lung cancer.")
    assert (fact.value["decision"], fact.value["product"]) == ("REFUSED", "zelotinib")


def test_today_is_the_day_on_the_release() -> None:
    text = "Today the FDA approved zelotinib for lung cancer."
    assert [fact.value["decided_on"] for fact in find_facts(text, "2031-03")] == ["2031-03"]
    assert "decided_on" not in find_facts(text)[0].value


@given(st.text(alphabet=st.sampled_from(list('aA1 .,:;()[]"“”%-\n*_#<>=\u00e9NRvs')), max_size=300))
@settings(max_examples=examples(150), deadline=None)
def test_any_text_is_read(text: str) -> None:
    for fact in find_facts(text, "2031"):
        assert 0 <= fact.start < fact.end <= len(text)


@pytest.mark.slow
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
        "randomized 1:1 to receive x or ",
        "12% of patients had a complete response ",
        "In the AB1 trial, 12 patients. ",
    ],
)
def test_a_hostile_megabyte_takes_seconds(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    start = time.process_time()
    find_facts(text)
    assert time.process_time() - start < 5, "2.5 seconds on the slowest machine tried"
