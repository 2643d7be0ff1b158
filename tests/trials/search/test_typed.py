"""What was typed, read as units: no table is asked."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trials.search.typed import MOST, Branch, Name, Typed, Unit, read, with_names
from trials.search.words import key_of, stem


def told(typed: Typed) -> list[tuple[list[str], list[str]]]:
    """Of each branch what it asks for and what it excludes, phrases in quotes."""
    return [(_texts(one.units), _texts(one.without)) for one in typed.branches]


def _texts(units: Sequence[Unit]) -> list[str]:
    return [f'"{one.text}"' if one.is_phrase else one.text for one in units]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("  \t\n", []),
        ("the of and", []),
        ("lung cancer", [(["lung", "cancer"], [])]),
        ("cancer of the lung", [(["cancer", "lung"], [])]),
        ('"lung cancer" men', [(['"lung cancer"', "men"], [])]),
        ("“lung cancer” men", [(['"lung cancer"', "men"], [])]),
        ("«lung cancer»", [(['"lung cancer"'], [])]),
        ('men "lung cancer', [(["men", '"lung cancer"'], [])]),
        ('"" men', [(["men"], [])]),
        ('"the of"', [(['"the of"'], [])]),
        ("lung -small", [(["lung"], ["small"])]),
        ("lung \u2212small", [(["lung"], ["small"])]),
        ('lung -"small cell"', [(["lung"], ['"small cell"'])]),
        ("-small", [([], ["small"])]),
        ("non-small", [(["non", "small"], [])]),
        ("lung - small", [(["lung", "small"], [])]),
        ("lung OR breast", [(["lung"], []), (["breast"], [])]),
        ("lung | breast", [(["lung"], []), (["breast"], [])]),
        ("pulmón O mama", [(["pulmón"], []), (["mama"], [])]),
        ("lung or breast", [(["lung", "breast"], [])]),
        ("OR lung OR OR", [(["lung"], [])]),
        ("OR", []),
        ("a(b|c)*[d]{2}^$ \\", [(["b", "c", "d", "2"], [])]),
        ("https://www.example.org/trial", [(["example", "org", "trial"], [])]),
        ("-HTTP://example.org", [([], ["example", "org"])]),
        ("https protocol", [(["https", "protocol"], [])]),
        ("snake_case", [(["snake", "case"], [])]),
        ("\0", []),
    ],
)
def test_what_was_typed_as_units(text: str, expected: list[tuple[list[str], list[str]]]) -> None:
    assert told(read(text)) == expected


def test_no_more_words_are_looked_at_than_a_query_bears() -> None:
    (branch,) = read("lung " * 10_000).branches
    assert len(branch.units) == MOST


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    typed = read(text)
    assert all(isinstance(one, Branch) for one in typed.branches)
    assert len(typed.stems) <= MOST
    assert all(typed.stems)
    assert all(typed.possible_names())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tumours", "tumor"),
        ("leukaemia", "LEUKEMIA"),
        ("therapies", "therapy"),
        ("pulmón", "pulmon"),
        ("Ångström", "angstrom"),
    ],
)
def test_spellings_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other) != ""


def test_stop_words_count_only_where_there_is_nothing_else() -> None:
    assert key_of("cancer of the lung") == key_of("Cancer, lung")
    assert key_of("The Who") == "the who"
    assert key_of("!?") == ""


CANCER = Name("cancer", "cancer", False, 1, "Neoplasm")
LUNG = Name("lung cancer", "lung cancer", False, 2, "Lung neoplasm")
NET = Name("net", "NET", True, 3, "Neuroendocrine tumor")


def named(text: str, *names: Name) -> list[tuple[str, tuple[int, ...]]]:
    typed = with_names(read(text), names)
    return [(one.text, one.concepts) for branch in typed.branches for one in branch.units]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lung cancer men", [("lung cancer", (2,)), ("men", ())]),
        ("lungs cancers", [("lungs cancers", (2,))]),
        ("cancer lung", [("cancer", (1,)), ("lung", ())]),
        ('"lung cancer"', [("lung cancer", ())]),
        ("lung OR cancer", [("lung", ()), ("cancer", (1,))]),
        ("a NET", [("NET", (3,))]),
        ("NET-like", [("NET", (3,)), ("like", ())]),
        ("a net", [("net", ())]),
        ("the CABINET", [("CABINET", ())]),
    ],
)
def test_the_longest_names_are_joined(
    text: str, expected: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert named(text, CANCER, LUNG, NET) == expected


def test_what_is_excluded_is_excluded_by_its_names_each_word_by_itself() -> None:
    (branch,) = with_names(read("men -lung -cancer"), [CANCER, LUNG]).branches
    assert [one.text for one in branch.without] == ["lung", "cancer"]
    assert [bool(one.concepts) for one in branch.without] == [False, True]


def test_a_name_of_two_concepts_means_both() -> None:
    other = Name("cancer", "Cancer", False, 9, "Zodiac sign")
    assert named("cancer", CANCER, other) == [("cancer", (1, 9))]
