"""The box that suggests, and the list's choices, at a desk and on a phone."""

from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(autouse=True)
def example_data() -> None:
    call_command("load_example_data", verbosity=0)


def test_suggestions_are_chosen_with_the_keyboard(page: Page) -> None:
    page.goto("/about/")
    box = page.get_by_role("combobox", name="Search trials and news")
    below = page.locator("h1").bounding_box()
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("carcin")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert page.locator("h1").bounding_box() == below  # nothing moved
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("carcin")
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(lambda address: "/about/" not in address)
    assert "arcinoid" in page.content()


def test_a_suggestion_is_chosen_by_a_finger(page: Page) -> None:
    page.goto("/")
    page.get_by_role("combobox").press_sequentially("A0216")
    option = page.get_by_role("option", name="A021602")
    option.wait_for()
    size: Any = option.bounding_box()
    assert size["height"] >= 24
    assert page.evaluate(OVERFLOW) == 0
    option.click()
    page.wait_for_url("**/trials/A021602/")


def test_enter_searches_for_what_was_typed(page: Page) -> None:
    page.goto("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("cabozan")
    page.get_by_role("option").first.wait_for()
    box.press("Enter")
    page.wait_for_url("**/search/?q=cabozan")


def test_choices_narrow_the_list_and_back_undoes_them(plain: Page) -> None:
    plain.goto("/trials/")
    assert plain.get_by_text("27 trials").is_visible()
    plain.get_by_text("Place, status, phase and more").click()
    plain.get_by_label("Phase 3").check()
    plain.get_by_role("button", name="Show trials").click()
    assert plain.get_by_text("1 trial found").is_visible()
    assert plain.evaluate(OVERFLOW) == 0
    plain.get_by_role("link", name="Phase 3").click()
    assert plain.get_by_text("27 trials").is_visible()
    plain.go_back()
    assert plain.get_by_text("1 trial found").is_visible()


def test_beside_the_list_all_choices_show_at_once(desktop: Page) -> None:
    desktop.goto("/trials/?q=tumor")
    assert desktop.get_by_label("Phase 3").is_visible()
    assert not desktop.get_by_text("Place, status, phase and more").is_visible()
    assert desktop.locator("mark").first.inner_text().lower().startswith("tumor")


def test_the_box_searches_without_a_script(plain: Page) -> None:
    plain.goto("/about/")
    plain.get_by_role("searchbox").fill("cabozantinb")
    plain.get_by_role("button", name="Search").click()
    assert plain.get_by_text("Showing results for cabozantinib").is_visible()
    plain.get_by_role("link", name="cabozantinb", exact=True).click()
    assert "exact=1" in plain.url
