"""The words of a name that stand apart come before other names, and are not counted."""

import pytest
from django.test import Client

from tests.trials.search.asking import a_concept, ask, ids, trials

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def registry() -> None:
    a_concept("Glandular cancer of the lung", "lung adenocarcinoma", "adenocarcinoma of lung")
    trials(
        A020001="Lung adenocarcinoma",
        A020002="Adenocarcinoma anywhere, but for tumors that began far off, in a lung",
        A020003="Glandular cancer of the lung",
        A020004="Any adenocarcinoma",
    )


def in_order(words: str, **more: object) -> list[str]:
    return [hit.document.card["id"] for hit in ask(words, **more).in_order]


@pytest.mark.slow
def test_they_come_after_the_name_and_before_other_names() -> None:
    found = ask("lung adenocarcinoma")
    assert found.total == 2
    assert ids(found) == ["A020001", "A020003"]
    assert in_order("lung adenocarcinoma") == ["A020001", "A020002", "A020003", "A020004"]


@pytest.mark.slow
def test_by_another_name_as_many_are_found() -> None:
    assert ask("glandular cancer of the lung").total == ask("lung adenocarcinoma").total


def test_who_asks_for_another_order_has_them_at_the_end() -> None:
    found = ask("lung adenocarcinoma", sort="newest")
    assert not found.apart
    assert "A020002" in [hit.document.card["id"] for hit in found.near_misses]


def test_where_no_trial_has_the_name_they_are_all_there_is() -> None:
    a_concept("Odd disease", "lung anywhere far")
    found = ask("lung anywhere far")
    assert found.total == 0
    assert in_order("lung anywhere far")[0] == "A020002"


def test_a_page_tells_them_apart(client: Client) -> None:
    for address in ("/trials/", "/search/"):
        text = client.get(address, {"q": "lung adenocarcinoma"}).content.decode()
        headings = [
            "The same words, but not together",
            "Found by other names",
            "Trials with some of the words",
        ]
        places = [text.index(one) for one in headings]
        assert places == sorted(places)
        shown = [text.index(f">A02000{number}<") for number in range(1, 5)]
        assert shown == sorted(shown)


def test_a_word_that_was_dropped_still_finds_what_has_it() -> None:
    trials(A020005="Platinum and silver", A020006="Gold alone")
    found = ask("platinum silver gold")
    assert found.reading.dropped == ("gold",)
    assert "A020006" in [hit.document.card["id"] for hit in found.near_misses]
