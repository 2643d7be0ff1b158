"""Three people do their work in the admin: with a mouse, with a keyboard, without JavaScript."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from news.models import NewsItem, TrialLink
from tests.accounts import member
from tests.browser import coming_in
from trials.models import Source, Trial


def come_in(page: Page, name: str, *groups: str) -> None:
    coming_in.come_in(page, member(name, *groups))


@pytest.fixture
def trial() -> Trial:
    source = Source.objects.create(kind="PUBLICATION", title="A paper", short_title="Journal 2024")
    trial = Trial.objects.create(
        protocol_id="A021602", brief_title="Cabozantinib or placebo", state="IN_REVIEW"
    )
    trial.findings.create(
        quantity="ENROLLMENT", value_text="298", value=298, source=source, state="IN_REVIEW"
    )
    return trial


@pytest.fixture
def link(trial: Trial) -> TrialLink:
    item = NewsItem.objects.create(title="Approved", slug="approved", body="A021602 led to it.")
    return TrialLink.objects.create(
        item=item, trial=trial, method="IDENTIFIER", evidence="A021602", confidence="0.980"
    )


def test_an_editor_adds_a_trial_with_an_arm_and_a_finding_and_submits_it(desktop: Page) -> None:
    Source.objects.create(kind="PUBLICATION", title="A paper", short_title="Journal 2024")
    come_in(desktop, "edith", "Editors")
    desktop.goto(reverse("admin:trials_trial_add"))
    desktop.get_by_label("Protocol ID:").fill("A022104")
    desktop.get_by_label("Brief title:").fill("A new trial")
    desktop.get_by_role("button", name="Add another Arm").click()
    desktop.locator("#id_arms-0-label").fill("Cabozantinib")
    desktop.get_by_role("button", name="Save and continue editing").click()
    expect(desktop.get_by_text("was added successfully")).to_be_visible()

    desktop.get_by_role("button", name="Add another Finding").click()
    desktop.locator("#id_findings-0-quantity").select_option("ENROLLMENT")
    desktop.locator("#id_findings-0-arm").select_option(label="Cabozantinib")
    desktop.locator("#id_findings-0-value_text").fill("over 300")
    desktop.locator("#findings-0 .field-source .select2-selection").click()
    desktop.locator(".select2-search__field").fill("journal")
    desktop.get_by_role("option", name="Journal 2024").click()
    desktop.get_by_role("button", name="Save and continue editing").click()
    expect(desktop.get_by_text("was changed successfully")).to_be_visible()

    desktop.get_by_role("link", name="Submit for review").click()
    expect(desktop.get_by_role("heading", name="What will happen")).to_be_visible()
    expect(desktop.get_by_label("over 300")).to_be_checked()
    desktop.get_by_role("button", name="Submit for review").click()
    expect(desktop.get_by_text("submitted for review")).to_be_visible()
    trial = Trial.objects.get(protocol_id="A022104")
    assert (trial.state, trial.findings.get().state) == ("IN_REVIEW", "IN_REVIEW")


def test_a_staff_member_confirms_a_suggested_link_by_keyboard(
    desktop: Page, link: TrialLink
) -> None:
    come_in(desktop, "stan", "Staff")
    desktop.goto(reverse("admin:news_newsitem_change", args=[link.item_id]))
    desktop.get_by_label("Summary:").fill("Typed before the decision")
    desktop.get_by_label("Role of").focus()
    desktop.keyboard.press("Shift+Tab")
    desktop.keyboard.press("Shift+Tab")
    expect(desktop.get_by_role("button", name="Confirm A021602")).to_be_focused()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("Saved, and the link is decided.")).to_be_visible()
    link.refresh_from_db()
    assert (link.status, str(link.decided_by)) == ("CONFIRMED", "stan")
    assert link.item.summary == "Typed before the decision"


def test_enter_in_a_field_saves_and_decides_nothing(desktop: Page, link: TrialLink) -> None:
    come_in(desktop, "stan", "Staff")
    desktop.goto(reverse("admin:news_newsitem_change", args=[link.item_id]))
    desktop.get_by_label("Title:").fill("Another title")
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("was changed successfully")).to_be_visible()
    link.refresh_from_db()
    assert (link.status, link.item.title) == ("SUGGESTED", "Another title")


def test_a_link_is_rejected_in_the_list_without_javascript(
    browser: Browser, live_server: object, link: TrialLink
) -> None:
    base_url = live_server.url  # type: ignore[attr-defined]
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    page = context.new_page()
    come_in(page, "stan", "Staff")
    page.goto(reverse("admin:news_triallink_changelist"))
    page.get_by_role("button", name="Reject A021602").click()
    expect(page.get_by_text("rejected.")).to_be_visible()
    context.close()
    link.refresh_from_db()
    assert link.status == "REJECTED"


def test_a_publisher_approves_and_readers_see_it(page: Page, trial: Trial) -> None:
    come_in(page, "paula", "Publishers")
    answer = page.goto(trial.get_absolute_url())
    assert answer is not None
    assert answer.status == 404
    page.goto(reverse("admin:trials_trial_change", args=[trial.pk]))
    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_text("Preview: not public.")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Approve").click()
    expect(page.get_by_label("298")).to_be_checked()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("approved, public since")).to_be_visible()
    page.get_by_role("link", name="View on site").click()
    expect(page.get_by_role("heading", name="Cabozantinib or placebo")).to_be_visible()
    expect(page.get_by_text("298").first).to_be_visible()


def test_our_pages_of_the_admin_have_no_fault_that_axe_finds(
    desktop: Page, trial: Trial, accessibility_faults: Callable[..., list[str]]
) -> None:
    come_in(desktop, "paula", "Publishers")
    key = [trial.pk]
    for address in (
        reverse("admin:trials_trial_changelist"),
        reverse("admin:trials_trial_approve", args=key),
        reverse("admin:trials_trial_withdraw", args=key),
        reverse("admin:trials_trial_history", args=key),
    ):
        assert accessibility_faults(address, cookies_of=desktop) == []


def test_choosing_a_trial_has_no_fault_that_axe_finds(
    desktop: Page, accessibility_faults: Callable[..., list[str]]
) -> None:
    come_in(desktop, "edith", "Editors")
    address = reverse("admin:trials_finding_add")
    assert accessibility_faults(f"{address}?trial_id=A999999", cookies_of=desktop) == []
