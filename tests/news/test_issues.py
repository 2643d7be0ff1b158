"""An issue in the admin: items in sections and places, and one act that schedules all of them."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from model_bakery import baker

from news.models import NewsImage, NewsItem, NewsletterIssue
from tests.accounts import client_of, member
from tests.forms import WHY, base_of
from tests.records import an_issue, an_item
from trials.models import FormerAddress

pytestmark = pytest.mark.django_db

EIGHT = {
    "public_from_0": "2045-03-26",
    "public_from_1": "08:00",
    "public_from_2": "America/New_York",
}
UTC_EIGHT = dt.datetime(2045, 3, 26, 12, tzinfo=dt.UTC)


@pytest.fixture
def issue(db: Any) -> NewsletterIssue:
    return an_issue(sections=["News", "Spotlight"])


def in_review(issue: NewsletterIssue, slug: str, **fields: Any) -> NewsItem:
    fields = {"state": "IN_REVIEW", "release_at": None, "section": "News", **fields}
    return an_item(slug, issue=issue, **fields)


def page(issue: NewsletterIssue, what: str = "change") -> str:
    return reverse(f"admin:news_newsletterissue_{what}", args=[issue.pk])


def saved(issue: NewsletterIssue, *items: NewsItem, **typed: Any) -> dict[str, Any]:
    """What the form of this issue sends."""
    data: dict[str, Any] = {"title": issue.title, "slug": issue.slug, "dated": issue.dated}
    data |= {"sections": "\n".join(issue.sections), "introduction": ""}
    data |= {"_base": base_of(issue), "reason": WHY}
    data |= {"items-TOTAL_FORMS": len(items), "items-INITIAL_FORMS": len(items)}
    for number, item in enumerate(items):
        name = f"items-{number}"
        data |= {f"{name}-id": item.pk, f"{name}-issue": issue.pk}
        data |= {f"{name}-section": item.section, f"{name}-position": item.position}
    return data | typed


def order(issue: NewsletterIssue) -> list[tuple[str, list[str]]]:
    rows = NewsItem.objects.filter(issue=issue)
    return [(name, [item.slug for item in items]) for name, items in issue.in_sections(rows)]


def test_places_and_sections_are_typed_and_counted_anew(
    staff: Client, issue: NewsletterIssue
) -> None:
    items = [in_review(issue, slug, position=n) for n, slug in enumerate("abc", 1)]
    moved = saved(issue, *items, **{"items-2-position": 1, "items-0-section": "Spotlight"})
    assert staff.post(page(issue), moved).status_code == 302
    assert order(issue) == [("News", ["c", "b"]), ("Spotlight", ["a"])]
    assert sorted(NewsItem.objects.values_list("slug", "position")) == [
        ("a", 1),
        ("b", 2),
        ("c", 1),
    ]


@pytest.mark.parametrize(
    ("row", "place", "expected"), [(0, 3, "bcad"), (3, 2, "adbc"), (2, 1, "cabd")]
)
def test_an_item_stands_where_it_was_sent_up_or_down(
    staff: Client, issue: NewsletterIssue, row: int, place: int, expected: str
) -> None:
    items = [in_review(issue, slug, position=n) for n, slug in enumerate("abcd", 1)]
    staff.post(page(issue), saved(issue, *items, **{f"items-{row}-position": place}))
    assert order(issue) == [("News", list(expected))]


def test_items_are_added_at_the_end_and_taken_out(staff: Client, issue: NewsletterIssue) -> None:
    first = in_review(issue, "first", position=1)
    other = an_item("other", title="Found elsewhere", state="DRAFT")
    assert "Found elsewhere (Draft)" in staff.get(page(issue)).content.decode()
    typed = saved(issue, first, add_items=[other.pk], **{"items-0-take_out": "on"})
    text = staff.post(page(issue), typed, follow=True).content.decode()
    assert "Added: Found elsewhere." in text
    assert order(issue) == [("", ["other"])]
    first.refresh_from_db()
    assert (first.issue, first.section) == (None, "")


def test_sections_are_typed_one_a_line(staff: Client, issue: NewsletterIssue) -> None:
    staff.post(page(issue), saved(issue, sections="Spotlight\nNews, old and new"))
    issue.refresh_from_db()
    assert issue.sections == ["Spotlight", "News, old and new"]


def test_the_form_shows_items_as_readers_find_them(staff: Client, issue: NewsletterIssue) -> None:
    for section, title, position in [("Spotlight", "Zz-3", 1), ("News", "Zz-2", 2)]:
        in_review(issue, title.lower(), title=title, section=section, position=position)
    in_review(issue, "zz-1", title="Zz-1", position=1)
    text = staff.get(page(issue)).content.decode()
    places = [text.index(f">{title}</a>") for title in ("Zz-1", "Zz-2", "Zz-3")]
    assert places == sorted(places)


def test_a_new_issue_is_made_and_then_asks_for_its_items(staff: Client) -> None:
    add = reverse("admin:news_newsletterissue_add")
    assert "Items follow after the first save." in staff.get(add).content.decode()
    staff.post(add, {"title": "E-News", "slug": "e-news", "dated": "2025-03", "sections": ""})
    assert NewsletterIssue.objects.get().slug == "e-news"


@pytest.mark.parametrize("number", [1, 20])
def test_the_form_takes_a_constant_number_of_queries(
    staff: Client, issue: NewsletterIssue, number: int
) -> None:
    for index in range(number):
        in_review(issue, f"item-{index}")
        an_item(f"other-{index}")
    staff.get(page(issue))
    with CaptureQueriesContext(connection) as queries:
        staff.get(page(issue))
    assert len(queries) == 9


def test_a_preview_of_the_issue_shows_what_is_not_public(
    staff: Client, client: Client, issue: NewsletterIssue
) -> None:
    in_review(issue, "waiting", title="Waiting")
    answer = staff.get(page(issue, "preview"))
    assert "Preview: not public." in answer.content.decode()
    assert "Waiting" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert client.get(issue.get_absolute_url()).status_code == 404


def schedule(client: Client, issue: NewsletterIssue, **typed: Any) -> str:
    """Read the page, then confirm what it says."""
    seen = client.get(page(issue, "schedule")).context["seen"]
    answer = client.post(page(issue, "schedule"), {"seen": seen, **EIGHT, **typed}, follow=True)
    return answer.content.decode()


def test_the_act_says_what_will_happen_to_each_and_why_some_stay(
    publisher: Client, issue: NewsletterIssue
) -> None:
    in_review(issue, "ready", title="Ready")
    in_review(issue, "draft", title="Unfinished", state="DRAFT")
    an_item("public", title="Seen", issue=issue)
    timed = {"state": "APPROVED", "release_at": "2045-04-01T12:00Z"}
    in_review(issue, "timed", title="Timed", **timed)
    assert page(issue, "schedule") in publisher.get(page(issue)).content.decode()
    text = publisher.get(page(issue, "schedule")).content.decode()
    assert "Approved, public from the time given below." in text
    assert "A draft: it stays out until it is submitted and approved." in text
    assert "It is public already." in text
    assert "Approved already, public from 2045-04-01 08:00 EDT (12:00 UTC)." in text
    assert "“Ready” is linked to no trial." in text


def test_all_in_review_is_public_from_one_time(publisher: Client, issue: NewsletterIssue) -> None:
    items = [in_review(issue, slug, release_zone="Europe/Berlin") for slug in "ab"]
    draft = in_review(issue, "draft", state="DRAFT")
    timed = in_review(issue, "timed", state="APPROVED", release_at="2045-04-01T12:00Z")
    text = schedule(publisher, issue)
    assert "2 items approved, public from 2045-03-26 08:00 EDT (12:00 UTC)." in text
    for item in (*items, draft, timed):
        item.refresh_from_db()
    assert {(item.state, item.release_at, item.release_zone) for item in items} == {
        ("APPROVED", UTC_EIGHT, "America/New_York")
    }
    assert draft.state == "DRAFT"
    assert timed.release_at == dt.datetime(2045, 4, 1, 12, tzinfo=dt.UTC)


def test_what_has_a_time_moves_only_when_asked_to(
    publisher: Client, issue: NewsletterIssue
) -> None:
    timed = in_review(issue, "timed", state="APPROVED", release_at="2045-04-01T12:00Z")
    schedule(publisher, issue, move_approved="on")
    timed.refresh_from_db()
    assert timed.release_at == UTC_EIGHT


def test_one_that_cannot_be_approved_holds_all_back(
    publisher: Client, issue: NewsletterIssue
) -> None:
    in_review(issue, "ready")
    bare = in_review(issue, "bare", title="Bare")
    picture = ContentFile(b"png", name="scan.png")
    baker.make(NewsImage, item=bare, alternative_text="", file=picture)
    text = publisher.get(page(issue, "schedule")).content.decode()
    assert "What holds the issue back" in text
    assert "A picture of it has no alternative text" in text
    assert "Nothing was done yet" in schedule(publisher, issue)
    assert set(NewsItem.objects.values_list("state", flat=True)) == {"IN_REVIEW"}


def test_an_issue_that_changed_since_the_page_was_read_is_shown_again(
    publisher: Client, issue: NewsletterIssue
) -> None:
    in_review(issue, "ready")
    seen = publisher.get(page(issue, "schedule")).context["seen"]
    in_review(issue, "late")
    answer = publisher.post(page(issue, "schedule"), {"seen": seen, **EIGHT})
    text = answer.content.decode()
    assert "The issue changed in the meantime" in text
    assert 'value="2045-03-26"' in text
    assert set(NewsItem.objects.values_list("state", flat=True)) == {"IN_REVIEW"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"public_from_0": "", "public_from_1": ""}, "Give a date and a time."),
        (
            {"public_from_0": "2045-03-12", "public_from_1": "02:30"},
            "There is no 02:30 on 2045-03-12 in America/New_York",
        ),
    ],
)
def test_a_time_that_cannot_be_is_refused(
    publisher: Client, issue: NewsletterIssue, typed: dict[str, str], sentence: str
) -> None:
    item = in_review(issue, "ready")
    assert sentence in schedule(publisher, issue, **typed)
    item.refresh_from_db()
    assert item.state == "IN_REVIEW"


@pytest.mark.parametrize("group", ["Staff", "Editors"])
def test_only_publishers_schedule(issue: NewsletterIssue, group: str) -> None:
    in_review(issue, "ready")
    writer = client_of(member("stan", group))
    assert writer.get(page(issue, "schedule")).status_code == 403
    assert writer.post(page(issue, "schedule"), EIGHT).status_code == 403
    assert page(issue, "schedule") not in writer.get(page(issue)).content.decode()


def test_an_issue_without_anything_in_review_says_so(
    publisher: Client, issue: NewsletterIssue
) -> None:
    text = publisher.get(page(issue, "schedule")).content.decode()
    assert "There is nothing to schedule: no item of this issue is in review." in text


def test_a_new_slug_leaves_the_old_address_forwarding(
    staff: Client, client: Client, issue: NewsletterIssue
) -> None:
    item = an_item(issue=issue)
    staff.post(page(issue), saved(issue, item, slug="e-news-2025-03"))
    for rest in ("", "print/"):
        answer = client.get(f"/news/issues/e-news-march-2025/{rest}")
        moved = f"/news/issues/e-news-2025-03/{rest}"
        assert (answer.status_code, answer["Location"]) == (301, moved)


@pytest.mark.parametrize("moved_to", ["/news/issues/not-public-yet/", "//elsewhere.example/"])
def test_an_old_print_address_tells_nothing_that_is_not_public(
    client: Client, moved_to: str
) -> None:
    in_review(an_issue("not-public-yet"), "waits")
    FormerAddress.objects.create(path="/news/issues/old/", moved_to=moved_to)
    assert client.get("/news/issues/old/").status_code == 404
    assert client.get("/news/issues/old/print/").status_code == 404


def test_an_issue_that_readers_have_says_why(staff: Client, issue: NewsletterIssue) -> None:
    item = an_item(issue=issue)
    answer = staff.post(page(issue), saved(issue, item, title="Mended", reason=""))
    assert "Say why: readers have this record" in answer.content.decode()
    assert staff.post(page(issue), saved(issue, item, title="Mended")).status_code == 302
    issue.refresh_from_db()
    assert issue.title == "Mended"


def test_a_former_address_is_no_other_issues_to_take(
    staff: Client, client: Client, issue: NewsletterIssue
) -> None:
    item, other = an_item(issue=issue), an_issue("e-news-april-2025")
    staff.post(page(issue), saved(issue, item, slug="e-news-2025-03"))
    answer = staff.post(page(other), saved(other, slug="e-news-march-2025"))
    assert "leads to /news/issues/e-news-2025-03/: choose another." in answer.content.decode()
    answer = client.get("/news/issues/e-news-march-2025/")
    assert answer["Location"] == "/news/issues/e-news-2025-03/"
