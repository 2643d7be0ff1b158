"""No text makes a reader of texts work longer than a text of its length may take.

Hostile to regular expressions: long runs of what a pattern repeats, and then not what it ends with.
The limit is one of processor time, wide enough for a slow machine; what grows with the square of
the length is far beyond it.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from news.facts import find_facts
from news.intake import ReleaseRefused, read_release
from news.markdown import body_html
from tests.examples import examples
from tests.records import a_trial
from trials import identifiers, markdown, partial_dates
from trials.api import essie
from trials.detection import detect
from trials.search import typed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

LENGTH = 100_000
SECONDS = 20
PIECES = (
    *("a", "A", "0", " ", "\n", "\t", "-", "_", ".", ",", "*", "[", "]", "(", "<", ">", "`", "~"),
    *("|", "#", "&", "\\", '"', "'", "/", ":", "!", "=", "\u00e9", "\u2013", "\0", "\u200b"),
    *("A0", "A02160", "NCT0", "NCT-", "NCT 0 ", "N-C-T", "NCI-", "EudraCT 2", "U10CA", "2012-00"),
    *(
        "a.",
        "a ",
        "1 ",
        "1, ",
        "p=0.",
        "0.0",
        "1/1",
        "95% CI ",
        "(95% CI, 0",
        "hazard ratio ",
        "n = ",
    ),
    *("[a](", "![a](", "[[", "]](", "**a", "*a*", "_a_", "> ", "- ", "1. ", "```", "<a ", "<!--"),
    *("<![CDATA[", "&amp", "&#x", "http://", "www.", "a@", "a@a.", "| a ", "|-", "\\\\", "\r\n"),
    *("Dr. A. ", "said ", "\u201ca", "2020-", "January ", "January 1, ", "Contact: ", "From: a\n"),
    *("ABC-1 ", "ABCDEF ", "E1234/", "CALGB ", "phase I", "A and ", "of the ", "Study of a "),
    *("AREA[", "RANGE[", "COVER[", "NOT ", "(a OR ", "EXPANSION[", "SEARCH[Location]("),
)
ENDS = ("", "!", "\0")


class TooLong(Exception):
    """It worked beyond the limit."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Of the processor's time; a pattern that backtracks is interrupted, too."""

    def over(*_: Any) -> None:
        raise TooLong

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def partial_date(text: str) -> None:
    for read in (partial_dates.validate_partial_date, partial_dates.in_words):
        with suppress(ValidationError, ValueError):
            read(text)


def question(text: str) -> None:
    with suppress(essie.QueryError):
        essie.parse(text[:10_000])  # no request line is longer


def release(kind: str) -> Callable[[str], None]:
    def read(text: str) -> None:
        with suppress(ReleaseRefused):
            read_release(f"a.{kind}", text.encode())

    return read


READERS: dict[str, Callable[[str], Any]] = {
    "mentions": identifiers.find_mentions,
    "folding": identifiers.fold,
    "slug": identifiers.slug,
    "detection": detect,
    "facts": find_facts,
    "markdown": markdown.to_html,
    "opening": markdown.opening,
    "body": body_html,
    "question": question,
    "typed": lambda text: typed.read(text[:10_000]),
    "date": partial_date,
    **{f"release.{kind}": release(kind) for kind in ("txt", "md", "html", "eml")},
}


def repeated(piece: str, end: str) -> str:
    return (piece * (LENGTH // len(piece)))[:LENGTH] + end


def works(reader: str, piece: str, end: str = "") -> None:
    try:
        with within(SECONDS):
            READERS[reader](repeated(piece, end))
    except TooLong:
        pytest.fail(f"{reader} works too long at {piece!r} again and again, then {end!r}")


@pytest.mark.parametrize("reader", READERS)
def test_a_run_of_one_thing(reader: str) -> None:
    """The worst of them; all are in the slow test."""
    a_trial()
    for piece in ("NCT0", "a.", "[a](", "<!--", "(95% CI, 0", " ", "\u201ca"):
        works(reader, piece, "!")


@pytest.mark.parametrize("piece", PIECES)
def test_a_run_of_every_thing(piece: str) -> None:
    a_trial()
    for reader in READERS:
        for end in ENDS:
            works(reader, piece, end)


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=4).map("".join))
def test_a_run_of_some_things(piece: str) -> None:
    for reader in ("mentions", "facts", "markdown", "date", "question"):
        works(reader, piece)


@pytest.mark.parametrize("address", ["/trials/?q=", "/search/?q=", "/news/?q=", "/suggest/?q="])
@pytest.mark.parametrize("piece", ["a ", "NCT0", '"', "a-", "-a ", "(", "OR ", "\u00e9"])
def test_a_search_of_many_words(client: Client, address: str, piece: str) -> None:
    a_trial()
    with within(SECONDS):
        answer = client.get(address + repeated(piece, "")[:8000])
    assert answer.status_code in (200, 400)
