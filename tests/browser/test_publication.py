"""An issue is put in order and scheduled, and a text looked at by a link, without JavaScript."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from news.models import NewsItem, NewsletterIssue
from tests.browser.test_admin_tasks import come_in


@pytest.fixture
def issue() -> NewsletterIssue:
    issue = NewsletterIssue.objects.create(
        title="E-News", slug="e-news", dated="2025-03", sections=["News"]
    )
    for place, title in enumerate(("First", "Second"), 1):
        issue.items.create(
            title=title,
            slug=title.lower(),
            body="Text.",
            section="News",
            position=place,
            state="IN_REVIEW",
        )
    return issue


def test_an_issue_is_put_in_order_and_scheduled(plain: Page, issue: NewsletterIssue) -> None:
    come_in(plain, "stan", "Staff")
    plain.goto(reverse("admin:news_newsletterissue_change", args=[issue.pk]))
    plain.get_by_label("Place in the section of Second").fill("1")
    plain.get_by_role("button", name="Save and continue editing").click()
    expect(plain.get_by_text("was changed successfully")).to_be_visible()
    plain.context.clear_cookies()

    come_in(plain, "paula", "Publishers")
    plain.goto(reverse("admin:news_newsletterissue_change", args=[issue.pk]))
    plain.get_by_role("link", name="Schedule the whole issue").click()
    plain.get_by_label("Date").fill("2045-03-26")
    plain.get_by_label("Time", exact=True).fill("08:00")
    plain.get_by_label("Time zone").select_option("America/Chicago")
    plain.get_by_role("button", name="Schedule the whole issue").click()
    told = "2 items approved, public from 2045-03-26 08:00 CDT (13:00 UTC)."
    expect(plain.get_by_text(told)).to_be_visible()
    assert list(NewsItem.objects.order_by("position").values_list("title", flat=True)) == [
        "Second",
        "First",
    ]


def test_a_text_is_read_by_a_link_and_then_no_more(plain: Page, issue: NewsletterIssue) -> None:
    come_in(plain, "stan", "Staff")
    links = reverse("admin:news_newsitem_previewlinks", args=[issue.items.all()[0].pk])
    plain.goto(links)
    plain.get_by_label("For:").fill("Jane Doe")
    plain.get_by_role("button", name="Make the link").click()
    address = plain.get_by_label("Address for Jane Doe").input_value()
    plain.goto(address)
    expect(plain.get_by_text("Preview for Jane Doe: not public.")).to_be_visible()
    plain.goto(links)
    plain.get_by_role("button", name="Take back").click()
    plain.goto(address)
    expect(plain.get_by_role("heading", name="This preview link does not work")).to_be_visible()


def test_screens_of_an_issue_have_no_fault_that_axe_finds(
    desktop: Page, issue: NewsletterIssue, accessibility_faults: Callable[..., list[str]]
) -> None:
    NewsItem.objects.filter(slug="first").update(state="APPROVED", release_at="2025-03-26T12:00Z")
    item = issue.items.get(slug="second")
    come_in(desktop, "stan", "Staff")
    for address in (
        reverse("admin:news_newsitem_previewlinks", args=[item.pk]),
        reverse("admin:news_newsletterissue_email", args=[issue.pk]),
        reverse("issue", args=[issue.slug]),
        reverse("issue-print", args=[issue.slug]),
    ):
        assert accessibility_faults(address, cookies_of=desktop) == []
