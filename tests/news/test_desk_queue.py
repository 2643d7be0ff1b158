"""What waits at the desk, and the way from one item to the next."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from news.admin.desk.queue import PER_PAGE
from news.linking import read_again
from news.models import NewsItem, UnknownMention
from tests.news.desk import address, text_of
from tests.records import a_link, a_trial, an_item
from trials.models import Trial

pytestmark = pytest.mark.django_db
DESK = reverse("desk")
NAMING = "Alliance A021602."


@pytest.fixture
def trial(db: Any) -> Trial:
    return a_trial("A021602", acronym="CABINET")


def release(name: str, body: str = NAMING, **fields: Any) -> NewsItem:
    item = an_item(name, body=body, **{"state": "DRAFT", "release_at": None, **fields})
    read_again(item)
    return item


def listed(client: Client, **asked: Any) -> list[str]:
    """The titles of the rows, in their order."""
    soup = BeautifulSoup(text_of(client, DESK, **asked), "html.parser")
    return [heading.get_text() for heading in soup.select(".waiting h2")]


@pytest.mark.slow
def test_two_lists_the_newest_first(staff: Client, trial: Trial) -> None:
    for name, body in (("older", NAMING), ("newer", NAMING), ("bare", "Nothing.")):
        release(name, body)
    done, wrong = release("done", "Nothing."), release("wrong", "Nothing.")
    a_link(done, trial)
    a_link(wrong, trial, "REJECTED")
    assert listed(staff) == ["About newer", "About older"]
    assert listed(staff, list="none") == ["About wrong", "About bare"]
    text = text_of(staff, DESK)
    assert "Open suggestions <strong>2</strong>" in text
    assert "No trial linked <strong>2</strong>" in text


@pytest.mark.slow
def test_a_row_says_how_many_are_open_which_is_surest_and_what_is_unknown(
    staff: Client, trial: Trial
) -> None:
    a_trial("A031201")
    release("one", "Alliance A021602, the number A031201, and Alliance A082304.")
    text = " ".join(text_of(staff, DESK).split())
    assert "<strong>2 open</strong>, surest A021602 CABINET (Identifier in the text, 99%)" in text
    assert "Not in the registry: A082304" in text


@pytest.mark.slow
def test_a_state_is_chosen(staff: Client, trial: Trial) -> None:
    release("draft")
    release("review", state="IN_REVIEW")
    assert listed(staff, state="DRAFT") == ["About draft"]
    assert listed(staff, state="IN_REVIEW") == ["About review"]
    assert listed(staff, state="APPROVED") == []
    assert listed(staff, state="BOGUS", list="bogus", p="x") == ["About review", "About draft"]


@pytest.mark.slow
def test_previous_and_next_keep_to_the_list(staff: Client, trial: Trial) -> None:
    oldest, middle, newest = release("a"), release("b"), release("c")
    in_between = release("d", "Nothing.")
    text = text_of(staff, address(middle))
    assert f'href="{address(newest)}" rel="prev"' in text
    assert f'href="{address(oldest)}" rel="next"' in text
    assert "Open suggestions: 2 others" in text
    text = text_of(staff, address(middle), list="none", state="DRAFT")
    assert f'href="{address(in_between)}?list=none&amp;state=DRAFT" rel="prev"' in text


@pytest.mark.slow
def test_long_lists_are_paged_and_cost_the_same(staff: Client, trial: Trial) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            staff.get(DESK)
        return len(captured)

    release("first")
    queries()
    few = queries()
    for number in range(PER_PAGE + 1):
        item = an_item(f"item-{number}", state="DRAFT", release_at=None)
        a_link(item, trial, "SUGGESTED")
        baker.make(UnknownMention, item=item, key=f"A08{number:04}")
    assert queries() == few <= 12
    assert len(listed(staff)) == PER_PAGE
    assert len(listed(staff, p=2)) == 2
    assert "?p=2" in text_of(staff, DESK)


def test_an_empty_desk_says_so(staff: Client) -> None:
    assert "Nothing waits for a decision" in text_of(staff, DESK)
    assert "in this state" in text_of(staff, DESK, list="none", state="DRAFT")
