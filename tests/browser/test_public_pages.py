"""Each public page in a browser: no fault, no violation, nothing wider than the screen."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.test.utils import override_settings
from playwright.sync_api import Browser, Page, expect

RELEASE = "/news/fda-approves-cabozantinib-neuroendocrine-tumors/"
ADDRESSES = {
    "/": "Cancer trials, and the news about them, in one place",
    "/trials/": "Trials",
    "/trials/?status=BOGUS&phase=PHASE3&condition=tumor": "Trials",
    "/trials/NCT03375320/": "CABINET:",
    "/trials/A021602/history/": "History of this record",
    "/compare/": "Trials side by side",
    "/compare/?id=A021602&id=A031201": "Trials side by side",
    "/compare/?id=A021602&id=A099999": "Trials side by side",
    "/conditions/pancreatic-neuroendocrine-tumor/": "Pancreatic neuroendocrine tumor",
    "/approvals/": "Approvals",
    "/news/": "News",
    RELEASE: "FDA",
    "/news/issues/e-news-march-2025/": "E-News, March 2025",
    "/search/?q=cabozantinib": "Search",
    "/search/?q=cabozantinb": "Search",
    "/search/?q=zzzz+qqqq": "Search",
    "/search/?q=A021602+A099999": "Search",
    "/search/": "Search",
    "/suggest/?q=ca": "Suggestions",
    "/trials/?q=tumor&phase=PHASE3&near=Portland&radius=500": "Trials",
    "/about/": "About Trialfolio",
    "/glossary/": "Words explained",
    "/api/": "The API",
    "/nowhere/NCT99999999/": "There is no such page",
}
# What WCAG asks a text to bear, set as the site's own rules are: from a script.
SPACED = """for (const each of document.querySelectorAll("body, body *"))
    each.style.cssText = "line-height:1.5;letter-spacing:.12em;word-spacing:.16em" """
CUT_OFF = """[...document.querySelectorAll("main *")].filter(each =>
    each.clientHeight > 1 && getComputedStyle(each).overflow === "hidden"
    && !each.closest(".visually-hidden") && each.scrollHeight > each.clientHeight + 1)
  .map(each => each.outerHTML.slice(0, 80))"""
# Of 24 px; not links within a sentence, which WCAG 2.5.8 leaves out, nor what is put out of sight.
SMALL_TARGETS = """[...document.querySelectorAll("a, button, summary, input, select")]
  .filter(each => {
    const box = each.getBoundingClientRect();
    const folded = each.closest("details:not([open]) > :not(summary)");
    if (!box.width || folded || each.matches(".skip-link")) return false;
    const inText = each.matches("a") && getComputedStyle(each).display === "inline";
    return !inText && (box.height < 24 || box.width < 24) && !each.matches("input[type=checkbox]");
  }).map(each => each.outerHTML.slice(0, 80))"""
SHIFTED = """new Promise(tell => {
  let sum = 0;
  const seen = new PerformanceObserver(list => {
    for (const each of list.getEntries()) sum += each.value;
  });
  seen.observe({type: "layout-shift", buffered: true});
  setTimeout(() => tell(sum), 300);
})"""
MAIN = ("/", "/trials/", "/trials/A021602/", RELEASE, "/approvals/")
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


def test_nothing_moves_while_a_page_is_read(page: Page) -> None:
    for address in MAIN:
        page.goto(address, wait_until="networkidle")
        assert page.evaluate(SHIFTED) == 0, address


def test_nothing_is_wider_than_the_narrowest_phone(desktop: Page) -> None:
    desktop.set_viewport_size({"width": 320, "height": 640})
    for address in ADDRESSES:
        desktop.goto(address)
        assert desktop.evaluate(OVERFLOW) == 0, address


def test_at_four_times_the_size_nothing_is_lost(desktop: Page) -> None:
    """1280 px at 400% are 320 px; lines further apart lose nothing either (WCAG 1.4.12)."""
    desktop.set_viewport_size({"width": 320, "height": 256})
    for address in ADDRESSES:
        desktop.goto(address)
        desktop.evaluate(SPACED)
        assert desktop.evaluate(OVERFLOW) == 0, address
        assert desktop.evaluate(CUT_OFF) == [], address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_style_guide(
    browser: Browser, live_server: Any, scheme: Any
) -> None:
    """Each part in each state."""
    context = browser.new_context(base_url=live_server.url, bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    with override_settings(DEBUG=True):
        page.goto("/styleguide/")
    found = Axe().run(page).response["violations"]
    context.close()
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_targets_are_large_enough_to_hit(page: Page) -> None:
    for address in ADDRESSES:
        page.goto(address)
        assert page.evaluate(SMALL_TARGETS) == [], address


def test_a_word_is_explained_in_place_by_the_keyboard(desktop: Page) -> None:
    desktop.goto("/trials/A021602/")
    summary = desktop.get_by_text("What does “hazard ratio” mean?")
    summary.focus()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("It compares how fast something bad happens")).to_be_visible()


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


def test_a_day_is_not_broken_over_two_lines(desktop: Page) -> None:
    desktop.set_viewport_size({"width": 320, "height": 640})
    for address in ("/trials/A021602/", "/approvals/", "/news/"):
        desktop.goto(address)
        broken = """[...document.querySelectorAll("time:not([datetime*='T'])")]
            .filter(each => each.getClientRects().length > 1).map(each => each.outerHTML)"""
        assert desktop.evaluate(broken) == [], address
