"""What an editor takes to a meeting on paper: what records say, and nothing to press."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.admin_states import come_in_as_all, every_state
from tests.browser.test_public_pages import OVERFLOW
from trials.models import Trial

A4 = {"width": 703, "height": 1000}  # of its 210 mm, what the margins leave
TO_PRESS = "button:visible, [type=submit]:visible, nav:not(#changelist-filter) a:visible"


@pytest.fixture
def printed(desktop: Page) -> Callable[[str], Page]:
    """A state's page as it goes to paper."""
    come_in_as_all(desktop)
    states = every_state()

    def show(state: str) -> Page:
        desktop.goto(states[state])
        desktop.set_viewport_size(A4)  # type: ignore[arg-type]
        desktop.emulate_media(media="print")
        return desktop

    return show


def test_pages_of_the_admin_are_printed_without_what_is_pressed(
    printed: Callable[[str], Page],
) -> None:
    for state in (
        "trial, with everything",
        "trials, filtered",
        "draft, which moved",
        "trial, versions",
        "trial, history",
        "item, facts",
        "dashboard",
    ):
        page = printed(state)
        expect(page.locator("#header")).to_be_hidden()
        assert page.locator(TO_PRESS).all_inner_texts() == [], state
        assert page.evaluate(OVERFLOW) == 0, state


def test_a_form_says_its_values_on_paper(printed: Callable[[str], Page]) -> None:
    page = printed("trial, with everything")
    expect(page.get_by_role("heading", name="A021602 CABINET")).to_be_visible()
    box = page.get_by_label("Acronym:")
    expect(box).to_have_value("CABINET")
    expect(box).to_have_css("border-top-width", "0px")
    row = page.locator("#findings-group tr.form-row", has_text="pNET Enrollment 93")
    expect(row.locator(".field-value_text .cell-name")).to_be_visible()
    expect(row.locator(".field-ci_low")).to_be_hidden()
    assert row.evaluate("each => each.scrollWidth - each.clientWidth") <= 0


def test_a_long_title_is_printed_whole(printed: Callable[[str], Page]) -> None:
    long = "Testing a drug in people whose tumors grew in spite of another drug " * 7
    Trial.objects.update(brief_title=long.strip())
    page = printed("trial, with everything")
    title = page.locator(".field-brief_title .on-paper")
    expect(title).to_have_text(long.strip())
    expect(title).to_be_visible()
    expect(page.locator("#id_brief_title")).to_be_hidden()
    assert page.evaluate(OVERFLOW) == 0
    page.emulate_media(media="screen")
    expect(title).to_be_hidden()
    expect(page.locator("#id_brief_title")).to_be_visible()


def test_a_list_is_a_table_that_names_its_filters(printed: Callable[[str], Page]) -> None:
    page = printed("trials, filtered")
    expect(page.locator("#result_list tbody tr").first).to_have_css("display", "table-row")
    expect(page.locator("#changelist-filter")).to_contain_text("By state")
    expect(page.get_by_text("A note why sources differ")).to_be_visible()
    expect(page.locator("#changelist-filter summary", has_text="By phase")).to_be_hidden()
