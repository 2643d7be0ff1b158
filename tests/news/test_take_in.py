"""The page on which staff take releases in: pasted, as files, as an archive."""

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from news.admin import deliveries, uploads
from news.intake import arrival
from news.models import NewsImage, NewsItem, NewsletterIssue, TrialLink
from tests.accounts import client_of, member
from tests.news.intake.files import (
    TEXT,
    data_uri,
    png,
    release_docx,
    release_html,
    release_mail,
)
from tests.news.intake.test_refused import BAD
from tests.records import a_trial, an_item
from trials.vocabulary import PublishingState

pytestmark = pytest.mark.django_db


def page() -> str:
    return reverse("admin:news_newsitem_take_in")


def file(name: str, content: bytes | str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def send(client: Client, text: str = "", *files: SimpleUploadedFile, **fields: Any) -> str:
    """What the page says then; a redirect is followed."""
    data = {"text": text, "uploads": list(files), **fields}
    answer = client.post(page(), data, follow=True)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def form_of(item: NewsItem) -> str:
    return reverse("admin:news_newsitem_change", args=[item.pk])


def test_the_way_there(staff: Client) -> None:
    for address in (reverse("admin:index"), reverse("admin:news_newsitem_changelist")):
        assert f'href="{page()}"' in staff.get(address).content.decode()
    text = staff.get(page()).content.decode()
    assert "Paste a release" in text
    assert 'accept=".txt,.md,.html,.htm,.docx,.eml"' in text
    assert "multiple" in text


def test_who_may_not_add_news_finds_no_way_in(client: Client) -> None:
    publisher = client_of(member("paula", "Publishers"))
    assert page() not in publisher.get(reverse("admin:index")).content.decode()
    assert page() not in publisher.get(reverse("admin:news_newsitem_changelist")).content.decode()
    assert publisher.get(page()).status_code == 403
    assert publisher.post(page(), {"text": TEXT}).status_code == 403
    assert client.post(page(), {"text": TEXT}).status_code == 302
    assert not NewsItem.objects.exists()


def test_a_foreign_form_is_refused(staff: Client) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = staff.cookies
    assert careful.post(page(), {"text": TEXT}).status_code == 403
    assert not NewsItem.objects.exists()


def test_a_pasted_release_is_a_draft_and_the_page_says_what_was_found(staff: Client) -> None:
    a_trial("A021602", nct_id="NCT03375320", acronym="CABINET", brief_title="CABINET")
    line = "EMBARGOED until July 1, 2025 at 8:00 AM EDT"
    quote = '"It works," said Jane Doe, MD, of Example Hospital. See also NCT01234567.'
    shown = send(staff, f"{line}\n\n{TEXT}\n\n{quote}\n\nMedia Contact: Jane Roe, jane@example.org")
    item = NewsItem.objects.get()
    assert item.state == PublishingState.DRAFT
    assert f'<a href="{form_of(item)}">{item.title}</a>' in shown
    for words in (
        "A new draft</strong>, from the pasted text.",
        "E-News, March 2025",
        "Spotlight on Alliance Trials",
        "2025-07-01 08:00 EDT (12:00 UTC), America/New_York",
        "It publishes nothing by itself",
        "2 (Jane Doe)",
        "Jane Roe, jane@example.org",
        "A021602 CABINET</strong> (approval, suggested): identifier in the text, 99% sure",
        "Not in the registry: NCT01234567",
        f'href="{reverse("desk-item", args=[item.pk])}"',
    ):
        assert words in shown
    assert str(LogEntry.objects.get().get_change_message()) == "Taken in from the pasted text."


def test_the_page_of_what_was_taken_in_can_be_loaded_again(staff: Client) -> None:
    answer = staff.post(page(), {"text": TEXT})
    assert answer.status_code == 302
    for _ in range(2):
        assert "A new draft" in staff.get(answer["Location"]).content.decode()
    assert NewsItem.objects.count() == 1
    NewsItem.objects.all().delete()
    assert "A new draft" not in staff.get(answer["Location"]).content.decode()
    assert staff.get(f"{page()}?run=other").status_code == 200


def test_several_files_each_by_itself(staff: Client) -> None:
    shown = send(
        staff,
        "",
        file("one.txt", TEXT),
        file("broken.docx", release_docx()[:600]),
        file("empty.html", ""),
        file("two.md", "# Another\n\nWith **words**."),
    )
    assert NewsItem.objects.count() == 2
    assert "Taken in: 2 releases" in shown
    assert "<li>broken.docx is damaged: open it in Word and save it anew as .docx.</li>" in shown
    assert "<li>empty.html is empty.</li>" in shown
    assert "choose them again below" in shown


@pytest.mark.slow
def test_the_same_release_in_several_kinds_of_file_is_one(staff: Client) -> None:
    files: dict[str, bytes | str] = {
        "r.docx": release_docx(),
        "r.html": release_html(),
        "r.eml": release_mail(),
        "r.txt": TEXT,
    }
    shown = send(staff, TEXT, *(file(name, content) for name, content in files.items()))
    assert NewsItem.objects.count() == 1
    assert shown.count("A new draft") == 1
    assert shown.count("Taken in already") == 4


def test_nothing_pasted_is_lost_when_it_is_refused(staff: Client) -> None:
    shown = send(staff, "Only a <title>", file("one.txt", TEXT))
    assert "The pasted text has a title but no text below it." in shown
    assert "> Only a &lt;title&gt;</textarea>" in shown
    assert "The pasted text was not taken in: see below." in shown
    assert NewsItem.objects.count() == 1
    again = send(staff, "Only a <title>", file("one.txt", TEXT))
    assert "Taken in already" in again
    assert NewsItem.objects.count() == 1


def test_something_has_to_be_sent(staff: Client) -> None:
    assert "Paste a release, or choose a file." in send(staff, "  ")
    assert "Nothing was taken in" in send(staff, "", file("r.pdf", b"%PDF-1.7"))


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (
            "<h1>A title</h1><p>See <a href='https://example.org/?utm_source=x'>this</a>.</p>",
            "html",
        ),
        ("\n<!DOCTYPE html>\n<html><body><h1>A title</h1><p>See it.</p></body></html>", "See it."),
        ("# A title\n\nSee [this](https://example.org/).", "html"),
        ("A title\n\nSee *it*.\n\n# # #", "See \\*it\\*."),
        ("Subject: A title\nMIME-Version: 1.0\nContent-Type: text/plain\n\nSee it.", "See it."),
        ("Contact: Jane\nPhone: 1\n\nA title\n\nSee it.", "See it."),
    ],
)
def test_what_is_pasted_is_read_as_what_it_looks_like(staff: Client, text: str, body: str) -> None:
    send(staff, text)
    item = NewsItem.objects.get()
    assert item.title == "A title"
    assert item.body == ("See [this](https://example.org/)." if body == "html" else body)


def test_a_person_says_what_the_text_is(staff: Client) -> None:
    send(staff, "A title\n\nSee **it**.", read_as=".txt")
    assert NewsItem.objects.get().body == "See \\*\\*it\\*\\*."


def test_a_text_pasted_with_its_format_keeps_headings_and_links(staff: Client) -> None:
    html = "<h1>A title</h1><p>See <a href='https://example.org/'>this</a>.</p>"
    send(staff, "A title\n\nSee this.", formatted=html)
    assert NewsItem.objects.get().body == "See [this](https://example.org/)."


def test_a_format_that_cannot_be_read_leaves_the_words(staff: Client) -> None:
    send(staff, "A title\n\nSee this.", formatted="<i></i>" * 50_000)
    assert NewsItem.objects.get().body == "See this."


@pytest.mark.slow
def test_a_near_copy_is_named_with_the_way_to_it(staff: Client) -> None:
    send(staff, TEXT)
    first = NewsItem.objects.get()
    shown = send(staff, TEXT.replace("99 of them", "100 of them"))
    assert f'it says nearly the same as <a href="{form_of(first)}">' in shown


def test_pictures_ask_for_words(staff: Client) -> None:
    html = f"<h1>A title</h1><p>Text.</p><img src='{data_uri(png())}'>"
    shown = send(staff, "", file("r.html", html))
    assert "1, 1 without alternative text" in shown
    assert f'href="{form_of(NewsItem.objects.get())}#images-group">Say what' in shown


def test_an_archive_with_its_old_addresses(staff: Client, client: Client) -> None:
    rows = [
        "file;date;old URL",
        "2018\\a.txt;2018-07;https://old.example.org/news/123?id=4",
        "2018\\a.txt;;https://old.example.org/print/123",
        "b.html;soon;/b",
        "none.docx;2018;/none",
    ]
    shown = send(
        staff,
        "",
        file("a.txt", "First title\n\nFirst body."),
        file("b.html", "<h1>Second title</h1><p>Second body.</p>"),
        listed=file("list.csv", "\n".join(rows)),
    )
    item = NewsItem.objects.get()
    assert (item.title, item.dated) == ("First title", "2018-07")
    assert "Line 4: “soon” is not a date" in shown
    assert "Line 5 of the list: none.docx was not among the files chosen." in shown
    NewsItem.objects.update(state=PublishingState.APPROVED, release_at=timezone.now())
    for old in ("/news/123?id=4", "/print/123"):
        answer = client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, "/news/first-title/")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("a,b\n1,2", "list.csv has no column “file”"),
        ("file,date\nCafé.txt,2018".encode("cp1252"), "list.csv is not text in UTF-8"),
    ],
)
def test_with_a_list_that_cannot_be_read_nothing_is_taken_in(
    staff: Client, content: bytes | str, words: str
) -> None:
    assert words in send(staff, TEXT, file("a.txt", TEXT), listed=file("list.csv", content))
    assert not NewsItem.objects.exists()


def test_a_list_alone_asks_for_its_files(staff: Client) -> None:
    shown = send(staff, listed=file("list.csv", "file\na.txt"))
    assert "Choose the files that the list names, too." in shown


@pytest.mark.slow
def test_a_file_of_50_megabytes_is_refused_in_a_sentence_and_the_others_go_in(
    staff: Client,
) -> None:
    shown = send(staff, "", file("large.docx", b"PK\x03\x04" * 12_500_000), file("one.txt", TEXT))
    assert "large.docx is larger than 20 MB, as no release is: check the file." in shown
    assert NewsItem.objects.count() == 1


def test_too_much_at_once_is_said_and_what_was_pasted_stays(
    staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 10_000)
    shown = send(staff, "Pasted before", file("one.txt", TEXT), file("two.txt", b"x" * 10_000))
    assert "Nothing was taken in. The files have more than 100 MB together: choose fewer." in shown
    assert "> Pasted before</textarea>" in shown
    assert not NewsItem.objects.exists()


def test_too_many_files_are_said_and_what_was_pasted_stays(staff: Client) -> None:
    files = [file(f"{number}.txt", f"Title {number}\n\nText.") for number in range(130)]
    shown = send(staff, "Pasted before", *files)
    assert "Nothing was taken in. More than 50 files were chosen: choose fewer." in shown
    assert "> Pasted before</textarea>" in shown
    assert not NewsItem.objects.exists()


def test_a_pasted_text_beyond_all_bounds_is_answered_in_a_sentence(staff: Client) -> None:
    shown = send(staff, "word " * 1_000_000)
    assert "what was sent is more than any release" in shown
    shown = send(staff, "word " * 450_000)
    assert "The pasted text is larger than 2 MB" in shown


def test_a_broken_upload_is_answered_in_a_sentence(staff: Client) -> None:
    kind = "multipart/form-data; boundary=x"
    answer = staff.post(page(), data=b"--x\r\nContent-Dispo", content_type=kind)
    assert answer.status_code == 200
    answer = staff.post(page(), data=b"x", content_type="multipart/form-data; boundary=\xff")
    assert answer.status_code == 200


def test_a_fault_of_the_program_hides_no_other_file(
    staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = arrival.arrive

    def fail(name: str, *given: Any) -> Any:
        if name == "odd.txt":
            raise ZeroDivisionError
        return real(name, *given)

    monkeypatch.setattr(deliveries, "arrive", fail)
    shown = send(staff, "", file("odd.txt", TEXT), file("one.txt", TEXT))
    assert "odd.txt could not be taken in, by a fault of the program" in shown
    assert NewsItem.objects.count() == 1


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow_with_the_files(
    staff: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_trial("A021602")
    files = [file(f"{n}.txt", f"Title {n}\n\nText {n} on A021602.") for n in range(12)]
    answer = staff.post(page(), {"text": "", "uploads": files})
    assert TrialLink.objects.count() == 12
    with django_assert_max_num_queries(10):
        staff.get(answer["Location"])


def test_a_release_called_as_the_list_of_issues_gets_another_address(staff: Client) -> None:
    send(staff, "Issues\n\nText.")
    assert NewsItem.objects.get().slug == "issues-2"


def test_a_summary_that_is_missing_is_told(staff: Client) -> None:
    shown = send(staff, "About x\n\nText.")
    assert "summary (lists show how the text begins)" in shown
    assert NewsItem.objects.get().summary == ""


def test_the_words_of_a_link_are_shown_as_they_read(staff: Client) -> None:
    a_trial("A021602")
    shown = send(
        staff, "About x\n\nSee [A021602](https://example.org/a) of **2024**.", read_as=".md"
    )
    assert "<q>See A021602 of 2024.</q>" in shown


@pytest.mark.slow
def test_facts_to_decide_are_a_next_step(
    staff: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_trial("A021602", phases=["PHASE3"])
    body = "A021602 is a double-blind phase III trial with {} patients enrolled."
    files = [file(f"{n}.txt", f"Title {n}\n\n{body.format(300 + n)}") for n in range(6)]
    answer = staff.post(page(), {"text": "", "uploads": files})
    with django_assert_max_num_queries(30):
        text = staff.get(answer["Location"]).content.decode()
    for item in NewsItem.objects.all():
        address = reverse("admin:news_newsitem_facts", args=[item.pk])
        assert f'<a href="{address}">3 facts to decide' in text


def test_a_draft_of_another_is_no_secret_in_the_newsroom(staff: Client) -> None:
    shown = send(staff, "About x\n\nText.")
    assert "A new draft" in shown
    assert an_item("other").title not in shown


@pytest.mark.slow
def test_bad_files_of_every_kind_are_refused_and_nothing_of_them_is_kept(staff: Client) -> None:
    small = [file(name, data) for name, data in BAD.values() if len(data) < 1_000_000]
    for start in range(0, len(small), 25):
        files = small[start : start + 25]
        shown = send(staff, "", *files)
        refused = re.findall("<li>(r[.][^<]+[.])</li>", shown)
        empty = sum(not each.size for each in files)
        assert len(refused) + empty >= len(files)
    for model in (NewsItem, TrialLink, NewsImage, NewsletterIssue, LogEntry):
        assert not model.objects.exists()
