"""The main tasks by keyboard alone: each stop is seen, in order, and leads on."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, watched_page
from tests.browser.states import make_states

MOST_STOPS = 400
SKIP = "Skip to the content"
# What has the focus: whether that is seen, and whether it comes after the last one.
STOP = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const parts = colour => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([red, green, blue]) => [red, green, blue].map(part => part / 255)
    .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  let ground = here.parentElement;
  while (ground && parts(getComputedStyle(ground).backgroundColor)[3] === 0)
    ground = ground.parentElement;
  const style = getComputedStyle(here);
  const lights = [style.outlineColor, getComputedStyle(ground || document.documentElement)
    .backgroundColor].map(colour => light(parts(colour))).sort((a, b) => b - a);
  const box = here.getBoundingClientRect();
  const room = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
  const cuts = each => {
    if (getComputedStyle(each).overflowY === "visible") return false;
    const edge = each.getBoundingClientRect();
    return box.left - room < edge.left || box.right + room > edge.right;
  };
  const around = [];
  for (let each = here.parentElement; each && each !== document.body; each = each.parentElement)
    around.push(each);
  const last = window.lastStop;
  window.lastStop = here;
  return {
    name: here.outerHTML.slice(0, 90),
    words: here.textContent.trim(),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    contrast: (lights[0] + 0.05) / (lights[1] + 0.05),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight
      && box.left - room >= -1 && box.right + room <= innerWidth + 1,
    cut: around.some(cuts),
    inOrder: !last || !!(last.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING),
  };
}"""
# A page with a stop at each kind of thing.
WALKED = (
    "/",
    "/trials/?q=tumor",
    "/trials/A021602/",
    "/trials/A099902/",
    "/search/?q=cabozantinib",
    "/news/corrected/",
    "/approvals/",
    "/glossary/",
    "/api/",
)


def walk(page: Page) -> Iterator[dict[str, Any]]:
    """Each stop of the Tab key, from the top until it leaves the page."""
    for at in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or (at and stop["words"] == SKIP):  # from the end to the top again
            return
        yield stop
    pytest.fail(f"{page.url} keeps the focus, or has more than {MOST_STOPS} stops")


def tab_to(page: Page, words: str) -> None:
    """Tab until something that begins so has the focus."""
    for stop in walk(page):
        if stop["words"].startswith(words) or words in stop["name"]:
            return
    pytest.fail(f"No stop “{words}” on {page.url}")


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Any:
    """The colours of a page."""
    return request.param


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_each_stop_is_seen_and_follows_the_one_before(
    browser: Browser, live_server: Any, size: dict[str, int], scheme: Any
) -> None:
    make_states()
    faults = []
    with watched_page(browser, live_server.url, size) as page:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for address in WALKED:
            page.goto(address)
            stops = list(walk(page))
            assert stops[0]["words"] == SKIP
            for stop in stops:
                is_well = stop["seen"] and not stop["cut"] and stop["inOrder"]
                if not is_well or stop["outline"] < 2 or stop["contrast"] < 3:
                    faults.append(f"{address} {stop}")
    assert not faults, "\n".join(faults)


def test_from_the_start_to_a_picture_in_a_file(desktop: Page) -> None:
    make_states()
    desktop.emulate_media(reduced_motion="reduce")
    desktop.goto("/")
    tab_to(desktop, 'id="q"')
    desktop.keyboard.type("cabin")
    desktop.get_by_role("option").first.wait_for()
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/trials/A021602/")  # the one trial of that name
    tab_to(desktop, "In pictures")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("heading", name="In pictures")).to_be_in_viewport()
    tab_to(desktop, "Hazard ratios as a table")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_role("table", name="Hazard ratios")).to_be_visible()
    tab_to(desktop, "Save this picture")
    with desktop.expect_download() as saved:
        desktop.keyboard.press("Enter")
    assert saved.value.suggested_filename.endswith(".svg")


def test_a_word_is_explained_and_leads_to_the_glossary(desktop: Page) -> None:
    make_states()
    desktop.goto("/trials/A021602/")
    tab_to(desktop, "What does “hazard ratio” mean?")
    desktop.keyboard.press("Enter")
    tab_to(desktop, "Glossary")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/glossary/#hazard-ratio")
    expect(desktop.locator(":target")).to_be_in_viewport()


def test_a_list_is_narrowed_turned_and_left(desktop: Page) -> None:
    make_states()
    desktop.goto("/trials/")
    tab_to(desktop, "Next page")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**after=**")
    desktop.go_back()
    desktop.wait_for_url("**/trials/")
    desktop.reload()
    tab_to(desktop, 'value="PHASE3"')
    desktop.keyboard.press("Space")
    tab_to(desktop, "Show trials")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**phase=PHASE3**")
    expect(desktop.get_by_role("link", name="take it back")).to_be_visible()
    tab_to(desktop, "Phase 3")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url(lambda address: "PHASE3" not in address)
