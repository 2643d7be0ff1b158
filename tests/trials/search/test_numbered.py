"""Numbers lead to their records: in any spelling, several in order, DOIs, PubMed IDs, near ones."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from model_bakery import baker
from pytest_django.plugin import DjangoDbBlocker

from tests.records import NOT_LISTED, a_finding, a_link, a_source, a_trial, an_item
from tests.trials.search.asking import ask, found, ids
from trials.models import FormerName, Reference, TrialIdentifier
from trials.search import NEWS, refresh
from trials.search.numbered import identifiers_in, nearly, whole

DAY = timedelta(days=1)
rows = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "keys", "alone"),
    [
        ("A021602", ["A021602"], True),
        ("a-021602, NCT03375320", ["A021602", "NCT03375320"], True),
        ("NCT03375320 and A021602", ["NCT03375320", "A021602"], True),
        ("A021602 y A021602", ["A021602"], True),
        ("n1048 n9831 a-011801", ["N1048", "N9831", "A011801"], True),
        ("the A021602 trial", ["A021602"], False),
        ("https://doi.org/10.1056/NEJMoa2403991", ["doi:10.1056/nejmoa2403991"], True),
        ("https://clinicaltrials.gov/study/NCT03375320?tab=table", ["NCT03375320"], True),
        ("https://doi.org/10.1056/NEJMoa2403991 cancer", ["doi:10.1056/nejmoa2403991"], False),
        ("https://example.org/cancer", [], False),
        ("x https://clinicaltrials.gov/study/NCT03375320", ["NCT03375320"], False),
        ("10.1056/NEJMoa2403991.", ["doi:10.1056/nejmoa2403991"], True),
        ("PMID: 39282896", ["pmid:39282896"], True),
        ("PubMed ID 39282896", ["pmid:39282896"], True),
        ("lung cancer", [], False),
        ("", [], False),
    ],
)
def test_numbers_in_a_text(text: str, keys: list[str], alone: bool) -> None:
    numbers, is_alone = identifiers_in(text)
    assert [one.key for one in numbers] == keys
    assert is_alone == alone


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("39282896", ["39282896", "pmid:39282896", "NCT39282896"]),
        ("x" * 61, []),
        ("", []),
        ("!?", []),
    ],
)
def test_what_a_whole_text_may_be(text: str, keys: list[str]) -> None:
    assert [one.key for one in whole(text)] == keys


@pytest.mark.parametrize(
    "text", ["http://" * 2_000 + " x", "or" * 5_000 + "x", "NCT03375320 http://" * 300 + " lung"]
)
def test_no_text_takes_long_to_read(text: str) -> None:
    assert not identifiers_in(text)[1]


@given(st.text(max_size=60))
def test_any_text_may_have_numbers(text: str) -> None:
    numbers, _ = identifiers_in(text)
    assert len({one.key for one in numbers}) == len(numbers)
    for one in (*numbers, *whole(text)):
        assert one.key not in nearly(one.key)


def test_one_digit_off_is_near() -> None:
    near = nearly("A021602")
    assert {"A021603", "A121602", "A021620"} <= set(near)
    assert len(near) == len(set(near))


@pytest.fixture(scope="module")
def registry(made_once: DjangoDbBlocker) -> None:
    """Trials with numbers of several kinds, and publications of one."""
    with made_once.unblock():
        first = a_trial("A021602", nct_id="NCT03375320", acronym="CABINET")
        a_trial("A021703", nct_id="NCT03765918")
        a_trial("A011801", nct_id="NCT04457596")
        a_trial("A021902", brief_title="Instead of A021602")
        a_trial("A031999", **NOT_LISTED["future"])
        baker.make(TrialIdentifier, trial=first, kind="SPONSOR", value="XL-184/305", resolves=False)
        baker.make(FormerName, trial=first, kind="ACRONYM", name="NETTER")
        published = a_source("NEJM", doi="10.1056/NEJMoa2403991", pmid="39282896")
        a_finding(first, "7", published)
        a_finding(
            first, "8", a_source("Soon", doi="10.1000/soon", public_from=timezone.now() + DAY)
        )
        a_finding(first, "9", a_source("Draft", doi="10.1000/draft"), state="DRAFT")
        a_link(an_item("release", title="A release"), first)
        an_item("other", title="Another release")
        baker.make(Reference, trial=first, type="RESULT", citation="C", pmid="11111111")
        baker.make(Reference, trial=first, type="BACKGROUND", citation="C", pmid="22222222")
        refresh()


@rows
@pytest.mark.parametrize(
    "typed",
    [
        *("A021602", "a021602", "A-021602", "A 021602", "Alliance A021602", " (A021602). "),
        *("NCT03375320", "nct03375320", "NCT 03375320", "NCT-03375320"),
        *("https://clinicaltrials.gov/study/NCT03375320", "10.1056/NEJMoa2403991"),
        *("10.1056/nejmoa2403991", "https://doi.org/10.1056/NEJMoa2403991"),
        *("doi:10.1056/NEJMoa2403991", "PMID 39282896", "pmid:39282896", "39282896", "11111111"),
        *("https://pubmed.ncbi.nlm.nih.gov/39282896/", "XL-184/305", "xl184 305", "XL184305"),
    ],
)
def test_a_number_leads_to_its_one_record(registry: None, typed: str) -> None:
    answer = ask(typed)
    assert ids(answer) == ["A021602"]
    assert answer.only_record == "/trials/A021602/"


@rows
@pytest.mark.parametrize("typed", ["CABINET", "cabinet", "Netter"])
def test_an_acronym_of_now_or_before_comes_first(registry: None, typed: str) -> None:
    assert found(typed)[0] == "A021602"


@rows
@pytest.mark.parametrize(
    "typed", ["10.1000/soon", "10.1000/draft", "PMID 22222222", "22222222", "A031999"]
)
def test_what_is_not_public_or_not_its_own_leads_nowhere(registry: None, typed: str) -> None:
    answer = ask(typed)
    assert answer.hits == []
    assert answer.only_record == ""


@rows
def test_a_publication_leads_to_its_trial_from_the_second_it_is_public(
    registry: None, clock: Any
) -> None:
    clock(timezone.now() + DAY - timedelta(minutes=5))
    assert found("10.1000/soon") == []
    clock(timezone.now() + DAY)
    assert found("10.1000/soon") == ["A021602"]


@rows
@pytest.mark.parametrize(
    ("typed", "expected", "unknown"),
    [
        ("A021703 A021602", ["A021703", "A021602"], ()),
        ("A021602, a021703; A011801", ["A021602", "A021703", "A011801"], ()),
        ("NCT04457596\nNCT03375320", ["A011801", "A021602"], ()),
        ("A021602 NCT03375320 A021703", ["A021602", "A021703"], ()),
        ("A021602 A029999 A021703 NCT09999999", ["A021602", "A021703"], ("A029999", "NCT09999999")),
        ("A029999", [], ("A029999",)),
        ("A021602 A031999", ["A021602"], ("A031999",)),
    ],
)
def test_several_numbers_in_their_order_with_the_unknown_named(
    registry: None, typed: str, expected: list[str], unknown: tuple[str, ...]
) -> None:
    answer = ask(typed)
    assert ids(answer) == expected
    assert answer.reading.is_ids
    assert answer.reading.unknown_ids == unknown
    assert not answer.only_record
    assert not answer.near_misses


@rows
@pytest.mark.parametrize(
    ("typed", "near"),
    [("A021603", "A021602"), ("A012602", "A021602"), ("NCT03375321", "NCT03375320")],
)
def test_the_nearest_number_is_offered(registry: None, typed: str, near: str) -> None:
    assert near in ask(typed).reading.nearest_ids


@rows
@pytest.mark.parametrize("typed", ["A021602", "a021602", "NCT03375320", "CABINET"])
def test_news_of_a_trial_are_found_by_its_number(registry: None, typed: str) -> None:
    answer = ask(typed, kind=NEWS)
    assert [hit.document.card["title"] for hit in answer.hits] == ["A release"]
    assert not answer.reading.unknown_ids


@rows
def test_nothing_near_that_is_not_public(registry: None) -> None:
    assert ask("A031998").reading.nearest_ids == ()


@rows
def test_a_number_retired_still_leads_to_its_trial(registry: None) -> None:
    trial = a_trial("A021503")
    trial.protocol_id = "A021504"
    trial.save()
    assert found("A021504") == ["A021504"]
    assert found("A021503") == ["A021504"]
