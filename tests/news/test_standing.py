"""Where the page of a release stands: whoever holds it is told what became of trials it names."""

import pytest

from news.models import NewsItem
from news.standing import item_at
from tests.records import NOT_LISTED, a_trial, an_item
from trials.models import Trial

pytestmark = pytest.mark.django_db


def stands() -> str:
    found = item_at("a-release")
    return f"{found.stands_at} {found.lead_to}"


# A revision is that of a transaction.
@pytest.mark.django_db(transaction=True)
def test_a_trial_that_came_and_went_is_told_from_one_that_never_came() -> None:
    """Else what was made in between is kept under the tag of before, and that is told again."""
    trial = a_trial("A021602", state="DRAFT", release_at=None)
    an_item(body="A021602 is under way.")
    before = stands()
    Trial.objects.filter(pk=trial.pk).update(**NOT_LISTED["withdrawn"])
    after = stands()
    assert before != after
    assert stands() == after


def test_another_text_is_asked_about_the_trials_that_it_names() -> None:
    a_trial("A021602")
    a_trial("A021702")
    item = an_item(body="Nothing is named.")
    found = []
    for body in ("Nothing is named.", "A021602 is.", "A021602 and A021702 are.", "NCT99999999 is."):
        NewsItem.objects.filter(pk=item.pk).update(body=body)
        found.append([one["key"] for one in item_at("a-release").lead_to])
    assert found == [[], ["A021602"], ["A021602", "A021702"], []]
