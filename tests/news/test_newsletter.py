"""An issue as a page, on paper and as an e-mail that any mail program shows and nothing follows."""

import email
import re
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
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
from tests.records import NOT_LISTED, a_link, a_trial, an_issue, an_item

pytestmark = pytest.mark.django_db

PAGES = ["/news/issues/e-news-march-2025/", "/news/issues/e-news-march-2025/print/"]
LATER: dict[str, Any] = {
    "state": "APPROVED",
    "release_at": "2045-03-26T12:00Z",
    "release_zone": "America/New_York",
}


@pytest.fixture
def issue(db: Any) -> NewsletterIssue:
    issue = an_issue(introduction="Dear readers", sections=["News", "Spotlight"])
    rows = [("Spotlight", "Third", 1), ("News", "Second", 2), ("News", "First", 1)]
    for section, title, position in rows:
        slug, words = title.lower(), {"summary": f"About the {title.lower()}."}
        an_item(slug, title=title, section=section, position=position, issue=issue, **words)
    body = "# Heading\n\nIt *speaks* &amp; ends.\n\nAnd goes on."
    an_item("fourth", title="Fourth", section="Other", body=body, issue=issue)
    return issue


def address(issue: NewsletterIssue, what: str) -> str:
    return reverse(f"admin:news_newsletterissue_{what}", args=[issue.pk])


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def in_order(text: str, words: list[str]) -> bool:
    places = [text.index(word) for word in words]
    return places == sorted(places)


@pytest.mark.parametrize("path", PAGES)
def test_sections_stand_in_the_order_of_the_issue(
    client: Client, issue: NewsletterIssue, path: str
) -> None:
    text = text_of(client, path).partition("<main")[2]
    heads = [
        "Dear readers",
        "News</h2>",
        "First",
        "Second",
        "Spotlight</h2>",
        "Third",
        "Other</h2>",
    ]
    assert in_order(text, [*heads, "Fourth"])


def test_items_of_no_section_come_first_so_that_no_heading_claims_them(
    client: Client, issue: NewsletterIssue
) -> None:
    an_item("editorial", title="Editorial", position=9, issue=issue)
    assert in_order(text_of(client, PAGES[0]), ["Editorial", "News</h2>"])


def test_the_page_to_print_has_the_whole_text_and_addresses(
    client: Client, issue: NewsletterIssue
) -> None:
    assert f'href="{PAGES[1]}"' in text_of(client, PAGES[0])
    text = text_of(client, PAGES[1])
    assert "<em>speaks</em>" in text
    assert "http://testserver/news/fourth/" in text
    assert '<meta name="robots" content="noindex">' in text
    assert f'<link rel="canonical" href="http://testserver{PAGES[0]}">' in text


@pytest.mark.parametrize("fields", [*NOT_LISTED.values(), LATER])
def test_what_is_not_public_stands_in_neither_page_nor_letter(
    client: Client, staff: Client, issue: NewsletterIssue, fields: dict[str, Any]
) -> None:
    an_item("hidden", title="Zzsecret", issue=issue, **fields)
    for path in PAGES:
        assert "Zzsecret" not in text_of(client, path)
    for what in ("email_html", "email_eml"):
        assert "Zzsecret" not in text_of(staff, address(issue, what))


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_to_print_takes_a_constant_number_of_queries(client: Client, number: int) -> None:
    issue = an_issue()
    for index in range(number):
        an_item(f"item-{index}", issue=issue, body="It speaks of A021602.")
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGES[1])
    assert len(queries) == 4


class Parts(HTMLParser):
    """Tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_letter_stands_by_itself_and_follows_nobody(
    staff: Client, issue: NewsletterIssue
) -> None:
    item = NewsItem.objects.get(slug="first")
    picture = ContentFile(b"png", name="scan.png")
    baker.make(NewsImage, item=item, alternative_text="A scan", file=picture)
    a_link(item, a_trial("A021602"))
    a_link(item, a_trial("A099990", state="DRAFT"))
    answer = staff.get(address(issue, "email_html"))
    text = answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="e-news-march-2025.html"'
    assert in_order(text, ["Dear readers", "News<", "First", "Second", "Spotlight<", "Third"])
    assert ">It speaks &amp; ends.<" in text
    tags = Parts(text).tags
    assert not {"script", "link", "style", "iframe", "form", "svg"} & {tag for tag, _ in tags}
    links = [attrs["href"] for tag, attrs in tags if tag == "a"]
    assert all(link and link.startswith("http://testserver/") for link in links)
    assert "http://testserver/trials/A021602/" in links
    assert "A099990" not in text
    images = [attrs for tag, attrs in tags if tag == "img"]
    assert [image["alt"] for image in images] == ["A scan"]
    assert str(images[0]["src"]).startswith("http://testserver/news/first/images/")
    assert not [attrs for _, attrs in tags if "class" in attrs]


def test_the_message_has_html_and_plain_text(staff: Client, issue: NewsletterIssue) -> None:
    answer = staff.get(address(issue, "email_eml"))
    assert answer["Content-Disposition"] == 'attachment; filename="e-news-march-2025.eml"'
    message = email.message_from_bytes(answer.content, policy=default)
    assert isinstance(message, EmailMessage)
    assert message["Subject"] == "E-News, March 2025"
    assert message.get_content_type() == "multipart/alternative"
    plain, html = (part.get_content() for part in message.iter_parts())
    lines = "NEWS\n====\n\nFirst\nAbout the first.\nhttp://testserver/news/first/\n"
    assert lines in plain.replace("\r\n", "\n")
    assert "<h1" in html
    assert max(len(line) for line in answer.content.splitlines()) <= 78


@pytest.mark.slow
@pytest.mark.parametrize("group", ["Staff", "Editors", "Publishers"])
def test_what_waits_for_its_time_stands_in_a_marked_letter_when_asked_for(
    issue: NewsletterIssue, group: str
) -> None:
    an_item("waiting", title="Waiting", issue=issue, **LATER)
    reader = client_of(member("ann", group))
    page = text_of(reader, address(issue, "email"))
    until = "26 March 2045, 8:00 a.m. EDT (12:00 UTC)"
    assert f"not to be sent before {until}" in page
    answer = reader.get(address(issue, "email_html"), {"embargoed": "1"})
    text = answer.content.decode()
    assert f"UNDER EMBARGO. Not to be sent before {until}." in text
    assert f"Under embargo until {until}" in text
    assert "-under-embargo.html" in answer["Content-Disposition"]
    message = email.message_from_bytes(
        reader.get(address(issue, "email_eml"), {"embargoed": "1"}).content, policy=default
    )
    assert message["Subject"] == "[UNDER EMBARGO] E-News, March 2025"


def test_who_may_only_read_issues_gets_what_is_public(issue: NewsletterIssue) -> None:
    from django.contrib.auth.models import Permission

    an_item("waiting", title="Waiting", issue=issue, **LATER)
    user = member("rita")
    user.user_permissions.add(Permission.objects.get(codename="view_newsletterissue"))
    reader = client_of(user)
    assert "Waiting" not in text_of(reader, address(issue, "email"))
    assert reader.get(address(issue, "email_html"), {"embargoed": "1"}).status_code == 403
    assert client_of(member("nobody")).get(address(issue, "email_eml")).status_code == 403


def test_a_letter_that_mail_programs_cut_is_told(staff: Client, issue: NewsletterIssue) -> None:
    assert "Gmail cuts" not in text_of(staff, address(issue, "email"))
    NewsItem.objects.update(summary="A long summary. " * 2000)
    page = text_of(staff, address(issue, "email"))
    assert re.search(r"the HTML has 1[0-9]{2} kB. Gmail cuts a message after 102 kB", page)


def test_an_issue_with_nothing_public_says_so(staff: Client) -> None:
    page = text_of(staff, address(an_issue("empty"), "email"))
    assert "Nothing in this issue is public yet." in page
