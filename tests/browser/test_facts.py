"""An editor goes through the facts of a release by keyboard, without JavaScript."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from news.models import NewsItem
from news.proposing import propose_facts
from tests.browser.test_admin_tasks import come_in
from tests.records import a_finding, a_link, a_source, a_trial, an_item


@pytest.fixture
def item() -> NewsItem:
    trial = a_trial("A021602")
    cohort = trial.cohorts.create(label="pNET")
    a_finding(trial, "95", a_source("NEJM 2024"), cohort=cohort)
    item = an_item(
        "facts", body="A021602 is a phase III trial. The pNET cohort counts 99 patients with pNET."
    )
    a_link(item, trial)
    propose_facts(item)
    return item


def test_facts_are_accepted_and_kept_by_keyboard(plain: Page, item: NewsItem) -> None:
    come_in(plain, "edith", "Editors")
    plain.goto(reverse("admin:news_newsitem_change", args=[item.pk]))
    plain.get_by_role("link", name="Facts (2 to decide)").click()
    expect(plain.get_by_text("NEJM 2024 says 95.")).to_be_visible()
    plain.get_by_role("button", name="Accept Finding: Enrollment, pNET: 99").focus()
    plain.keyboard.press("Enter")
    expect(plain.get_by_text("Taken over: Finding: Enrollment, pNET: 99.")).to_be_visible()
    for _ in range(3):  # past the link to the page that submits it
        plain.keyboard.press("Tab")
    expect(plain.get_by_role("button", name="Keep ours instead of Phases: Phase 3")).to_be_focused()
    plain.keyboard.press("Enter")
    expect(plain.get_by_text("Ours kept by edith")).to_be_visible()
    expect(plain.get_by_role("heading", name="Decided (2)")).to_be_visible()


def test_the_page_has_no_fault_that_axe_finds(
    desktop: Page, item: NewsItem, accessibility_faults: Callable[..., list[str]]
) -> None:
    come_in(desktop, "edith", "Editors")
    address = reverse("admin:news_newsitem_facts", args=[item.pk])
    assert accessibility_faults(address, cookies_of=desktop) == []
