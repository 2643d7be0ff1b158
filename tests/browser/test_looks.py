"""What one sees of a page: nothing is cut off or breaks in a word, and acts look like acts."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests.browser.admin_states import STATES, come_in_as_all, make_desk
from tests.browser.test_public_pages import OVERFLOW

TABLET = {"width": 768, "height": 900}
FORCED = {"color_scheme": "dark", "forced_colors": "active"}
# A choice is cut where its select would be wider if it were as wide as that.
CUT_SELECTS = """selects => selects.filter(each => {
    const width = each.offsetWidth;
    each.style.cssText =
      "field-sizing: content; width: auto !important; max-width: none !important";
    const needs = each.offsetWidth;
    each.style.cssText = "";
    return needs > width + 1;
  }).map(each => each.name)"""
CUT_BOXES = "boxes => boxes.filter(each => each.scrollWidth > each.clientWidth).map(e => e.name)"
LINES_OF = """(cell, words) => {
    const range = document.createRange(), text = cell.lastChild;
    const start = text.data.indexOf(words);
    range.setStart(text, start);
    range.setEnd(text, start + words.length);
    return new Set([...range.getClientRects()].map(each => Math.round(each.top))).size;
  }"""


@pytest.fixture
def at(desktop: Page) -> Callable[[str], Page]:
    """A page of the admin, by its state or its address."""
    come_in_as_all(desktop)
    keys = make_desk()

    def show(state: str) -> Page:
        desktop.goto(STATES.get(state, state).format(**keys))
        return desktop

    return show


def style(one: Locator, name: str) -> str:
    return str(one.evaluate("(each, name) => getComputedStyle(each)[name]", name))


def test_the_name_of_an_issue_does_not_break_at_its_hyphen(at: Callable[[str], Page]) -> None:
    page = at(reverse("admin:news_newsitem_changelist"))
    page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    cell = page.locator("#result_list td.field-issue", has_text="E-News").first
    assert cell.evaluate(LINES_OF, "E-News") == 1
    assert page.evaluate(OVERFLOW) == 0


def test_on_a_tablet_the_kind_of_a_number_is_seen_whole(at: Callable[[str], Page]) -> None:
    page = at("trial, an empty row in each table")
    page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    rows = page.locator("#identifiers-group tr.form-row:not(.empty-form)")
    assert rows.count() > 8
    assert rows.locator("select").evaluate_all(CUT_SELECTS) == []


@pytest.mark.parametrize("width", [1024, 1100])
def test_at_a_small_desk_the_longest_kind_is_seen_whole(
    at: Callable[[str], Page], width: int
) -> None:
    page = at("trial, in review, with drift")
    page.set_viewport_size({"width": width, "height": 900})
    kinds = page.locator("#identifiers-group tr.has_original td.field-kind select")
    assert "NCI Clinical Trials Reporting Program ID" in kinds.locator(":checked").all_inner_texts()
    assert kinds.evaluate_all(CUT_SELECTS) == []
    assert page.evaluate(OVERFLOW) == 0


def test_on_a_tablet_what_removes_a_row_says_so_at_its_start(at: Callable[[str], Page]) -> None:
    page = at("trial, an empty row in each table")
    page.set_viewport_size(TABLET)  # type: ignore[arg-type]
    remove = page.locator("#former_names-group").get_by_role("button", name="Remove")
    cell = page.locator("#former_names-group tr.form-row:not(.empty-form) td.field-kind").last
    assert style(remove, "textIndent") == "0px"
    starts = [one.bounding_box() for one in (remove, cell)]
    assert all(starts)
    assert starts[0]["x"] == starts[1]["x"]  # type: ignore[index]
    remove.click()
    expect(remove).to_have_count(0)


def test_the_name_of_a_document_is_seen_whole(at: Callable[[str], Page]) -> None:
    page = at("trial, with everything")
    boxes = page.locator("#documents-group tr.has_original input[type=text]")
    assert boxes.evaluate_all(CUT_BOXES) == []
    frame = page.locator("#documents-group fieldset")
    assert frame.evaluate("each => each.scrollWidth - each.clientWidth") <= 0


def test_what_withdraws_is_filled_and_the_way_back_a_link(at: Callable[[str], Page]) -> None:
    page = at("trial, withdraw")
    act = page.get_by_role("button", name="Withdraw")
    back = page.get_by_role("link", name="Cancel")
    nothing = "rgba(0, 0, 0, 0)"
    assert style(act, "backgroundColor") not in (nothing, style(back, "backgroundColor"))
    assert style(back, "backgroundColor") == nothing
    assert style(back, "borderTopWidth") == "0px"
    assert "underline" in style(back, "textDecorationLine")
    filled = style(act, "backgroundColor")
    approve = at("trial, approve").get_by_role("button", name="Approve")
    assert style(approve, "backgroundColor") != filled
    back.click()
    expect(page.get_by_role("heading", name="Change trial")).to_be_visible()


def test_in_a_systems_own_colours_logging_out_is_underlined(at: Callable[[str], Page]) -> None:
    page = at("dashboard")
    page.emulate_media(**FORCED)  # type: ignore[arg-type]
    out = page.get_by_role("button", name="Log out")
    link = page.locator("#user-tools a").first
    for name in ("borderBottomWidth", "borderBottomStyle", "borderBottomColor", "color"):
        assert style(out, name) == style(link, name), name


def test_in_a_systems_own_colours_what_adds_a_row_has_its_plus(at: Callable[[str], Page]) -> None:
    page = at("item, with everything")
    page.emulate_media(**FORCED)  # type: ignore[arg-type]
    add = page.get_by_role("button", name="Add another picture")
    plus = "each => getComputedStyle(each, '::before').content"
    assert str(add.evaluate(plus)).startswith('"+ "')


def test_in_a_systems_own_colours_an_arrow_between_two_boxes_is_a_letter(
    at: Callable[[str], Page],
) -> None:
    page = at(reverse("admin:auth_group_change", args=[Group.objects.order_by("pk")[0].pk]))
    page.emulate_media(**FORCED)  # type: ignore[arg-type]
    choose = page.locator(".selector-add")
    arrow = "each => getComputedStyle(each, '::before').content"
    assert "→" in str(choose.evaluate(arrow))
    assert style(choose, "backgroundImage") == "none"
    off = style(choose, "color")
    page.locator(".selector-available select option").first.click()
    expect(choose).to_be_enabled()
    assert style(choose, "color") != off


def test_the_moment_of_a_version_stands_on_one_line(plain: Page) -> None:
    call_command("load_example_data", verbosity=0)
    plain.goto("/trials/A021602/history/")
    moment = plain.locator(".versions time").first
    lines = "each => each.offsetHeight / parseFloat(getComputedStyle(each).lineHeight)"
    assert moment.evaluate(lines) < 1.5
    assert plain.evaluate(OVERFLOW) == 0
