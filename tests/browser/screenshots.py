"""Every page in every state, width and theme, as pictures to look at: `make screenshots`.

Those of the public by themselves, and those of the admin, whose names begin with "admin".

Not among the tests that `make test-browser` runs: its outcome is for eyes. They go to the folder
that SCREENSHOTS names, all or those whose name has the words of SCREENSHOTS_OF (a pattern, such as
"list of"); it fails where a page is wider than its window.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test.utils import override_settings
from playwright.sync_api import Browser, Page

from tests.browser.admin_states import PRESSED, come_in_as_all, every_state, first_day
from tests.browser.states import TEMPLATES, THEMES, WIDTHS
from tests.browser.states import every_state as public_states
from tests.browser.test_public_pages import OVERFLOW

PUBLIC: dict[str, tuple[int, ...]] = dict.fromkeys(THEMES, WIDTHS)
# Of the admin, paper in one width: what A4 leaves between the margins of print.css.
SCREENS = PUBLIC | {"print": (703,)}
MORE = {"style guide": "/styleguide/", "trial, of the shelf": "/trials/A232301CD/"}


@pytest.fixture
def folder() -> Path:
    """Where the pictures go."""
    named = os.environ.get("SCREENSHOTS")
    if not named:
        pytest.skip("SCREENSHOTS names no folder")
    Path(named).mkdir(parents=True, exist_ok=True)
    return Path(named)


def test_every_page_in_every_width_and_theme(
    browser: Browser, live_server: Any, folder: Path
) -> None:
    states = public_states()
    page = browser.new_page(base_url=live_server.url)
    wide = [name for name in _pictures(page, states, folder) if page.evaluate(OVERFLOW) > 0]
    page.close()
    assert wide == []


def test_every_page_of_the_admin_in_every_width_and_theme(
    browser: Browser, live_server: Any, folder: Path
) -> None:
    page = browser.new_page(base_url=live_server.url)
    wide = [name for name in _admin_pictures(page, folder) if page.evaluate(OVERFLOW) > 0]
    page.close()
    assert wide == []


def _pictures(page: Page, states: dict[str, str], folder: Path) -> Iterator[str]:
    """Takes them; gives the name of each as it is taken."""
    states = states | MORE | dict.fromkeys(TEMPLATES, "")
    for state, address in _asked_for(states).items():
        if state in TEMPLATES:
            page.goto("/about/")
            page.set_content(render_to_string(state))
        else:
            with override_settings(DEBUG=address == "/styleguide/"):
                page.goto(address)
        yield from _taken(page, folder / _named(state), PUBLIC)


def _admin_pictures(page: Page, folder: Path) -> Iterator[str]:
    """The same of the admin."""
    come_in_as_all(page)
    for states in (first_day, every_state):
        for state, address in _asked_for(states()).items():
            page.goto(address)
            yield from _taken(page, folder / f"admin-{_named(state)}", SCREENS)
    for state, press in _asked_for(PRESSED).items():
        press(page)
        yield from _taken(page, folder / f"admin-{_named(state)}", SCREENS)


def _asked_for(states: dict[str, Any]) -> dict[str, Any]:
    pattern = re.compile(os.environ.get("SCREENSHOTS_OF", ""))
    return {name: state for name, state in states.items() if pattern.search(name)}


def _taken(page: Page, start: Path, themes: dict[str, tuple[int, ...]]) -> Iterator[str]:
    """Of the page as it stands, in each theme and width."""
    for theme, widths in themes.items():
        page.emulate_media(**({"media": "screen", "forced_colors": "none"} | THEMES[theme]))
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            name = f"{start.name}-{width}-{theme}"
            file = start.parent / f"{name}.png"
            page.screenshot(path=file, full_page=True, animations="disabled")
            yield name
    # What is loaded while colours are forced keeps a black canvas after them.
    page.emulate_media(media="screen", forced_colors="none", color_scheme="light")


def _named(state: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", state.removesuffix(".html")).strip("-")
