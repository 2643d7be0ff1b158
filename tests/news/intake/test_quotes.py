"""Quotations are found with who said them, and of what house."""

from pathlib import Path

import pytest

from news.intake import Quote, read_release, take_in
from news.intake.quotes import find_quotations

CHAN = Quote("It works.", "Jane Doe", "MD, of Example Hospital")


@pytest.mark.parametrize(
    "text",
    [
        '"It works," said Jane Doe, MD, of Example Hospital.',
        "\u201cIt works,\u201d said Jane Doe, MD, of Example Hospital.",
        "\u201cIt works,\u201d said Dr. Jane Doe, MD, of Example Hospital. The study went on.",
        'Jane Doe, MD, of Example Hospital, said: "It works."',
        "It was a good year. Jane Doe, MD, of Example Hospital, said, \u201cIt works.\u201d",
        '"It works," Jane Doe, MD, of Example Hospital, said.',
        "\u00abIt works\u00bb, dijo la Dra. Jane Doe, MD, of Example Hospital.",
        'According to all: "It works," said **Jane Doe**, MD, of Example Hospital.',
    ],
)
def test_one_quotation_in_many_forms(text: str) -> None:
    (quote,) = find_quotations([text])
    assert quote.text.rstrip(".,") == "It works"
    assert (quote.speaker, quote.affiliation) == (CHAN.speaker, CHAN.affiliation)


@pytest.mark.parametrize(
    ("name", "speaker"),
    [
        ("Jo\u00e3o de la Cruz", "Jo\u00e3o de la Cruz"),
        ("Mary-Ann O\u2019Neill", "Mary-Ann O\u2019Neill"),
        ("Dr. J. Q. van der Berg", "J. Q. van der Berg"),
        ("Mar\u00eda Jos\u00e9 Garc\u00eda y Vega", "Mar\u00eda Jos\u00e9 Garc\u00eda y Vega"),
    ],
)
def test_names(name: str, speaker: str) -> None:
    (quote,) = find_quotations([f'"It works," said {name}, PhD, of X.'])
    assert (quote.speaker, quote.affiliation) == (speaker, "PhD, of X")


def test_stretches_of_one_speaker_are_one_quotation() -> None:
    (quote,) = find_quotations(['"It works," said Jane Doe, MD. "It is new." She added: "Good."'])
    assert quote.text == "It works. It is new. Good."


def test_two_speakers_are_two() -> None:
    blocks = ['"One," said Jane Doe, MD, of X.', 'John Roe of Y said, "Two."', '"Three," Doe said.']
    assert [(quote.text, quote.speaker) for quote in find_quotations(blocks)] == [
        ("One,", "Jane Doe"),
        ("Two.", "John Roe"),
        ("Three,", "Jane Doe"),
    ]


def test_a_quotation_of_two_paragraphs() -> None:
    blocks = ['Jane Doe, MD, said: "One.', '"Two."']
    assert [quote.text for quote in find_quotations(blocks)] == ["One. Two."]


@pytest.mark.parametrize(
    ("text", "affiliation"),
    [
        ("\u201cIt works,\u201d says study chair Jane Doe, MD, of X.", "study chair, MD, of X"),
        ("\u201cIt works,\u201d said the study chair, Jane Doe, MD.", "study chair, MD"),
        ("\u201cIt works,\u201d said NCI Director Jane Doe, MD.", "NCI Director, MD"),
        ("Study chair Jane Doe, MD, of X, said, \u201cIt works.\u201d", "Study chair, MD, of X"),
        ("According to Jane Doe, MD, of X, \u201cIt works.\u201d", "MD, of X"),
        ("As Jane Doe, MD, put it: \u201cIt works.\u201d", "MD"),
        ("Jane Doe, MD: \u201cIt works.\u201d", "MD"),
        ("\u201cIt works.\u201d \u2013 Jane Doe, MD, of X", "MD, of X"),
        ("\u2018It works,\u2019 said Jane Doe, MD. It is the trial\u2019s aim.", "MD"),
        ("'It works,' said Jane Doe, MD.", "MD"),
        ("\u201cIt works,\u201d said Jane Doe, MD, in a press release.", "MD"),
        (
            "\u00abIt works\u00bb, explic\u00f3 la doctora Jane Doe, del Hospital X.",
            "del Hospital X",
        ),
    ],
)
def test_what_somebody_is(text: str, affiliation: str) -> None:
    (quote,) = find_quotations([text])
    assert quote.text.rstrip(".,") == "It works"
    assert (quote.speaker, quote.affiliation) == ("Jane Doe", affiliation)


@pytest.mark.parametrize(
    "text",
    [
        '"One," said Jane Doe, MD. According to John Roe, PhD, "two."',
        '"One," said Jane Doe, MD. John Roe, PhD, disagreed: "Two."',
        '"One," said Jane Doe, MD. "One more." John Roe, PhD, said, "Two."',
    ],
)
def test_nobody_gets_the_words_of_another(text: str) -> None:
    first, second = find_quotations([text])
    assert (first.speaker, second.speaker) == ("Jane Doe", "John Roe")
    assert second.text.lower() == "two."


def test_a_new_sentence_says_nothing_of_the_quotation_before() -> None:
    text = 'Jane Doe, MD, said: "It works." John Roe, PhD, said the drug was approved in May.'
    (quote,) = find_quotations([text])
    assert quote.speaker == "Jane Doe"


def test_a_quotation_of_several_paragraphs_whose_speaker_comes_last() -> None:
    blocks = ["\u201cOne.", "\u201cTwo.", "\u201cThree,\u201d said Jane Doe, MD.", "More."]
    (quote,) = find_quotations(blocks)
    assert (quote.text, quote.speaker) == ("One. Two. Three,", "Jane Doe")


def test_a_name_below_a_quotation() -> None:
    blocks = ["> \u201cIt works.\u201d", "\u2014 Jane Doe, MD", "\u2014 A list follows"]
    assert [quote.speaker for quote in find_quotations(blocks)] == ["Jane Doe"]


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "standard" arm was closed.',
        'The talk "A new day" was given.',
        'It is 5" wide.',
        '"It works," she said.',
        'Key Findings: "It works."',
        "It's the patients' hope, and the group's.",
    ],
)
def test_marks_around_a_word_are_no_quotation(text: str) -> None:
    assert find_quotations([text]) == ()


def test_words_in_marks_are_not_joined_to_what_was_said_before() -> None:
    (quote,) = find_quotations(['"It works," said Jane Doe, MD, of the so-called "new" arm.'])
    assert quote.text == "It works,"


def test_the_real_release(samples: Path) -> None:
    name = "cabinet_press_release.txt"
    (quote,) = read_release(name, (samples.parent / "seed" / name).read_bytes()).quotations
    assert quote.speaker == "Jennifer Chan"
    assert quote.affiliation.startswith("MD, MPH, Clinical Director of")
    assert quote.affiliation.endswith("Study Chair for the CABINET trial")
    assert quote.text.startswith("This approval is exciting news")
    assert quote.text.endswith("in urgent need of effective treatment options.")


@pytest.mark.django_db
def test_they_are_saved_in_their_order() -> None:
    text = 'Title\n\n"One," said Jane Doe, MD, of X.\n\nJohn Roe, PhD, said: "Two."'
    item, _ = take_in(read_release("r.txt", text))
    rows = item.quotations.values_list("position", "text", "speaker", "affiliation")
    assert list(rows) == [(0, "One,", "Jane Doe", "MD, of X"), (1, "Two.", "John Roe", "PhD")]
