"""Which measures are endpoints that plain words know, and what is said of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading import grade
from trials.models import Finding
from trials.plain_words.asked import TAKES_IN_ONE, Asked
from trials.plain_words.counts import ANY_CAUSE
from trials.plain_words.endpoints import Kind, Shape, is_related, kind_of, kinds

FILLED = {
    "one": "the drug",
    "other": "the pill",
    "people": "18% of people on the drug and 5% on the pill",
    "time": "13.8 months",
    "problem": "health problem",
}
NAMES = [
    ("Progression Free Survival (PFS)", "progression-free-survival"),
    ("Overall Survival (OS) Time in Months for All Randomized Participants", "overall-survival"),
    ("Kaplan Meier Estimate for Overall Survival", "overall-survival"),
    ("Invasive Disease-Free Survival (iDFS)", "disease-free-survival"),
    ("relapse-free survival", "disease-free-survival"),
    ("EFS", "event-free-survival"),
    ("Distant metastasis-free survival (DMFS)", "metastasis-free-survival"),
    ("Time to Tumour Progression", "time-to-progression"),
    ("Duration of Response as assessed by BICR per RECIST 1.1", "duration-of-response"),
    ("Objective Response Rate (ORR) in All Treated Patients", "objective-response"),
    ("Pathologic Complete Response (pCR) Rate", "pathologic-complete-response"),
    ("Percentage of Participants With Complete Response (CR)", "complete-response"),
    ("Disease Control Rate (DCR)", "disease-control"),
    ("Clinical benefit rate", "disease-control"),
    ("Local control", "local-control"),
    ("Change From Baseline in EORTC QLQ-C30", "quality-of-life"),
    ("Grade 3 or higher adverse events", "severe"),
    ("Adverse events, grade ≥3", "severe"),
    ("≥1 Grade (GR) 3-4 TEAE", "severe-not-deadly"),
    ("Percentage of Subjects With Serious Adverse Events (SAEs) During the Study", "serious"),
    ("Adverse events leading to discontinuation of study drug", "stopped"),
    ("Discontinuation due to adverse events", "stopped"),
    ("Treatment-related deaths", "deaths"),
    ("Number of Participants With Treatment Emergent Adverse Events (TEAE)", "any"),
]
OTHERS = [
    *("Overall survival in women under 50", "PFS2", "Time to response", "Survival", ""),
    *("Invasive Disease Free Survival (iDFS) Excluding Second Cancers", "Deaths from any cause"),
    *("Overall survival after relapse", "Adverse events leading to dose interruption"),
    *("Complete response at 3 months", "Grade 3-4 leading to dose reduction"),
]


@pytest.mark.parametrize(("measure", "name"), NAMES)
def test_a_measure_by_its_name(measure: str, name: str) -> None:
    kind = kind_of(measure)
    assert kind
    assert kind.name == name
    assert kind_of(measure.upper()) == kind_of(f"  {measure.lower()} ") == kind


@pytest.mark.parametrize("measure", OTHERS)
def test_another_measure_has_no_plain_words(measure: str) -> None:
    assert kind_of(measure) is None


@given(st.text(max_size=60))
def test_any_text_is_read(measure: str) -> None:
    kind_of(measure)
    is_related(measure)


@given(
    st.sampled_from([name for name, kind in NAMES if kind != "quality-of-life"]),
    st.sampled_from(["women", "smokers", "those with BRCA", "men over 70", "Japan"]),
)
def test_a_part_of_the_people_is_another_number(measure: str, part: str) -> None:
    assert kind_of(f"{measure} in {part}") is None


def test_harm_put_down_to_the_treatment() -> None:
    assert is_related("Grade 3-5 treatment-related adverse events")
    assert is_related("≥1 serious TEAE suspected to be related study med")
    assert not is_related("Serious adverse events")


@pytest.mark.slow
@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.name)
def test_each_sentence_reads_easily_and_has_its_words(kind: Kind) -> None:
    for words in filter(None, (kind.said, kind.more, kind.better, kind.worse, kind.unclear)):
        said = words.format(**FILLED)
        assert not re.search("[{}]", said)
        assert grade(said) <= 8, said
    if kind.shape is Shape.TIME:
        half = f"Half of those on the drug {kind.half.format(**FILLED)}."
        assert grade(half) <= 8
        assert bool(kind.better) == bool(kind.worse) == bool(kind.unclear)
    if kind.still:
        assert grade(f"After 12 months, {FILLED['people']} {kind.still}.") <= 8


@pytest.mark.slow
def test_what_is_said_of_numbers_that_support_no_words_reads_easily() -> None:
    said = [TAKES_IN_ONE, ANY_CAUSE, Asked.no_claim, Asked().silent(Finding())]
    said += [
        Asked().silent(Finding(p_value="0.2")),
        Asked(not_much_worse=True).unclear(Finding(), ""),
    ]
    for words in said:
        assert grade(words) <= 8, words


@given(st.sampled_from([kind for kind in kinds() if kind.shape is Shape.HARM]))
def test_harm_is_never_called_better_or_worse(kind: Kind) -> None:
    assert [kind.better, kind.worse, kind.more, kind.unclear] == [""] * 4
    assert not re.search("better|worse|safe", kind.said)
