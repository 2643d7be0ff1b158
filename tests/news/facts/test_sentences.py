"""Where sentences end, and which words are somebody's speech."""

import pytest

from news.facts.sentences import sentences


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The U.S. Food and Drug Administration approved it. It works.", 2),
        ("It was led by Jennifer Chan, MD, MPH, of Dana-Farber. She spoke.", 2),
        ("It was better vs. placebo (P<0.001). Safety was good.", 2),
        ("Smith et al. Reported it in J. Clin. Oncol. before. The rest follows.", 2),
        ("Enrolled in the U.S. The trial ended.", 2),
        ("Acme, Inc. Provided the drug.", 1),
        ("HR was 0.23 (95% CI 0.12-0.42). OS was 13.8 months.", 2),
        ("On Jan. 5, Dr. Doe of St. Jude spoke at 8 a.m. EDT.", 1),
        ("# Heading\n\nFirst line\ngoes on. Second.\n- an item\n- another", 5),
        ("¿Qué cambia? La Dra. Ruiz lo explicó. Fin.", 3),
        ("", 0),
    ],
)
def test_their_number(text: str, count: int) -> None:
    assert len([one.text for one in sentences(text)]) == count


@pytest.mark.parametrize(
    ("text", "word", "spoken"),
    [
        ('"It works," said Jane Doe. "We enrolled 300," she added.', "300", True),
        ('The paper, "A trial of 300 patients", is out.', "300", False),
        ("“It works.\n\n“We enrolled 300.”", "300", True),
        ("«Inscribimos a 300», dijo la Dra. Ruiz.", "300", True),
        ('"This,” said Jane. “And 300 more," she went on. We enrolled 400.', "400", False),
    ],
)
def test_speech(text: str, word: str, spoken: bool) -> None:
    (found,) = [one for one in sentences(text) if word in one.text]
    assert found.is_spoken(found.text.index(word)) is spoken


def test_a_text_without_an_end_is_cut() -> None:
    text = "words and " * 1000
    found = list(sentences(text))
    assert max(len(one.text) for one in found) <= 900
    assert "".join(one.text.replace(" ", "") for one in found) == text.replace(" ", "")


def test_an_address_leaves_nothing_of_its_marks_behind() -> None:
    text = "Thanks go to all (<https://example.org/thanks>). See [more](https://example.org/a)."
    assert [one.text for one in sentences(text)] == ["Thanks go to all ().", "See more."]
