"""What people decide about links: each with who and when, taken back, and never over another's."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.db import connection

from news.linking import Choice, add, confirm, decide, read_again, reject, undo
from news.linking.decisions import GONE, Decided
from news.models import NewsItem, TrialLink
from tests.records import a_trial, an_item
from trials.models import Trial
from trials.vocabulary import LinkRole, LinkStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann() -> User:
    return User.objects.create(username="ann")


@pytest.fixture
def ben() -> User:
    return User.objects.create(username="ben")


@pytest.fixture
def item() -> NewsItem:
    a_trial("A021602", acronym="CABINET")
    return an_item(body="Results of Alliance A021602.", state="DRAFT")


@pytest.fixture
def link(item: NewsItem) -> TrialLink:
    read_again(item)
    return item.trial_links.get()


def fresh(link: TrialLink) -> TrialLink:
    return TrialLink.objects.get(pk=link.pk)


def test_a_decision_sets_role_person_and_time_together(link: TrialLink, ann: User) -> None:
    choice = Choice(link.pk, LinkStatus.CONFIRMED, LinkRole.APPROVAL, link.stamp)
    assert decide(link.item_id, [choice], ann) == Decided([link], [])
    now = fresh(link)
    assert (now.status, now.role, now.decided_by) == ("CONFIRMED", "APPROVAL", ann)
    assert now.decided_at is not None


@pytest.mark.parametrize("first", [confirm, reject])
def test_who_comes_second_is_told_and_overwrites_nothing(
    link: TrialLink, ann: User, ben: User, first: Callable[..., TrialLink]
) -> None:
    first(link, ann)
    choice = Choice(link.pk, LinkStatus.CONFIRMED, LinkRole.APPROVAL, link.stamp)
    decided = decide(link.item_id, [choice], ben)
    assert decided.done == []
    (sentence,) = decided.refused
    assert sentence.startswith(f"ann {fresh(link).get_status_display().lower()} A021602 CABINET on")
    assert "after this page was opened" in sentence
    assert (fresh(link).decided_by, fresh(link).role) == (ann, LinkRole.RESULTS)


@pytest.mark.parametrize("decision", [confirm, reject])
def test_undo_opens_a_found_link_again(
    link: TrialLink, ann: User, decision: Callable[..., TrialLink]
) -> None:
    decision(link, ann)
    undo(link, ann)
    now = fresh(link)
    assert (now.status, now.decided_by, now.decided_at) == ("SUGGESTED", None, None)
    labels = [event.status for event in apps.get_model("news.TrialLinkEvent").objects.all()]
    assert labels[0] == labels[2] == "SUGGESTED"
    assert len(labels) == 3


def test_undo_takes_away_what_was_set_by_hand_and_history_keeps_it(
    item: NewsItem, ann: User
) -> None:
    other = a_trial("A031201")
    (link,) = add(item, other, LinkRole.BACKGROUND, ann).done
    assert (link.status, link.method, link.decided_by) == ("CONFIRMED", "MANUAL", ann)
    undo(link, ann)
    assert not item.trial_links.exists()
    events = apps.get_model("news.TrialLinkEvent").objects
    assert [event.pgh_label for event in events.order_by("pgh_id")] == ["insert", "delete"]


def test_a_rejected_link_stays_rejected_when_the_text_is_read_again(
    link: TrialLink, ann: User
) -> None:
    reject(link, ann)
    read = read_again(link.item)
    assert (read.new, read.gone, fresh(link).status) == (0, 0, "REJECTED")


def test_reading_again_counts_what_came_and_went(link: TrialLink) -> None:
    a_trial("A031201")
    NewsItem.objects.filter(pk=link.item_id).update(body="Alliance A031201.")
    read = read_again(link.item)
    assert (read.new, read.gone) == (1, 1)


def test_a_link_that_is_gone_is_told(link: TrialLink, ann: User) -> None:
    choice = Choice(link.pk, LinkStatus.CONFIRMED, seen=link.stamp)
    link.delete()
    assert decide(link.item_id, [choice], ann).refused == [GONE]


def test_a_link_of_another_item_is_not_decided(link: TrialLink, ann: User) -> None:
    other = an_item("other")
    assert decide(other.pk, [Choice(link.pk, LinkStatus.CONFIRMED)], ann).refused == [GONE]
    assert fresh(link).status == "SUGGESTED"


def test_adding_what_is_suggested_confirms_it(link: TrialLink, ann: User) -> None:
    decided = add(link.item, link.trial, LinkRole.APPROVAL, ann)
    assert decided.done == [link]
    assert (fresh(link).status, fresh(link).method) == ("CONFIRMED", "IDENTIFIER")


def test_adding_what_somebody_rejected_is_refused_in_words(
    link: TrialLink, ann: User, ben: User
) -> None:
    reject(link, ann)
    (sentence,) = add(link.item, link.trial, "", ben).refused
    assert sentence.startswith("ann rejected A021602 CABINET on")
    assert fresh(link).status == "REJECTED"


def test_adding_a_merged_trial_links_the_one_that_stays(item: NewsItem, ann: User) -> None:
    double = a_trial("A031201")
    Trial.objects.filter(pk=double.pk).update(merged_into=Trial.objects.get(acronym="CABINET"))
    (link,) = add(item, Trial.objects.get(pk=double.pk), "", ann).done
    assert link.trial.public_id == "A021602"


@pytest.mark.parametrize(
    ("words", "certain"),
    [
        ("Alliance A021602", True),
        ("https://clinicaltrials.gov/study/NCT03375320", True),
        ("the number A021602 alone", True),
        ("the number N1048 alone", False),
        ("the CABINET trial", False),
    ],
)
def test_which_suggestions_are_certain(words: str, certain: bool) -> None:
    a_trial("A021602", nct_id="NCT03375320", acronym="CABINET")
    a_trial("NCCTG-N1048")
    item = an_item(body=f"See {words} here.", state="DRAFT")
    read_again(item)
    assert item.trial_links.get().is_certain == certain


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_decides_and_one_is_told(link: TrialLink, ann: User, ben: User) -> None:
    start = Barrier(2)

    def press(choice: tuple[User, LinkStatus]) -> Any:
        try:
            start.wait()
            return decide(link.item_id, [Choice(link.pk, choice[1], seen=link.stamp)], choice[0])
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        pressed = [(ann, LinkStatus.CONFIRMED), (ben, LinkStatus.REJECTED)]
        outcomes = list(pool.map(press, pressed))
    assert sorted(len(one.done) for one in outcomes) == [0, 1]
    (sentence,) = [sentence for one in outcomes for sentence in one.refused]
    winner = fresh(link).decided_by
    assert sentence.startswith(f"{winner} {fresh(link).get_status_display().lower()} A021602")
