"""A release from its file to both public pages: by keyboard alone, by two people."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db.models import Value
from django.db.models.functions import Now
from playwright.sync_api import Locator, Page, expect

from config.accounts.rules import needs_second_factor
from news.models import NewsItem
from tests.accounts import code, member, with_app
from tests.records import a_trial

OWN = Path(__file__).parent.parent / "data" / "release.txt"
SEED = "cabinet_press_release.txt"
FOCUSED = "element => element === document.activeElement"
TABS = 120
SOON = timedelta(seconds=8)


@pytest.fixture(params=["own", "seed"])
def release(request: pytest.FixtureRequest) -> Path:
    """A release of our own, and the real one where there is one."""
    if request.param == "own":
        return OWN
    samples: Path = request.getfixturevalue("samples")
    return samples.parent / "seed" / SEED


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go there by Tab, and press a key."""
    go_to(page, target)
    page.keyboard.press(key)


def go_to(page: Page, target: Locator) -> None:
    for _ in range(TABS):
        if target.count() == 1 and target.evaluate(FOCUSED):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not come to {target}.")


def log_in(page: Page, name: str, group: str) -> None:
    user = member(name, group)
    if needs_second_factor(user):
        with_app(user)
    page.goto("/admin/")
    for label, words in (("Username:", name), ("Password:", "secret")):
        go_to(page, page.get_by_label(label))
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    if needs_second_factor(user):
        go_to(page, page.get_by_label("Code:"))
        page.keyboard.type(code())
        page.keyboard.press("Enter")
    expect(page.get_by_text("Site administration")).to_be_visible()


def log_out(page: Page) -> None:
    press(page, page.get_by_role("button", name="Log out"))
    expect(page.get_by_text("Logged out")).to_be_visible()


def take_in(page: Page, file: Path) -> None:
    press(page, page.get_by_role("link", name="Take in releases"))
    expect(page.get_by_role("heading", name="Take in releases")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        press(page, page.get_by_label("Or choose files"), "Space")
    chooser.value.set_files(file)
    press(page, page.get_by_role("button", name="Take in", exact=True))
    expect(page.get_by_text("A new draft")).to_be_visible()


def confirm_and_submit(page: Page) -> None:
    press(page, page.get_by_role("link", name="Confirm its links to trials"))
    expect(page.get_by_role("heading", name="1 to decide")).to_be_visible()
    expect(page.get_by_label("Single keys work")).to_be_enabled()  # its script listens
    page.keyboard.press("j")
    expect(page.locator("[data-card]").first).to_be_focused()
    page.keyboard.press("c")
    expect(page.get_by_role("heading", name="Nothing to decide")).to_be_visible()
    press(page, page.get_by_role("link", name="Submit for review"))
    press(page, page.get_by_role("button", name="Submit for review"))
    expect(page.get_by_text("submitted for review")).to_be_visible()


def approve_for(page: Page, item: NewsItem, day: date) -> None:
    """With an embargo that ends at eight o'clock of that day."""
    press(page, page.get_by_role("link", name="News items", exact=True))
    press(page, page.get_by_role("link", name=item.title))
    press(page, page.get_by_role("link", name="Approve", exact=True))
    expect(page.get_by_role("heading", name="What will happen")).to_be_visible()
    go_to(page, page.get_by_label("Date", exact=True))
    page.keyboard.type(f"{day:%m%d%Y}")
    go_to(page, page.get_by_label("Time", exact=True))
    page.keyboard.type("0800AM")
    press(page, page.get_by_role("button", name="Approve"))
    expect(page.get_by_text("approved, public from")).to_be_visible()


def test_from_a_file_to_both_public_pages(desktop: Page, release: Path) -> None:
    trial = a_trial("A021602", nct_id="NCT03375320", acronym="CABINET")
    log_in(desktop, "stan", "Staff")
    take_in(desktop, release)
    item = NewsItem.objects.get()
    assert item.trial_links.get().trial == trial
    confirm_and_submit(desktop)
    log_out(desktop)

    log_in(desktop, "paula", "Publishers")
    approve_for(desktop, item, date.today() + timedelta(days=2))  # noqa: DTZ011
    log_out(desktop)
    assert not is_there(desktop, item)

    NewsItem.objects.update(release_at=Now() + Value(SOON))  # nobody waits for two days here
    assert not is_there(desktop, item)
    desktop.wait_for_timeout(SOON / timedelta(milliseconds=1))
    assert is_there(desktop, item)
    press(desktop, desktop.get_by_role("link", name=item.title))
    expect(desktop.get_by_role("heading", level=1, name=item.title)).to_be_visible()
    press(desktop, desktop.locator(".card").get_by_role("link", name="CABINET"))
    expect(desktop.get_by_role("heading", level=1)).to_contain_text("A021602")


def is_there(page: Page, item: NewsItem) -> bool:
    """Whether readers have it, on its own page and on the trial's; never on one alone."""
    answer = page.goto(item.get_absolute_url())
    assert answer is not None
    page.goto("/trials/A021602/")
    on_both = (answer.status, page.get_by_role("link", name=item.title).count())
    assert on_both in {(200, 1), (404, 0)}
    return answer.status == 200
