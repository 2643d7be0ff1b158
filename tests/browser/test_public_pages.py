"""Each public page in a browser: no fault, no violation, nothing wider than the screen."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

ADDRESSES = {
    "/": "Cancer trials, and the news about them, in one place",
    "/trials/": "Trials",
    "/trials/?status=BOGUS&phase=PHASE3&condition=tumor": "Trials",
    "/trials/NCT03375320/": "CABINET:",
    "/trials/A021602/history/": "History of this record",
    "/conditions/pancreatic-neuroendocrine-tumor/": "Pancreatic neuroendocrine tumor",
    "/approvals/": "Approvals",
    "/news/": "News",
    "/news/fda-approves-cabozantinib-neuroendocrine-tumors/": "FDA",
    "/news/issues/e-news-march-2025/": "E-News, March 2025",
    "/search/?q=cabozantinib": "Search",
    "/search/?q=cabozantinb": "Search",
    "/search/?q=zzzz+qqqq": "Search",
    "/search/?q=A021602+A099999": "Search",
    "/search/": "Search",
    "/suggest/?q=ca": "Suggestions",
    "/trials/?q=tumor&phase=PHASE3&near=Portland&radius=500": "Trials",
    "/about/": "About Trialfolio",
    "/api/": "The API",
    "/nowhere/NCT99999999/": "There is no such page",
}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def example_data() -> None:
    call_command("load_example_data", verbosity=0)


def test_each_page_is_without_fault_and_fits(page: Page) -> None:
    for address, title in ADDRESSES.items():
        page.goto(address)
        assert title in page.locator("h1").inner_text()
        assert page.evaluate(OVERFLOW) == 0, address
    assert page.context.cookies() == []


def test_nothing_is_wider_than_the_narrowest_phone(desktop: Page) -> None:
    desktop.set_viewport_size({"width": 320, "height": 640})
    for address in ADDRESSES:
        desktop.goto(address)
        assert desktop.evaluate(OVERFLOW) == 0, address


def test_axe_finds_nothing(accessibility_faults: Callable[..., list[str]]) -> None:
    faults = {address: accessibility_faults(address) for address in ADDRESSES}
    assert faults == {address: [] for address in ADDRESSES}


def test_a_reader_goes_from_search_to_trial_to_release_and_back(desktop: Page) -> None:
    desktop.goto("/")
    desktop.get_by_label("Search by trial number, name, drug or cancer").fill("cabozantinib")
    desktop.get_by_role("button", name="Search").click()
    desktop.get_by_role("link", name="A021602 CABINET").click()
    assert desktop.url.endswith("/trials/A021602/")
    desktop.get_by_role("link", name="FDA approves").click()
    desktop.get_by_role("link", name="A021602 CABINET").click()
    assert desktop.url.endswith("/trials/A021602/")


def test_the_keyboard_reaches_the_content_first(desktop: Page) -> None:
    desktop.goto("/trials/A021602/")
    desktop.keyboard.press("Tab")
    assert desktop.evaluate("document.activeElement.textContent") == "Skip to the content"
    desktop.keyboard.press("Enter")
    assert desktop.evaluate("document.activeElement.id") == "main"
