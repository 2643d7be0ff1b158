"""A text with its matches marked in place: whatever Markdown stands around, between or in them."""

import re
from collections.abc import Sequence

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from news.admin.desk.marked import Mark, marked_body, marked_title

MATCH = re.compile("A0[0-9]{5}|NCT[0-9]{8}")


def marks_of(text: str, pattern: "re.Pattern[str]" = MATCH) -> list[Mark]:
    return [
        Mark(found.start(), found.end(), number, "certain", f"link-{number}", 'says "<b>"')
        for number, found in enumerate(pattern.finditer(text), 1)
    ]


def marked(text: str, marks: Sequence[Mark] | None = None) -> BeautifulSoup:
    html = marked_body(text, marks_of(text) if marks is None else marks)
    return BeautifulSoup(html, "html.parser")


def words(soup: BeautifulSoup) -> list[str]:
    return [mark.get_text() for mark in soup.select("a.match")]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("It is A021602.", "p > a.match"),
        ("It is **A021602**.", "strong > a.match"),
        ("# About A021602", "h3 > a.match"),
        ("- A021602\n- other", "li > a.match"),
        ("> said A021602", "blockquote a.match"),
        ("Code `A021602`.", "code > a.match"),
        ("```\nA021602\n```", "pre a.match"),
        ("| a | b |\n|---|---|\n| A021602 | c |", "td > a.match"),
        ("[A021602](https://example.org/)", "p > a.match"),
        ("[here](https://example.org/A021602?x=1)", "p > a.match"),
        ("<https://example.org/A021602>", "p > a.match"),
        ("[here][1]\n\n[1]: https://example.org/A021602", "p > a.match"),
        ("<b>A021602</b> in HTML", "p > a.match"),
        ("A021602 at the beginning", "p > a.match"),
        ("first line\nA021602", "p > a.match"),
    ],
)
def test_a_match_is_marked_where_readers_have_it(text: str, inside: str) -> None:
    soup = marked(text)
    (mark,) = soup.select(inside)
    assert mark.get_text() == "A021602"
    assert (mark["id"], mark["href"], mark["title"]) == ("match-1", "#link-1", 'says "<b>"')


def test_an_address_is_shown_where_a_match_stands_in_it() -> None:
    text = marked("[the record](https://example.org/NCT03375320/more) of it").get_text()
    assert text.strip() == "the record (https://example.org/NCT03375320/more) of it"


def test_the_links_of_the_text_lead_nowhere() -> None:
    soup = marked("[x](https://example.org/) [y](javascript:alert) A021602")
    assert [link["href"] for link in soup.select("a")] == ["#link-1"]


def test_a_match_that_emphasis_cuts_is_one_link() -> None:
    text = "Testing *Cabozantinib in* Patients, they say"
    soup = marked(text, marks_of(text, re.compile(r"Testing \*Cab.*Patients")))
    assert [mark.get_text() for mark in soup.select("mark")] == [
        "Testing ",
        "Cabozantinib in",
        " Patients",
    ]
    assert len(soup.select("a")) == 1


@pytest.mark.parametrize(
    "text", ["<!-- A021602 --> hidden", "![A021602](x.png)", "[1]: https://example.org/A021602"]
)
def test_a_match_that_readers_do_not_see_shows_the_source(text: str) -> None:
    soup = marked(text)
    assert words(soup) == ["A021602"]
    source = soup.select_one("pre.source")
    assert source is not None
    assert source.get_text() == text


def test_a_text_with_our_own_characters_is_shown_without_marks() -> None:
    soup = marked("\U000f0000 A021602 <script>")
    assert soup.get_text() == "\U000f0000 A021602 <script>"
    assert not soup.select("script, a")


def test_markup_stays_text() -> None:
    text = "A021602 <script>alert(1)</script> <img src=x onerror=y> &lt; A021603"
    soup = marked(text)
    assert words(soup) == ["A021602", "A021603"]
    assert not soup.select("script, img")
    title = marked_title("<b>A021602</b> & more", marks_of("<b>A021602</b> & more"))
    assert BeautifulSoup(title, "html.parser").get_text() == "<b>A021602</b> & more"


PIECES = st.sampled_from(
    [
        *("A021602", "NCT03375320", " ", "\n", "\n\n", "*", "**", "_", "`", "```", "[", "](", ")"),
        *("<", ">", "<b>", "</b>", "<!--", "-->", "&amp;", "&", '"', "'", "\\", "|", "- ", "1. "),
        *("# ", "> ", "    ", "https://x.org/", "(", "![", "[1]", ": ", "~~", "é", "🙂", "\x00"),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_shows_each_match_once_and_no_markup_of_its_own(text: str) -> None:
    marks = marks_of(text)
    soup = marked(text, marks)
    assert [mark["id"] for mark in soup.select("a.match")] == [f"match-{m.number}" for m in marks]
    for mark, expected in zip(words(soup), marks, strict=True):
        assert mark == text[expected.start : expected.end]
    assert all(str(link["href"]).startswith("#link-") for link in soup.select("a"))
    assert not soup.select("script, img, b, [onerror], [style]")
