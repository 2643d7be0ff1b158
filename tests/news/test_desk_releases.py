"""Releases of other texts and trials on the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from news.proposing import propose_facts
from tests.news.desk import a_release, address, text_of
from tests.news.test_desk import page_of, press, said
from tests.records import a_trial, an_item
from trials.models import Trial

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_all_certain_ones_at_once_and_no_others(staff: Client) -> None:
    a_trial("A031201")
    item = a_release(body="Alliance A021602 and Alliance A031201. The LUMINA trial is open.")
    soup = page_of(staff, item)
    button = soup.select_one("#all-certain")
    assert button is not None
    assert button.get_text() == "Confirm all certain ones (2)"
    press(staff, item, str(button["value"]))
    confirmed = item.trial_links.filter(status="CONFIRMED")
    assert {str(link.trial.public_id) for link in confirmed} == {"A021602", "A031201"}
    press(staff, item, f"undo:{','.join(str(link.pk) for link in confirmed)}")
    assert item.trial_links.open().count() == 4


def test_the_nearest_of_a_slip_is_linked_by_hand(staff: Client) -> None:
    cabinet = a_trial("A021602")
    item = an_item(body="Results of Alliance A021620 are out.", state="DRAFT")
    client = staff
    press(client, item, "look")
    assert "0 new suggestions, 0 gone, 1 number not in the registry" in said(client, item)
    assert f'value="add:{cabinet.pk}"' in text_of(client, address(item))
    press(client, item, f"add:{cabinet.pk}", role="RESULTS")
    assert item.trial_links.get().method == "MANUAL"
    assert "A021602 is linked." in text_of(client, address(item))


def test_at_the_end_come_the_facts_that_ask_for_something(staff: Client) -> None:
    item = a_release(body="Alliance A021602 is a double-blind phase III trial.")
    Trial.objects.filter(protocol_id="A021602").update(phases=["PHASE3"])
    propose_facts(item)
    facts = reverse("admin:news_newsitem_facts", args=[item.pk])
    assert facts not in text_of(staff, address(item)), "the links come first"
    press(staff, item, f"confirm:{item.trial_links.get().pk}")
    way = page_of(staff, item).select_one(f'#done a[href="{facts}"]')
    assert way is not None
    assert way.get_text() == "1 fact to decide"


def test_markup_in_titles_and_texts_stays_text(staff: Client) -> None:
    a_trial("A021602", acronym="<i>x</i>", brief_title="<script>alert(1)</script>")
    item = an_item(
        title="<b>A021602</b> \"'",
        body="Alliance A021602 <img src=x onerror=alert(1)> <script>alert(2)</script>",
        state="DRAFT",
    )
    press(staff, item, "look")
    press(staff, item, f"confirm:{item.trial_links.get().pk}")
    soup = page_of(staff, item)
    assert not soup.select("#content img, #content b:not([class]), #content i")
    assert not any("alert" in script.get_text() for script in soup.select("script"))
    assert not soup.select("[onerror]")
