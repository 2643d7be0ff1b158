"""Pages of the admin in each state: axe finds nothing, nothing is too wide, nothing is cut off.

Each page is opened once, then the window and the theme change around it: light, dark and a system's
own colours at three widths; and once more without the site's scripts, as at 400% of 1280 px.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.browser.admin_states import PRESSED, come_in_as_all, every_state, first_day
from tests.browser.states import THEMES, WIDTHS
from tests.browser.test_everyone import MOVING, RUN_AXE
from tests.browser.test_public_pages import OVERFLOW, SPACED
from trials.models import Trial

WAYS = tuple(product(("light", "dark", "forced"), WIDTHS))
AT_FOUR_TIMES_THE_SIZE = (("light", 320),)
# So low that no bar of buttons sticks: what it covers until one scrolls, axe takes for too small.
HEIGHT = 590
# Colours that fade, as those of the admin's links do, are measured at their end.
SETTLED = "Promise.all(document.getAnimations().map(each => each.finished))"
# What Django's rows of a form hide is lost: they have no bar to scroll by.
CUT_OFF = """[...document.querySelectorAll("#content .form-row")].filter(each =>
    each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).overflowX === "hidden")
  .map(each => `cut off: ${each.className}`)"""


@pytest.fixture
def asked(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A page into which axe may come."""
    context = browser.new_context(base_url=live_server.url, bypass_csp=True)
    yield context.new_page()
    context.close()


def faults(page: Page, state: str, ways: Iterable[tuple[str, int]] = WAYS) -> Iterator[str]:
    """At each width, in each theme."""
    page.evaluate(Axe().axe_script)
    for theme, width in ways:
        page.emulate_media(**({"forced_colors": "none"} | THEMES[theme]))
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate(SETTLED)
        found = page.evaluate(RUN_AXE) + page.evaluate(CUT_OFF)
        found += ["It is wider than the window"] * (page.evaluate(OVERFLOW) > 0)
        yield from (f"{state} {width} {theme}: {each}" for each in found)


def spaced_faults(page: Page, state: str) -> Iterator[str]:
    """What is too wide or cut off with the spaces that WCAG 1.4.12 asks a text to bear."""
    page.evaluate(SPACED)
    if page.evaluate(OVERFLOW) > 0:
        yield f"{state} spaced: {page.evaluate(OVERFLOW)} px wider than the window"
    yield from (f"{state} spaced: {each}" for each in page.evaluate(CUT_OFF))


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_no_state_of_a_page_has_a_fault(asked: Page, scripts: bool) -> None:
    found: list[str] = []
    come_in_as_all(asked)
    if not scripts:
        asked.route("**/*.js", lambda route: route.abort())
    for states in (first_day, every_state):
        for state, address in states().items():
            answer = asked.goto(address)
            assert answer is not None
            assert answer.status in (200, 404), f"{state}: {answer.status}"
            found += faults(asked, state, WAYS if scripts else AT_FOUR_TIMES_THE_SIZE)
            found += [] if scripts else spaced_faults(asked, state)
    assert found == []


def test_no_state_that_a_press_leads_to_has_a_fault(asked: Page) -> None:
    found: list[str] = []
    come_in_as_all(asked)
    every_state()
    for state, press in PRESSED.items():
        press(asked)
        found += faults(asked, state)
    assert found == []


def test_nothing_moves_for_those_who_asked_for_less(asked: Page) -> None:
    come_in_as_all(asked)
    every_state()
    asked.emulate_media(reduced_motion="reduce")
    trial = Trial.objects.get(protocol_id="A021602")
    for address in ("/admin/", reverse("admin:trials_trial_change", args=[trial.pk])):
        asked.goto(address)
        assert asked.evaluate(MOVING) == 0, address


def test_on_a_phone_a_row_is_a_card_that_names_what_it_says(asked: Page) -> None:
    come_in_as_all(asked)
    every_state()
    asked.goto(reverse("admin:trials_finding_changelist"))
    name = asked.locator("#result_list tbody .field-where_from .cell-name").first
    expect(name).to_be_hidden()
    asked.set_viewport_size({"width": 360, "height": 800})
    expect(name).to_have_text("Source")
    expect(name).to_be_visible()


def test_fields_beside_each_other_stand_in_two_columns(asked: Page) -> None:
    come_in_as_all(asked)
    every_state()
    trial = Trial.objects.get(protocol_id="A021602")
    asked.goto(reverse("admin:trials_trial_change", args=[trial.pk]))
    lefts = """rows => [...new Set(rows.flatMap(row => [...row.children])
        .map(field => Math.round(field.getBoundingClientRect().left)))].length"""
    assert asked.locator(".form-multiline").evaluate_all(lefts) == 2


def test_enter_in_the_reason_deletes_nothing(asked: Page) -> None:
    come_in_as_all(asked)
    every_state()
    trial = Trial.objects.get(protocol_id="A099905")
    asked.goto(reverse("admin:trials_trial_delete", args=[trial.pk]))
    asked.get_by_label("Why:").fill("Twice")
    asked.get_by_label("Why:").press("Enter")
    expect(asked.get_by_role("button", name="Yes")).to_be_visible()
    asked.get_by_role("button", name="Yes").click()
    expect(asked.get_by_text("was deleted successfully")).to_be_visible()
