"""A person goes through a release at the desk: by keyboard alone, and without JavaScript."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect

from news.linking import reject
from news.models import NewsItem
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.test_admin_tasks import come_in
from tests.news.desk import a_release, address, link_to
from tests.records import a_trial

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "document.activeElement.id"


@pytest.fixture
def item() -> NewsItem:
    a_trial("A031201")
    return a_release()


def card(page: Page, item: NewsItem, trial: str) -> Locator:
    return page.locator(f"#link-{link_to(item, trial).pk}")


def outcomes(item: NewsItem) -> dict[str, str]:
    return {link.trial.public_id: link.status for link in item.trial_links.all()}


def press_key(page: Page, key: str) -> None:
    """Press a single key once the script listens: it enables the tick of its keys."""
    expect(page.locator("#single-keys")).to_be_enabled()
    page.keyboard.press(key)


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until it has the focus, on a page that has loaded and moves it no more."""
    page.wait_for_load_state()
    for _ in range(40):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail("Tab does not come there.")


def test_a_release_by_single_keys(desktop: Page, item: NewsItem) -> None:
    come_in(desktop, "stan", "Staff")
    desktop.get_by_role("link", name="Linking desk").press("Enter")
    desktop.get_by_role("link", name="Begin with the newest").press("Enter")
    expect(desktop.get_by_role("heading", name="3 to decide")).to_be_visible()

    press_key(desktop, "j")
    expect(card(desktop, item, "A021602")).to_be_focused()
    expect(desktop.locator("a.match.current")).to_have_text(["A021602"])
    press_key(desktop, "c")
    expect(desktop.get_by_role("status")).to_contain_text("A021602 CABINET confirmed as Results.")
    press_key(desktop, "j")
    press_key(desktop, "k")
    first = desktop.locator(".fits [data-card]").first
    expect(first).to_be_focused()
    press_key(desktop, "ArrowDown")
    expect(desktop.locator(".fits [data-card]").nth(1)).to_be_focused()
    press_key(desktop, "ArrowUp")

    press_key(desktop, "o")
    expect(desktop.get_by_role("heading", name="Nothing to decide")).to_be_visible()
    expect(desktop.locator("#done")).to_be_focused()
    assert sorted(outcomes(item).values()) == ["CONFIRMED", "CONFIRMED", "REJECTED"]
    press_key(desktop, "u")
    expect(desktop.get_by_role("heading", name="2 to decide")).to_be_visible()
    press_key(desktop, "o")
    expect(desktop.locator("#done")).to_be_focused()
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("link", name="Submit for review")).to_be_focused()
    desktop.keyboard.press("Enter")
    desktop.get_by_role("button", name="Submit for review").press("Enter")
    expect(desktop.get_by_text("submitted for review")).to_be_visible()


def test_a_release_by_tab_and_enter_alone(desktop: Page, item: NewsItem) -> None:
    come_in(desktop, "stan", "Staff")
    desktop.goto(address(item))
    first = card(desktop, item, "A021602")
    tab_to(desktop, first.get_by_label("Role"))
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("ArrowDown")
    tab_to(desktop, first.get_by_role("button", name="Confirm"))
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("status")).to_contain_text("A021602 CABINET confirmed as Approval.")
    expect(desktop.locator(".fits [data-card]").first).to_be_focused()
    tab_to(desktop, card(desktop, item, "A221803").locator("[data-key=r]"))
    desktop.keyboard.press("Space")
    expect(desktop.get_by_role("status")).to_contain_text("A221803 LUMINA rejected")
    expect(card(desktop, item, "NCT01791829")).to_be_focused()
    tab_to(desktop, card(desktop, item, "NCT01791829").locator("[data-key=c]"))
    desktop.keyboard.press("Enter")
    expect(desktop.locator("#done")).to_be_focused()

    tab_to(desktop, desktop.locator("#add .select2-selection"))
    desktop.keyboard.press("Enter")
    expect(desktop.locator(".select2-search__field")).to_be_focused()
    with desktop.expect_response("**term=a-031201**"):  # not what a part of it finds
        desktop.keyboard.type("a-031201")
    expect(desktop.locator(".select2-results__option--highlighted")).to_contain_text("A031201")
    desktop.keyboard.press("Enter")
    expect(desktop.locator("#add .select2-selection")).to_contain_text("A031201")
    tab_to(desktop, desktop.get_by_role("button", name="Add this trial"))
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("status")).to_contain_text("A031201 confirmed as Background.")
    assert outcomes(item) == {
        "A021602": "CONFIRMED",
        "A221803": "REJECTED",
        "NCT01791829": "CONFIRMED",
        "A031201": "CONFIRMED",
    }


def test_single_keys_can_be_turned_off_and_are_no_keys_while_one_types(
    desktop: Page, item: NewsItem
) -> None:
    come_in(desktop, "stan", "Staff")
    desktop.goto(address(item))
    press_key(desktop, "?")
    expect(desktop.get_by_text("confirm the card you are on")).to_be_visible()
    card(desktop, item, "A021602").get_by_label("Role").focus()
    desktop.keyboard.press("c")
    card(desktop, item, "A021602").focus()
    desktop.keyboard.press("Control+c")
    desktop.get_by_label("Single keys work").uncheck()
    card(desktop, item, "A021602").focus()
    desktop.keyboard.press("c")
    desktop.reload()
    card(desktop, item, "A021602").focus()
    press_key(desktop, "r")
    expect(desktop.get_by_role("heading", name="3 to decide")).to_be_visible()
    assert set(outcomes(item).values()) == {"SUGGESTED"}


def test_a_mark_leads_to_its_card_and_back(desktop: Page, item: NewsItem) -> None:
    come_in(desktop, "stan", "Staff")
    desktop.goto(address(item))
    desktop.locator("#text").get_by_role("link", name="A021602").press("Enter")
    assert desktop.evaluate(FOCUSED) == f"link-{link_to(item, 'A021602').pk}"
    card(desktop, item, "A021602").get_by_label("Place 1 in the text").press("Enter")
    assert desktop.evaluate(FOCUSED) == "match-1"


def test_a_release_on_a_phone_without_javascript(plain: Page, item: NewsItem) -> None:
    come_in(plain, "stan", "Staff")
    plain.goto(reverse("desk"))
    plain.get_by_role("link", name="Three trials").click()
    assert plain.locator("#search").is_hidden()
    card(plain, item, "A021602").get_by_role("button", name="Confirm").click()
    expect(plain.get_by_role("status")).to_contain_text("A021602 CABINET confirmed as Results.")
    plain.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(plain.get_by_role("status")).to_contain_text("A021602 CABINET open again.")
    card(plain, item, "A021602").get_by_label("Role").select_option("Approval")
    card(plain, item, "A021602").get_by_role("button", name="Confirm").click()
    card(plain, item, "A221803").get_by_role("button", name="Only this one").click()
    expect(plain.get_by_text("Every link is decided.")).to_be_visible()
    plain.get_by_label("Any of its IDs").fill("nct 03375320")
    plain.get_by_role("button", name="Add this trial").click()
    expect(plain.get_by_role("status")).to_contain_text("stan confirmed A021602 CABINET on")
    plain.get_by_label("Any of its IDs").fill("A-031201")
    plain.get_by_label("Any of its IDs").press("Enter")
    expect(plain.get_by_role("status")).to_contain_text("A031201 confirmed as Background.")
    assert outcomes(item) == {
        "A021602": "CONFIRMED",
        "A221803": "CONFIRMED",
        "NCT01791829": "REJECTED",
        "A031201": "CONFIRMED",
    }


def test_the_desk_fits_a_phone(page: Page, item: NewsItem) -> None:
    come_in(page, "stan", "Staff")
    for where in (reverse("desk"), address(item), trial_page(item)):
        page.goto(where)
        page.set_viewport_size({"width": 320, "height": 640})
        assert page.evaluate(OVERFLOW) == 0, where


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(
    browser: Browser,
    live_server: object,
    desktop: Page,
    item: NewsItem,
    scheme: str,
    size: dict[str, int],
) -> None:
    come_in(desktop, "stan", "Staff")
    reject(link_to(item, "NCT01791829"), User.objects.get(username="stan"))
    context = browser.new_context(
        base_url=live_server.url,  # type: ignore[attr-defined]
        bypass_csp=True,
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport=size,  # type: ignore[arg-type]
    )
    context.add_cookies(desktop.context.cookies())  # type: ignore[arg-type]
    page = context.new_page()
    for where in (reverse("desk"), address(item), trial_page(item), reverse("admin:index")):
        page.goto(where)
        if where == address(item):
            card(page, item, "A021602").get_by_role("button", name="Confirm").click()
            page.keyboard.press("?")
        found = Axe().run(page).response["violations"]
        assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found] == [], where
    context.close()


def trial_page(item: NewsItem) -> str:
    return reverse("desk-trial", args=[link_to(item, "A221803").trial_id])
