"""Titles quoted in full or nearly, and phrases that any title may have."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.records import a_trial
from tests.trials.detection.registry import TITLE, found, sureness
from trials.marks import GENERIC, marks, words

CABINET = "A021602"


@pytest.mark.parametrize(
    "quoted",
    [
        TITLE,
        TITLE.upper(),
        f"\u201c{TITLE}\u201d",
        TITLE.replace(" in ", "\nin "),
        TITLE.replace("Neuroendocrine", "Neuro-\nendocrine"),
        TITLE.replace("Cabozantinib", "Cabozantinib S-malate"),
        TITLE.replace("Patients With", "People with"),
        TITLE.replace("Tumors", "Tumours"),
        TITLE.replace("Advanced Pancreatic", "Pancreatic Advanced"),
        TITLE.removesuffix(" Tumors"),
    ],
)
def test_quoted(quoted: str) -> None:
    assert found(f"The abstract, {quoted}, was read in June.") == [CABINET]


@pytest.mark.parametrize(
    "phrase",
    [
        "patients with advanced pancreatic neuroendocrine tumors",
        "testing everolimus in patients with advanced pancreatic neuroendocrine tumors",
        "cabozantinib in patients with cancer",
    ],
)
def test_phrases_are_no_title(phrase: str) -> None:
    assert found(f"It was about {phrase} and more.") == []


def test_what_is_not_word_for_word_is_believed_less() -> None:
    assert sureness(TITLE) > sureness(TITLE.replace("Patients With", "People with"))


def test_trials_of_one_title_are_ambiguous() -> None:
    a_trial("A021702", brief_title=TITLE)
    assert found(f"The abstract, {TITLE}, was read.") == ["A021602|A021702"]


def test_a_phrase_that_only_shares_a_mark_with_a_title_is_none() -> None:
    title, phrase = "recurrent paclitaxel colon radiation", "breast letrozole glioma melanoma"
    assert marks(words(title)).keys() == marks(words(phrase)).keys()  # of 32 bits
    a_trial("A021702", brief_title=f"{title} for adults")
    assert found(f"A study of {phrase} in mice") == []


@pytest.mark.slow
def test_titles_by_the_thousand_do_not_take_the_square_of_the_time() -> None:
    assert found(f"{TITLE}. " * 2000)[:2] == [CABINET, CABINET]


_WORDS = st.sampled_from([*sorted(GENERIC)[:8], "cancer", "HER2", "\u00e9t\u00e9", "III", "neuro-"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(_WORDS, max_size=12).map(" ".join) | st.text())
def test_postgresql_makes_the_same_marks(title: str) -> None:
    title = title.replace("\0", "").encode(errors="ignore").decode()
    with connection.cursor() as cursor:
        cursor.execute("SELECT title_marks(%s)", [title])
        assert sorted(set(cursor.fetchone()[0])) == sorted(marks(words(title)))
