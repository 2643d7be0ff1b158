"""Pages of the admin at three widths, light and dark: axe finds nothing, nothing is too wide.

Each page is opened once, then the window and the theme change around it.
"""

import copy
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from news.models import NewsItem
from news.proposing import propose_facts
from tests.browser.test_admin_tasks import come_in
from tests.browser.test_public_pages import OVERFLOW
from tests.records import a_finding, a_link, a_source, a_trial, an_item
from tests.trials.ctgov.test_importer import GROUP_TRIAL, taken_in
from trials.models import ImportRun, Trial

WIDTHS = (360, 768, 1280)
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture
def drifted() -> Trial:
    """Of which the registry says otherwise, and that something waits for in every group."""
    trial = taken_in(copy.deepcopy(GROUP_TRIAL))
    Trial.objects.filter(pk=trial.pk).update(brief_title="Our own", missing_since=timezone.now())
    later = {"state": "APPROVED", "release_at": timezone.now() + timedelta(days=9)}
    for value, state in (("95", {"state": "IN_REVIEW"}), ("99", later)):
        a_finding(trial, value, a_source(f"Source {value}"), **state)
    an_item("later", **later)
    ImportRun.objects.create(inputs=["a.json"])
    return trial


@pytest.fixture
def item() -> NewsItem:
    """With a link to decide on, and facts."""
    trial = a_trial("A021602")
    a_finding(trial, "95", a_source("NEJM 2024"), cohort=trial.cohorts.create(label="pNET"))
    item = an_item("facts", body="A021602 is a phase III trial. The pNET cohort counts 99 people.")
    a_link(item, trial)
    propose_facts(item)
    return item


@pytest.fixture
def asked(browser: Browser, live_server: Any, desktop: Page) -> Iterator[Page]:
    """A page of an editor who may publish, into which axe may come."""
    come_in(desktop, "edith", "Editors", "Publishers")
    context = browser.new_context(base_url=live_server.url, bypass_csp=True)
    context.add_cookies(desktop.context.cookies())  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


SETTLED = "Promise.all(document.getAnimations().map(each => each.finished))"
"""Colours that fade, as those of the admin's links do, are measured at their end."""


def nothing(page: Page) -> None:
    """Not to be mended, at any width, in any theme."""
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        page.evaluate(SETTLED)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found = Axe().run(page).response["violations"]
            faults = [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]
            at = (page.url, theme, width)
            assert (*at, faults, page.evaluate(OVERFLOW)) == (*at, [], 0)


ADDRESSES: dict[str, Callable[[Trial, NewsItem], str]] = {
    "dashboard": lambda trial, item: reverse("admin:index"),
    "list": lambda trial, item: reverse("admin:trials_trial_changelist"),
    "filtered": lambda trial, item: reverse("admin:trials_trial_changelist") + "?needs=note",
    "trial": lambda trial, item: reverse("admin:trials_trial_change", args=[trial.pk]),
    "item": lambda trial, item: reverse("admin:news_newsitem_change", args=[item.pk]),
    "desk": lambda trial, item: reverse("desk"),
    "desk item": lambda trial, item: reverse("desk-item", args=[item.pk]),
    "drift": lambda trial, item: reverse("admin:trials_trial_registry", args=[trial.pk]),
    "facts": lambda trial, item: reverse("admin:news_newsitem_facts", args=[item.pk]),
    "intake": lambda trial, item: reverse("admin:news_newsitem_take_in"),
}


def test_pages_that_are_there(asked: Page, drifted: Trial, item: NewsItem) -> None:
    for address in ADDRESSES.values():
        asked.goto(address(drifted, item))
        nothing(asked)


def test_a_form_with_mistakes(asked: Page) -> None:
    asked.goto(reverse("admin:trials_trial_add"))
    asked.get_by_label("NCT ID:").fill("NCT1")
    asked.get_by_role("button", name="Save", exact=True).click()
    expect(asked.get_by_text("Please correct the errors below.")).to_be_visible()
    asked.get_by_text("What the columns of “arms” mean").click()
    expect(asked.get_by_text("A group that gets the same thing")).to_be_visible()
    nothing(asked)


def test_who_comes_in(browser: Browser, live_server: Any) -> None:
    context = browser.new_context(base_url=live_server.url, bypass_csp=True)
    page = context.new_page()
    page.goto(reverse("admin:login"))
    nothing(page)
    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("Please enter the correct")).to_be_visible()
    nothing(page)
    context.close()
