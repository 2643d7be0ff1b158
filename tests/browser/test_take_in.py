"""A release is taken in by keyboard alone, on a phone without JavaScript, and with its format."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from news.models import NewsItem
from tests.browser.conftest import PHONE
from tests.browser.test_admin_tasks import come_in
from tests.news.intake.files import RELEASE, TEXT, release_docx
from trials.models import Trial

FILES = "Or choose files"


@pytest.fixture
def trial() -> Trial:
    return Trial.objects.create(protocol_id="A021602", brief_title="Cabozantinib or placebo")


def test_a_release_is_pasted_by_keyboard_alone(desktop: Page, trial: Trial) -> None:
    come_in(desktop, "stan", "Staff")
    desktop.get_by_role("link", name="Take in releases").focus()
    desktop.keyboard.press("Enter")
    desktop.get_by_label("Paste a release").focus()
    desktop.keyboard.insert_text(TEXT)
    for _ in range(4):  # what it is, files, the archive, the button
        desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("button", name="Take in", exact=True)).to_be_focused()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("A new draft")).to_be_visible()
    expect(desktop.get_by_text("identifier in the text")).to_be_visible()
    desktop.reload()
    assert NewsItem.objects.count() == 1
    desktop.get_by_role("link", name="Read the draft").focus()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_label("Title:")).to_have_value(NewsItem.objects.get().title)


def test_files_are_taken_in_on_a_phone_without_javascript(plain: Page, tmp_path: Path) -> None:
    (tmp_path / "release.docx").write_bytes(release_docx())
    (tmp_path / "broken.docx").write_bytes(release_docx()[:500])
    come_in(plain, "stan", "Staff")
    plain.get_by_role("link", name="Take in releases").click()
    plain.get_by_label(FILES).set_input_files([RELEASE, *sorted(tmp_path.iterdir())])
    plain.get_by_role("button", name="Take in").click()
    expect(plain.get_by_text("broken.docx is damaged")).to_be_visible()
    expect(plain.get_by_text("A new draft")).to_have_count(1)
    expect(plain.get_by_text("Taken in already", exact=True)).to_have_count(1)
    assert plain.viewport_size
    assert plain.viewport_size["width"] == PHONE["width"]
    widths = plain.locator("html").bounding_box()
    assert widths
    assert widths["width"] <= PHONE["width"]


def test_a_text_copied_from_a_page_keeps_its_headings_and_links(
    browser: Browser, desktop: Page
) -> None:
    desktop.context.grant_permissions(["clipboard-read", "clipboard-write"])
    come_in(desktop, "stan", "Staff")
    desktop.goto(reverse("admin:news_newsitem_take_in"))
    html = (
        "<h1>A title</h1><p>See <a href='https://example.org/'>this</a>.</p><h2>More</h2><p>Words."
    )
    copy = """html => navigator.clipboard.write([new ClipboardItem({
        'text/html': new Blob([html], {type: 'text/html'}),
        'text/plain': new Blob(['A title\\nSee this.\\nMore\\nWords.'], {type: 'text/plain'}),
    })])"""
    box = desktop.get_by_label("Paste a release")
    kept = desktop.get_by_text("Pasted with its headings, lists and links")
    desktop.evaluate(copy, html)
    box.focus()
    desktop.keyboard.press("Control+V")
    expect(kept).to_be_visible()
    box.press_sequentially("!")
    expect(kept).to_have_count(0)
    desktop.keyboard.press("Control+A")
    desktop.keyboard.press("Control+V")
    expect(kept).to_be_visible()
    desktop.get_by_role("button", name="Take in").click()
    expect(desktop.get_by_text("A new draft")).to_be_visible()
    body = NewsItem.objects.get().body
    assert body == "See [this](https://example.org/).\n\n## More\n\nWords."


def test_the_page_has_no_fault_that_axe_finds(
    desktop: Page, trial: Trial, accessibility_faults: Callable[..., list[str]]
) -> None:
    come_in(desktop, "stan", "Staff")
    address = reverse("admin:news_newsitem_take_in")
    desktop.goto(address)
    desktop.get_by_label("Paste a release").fill(f"Embargoed until 8 a.m. ET, July 1\n\n{TEXT}")
    desktop.get_by_role("button", name="Take in").click()
    expect(desktop.get_by_text("A new draft")).to_be_visible()
    others = (reverse("admin:index"), reverse("admin:news_newsitem_changelist"))
    for each in (address, desktop.url, *others):
        assert accessibility_faults(each, cookies_of=desktop) == []
