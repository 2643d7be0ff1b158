"""From a trial to the items that name it and are not linked: suggested ones, and a fresh look."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from news.admin.desk.trial import READ_AT_ONCE
from news.linking import read_again, reject
from news.linking.candidates import may_name
from news.models import NewsItem
from tests.accounts import client_of, member
from tests.news.desk import text_of
from tests.records import a_link, a_trial, an_editor, an_item
from trials.models import Alias, Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def trial(db: Any) -> Trial:
    return a_trial(
        "A021602",
        nct_id="NCT03375320",
        brief_title="Testing Cabozantinib in Patients With Advanced Pancreatic Tumors",
    )


def release(name: str, body: str) -> NewsItem:
    return an_item(name, body=body, state="DRAFT", release_at=None)


def where(trial: Trial) -> str:
    return reverse("desk-trial", args=[trial.pk])


def press(client: Client, trial: Trial, act: str, **more: Any) -> str:
    answer = client.post(where(trial), {"act": act, **more}, follow=True)
    told = BeautifulSoup(answer.content, "html.parser").select_one("#told")
    assert told is not None
    return " ".join(told.get_text(" ").split())


@pytest.mark.slow
def test_an_acronym_given_later_finds_what_was_written_before(staff: Client, trial: Trial) -> None:
    item = release("old", "The CABINET trial of cabozantinib is over.")
    furniture = release("furniture", "A cabinet for the office.")
    read_again(item)
    assert "About old" not in text_of(staff, where(trial))
    Trial.objects.filter(pk=trial.pk).update(acronym="CABINET")
    text = text_of(staff, where(trial))
    assert "About old" in text
    assert "About furniture" not in text
    assert "Acronym, 95%" in text
    told = press(staff, trial, f"confirm:{item.pk}", **{f"role-{item.pk}": "ACCRUAL"})
    assert told.startswith("“About old”: confirmed as Accrual. Undo")
    link = item.trial_links.get()
    assert (link.status, link.role, link.method) == ("CONFIRMED", "ACCRUAL", "ACRONYM")
    press(staff, trial, f"undo:{item.pk}:{link.stamp}")
    assert item.trial_links.get().status == "SUGGESTED"
    assert furniture.trial_links.count() == 0


@pytest.mark.slow
def test_open_suggestions_stand_first_and_are_decided(staff: Client, trial: Trial) -> None:
    item = release("old", "Results of Alliance A021602.")
    read_again(item)
    assert "Suggested" in text_of(staff, where(trial))
    told = press(staff, trial, f"reject:{item.pk}", **{f"seen-{item.pk}": "SUGGESTED"})
    assert told.startswith("“About old”: rejected. Undo")
    assert "About old" not in text_of(staff, where(trial)).split('id="items"')[1]


def test_the_second_of_two_people_is_told(staff: Client, trial: Trial) -> None:
    item = release("old", "Results of Alliance A021602.")
    read_again(item)
    reject(item.trial_links.get(), an_editor())
    told = press(staff, trial, f"confirm:{item.pk}", **{f"seen-{item.pk}": "SUGGESTED"})
    assert told.startswith("editor rejected A021602 on")
    assert item.trial_links.get().status == "REJECTED"


@pytest.mark.parametrize(
    "body",
    [
        "See A-021602 (Alliance).",
        "NCT 03375320 is its number.",
        "Registered as NCI-2017-02297.",
        "The trial called BUREAU is over.",
        "Known as CALGB 40603 to some.",
        "It is testing cabozantinib in patients with advanced pancreatic tumors, they say.",
        "The COMODE-2 trial is its former name.",
    ],
)
def test_any_number_name_or_title_of_it_is_found(trial: Trial, body: str) -> None:
    trial.identifiers.create(kind="CTRP", value="NCI-2017-02297")
    trial.former_names.create(kind="ACRONYM", name="COMODE-2")
    for alias in ("BUREAU", "CALGB 40603"):
        Alias.objects.create(alias=alias, nct_id="NCT03375320")
    item = release("old", body)
    release("new", "Nothing of the kind.")
    assert list(may_name(trial)) == [item]
    assert trial in {link.trial for link in read_again(item).links}


@pytest.mark.parametrize("status", ["CONFIRMED", "REJECTED", "SUGGESTED"])
def test_what_is_linked_is_not_looked_at_again(trial: Trial, status: str) -> None:
    item = release("old", "Alliance A021602.")
    a_link(item, trial, status)
    assert not may_name(trial).exists()


def test_odd_names_are_no_patterns(staff: Client) -> None:
    trial = a_trial("A021602", acronym="(x+)+$|.*", brief_title="( [ \\ * ? \\y A021602")
    release("old", "Nothing of the kind.")
    assert not may_name(trial).exists()
    assert text_of(staff, where(trial))


@pytest.mark.slow
def test_many_are_read_some_at_a_time(staff: Client, trial: Trial) -> None:
    for number in range(READ_AT_ONCE + 2):
        release(f"item-{number:02}", f"Number {number}: Alliance A021602.")
    first = BeautifulSoup(text_of(staff, where(trial)), "html.parser")
    assert len(first.select("[data-card]")) == READ_AT_ONCE
    older = first.select_one("#next-item")
    assert older is not None
    second = BeautifulSoup(text_of(staff, f"{where(trial)}{older['href']}"), "html.parser")
    assert len(second.select("[data-card]")) == 2
    assert second.select_one("#next-item") is None
    assert staff.get(where(trial), {"after": "x", "p": "y"}).status_code == 200


@pytest.mark.slow
def test_after_a_decision_comes_the_next_card(staff: Client, trial: Trial) -> None:
    items = [release(f"item-{number}", "Alliance A021602.") for number in range(2)]
    seen = {f"seen-{item.pk}": "SUGGESTED" for item in reversed(items)}
    answer = staff.post(where(trial), {"act": f"confirm:{items[1].pk}", **seen})
    assert answer.headers["Location"] == f"{where(trial)}#item-{items[0].pk}"
    answer = staff.post(where(trial), {"act": f"confirm:{items[0].pk}", **seen})
    assert answer.headers["Location"] == f"{where(trial)}#items"


def test_a_merged_trial_leads_to_the_one_that_stays(staff: Client, trial: Trial) -> None:
    double = a_trial("A031201")
    Trial.objects.filter(pk=double.pk).update(merged_into=trial)
    assert staff.get(where(double)).headers["Location"] == where(trial)


def test_an_item_that_changed_in_the_meantime_is_told(staff: Client, trial: Trial) -> None:
    item = release("old", "Nothing any more.")
    told = press(staff, trial, f"confirm:{item.pk}", **{f"seen-{item.pk}": "SUGGESTED"})
    assert "does not name A021602 any more" in told


def test_who_only_reads_presses_nothing(trial: Trial) -> None:
    item = release("old", "Alliance A021602.")
    publisher = client_of(member("paula", "Publishers"))
    assert "About old" in text_of(publisher, where(trial))
    assert 'name="act"' not in text_of(publisher, where(trial))
    assert publisher.post(where(trial), {"act": f"confirm:{item.pk}"}).status_code == 403
