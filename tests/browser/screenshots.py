"""Every public page in every state, width and theme, as pictures to look at: `make screenshots`.

Not among the tests that `make test-browser` runs: its outcome is for eyes. They go to the folder
that SCREENSHOTS names; it fails where a page is wider than its window.
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

from tests.browser.states import STATES, TEMPLATES, THEMES, WIDTHS, make_states
from tests.browser.test_public_pages import OVERFLOW

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
    make_states()
    page = browser.new_page(base_url=live_server.url)
    wide = [name for name in _pictures(page, folder) if page.evaluate(OVERFLOW) > 0]
    page.close()
    assert wide == []


def _pictures(page: Page, folder: Path) -> Iterator[str]:
    """Takes them; gives the name of each as it is taken."""
    for state, address in (STATES | MORE | dict.fromkeys(TEMPLATES, "")).items():
        if state in TEMPLATES:
            page.goto("/about/")
            page.set_content(render_to_string(state))
        else:
            with override_settings(DEBUG=address == "/styleguide/"):
                page.goto(address)
        for theme, media in THEMES.items():
            page.emulate_media(**({"media": "screen", "forced_colors": "none"} | media))
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                name = f"{_named(state)}-{width}-{theme}"
                page.screenshot(path=folder / f"{name}.png", full_page=True)
                yield name


def _named(state: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", state.removesuffix(".html")).strip("-")
