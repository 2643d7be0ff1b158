"""What is folded opens where an address names it; on paper it is open without a script."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from tests.trials.ctgov.results import RESULTS, with_results
from trials.ctgov.importer import import_study

PLACE = "/trials/A021602/"
FOLD = "details.fold[id]"
# What is not seen of them; countries' cities and how to cite are left out on paper.
CLOSED = """[...document.querySelectorAll(".fold > :not(summary, .region)")]
  .filter(each => !each.closest("section:has(> #cite)") && !each.checkVisibility())
  .map(each => each.outerHTML.slice(0, 80))"""


@pytest.fixture(autouse=True)
def example_data() -> None:
    call_command("load_example_data", verbosity=0)


def named(page: Page) -> str:
    """The anchor of the first folded part that has one."""
    page.goto(PLACE)
    return str(page.locator(FOLD).first.get_attribute("id", timeout=9000))


def test_an_address_opens_the_part_that_it_names(page: Page) -> None:
    anchor = named(page)
    page.goto("/about/")
    page.goto(f"{PLACE}#{anchor}")
    expect(page.locator(f"#{anchor}")).to_have_attribute("open", "")
    expect(page.locator(f"#{anchor} table").first).to_be_in_viewport()


def test_a_link_to_it_opens_it(page: Page) -> None:
    anchor = named(page)
    expect(page.locator(f"#{anchor}")).not_to_have_attribute("open", "")
    page.locator(f'a[href="#{anchor}"]').first.click()
    expect(page.locator(f"#{anchor}")).to_have_attribute("open", "")


def test_an_address_that_names_nothing_opens_nothing(page: Page) -> None:
    page.goto(f"{PLACE}#no-such-%20part")
    expect(page.locator(FOLD).first).not_to_have_attribute("open", "")


def test_an_old_version_is_folded_and_open_on_paper(plain: Page) -> None:
    plain.goto(f"{PLACE}history/1/")
    folded = plain.locator(".fold", has_text="findings").locator("h3").first
    expect(folded).to_be_hidden()
    plain.emulate_media(media="print")
    expect(folded).to_be_visible()
    assert plain.evaluate(CLOSED) == []


def test_folds_are_open_on_paper(plain: Page) -> None:
    import_study(with_results(RESULTS), publish=True)
    plain.goto("/trials/NCT99999901/")
    assert plain.locator(".fold:not([open])").count() > 1
    assert plain.evaluate(CLOSED) != []
    plain.emulate_media(media="print")
    assert plain.evaluate(CLOSED) == []
