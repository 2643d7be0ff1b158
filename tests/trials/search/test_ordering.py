"""Pages by key: walked to the end they show each record once, in the order of the whole answer."""

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.records import a_trial
from tests.trials.search.asking import all_ids, ids
from trials.models import Trial
from trials.search import BadKeyError, Near, Question, find, refresh
from trials.search.ordering import read_key, write_key

pytestmark = pytest.mark.django_db
SIZE, COUNT = 4, 23


@pytest.fixture(scope="module", autouse=True)
def registry(made_once: DjangoDbBlocker) -> None:
    """Trials that say a word more or less often, posted in three months."""
    with made_once.unblock():
        for number in range(COUNT):
            a_trial(
                f"A02{number:04}",
                brief_title=f"Testing {'platinum ' * (number % 3 + 1)}{'gold' * (number % 2)}",
                first_posted=f"2020-0{number % 3 + 1}",
                start_date=f"20{10 + number % 5}" if number % 4 else "",
            )
        refresh()


@pytest.mark.parametrize("sort", ["", "relevance", "newest", "updated", "start"])
@pytest.mark.parametrize("words", ["", "platinum", "platinum OR gold", '"platinum gold"', "-gold"])
def test_all_pages_together_are_the_answer(words: str, sort: str) -> None:
    question = Question(words, sort=sort)
    walked, key = list[str](), ""
    while True:
        page = find(question, key, SIZE)
        walked += ids(page)
        key = page.next_key
        if not key:
            break
        assert len(page.hits) == SIZE
    assert walked == all_ids(words, sort=sort)
    assert len(set(walked)) == len(walked) == page.total


def test_a_page_that_ends_with_the_answer_has_no_next() -> None:
    assert find(Question(), size=COUNT).next_key == ""
    assert find(Question(), size=COUNT - 1).next_key


@pytest.mark.parametrize(("sort", "field"), [("newest", "first_posted"), ("start", "start_date")])
def test_the_latest_date_comes_first(sort: str, field: str) -> None:
    dates = dict(Trial.objects.values_list("protocol_id", field))
    told = [dates[one] for one in all_ids(sort=sort)]
    assert told == sorted(told, reverse=True)
    assert any(told)


def test_without_words_the_newest_come_first_and_with_words_the_best() -> None:
    assert all_ids() == all_ids(sort="newest") == all_ids(sort="relevance")
    titles = dict(Trial.objects.values_list("protocol_id", "brief_title"))
    counts = [titles[one].count("platinum") for one in all_ids("platinum")]
    assert counts != sorted(counts)
    assert counts[0] == 3


@pytest.mark.parametrize(
    ("made", "asked"), [("newest", "start"), ("relevance", "newest"), ("updated", "newest")]
)
def test_a_key_of_another_order_is_refused(made: str, asked: str) -> None:
    key = find(Question("platinum", sort=made), size=SIZE).next_key
    with pytest.raises(BadKeyError):
        find(Question("platinum", sort=asked), key, SIZE)


@pytest.mark.parametrize("key", ["x", "1", "1:x", "zz:", ":", "\0", "7fffffff:abc", "-1"])
def test_a_key_that_we_did_not_give_is_refused(key: str) -> None:
    with pytest.raises(BadKeyError):
        find(Question(), key)


def test_a_key_is_read_as_it_was_written() -> None:
    for number in (0, 1, 2**62):
        assert read_key(write_key(number, "newest"), "newest") == number


def test_pages_near_a_place_are_none_where_nothing_is() -> None:
    assert find(Question("platinum", near=Near(0, 0))).next_key == ""
