"""Pages in the system's Chromium, which fail a test on any error or violation of the CSP."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
REPORT_VIOLATIONS = """addEventListener("securitypolicyviolation", event =>
    reportViolation(`${event.violatedDirective} ${event.blockedURI} in ${event.documentURI}`))"""

# For a busy machine. It fails no later where a page says something else: each waits for words.
expect.set_options(timeout=30_000)

# Playwright's loop runs in this thread, and Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder needs Chromium, and rows that the live server sees."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


def chromium() -> str:
    """The path of Chromium: what CHROMIUM names, or the system's."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.fail("No Chromium: apt-get install chromium, or set CHROMIUM to its path.", False)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def watched_page(browser: Browser, base_url: str, size: dict[str, int]) -> Iterator[Page]:
    """A new page; leaving it fails if it had a script error, a console error or a violation."""
    faults: list[str] = []
    context = browser.new_context(base_url=base_url, viewport=size)  # type: ignore[arg-type]
    context.expose_binding("reportViolation", lambda _, words: faults.append(f"CSP: {words}"))
    context.add_init_script(REPORT_VIOLATIONS)
    page = context.new_page()
    page.on("console", lambda message: _note(faults, message.type, message.text))
    page.on("pageerror", lambda error: faults.append(f"Script: {error}"))
    yield page
    context.close()
    assert faults == []


def _note(faults: list[str], kind: str, text: str) -> None:
    """A page that is rightly 404 is no fault; what a page loads and lacks has a script's error."""
    if kind == "error" and "status of 404" not in text:
        faults.append(f"Console: {text}")


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def page(request: pytest.FixtureRequest, browser: Browser, live_server: Any) -> Iterator[Page]:
    """A page of the site, once as wide as a desktop and once as a phone."""
    with watched_page(browser, live_server.url, request.param) as page:
        yield page


@pytest.fixture
def desktop(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A page of the site for work at a desk."""
    with watched_page(browser, live_server.url, DESKTOP) as page:
        yield page


@pytest.fixture
def plain(browser: Browser, live_server: Any) -> Iterator[Page]:
    """A phone's browser that runs no script."""
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=False,
        viewport=PHONE,  # type: ignore[arg-type]
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def accessibility_faults(browser: Browser, live_server: Any) -> Iterator[Callable[..., list[str]]]:
    """Asks axe about a page in a context of its own: its script would break the CSP."""
    context = browser.new_context(base_url=live_server.url, bypass_csp=True)

    def ask(path: str, cookies_of: Page | None = None) -> list[str]:
        if cookies_of is not None:
            context.add_cookies(cookies_of.context.cookies())  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(path)
        found = Axe().run(page).response["violations"]
        page.close()
        return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]

    yield ask
    context.close()
