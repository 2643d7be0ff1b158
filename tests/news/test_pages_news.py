"""The list of news, the page of an item with its files, and an issue of the newsletter."""

import re
from urllib.parse import urlencode

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from model_bakery import baker

from news.models import Attachment, Correction, NewsImage, NewsItem
from news.views import news_page
from tests.records import a_link, a_source, a_status, a_trial, an_issue, an_item
from trials.models import FormerAddress, Trial

pytestmark = pytest.mark.django_db


@pytest.fixture
def cabinet() -> Trial:
    trial = a_trial("A021602", nct_id="NCT03375320", acronym="CABINET")
    a_status(trial, "ACTIVE_NOT_RECRUITING", source=a_source("ClinicalTrials.gov"))
    return trial


def page(client: Client, address: str = "/news/a-release/") -> str:
    """The text of a page, each run of white space as one blank."""
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_list_has_the_latest_first(client: Client) -> None:
    an_item("undated")
    an_item("of-march", dated="2025-03-26", summary="In two sentences.")
    an_item("of-2024", dated="2024")
    text = page(client, "/news/")

    assert text.index("About undated") < text.index("About of-march") < text.index("About of-2024")
    assert "26 March 2025" in text
    assert "In two sentences." in text


@pytest.mark.slow
def test_without_a_summary_lists_show_how_the_text_begins(client: Client, cabinet: Trial) -> None:
    issue = an_issue()
    text = "**Cabozantinib** [helps](https://example.org).\n\nMore of it."
    a_link(an_item("told", body=text, issue=issue), cabinet)
    for address in ("/", "/news/", issue.get_absolute_url(), "/search/?q=told", "/trials/A021602/"):
        shown = page(client, address)
        assert '<p class="card-text">Cabozantinib helps.</p>' in shown, address
        assert "More of it" not in shown


def test_the_list_can_be_asked(client: Client, cabinet: Trial) -> None:
    a_link(an_item("told", body="Words of the body"), cabinet)
    an_item("other", kind="NEWSLETTER_ARTICLE")
    for query in ("q=words+BODY", "kind=PRESS_RELEASE", "trial=nct03375320"):
        text = page(client, f"/news/?{query}")
        assert ("About told" in text, "About other" in text) == (True, False)
    assert "“X” is none of the choices here: Press release; Newsletter article" in page(
        client, "/news/?kind=X"
    )


@pytest.mark.parametrize("q", ['"', "the", "OR"])
def test_what_nothing_can_be_searched_by_is_said_and_shows_nothing(client: Client, q: str) -> None:
    an_item("told")
    for path in ("/news/", "/search/"):
        text = page(client, f"{path}?{urlencode({'q': q})}")
        assert "has nothing that can be searched for" in text
        assert "About told" not in text


def test_many_words_are_asked_of_each_item_once(client: Client) -> None:
    an_item("told", body="One two three four five six seven eight nine ten")
    asked = "/news/?q=one+two+three+four+five+six+seven+eight+nine+ten"
    page(client, asked)  # takes in what is new
    with CaptureQueriesContext(connection) as queries:
        text = page(client, asked)
    assert "About told" in text
    assert len(queries) <= 4
    assert max(len(query["sql"]) for query in queries) < 10_000


def test_many_trials_are_looked_for_among_the_links_once(client: Client, cabinet: Trial) -> None:
    a_link(an_item("told"), cabinet)
    an_item("other")
    asked = "&".join(f"trial=A99{number:04}" for number in range(50))
    with CaptureQueriesContext(connection) as queries:
        text = page(client, f"/news/?{asked}&trial=A021602")
    assert ("About told" in text, "About other" in text) == (True, False)
    assert max(query["sql"].count('FROM "news_triallink"') for query in queries) == 1


def test_paper_says_what_was_chosen_of_the_news(client: Client, cabinet: Trial) -> None:
    a_link(an_item("told"), cabinet)
    asked = "kind=PRESS_RELEASE&kind=NEWSLETTER_ARTICLE&trial=A021602&q=told"
    said = "Words: “told”; Kind: Press release, Newsletter article; Trial number: A021602"
    assert f'<p class="printed-only">{said}</p>' in page(client, f"/news/?{asked}")
    by_words = '<p class="printed-only">Words: “&lt;told&gt;”</p>'
    assert by_words in page(client, "/news/?q=%3Ctold%3E&after=")
    assert "printed-only" not in page(client, "/news/")


def test_the_list_is_paged(client: Client) -> None:
    for number in range(30):
        an_item(f"item-{number}", dated="2025" if number % 2 else "")
    text = page(client, "/news/")
    match = re.search(r'href="([^"]*)" rel="next"', text)

    assert match
    rest = page(client, f"/news/{match[1]}")
    seen = re.findall(r">About (item-[0-9]+)<", text + rest)
    assert len(seen) == len(set(seen)) == 30


def test_an_item_shows_its_trials_as_they_are_today(client: Client, cabinet: Trial) -> None:
    a_link(an_item(dated="2025-03-26"), cabinet)
    text = page(client)

    assert '<a href="/trials/A021602/"><span class="id">A021602</span>' in text
    assert "Active, not recruiting</span>" in text
    assert "4 April 2024" in text
    a_status(cabinet, "COMPLETED", as_of="2025-10")
    assert "Completed</span>" in page(client)


def test_only_confirmed_links_show(client: Client, cabinet: Trial) -> None:
    a_link(an_item(), cabinet, status="SUGGESTED")
    assert "CABINET" not in page(client)


def test_an_item_shows_what_belongs_to_it(client: Client) -> None:
    issue = an_issue()
    item = an_item(
        summary="In short.",
        media_contact="Jane Doe\npress@example.org",
        boilerplate="Who we are.",
        issue=issue,
        section="Spotlight",
        source_url="https://example.org/release",
    )
    baker.make(Correction, item=item, text="The number was wrong.")
    text = page(client)

    assert text.index("The number was wrong.") < text.rindex("In short.")
    assert 'In <a href="/news/issues/e-news-march-2025/">E-News, March 2025</a>, Spotlight' in text
    assert '<a href="mailto:press@example.org">' in text
    assert "Who we are." in text
    assert '<a href="https://example.org/release">' in text


def test_numbers_in_the_text_are_links_to_the_record(client: Client, cabinet: Trial) -> None:
    a_trial("A031201", state="DRAFT")
    an_item(
        body="See **A021602**, [A021602](https://example.org/), `A021602`, NCT03375320,"
        " A031201, A099999 and U10CA180821."
    )
    text = page(client)

    assert '<strong><a href="/trials/A021602/"' in text
    assert '<a href="/trials/A021602/" rel="noopener noreferrer">NCT03375320</a>' in text
    assert text.count('href="/trials/A021602/"') == 2
    assert "<code>A021602</code>" in text
    assert "A031201, A099999 and U10CA180821." in text


def test_another_language_is_marked(client: Client) -> None:
    an_item(language="es", title="Un ensayo")
    for shown in (page(client), page(client, "/news/"), page(client, "/news/?q=ensayo")):
        assert re.search(r'<h[12][^>]* lang="es">(<a [^>]*>)?Un (<mark>)?ensayo', shown)
        assert '<article class="release" lang' not in shown
        assert '<article class="card" lang' not in shown  # its kind and day stay in English
    assert '<li aria-current="page" lang="es">Un ensayo</li>' in page(client)


@pytest.mark.parametrize(
    ("language", "told"), [("ar", True), ("he-IL", True), ("fa", True), ("es", False)]
)
def test_a_language_written_from_the_right_is_shown_so(
    client: Client, language: str, told: bool
) -> None:
    """Else the full stop of its sentences stands at their beginning."""
    an_item(language=language, title="Un ensayo.", summary="Uno.", body="Dos.")
    for shown in (page(client), page(client, "/news/"), page(client, "/news/?q=ensayo")):
        marked = re.findall(f'lang="{language}"( dir="rtl")?', shown)
        assert marked
        assert all(bool(one) is told for one in marked)


def test_text_is_no_markup(client: Client) -> None:
    body = "# Head\n\n<script>alert(1)</script>\n\n<b>x</b> ![i](https://a.org/i.png)"
    an_item(body=f"{body} [l](javascript:alert(1))", title="<script>")
    text = page(client)

    assert "<script>" not in text
    assert "<img" not in text
    assert 'href="javascript' not in text
    assert "<h2>Head</h2>" in text


def test_an_address_that_moved_redirects_while_its_item_is_public(client: Client) -> None:
    item = an_item("old-words")
    NewsItem.objects.filter(pk=item.pk).update(slug="new-words")
    draft = an_item("old-draft", state="DRAFT")
    NewsItem.objects.filter(pk=draft.pk).update(slug="new-draft")

    response = client.get("/news/old-words/")
    assert (response.status_code, response["Location"]) == (301, "/news/new-words/")
    assert FormerAddress.objects.count() == 2
    assert client.get("/news/old-draft/").status_code == 404
    for kind in ("ris", "bib", "csl.json"):
        response = client.get(f"/news/old-words.{kind}")
        assert (response.status_code, response["Location"]) == (301, f"/news/new-words.{kind}")
        assert client.get(f"/news/old-draft.{kind}").status_code == 404
        assert client.get(f"/news/no-words.{kind}").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_no_method_tells_where_the_old_address_of_a_hidden_item_leads(
    client: Client, method: str
) -> None:
    hidden = an_item("secret-words", state="DRAFT")
    FormerAddress.objects.create(path="/old/page.html", moved_to=hidden.get_absolute_url())
    response = client.generic(method, "/old/page.html")
    assert response.status_code == 404
    assert "secret-words" not in str(response.headers)


def test_files_come_from_an_address_that_asks_whether_the_item_is_public(client: Client) -> None:
    item = an_item()
    baker.make(
        NewsImage,
        item=item,
        file=ContentFile(b"png", name="scan.png"),
        alternative_text="A scan",
        caption="Before and after",
        credit="Jane Doe",
    )
    sheet = ContentFile(b"<script>", name="sheet.html")
    baker.make(Attachment, item=item, title="Fact sheet", file=sheet)
    text = page(client)
    image = re.search(r'<img src="([^"]*)" alt="A scan"', text)
    file = re.search(r'<a href="([^"]*)">Fact sheet</a>', text)

    assert image
    assert file
    assert "Credit: Jane Doe" in text
    shown, taken = client.get(image[1]), client.get(file[1])
    assert shown["Content-Type"] == "image/png"
    assert b"".join(shown) == b"png"
    assert taken["Content-Disposition"].startswith("attachment")
    assert taken["X-Content-Type-Options"] == shown["X-Content-Type-Options"] == "nosniff"
    assert b"".join(taken) == b"<script>"
    assert client.get(f"{image[1]}x").status_code == 404
    assert client.get(image[1].replace("a-release", "another")).status_code == 404


def test_a_preview_shows_what_is_not_public_and_says_so(rf: RequestFactory) -> None:
    item = an_item(state="DRAFT")
    a_link(item, a_trial(state="DRAFT"))
    text = news_page(rf.get("/"), item, preview=True).content.decode()

    assert "Preview: not public." in text
    assert "Testing A021602" in text


def test_an_issue_shows_its_sections_and_items_in_order(client: Client) -> None:
    issue = an_issue(introduction="Dear readers")
    for position, (section, title) in enumerate(
        [("Spotlight", "First"), ("New trials", "Second"), ("Spotlight", "Third")]
    ):
        an_item(f"i{position}", title=title, section=section, issue=issue, position=position)
    text = page(client, "/news/issues/e-news-march-2025/")

    order = [
        text.index(words) for words in ("Spotlight<", "First", "Third", "New trials", "Second")
    ]
    assert order == sorted(order)
    assert "Dear readers" in text
    assert "March 2025" in text


def test_an_empty_issue_has_no_address(client: Client) -> None:
    an_issue("empty")
    assert client.get("/news/issues/empty/").status_code == 404


@pytest.mark.parametrize("number", [1, 50, pytest.param(500, marks=pytest.mark.slow)])
def test_an_item_takes_a_constant_number_of_queries(client: Client, number: int) -> None:
    item = an_item(body="Text")
    source = a_source()
    words = []
    for index in range(min(number, 50)):
        trial = a_trial(f"A02{index:04}")
        a_status(trial, "RECRUITING", source=source)
        a_link(item, trial)
        baker.make(Correction, item=item, text="x")
        words.append(f"A02{index:04}")
    NewsItem.objects.filter(pk=item.pk).update(body=" and ".join(words) * (number // 50 or 1))
    assert client.get("/news/a-release/").status_code == 200  # it is known what the text names
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/news/a-release/").status_code == 200

    assert len(queries) == 8


@pytest.mark.parametrize("number", [1, 50])
def test_lists_take_a_constant_number_of_queries(client: Client, number: int) -> None:
    issue = an_issue()
    for index in range(number):
        an_item(f"item-{index}", issue=issue)
    for address, expected in (("/news/", 2), ("/news/issues/e-news-march-2025/", 2)):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        assert len(queries) == expected


def test_issues_are_listed_the_latest_first_and_paged(client: Client) -> None:
    for number in range(30):
        issue = an_issue(
            f"issue-{number}", title=f"Issue {number:02}.", dated=f"{1990 + number}-03"
        )
        an_item(f"item-{number}", issue=issue)
    with CaptureQueriesContext(connection) as queries:
        text = page(client, "/news/issues/")
        assert len(queries) == 1
    match = re.search(r'href="([^"]*)" rel="next"', text)
    assert match
    seen = re.findall(r">Issue ([0-9]+)[.]<", text + page(client, f"/news/issues/{match[1]}"))
    assert [int(number) for number in seen] == list(reversed(range(30)))
    text = page(client, "/news/")
    assert re.findall(r">Issue ([0-9]+)[.]<", text) == ["29", "28", "27"]
    assert '<a href="/news/issues/">All issues</a>' in text


def test_issues_with_nothing_in_them_are_none(client: Client) -> None:
    an_item("waits", issue=an_issue(), state="IN_REVIEW")
    assert "No issue yet." in page(client, "/news/issues/")
    assert "Newsletter:" not in page(client, "/news/")
    assert "This link to a next page is broken" in page(client, "/news/issues/?after=x")
