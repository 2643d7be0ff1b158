"""A release as a text or Markdown file becomes a draft, or one sentence says why not."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.intake import Issue, ReleaseRefused, read_release, take_in
from news.intake.kinds import LIMITS
from news.markdown import body_html
from news.models import NewsItem, NewsletterIssue
from trials.models import FormerAddress
from trials.vocabulary import NewsKind, PublishingState

RELEASE = Path(__file__).parent.parent / "data" / "release.txt"
TEXT = RELEASE.read_text(encoding="utf-8")


def test_layout_of_the_newsletter() -> None:
    draft = read_release("release.txt", TEXT)
    assert draft.issue == Issue("E-News, March 2025", "2025-03")
    assert draft.section == "Spotlight on Alliance Trials"
    assert draft.kind == NewsKind.PRESS_RELEASE
    assert draft.dated == "2025-03"
    assert draft.title.startswith("FDA Approves Cabozantinib")
    assert draft.title.endswith("Led by the Alliance")


def test_body_in_markdown() -> None:
    draft = read_release("release.txt", TEXT)
    blocks = draft.body.split("\n\n")
    assert blocks[0].startswith("The U.S. Food and Drug Administration")
    assert blocks[1].startswith('"This is one more option for them,”')
    assert "## About CABINET (Alliance A021602)" in blocks
    assert "# # #" not in draft.body
    assert blocks[-1] == draft.reference
    assert draft.reference.startswith("Reference: Alliance A021602")
    assert not any(line.endswith(" ") for line in draft.body.splitlines())


def test_the_real_release(samples: Path) -> None:
    name = "cabinet_press_release.txt"
    draft = read_release(name, (samples.parent / "seed" / name).read_bytes())
    assert draft.issue == Issue("E-News, March 2025", "2025-03")
    assert draft.section == "Spotlight on Alliance Trials"
    assert draft.title.endswith("Based on Results from Alliance CABINET Trial")
    assert draft.body.startswith("Today, the Alliance for Clinical Trials in Oncology was informed")
    assert "\n\n## About CABINET (Alliance A021602)\n\nCABINET (Randomized" in draft.body
    assert "# # #" not in draft.body
    assert draft.body.endswith("<https://classic.clinicaltrials.gov/ct2/show/NCT03375320>.")
    assert draft.reference in draft.body
    assert draft.kind == NewsKind.PRESS_RELEASE
    assert (draft.dated, draft.language, draft.summary) == ("2025-03", "en", "")
    assert (draft.release_line, draft.media_contact, draft.boilerplate) == ("", "", "")
    assert draft.notes == ()
    assert "U10CA180821, U10CA180882" in draft.body


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").replace(" trial", "\u00a0trial").encode(),
    ],
    ids=["UTF-8", "UTF-8 with mark", "UTF-16 LE", "UTF-16 BE", "Windows", "old Mac, hard spaces"],
)
def test_encodings_and_line_ends(data: bytes) -> None:
    assert read_release("release.txt", data) == read_release("release.txt", TEXT)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("r.pdf", b"%PDF-1.7", "is a PDF"),
        ("release", b"Title\n\nBody", "save the release as .txt, .md, .html, .docx or .eml"),
        ("r.txt", b"", "is empty"),
        ("r.txt", b" \n\n\t", "is empty"),
        ("r.txt", codecs.BOM_UTF8, "is empty"),
        ("r.txt", "Café\n\nBody".encode("latin-1"), "is not text in UTF-8"),
        ("r.txt", TEXT.encode("utf-16-le"), "control characters"),
        ("r.txt", b"Title\n\nBo\x00dy", "control characters"),
        ("r.txt", b"\x89PNG\r\n\x1a\n", "is a picture"),
        ("r.txt", b"{\\rtf1 Title}", "save it as plain text"),
        ("r.txt", "Title\n\n\ud800", "surrogates"),
        ("r.txt", b"x" * (LIMITS[".txt"] + 1), "larger than 2 MB"),
        ("r.txt", b"Only a title", "no text below it"),
        ("r.txt", b"* * *\n\n---", "has no title"),
        ("r.txt", b"word " * 200, "Put the title on a line of its own"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_in_one_sentence(
    name: str, data: bytes | str, words: str
) -> None:
    with pytest.raises(ReleaseRefused, match="^" + name) as refusal:
        read_release(name, data)
    assert words in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("line", "dated"),
    [
        ("March 26, 2025", "2025-03-26"),
        ("26 March 2025", "2025-03-26"),
        ("Wednesday, Mar. 26, 2025", "2025-03-26"),
        ("2025-03-26", "2025-03-26"),
        ("March 2025", "2025-03"),
    ],
)
def test_date_above_or_below_the_title(line: str, dated: str) -> None:
    for text in (f"{line}\n\nTitle\n\nBody", f"Title\n\n{line}\n\nBody"):
        draft = read_release("r.txt", text)
        assert (draft.dated, draft.title, draft.body) == (dated, "Title", "Body")


@pytest.mark.parametrize(
    ("start", "dated"),
    [
        ("CHICAGO (March 26, 2025) - The group", "2025-03-26"),
        ("CHICAGO, March 26, 2025 \u2014 The group", "2025-03-26"),
        ("CHICAGO, IL \u2013 March 26, 2025 \u2013 The group", "2025-03-26"),
        ("March 26, 2025 (CHICAGO) \u2013 The group", "2025-03-26"),
        ("CHICAGO--(BUSINESS WIRE)--March 26, 2025-- The group", "2025-03-26"),
        ("Lugano, Switzerland, 26 Mar 2025 \u2013 The group", "2025-03-26"),
        ("On March 26, 2025 \u2013 a Wednesday", ""),
        ("The FDA on March 26, 2025 (a Wednesday) approved it", ""),
        ("The study of February 30, 2025 - ", ""),
        ("In March 2025 the group", ""),
    ],
)
def test_dateline(start: str, dated: str) -> None:
    draft = read_release("r.txt", f"Title\n\n{start}")
    assert draft.dated == dated
    assert draft.body == start.strip()


def test_release_line_is_told_and_not_printed() -> None:
    draft = read_release("r.txt", "EMBARGOED UNTIL March 26, 2025, 10 AM\n\nTitle\n\nBody")
    assert draft.release_line == "EMBARGOED UNTIL March 26, 2025, 10 AM"
    assert (draft.title, draft.body) == ("Title", "Body")


def test_contact_and_words_about_the_group_stand_apart() -> None:
    text = """Title

Body.

About the Alliance for Clinical Trials in Oncology

It develops trials.

Media Contact:
Press Office
press@example.org

-30-
"""
    draft = read_release("r.txt", text)
    assert draft.body == "Body."
    assert draft.boilerplate == "It develops trials."
    assert draft.media_contact == "Press Office\npress@example.org"


def test_an_article_of_the_newsletter() -> None:
    draft = read_release("r.txt", "Newsletter | May 2024\n\nA long title\nin two lines\n\nBody")
    assert draft.kind == NewsKind.NEWSLETTER_ARTICLE
    assert draft.issue == Issue("Newsletter, May 2024", "2024-05")
    assert (draft.title, draft.section) == ("A long title in two lines", "")


def test_markdown_stays_markdown() -> None:
    text = "# The **title**\n\nOne *word*\nand <b>another</b>\n\n## About it\n\n* one\n* two\n"
    draft = read_release("r.md", text)
    assert draft.title == "The title"
    assert draft.body == "One *word*\nand <b>another</b>\n\n## About it\n\n* one\n* two"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("2 * 3 * 4 and *this*", "2 * 3 * 4 and *this*"),
        ("p<b and <b>bold</b>", "p&lt;b and &lt;b&gt;bold&lt;/b&gt;"),
        (
            "see [1](http://example.org).",
            'see [1](<a href="http://example.org" rel="noopener noreferrer">http://example.org</a>).',
        ),
        ("see [1](ftp://example.org)", "see [1](ftp://example.org)"),
        ("2025. A year", "2025. A year"),
        ("a_b _c_ `d` &amp; \\*", "a_b _c_ `d` &amp;amp; \\*"),
        ("> 90% of patients", "&gt; 90% of patients"),
        ("---", "---"),
        ("A | B\n--- | ---", "A | B\n--- | ---"),
        ("# 1 in the world", "# 1 in the world"),
    ],
)
def test_plain_text_shows_as_it_was_written(line: str, shown: str) -> None:
    draft = read_release("r.txt", f"Title\n\nFirst.\n\n{line}")
    assert body_html(draft.body) == f"<p>First.</p>\n<p>{shown}</p>\n"


@pytest.mark.django_db
def test_a_text_in_spanish_is_marked_so() -> None:
    text = (
        "La FDA aprueba el medicamento\n\nEl estudio de fase III para los pacientes con tumores"
        " avanzados en el que se comparó con placebo una nueva opción de la red."
    )
    assert read_release("r.txt", text).language == "es"
    assert read_release("r.txt", TEXT).language == "en"


@pytest.mark.django_db
def test_bullets_become_a_list() -> None:
    draft = read_release("r.txt", "Title\n\n• one\n• two")
    assert body_html(draft.body) == "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"


@given(st.text(), st.sampled_from(["r.txt", "r.md"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    try:
        draft = read_release(name, text)
    except ReleaseRefused:
        return
    assert draft.title
    assert draft.body


@pytest.mark.slow
def test_reading_takes_time_in_line_with_length() -> None:
    for part in ("-", "a. ", "\n", "About A", "* ", "Ne-", "[", "\\"):
        lines = "Title\n\nBody\n\n" + part * (200_000 // len(part))
        assert read_release("r.txt", lines).title == "Title"


@pytest.mark.django_db
def test_taken_in_as_a_draft_in_its_issue() -> None:
    item, is_new = take_in(read_release("release.txt", TEXT))
    assert is_new
    assert item.state == PublishingState.DRAFT
    assert item.release_at is None
    assert item.slug.startswith("fda-approves-cabozantinib")
    issue = NewsletterIssue.objects.get()
    assert (item.issue, issue.slug, issue.dated) == (issue, "e-news-march-2025", "2025-03")
    item.full_clean()


@pytest.mark.django_db
def test_the_same_text_is_taken_in_once() -> None:
    first, _ = take_in(read_release("release.txt", TEXT))
    again, is_new = take_in(read_release("copy.txt", TEXT.replace("\n", "\r\n") + "\n\n"))
    assert (again, is_new) == (first, False)
    assert NewsItem.objects.count() == 1


@pytest.mark.django_db
def test_slug_is_one_that_no_item_has_or_had() -> None:
    first, _ = take_in(read_release("r.txt", "A title\n\nOne"))
    second, _ = take_in(read_release("r.txt", "A title\n\nTwo"))
    FormerAddress.objects.create(path="/news/a-title-3/", moved_to="/news/b/")
    third, _ = take_in(read_release("r.txt", "A title\n\nThree"))
    assert [item.slug for item in (first, second, third)] == ["a-title", "a-title-2", "a-title-4"]
    nameless, _ = take_in(read_release("r.txt", "临床试验\n\n文本"))
    assert nameless.slug == "release"
