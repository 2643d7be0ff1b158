"""Passages that say why, with marks: escaped, whole words, from the field that says most."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trials.search.answer import Snippet
from trials.search.fields import BY_NAME, FIELDS
from trials.search.snippets import BEFORE, LENGTH, Marker, marker_of
from trials.search.words import stems

LONG = "Filler words stand here and say nothing. " * 20


def marker(words: str, *names: str) -> Marker:
    return Marker(frozenset(stems(words)), frozenset(names))


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("tumor", "Tumours and a tumor.", "<mark>Tumours</mark> and a <mark>tumor</mark>."),
        ("therapy", "Therapies, radiotherapy", "<mark>Therapies</mark>, radiotherapy"),
        ("net", "A network, a net", "A network, a <mark>net</mark>"),
        ("pulmon", "Pulmón derecho", "<mark>Pulmón</mark> derecho"),
        ("Pulmón", "pulmon", "<mark>pulmon</mark>"),
        ("leukemia", "Leukaemias", "<mark>Leukaemias</mark>"),
        ("oestrogen", "estrogen oestrogens", "<mark>estrogen</mark> <mark>oestrogens</mark>"),
        ("randomized center", "Randomised centre", "<mark>Randomised</mark> <mark>centre</mark>"),
        ("lung", "<b>lung</b> & more", "&lt;b&gt;<mark>lung</mark>&lt;/b&gt; &amp; more"),
        ("", "Nothing", "Nothing"),
        ("a(b", "a(b) c", "a(<mark>b</mark>) c"),
        ("mark", "<mark>", "&lt;<mark>mark</mark>&gt;"),
    ],
)
def test_words_are_marked_and_the_rest_escaped(words: str, text: str, expected: str) -> None:
    assert marker(words).marked(text) == expected


def test_names_are_marked_as_a_whole_however_they_are_joined() -> None:
    named = marker("carcinoid", "neuroendocrine tumor", "XL-184")
    assert named.marked("Neuroendocrine-tumours; XL 184, XL1845") == (
        "<mark>Neuroendocrine-tumours</mark>; <mark>XL 184</mark>, XL1845"
    )


@given(st.text(max_size=60), st.text(max_size=12))
def test_without_marks_the_text_is_what_it_was(text: str, words: str) -> None:
    marked = marker(words).marked(text)
    assert unescape(re.sub("</?mark>", "", marked)) == unescape(text) or "&" in text
    assert marked.count("<mark>") == marked.count("</mark>")


def only(found: tuple[Snippet, ...]) -> Snippet:
    (snippet,) = found
    return snippet


def test_the_field_with_most_of_the_words_says_why() -> None:
    texts = {
        "title": "A study",
        "keywords": ["gold"],
        "summary": "Gold and platinum together.",
        "eligibility": "platinum",
    }
    told = only(marker("gold platinum").why(texts))
    assert told.label == "Summary"
    assert told.html == "<mark>Gold</mark> and <mark>platinum</mark> together."


def test_what_the_title_says_is_not_said_again() -> None:
    texts = {"title": "Gold", "keywords": ["gold"], "eligibility": "No platinum."}
    assert only(marker("gold platinum").why(texts)).label == "Who can take part"


def test_where_nothing_stands_nothing_is_said() -> None:
    assert marker("gold").why({"title": "Gold", "acronym": "GOLD"}) == ()
    assert marker("gold").why({}) == ()


def test_of_a_list_the_values_with_a_word_are_told() -> None:
    texts = {"outcomes": ["Gold: first", "Silver", "More gold", "Tin"]}
    assert only(marker("gold").why(texts)).html == (
        "<mark>Gold</mark>: first; More <mark>gold</mark>"
    )


@pytest.mark.parametrize("before", ["", LONG, "x" * 1_000 + " "])
@pytest.mark.parametrize("after", ["", LONG, "x" * 1_000])
def test_a_passage_is_of_whole_words_and_short(before: str, after: str) -> None:
    told = only(marker("gold").why({"summary": f"{before}gold {after}"}))
    plain = re.sub("</?mark>", "", told.html)
    assert "<mark>gold</mark>" in told.html
    assert len(plain) <= LENGTH + BEFORE
    assert plain.startswith("…") == bool(before)
    assert plain.endswith("…") == bool(after)


def test_a_passage_has_no_markdown() -> None:
    told = only(marker("gold").why({"plain": "## About\n\n* **gold** in [a paper](https://x.y/z)"}))
    assert " ".join(told.html.split()) == "About <mark>gold</mark> in a paper"


@given(st.dictionaries(st.sampled_from([one.name for one in FIELDS]), st.text(max_size=300)))
def test_any_text_gives_a_passage_or_none(texts: dict[str, str]) -> None:
    for snippet in marker("gold a b c the 1").why(texts):
        assert snippet.label in {one.label for one in FIELDS}
        assert "<mark>" in snippet.html


def test_names_of_fields_are_told_apart() -> None:
    assert len(BY_NAME) == len({one.label for one in FIELDS}) == len(FIELDS)


def test_a_marker_is_made_once() -> None:
    assert marker_of(frozenset("a"), frozenset()) is marker_of(frozenset("a"), frozenset())
