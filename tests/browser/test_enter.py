"""Enter in a field decides nothing, where the one button of its form is an act for good."""

from playwright.sync_api import Page, expect

from tests.browser.admin_states import come_in_as_all, make_desk

# Of each page the fields in which somebody types or chooses.
FIELDS = {
    "/admin/trials/trial/{trial}/approve/": ("#id_reason", "[type=date]", "[name=part]"),
    "/admin/trials/trial/{cabinet}/merge/?other=A099905": ("#id_reason", "[type=radio]"),
    "/admin/trials/trial/{cabinet}/renumber/": ("[type=text]",),
    "/admin/trials/trial/{cabinet}/versions/1/restore/": ("#id_reason",),
    "/admin/trials/trial/{trial}/registry/": ("[name=chosen]",),
    "/admin/trials/draft/{prepared}/change/": ("#id_why_not",),
    "/admin/news/desk/{item}/": ("#desk select",),
    "/admin/trials/trial/{draft}/delete/": ("#id_reason",),
    "/admin/news/newsitem/{item}/facts/": (".why-too input",),
}


def test_enter_presses_no_act(desktop: Page) -> None:
    come_in_as_all(desktop)
    keys, sent = make_desk(), []
    desktop.on("request", lambda each: sent.append(each.url) if each.method == "POST" else None)
    for address, fields in FIELDS.items():
        for field in fields:
            desktop.goto(address.format(**keys))
            box = desktop.locator(f"#content {field}").first
            box.evaluate("one => one.closest('details')?.setAttribute('open', '')")
            box.focus()
            box.press("Enter")
            desktop.wait_for_timeout(100)
            expect(box).to_be_visible()
            assert sent == [], (address, field)
