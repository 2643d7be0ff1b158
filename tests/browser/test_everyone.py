"""Each page in each state serves everyone: every width and theme, with a script and without."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, Route

from tests.browser.states import EMPTY, TEMPLATES, THEMES, WIDTHS, every_state, make_states
from tests.browser.test_public_pages import CUT_OFF, OVERFLOW, SMALL_TARGETS, SPACED

RUN_AXE = """axe.run(document, {
    resultTypes: ["violations"], rules: {"target-size": {enabled: true}}
  }).then(found => found.violations.map(
    each => `${each.id}: ${each.nodes[0].html.slice(0, 120)}`))"""
SCREENS = ("light", "dark", "forced")
EACH = tuple(product(SCREENS, WIDTHS))
# Where only the box of the search differs: each width and each theme once.
ONCE = tuple(zip(SCREENS, WIDTHS, strict=True))
# One h1, one main, header, footer and navigation; each heading at most one below the one before.
FRAME = """[...["h1", "main", "body > header", "body > footer", "header nav"].filter(
    each => document.querySelectorAll(each).length !== 1),
  ...[...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].filter((each, at, all) =>
    at && each.tagName[1] - all[at - 1].tagName[1] > 1).map(each => each.outerHTML)]"""
MOVING = """[...document.getAnimations(),
  ...[...document.querySelectorAll("*")].filter(each => {
    const style = getComputedStyle(each);
    return style.scrollBehavior === "smooth" || parseFloat(style.transitionDuration) > 0;
  })].length"""


@contextmanager
def checked_page(browser: Browser, base_url: str, scripts: bool = True) -> Iterator[Page]:
    """A page that axe may look at, which its script would not be let do otherwise.

    Where JavaScript is off, axe cannot run: there the site's own scripts are kept away.
    """
    context = browser.new_context(base_url=base_url, bypass_csp=True, reduced_motion="reduce")
    if not scripts:
        context.route("**/*.js", _kept_away)
    yield context.new_page()
    context.close()


def _kept_away(route: Route) -> None:
    route.abort()


def _open(page: Page, address: str) -> None:
    """Go there; what is rightly not found is a page, too."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status in (200, 404, 410), f"{address} {answer.status}"
    is_lost = address.startswith(("/nowhere/", "/news/preview/")) or address.endswith("to=99999")
    assert (answer.status != 200) == is_lost or "withdrawn" in page.content(), address


def _faults(page: Page, ways: Iterable[tuple[str, int]] = EACH) -> Iterator[str]:
    """What axe finds, and whether it is wider than the window, in each theme and width."""
    page.evaluate(Axe().axe_script)
    for theme, width in ways:
        page.emulate_media(**({"forced_colors": "none"} | THEMES[theme]))
        page.set_viewport_size({"width": width, "height": 800})
        told = ["It is wider than the window"] * (page.evaluate(OVERFLOW) > 0)
        yield from (f"{page.url} {width} {theme}: {each}" for each in told)
        yield from (f"{page.url} {width} {theme}: {each}" for each in page.evaluate(RUN_AXE))


def _narrow_faults(page: Page) -> Iterator[str]:
    """At 400% of 1280 px, then with the spaces that WCAG 1.4.12 asks a text to bear."""
    page.set_viewport_size({"width": 320, "height": 256})
    checks = {"small": SMALL_TARGETS, "frame": FRAME, "cut off": CUT_OFF}
    for name, script in checks.items():
        yield from (f"{page.url} {name}: {each}" for each in page.evaluate(script))
    for spaced in (False, True):
        if spaced:
            page.evaluate(SPACED)
        if page.evaluate(OVERFLOW) > 0:
            yield f"{page.url} at 320 px, spaced {spaced}: {page.evaluate(OVERFLOW)} px too wide"
    yield from (f"{page.url} cut off when spaced: {each}" for each in page.evaluate(CUT_OFF))


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_no_state_of_a_page_has_a_fault(browser: Browser, live_server: Any, scripts: bool) -> None:
    faults: list[str] = []
    ways = EACH if scripts else ONCE
    with checked_page(browser, live_server.url, scripts) as page:
        for address in EMPTY.values():
            _open(page, address)
            faults += _faults(page, ways)
        for address in every_state().values():
            _open(page, address)
            faults += _faults(page, ways)
    assert faults == []


def test_at_four_times_the_size_and_spaced_nothing_is_lost(
    browser: Browser, live_server: Any
) -> None:
    faults: list[str] = []
    titles: dict[str, str] = {}
    states = every_state()
    with checked_page(browser, live_server.url) as page:
        for name, address in states.items():
            _open(page, address)
            kind = name.split(",")[0]
            assert titles.setdefault(page.title(), kind) == kind, "Two pages have one title"
            assert page.evaluate(MOVING) == 0, "It moves for those who asked for less"
            faults += _narrow_faults(page)
    assert faults == []


def test_words_found_can_be_read_in_forced_colors(browser: Browser, live_server: Any) -> None:
    make_states()
    with checked_page(browser, live_server.url) as page:
        page.emulate_media(**THEMES["forced"])
        page.goto("/search/?q=cabozantinib")
        pairs = page.evaluate("""[...document.querySelectorAll("mark")].map(each =>
            [getComputedStyle(each).color, getComputedStyle(each).backgroundColor])""")
        assert pairs
        assert all(ink != ground for ink, ground in pairs)


@pytest.mark.parametrize("template", TEMPLATES)
def test_pages_of_a_fault_have_none(browser: Browser, live_server: Any, template: str) -> None:
    with checked_page(browser, live_server.url) as page:
        page.goto("/about/")
        page.set_content(render_to_string(template))
        assert list(_faults(page)) == []


def test_suggestions_have_no_fault_while_they_are_open(browser: Browser, live_server: Any) -> None:
    make_states()
    with checked_page(browser, live_server.url) as page:
        page.goto("/")
        page.get_by_role("combobox").press_sequentially("carcin")
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("ArrowDown")
        assert list(_faults(page)) == []
        assert page.get_by_role("option").first.is_visible()
