"""Releases as newsrooms lay them out: what stands where is told apart."""

import textwrap
from contextlib import suppress

import pytest

from news.intake import Draft, Issue, ReleaseRefused, read_release, take_in
from news.models import NewsletterIssue
from tests.news.intake.files import docx, paragraph
from trials.vocabulary import NewsKind

TITLE = "Drug Slows Growth of Neuroendocrine Tumors"
DECK = "Benefit was seen in both groups, and the trial stopped early"
TEXT = (
    "The drug slowed the growth of tumors in a phase III trial of 298 patients, the group reports."
    " It was stopped early because the difference was clear, and the placebo group was offered the"
    " drug."
)
MORE = '"Patients waited long for this," said Jane Doe, MD, of Example Hospital.'
CONTACT = "Joe Roe\nDirector of Communications\nExample Foundation\n312-555-0100\njoe@example.org"
ABOUT = "About the Alliance for Clinical Trials in Oncology"
WORDS = "The Alliance develops clinical trials. To learn more, visit www.example.org."


def of(text: str, name: str = "r.txt") -> Draft:
    return read_release(name, text)


def paragraphs(*lines: str) -> Draft:
    """As Word has them: each line a paragraph."""
    return read_release("r.docx", docx("".join(map(paragraph, lines))))


@pytest.mark.parametrize(
    "above",
    [
        "FOR IMMEDIATE RELEASE\t\t\tContact: Joe Roe\nMarch 26, 2025\t\t\t312-555-0100",
        "FOR IMMEDIATE RELEASE\n\nContact:\nJoe Roe\n312-555-0100\n\nMarch 26, 2025",
        "Contact: Joe Roe\n312-555-0100\nFOR IMMEDIATE RELEASE\nMarch 26, 2025",
        "For Immediate Release: Wednesday, March 26, 2025\nMedia Contact: Joe Roe\n312-555-0100",
    ],
)
def test_a_contact_above_the_title(above: str) -> None:
    draft = of(f"{above}\n\n{TITLE}\n\n{TEXT}\n\n{MORE}")
    assert (draft.title, draft.dated) == (TITLE, "2025-03-26")
    assert draft.release_line.lower().startswith("for immediate release")
    assert draft.media_contact == "Joe Roe\n312-555-0100"
    assert draft.body == f"{TEXT}\n\n{MORE}"
    assert draft.notes == ()


@pytest.mark.slow
def test_a_contact_in_paragraphs_of_word() -> None:
    lines = CONTACT.split("\n")
    for draft in (
        paragraphs("Contact: Joe Roe", *lines[1:], TITLE, TEXT, MORE),
        paragraphs(TITLE, TEXT, MORE, ABOUT, WORDS, "Media Contact:", *lines),
        paragraphs(TITLE, TEXT, MORE, ABOUT, WORDS, *lines),
    ):
        assert draft.media_contact == CONTACT
        assert (draft.title, draft.body) == (TITLE, f"{TEXT}\n\n{MORE}")
        assert draft.boilerplate in ("", WORDS)


@pytest.mark.parametrize(
    "label",
    [
        "For more information, contact:",
        "For media inquiries, please contact:",
        "Media Inquiries:",
        "Press contacts:",
        "For interviews, contact",
        "Contacto de prensa:",
    ],
)
def test_several_contacts_under_any_label(label: str) -> None:
    both = "Joe Roe, 312-555-0100\nAnn Poe, ann@example.org"
    draft = of(f"{TITLE}\n\n{TEXT}\n\n{MORE}\n\n{label}\n{both}\n\n# # #")
    assert (draft.media_contact, draft.body) == (both, f"{TEXT}\n\n{MORE}")


def test_a_sentence_with_a_number_is_no_contact() -> None:
    last = "The record NCT03375320 and the grants U10CA180821 and U10CA180882 say more."
    draft = of(f"{TITLE}\n\n{TEXT}\n\n{last}")
    assert (draft.media_contact, draft.body) == ("", f"{TEXT}\n\n{last}")


def test_a_letterhead_is_not_the_title() -> None:
    for above in ("Example Group\nNews Release", "Example Group\nMarch 26, 2025"):
        draft = of(f"{above}\n\n{TITLE}\n\n{TEXT}\n\n{MORE}")
        assert draft.title == TITLE
        assert draft.notes == ("Above the title, and left out: “Example Group”.",)


def test_a_date_below_the_title_in_its_paragraph() -> None:
    draft = of(f"{TITLE}\nMarch 26, 2025\n\n{TEXT}")
    assert (draft.title, draft.dated) == (TITLE, "2025-03-26")


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_the_sentence_below_a_title_is_the_summary(between: str) -> None:
    draft = of(f"{TITLE}{between}{DECK}\n\n{TEXT}\n\n{MORE}")
    assert (draft.title, draft.summary) == (TITLE, DECK)
    assert draft.body == f"{TEXT}\n\n{MORE}"
    assert draft.digest == of(f"{TITLE} {DECK}\n\n{TEXT}\n\n{MORE}").digest


@pytest.mark.parametrize(
    "first",
    [
        "CHICAGO, March 26, 2025 \u2014 The drug worked",
        "The drug worked. More follows",
        "By Jane Doe and John Roe",
        "- The drug worked in both groups",
        "Background",
        "The trial is A021602 and its results are here",
    ],
)
def test_a_first_paragraph_is_no_summary(first: str) -> None:
    draft = of(f"{TITLE}\n\n{first}\n\n{TEXT}", "r.md")
    assert draft.summary == ""
    assert draft.body.startswith(first)


@pytest.mark.parametrize(
    "above",
    [
        "Alliance E-News\nMarch 2025 | Volume 10, Issue 3",
        "Alliance E-News | March 2025",
        "Alliance E-News, Volume 10, Issue 3, March 2025",
        "March 2025 | Alliance E-News",
        "Alliance E-News (March 2025)",
    ],
)
def test_an_issue_and_its_section(above: str) -> None:
    draft = of(f"{above}\n\nSpotlight on Trials\n\n{TITLE}\n\n{TEXT}\n\n{MORE}")
    assert draft.issue == Issue("Alliance E-News, March 2025", "2025-03")
    assert (draft.section, draft.title) == ("Spotlight on Trials", TITLE)
    assert draft.kind == NewsKind.NEWSLETTER_ARTICLE


@pytest.mark.django_db
def test_an_issue_is_found_again_by_a_longer_or_shorter_name() -> None:
    for number, name in enumerate(("E-News", "Alliance E-News", "e-news", "Other E-News Weekly")):
        take_in(of(f"{name}, March 2025\n\n{TITLE} {number}\n\n{TEXT}"))
    take_in(of(f"E-News, April 2025\n\n{TITLE}\n\n{TEXT}"))
    issues = NewsletterIssue.objects.order_by("pk")
    assert [issue.title for issue in issues] == ["E-News, March 2025", "E-News, April 2025"]
    assert issues[0].items.count() == 3


@pytest.mark.django_db
def test_an_issue_is_found_again_by_an_address_that_moved() -> None:
    """Its old address leads to it: another issue under that address would take it away."""
    take_in(of(f"E-News, March 2025\n\n{TITLE} 1\n\n{TEXT}"))
    NewsletterIssue.objects.update(title="Spring", slug="spring", dated="2025")
    take_in(of(f"E-News, March 2025\n\n{TITLE} 2\n\n{TEXT}"))
    assert NewsletterIssue.objects.get().items.count() == 2


def test_a_whole_issue_in_one_file_is_told() -> None:
    page = (
        f"<p>E-News, March 2025</p><h2>Spotlight on Trials</h2><h3>{TITLE}</h3><p>{TEXT}</p>"
        f"<h3>Another Trial Opens</h3><p>{MORE}</p><h2>Announcements</h2><p>Join us.</p>"
    )
    draft = of(page, "r.html")
    assert (draft.title, draft.section) == (TITLE, "Spotlight on Trials")
    assert draft.notes[0].startswith("More headings stand in it (“Another Trial Opens”, “Announ")


def test_groups_and_what_a_release_is_about_are_told_apart() -> None:
    text = f"""{TITLE}

{TEXT}

About CABINET (A021602)
It is a phase III trial.

About Neuroendocrine Tumors
They are rare.

{ABOUT}
{WORDS}

About Example Bio
Example Bio is a global company that makes drugs.

About the Example Institute: The institute pays for research.
"""
    draft = of(text)
    assert draft.body == (
        f"{TEXT}\n\n## About CABINET (A021602)\n\nIt is a phase III trial.\n\n"
        "## About Neuroendocrine Tumors\n\nThey are rare."
    )
    assert draft.boilerplate == (
        f"**{ABOUT}**\n\n{WORDS}\n\n**About Example Bio**\n\nExample Bio is a global company that"
        " makes drugs.\n\n**About the Example Institute**\n\nThe institute pays for research."
    )


@pytest.mark.parametrize("heading", ["References", "Reference:", "**References**", "Referencias:"])
def test_references_below_a_heading(heading: str) -> None:
    draft = of(
        f"# {TITLE}\n\n{TEXT}\n\n{heading}\n\n1. One.\n2. Two.\n\n{ABOUT}\n\n{WORDS}", "r.md"
    )
    assert draft.reference.endswith("\n\n1. One.\n2. Two.")
    assert draft.body.endswith(draft.reference)
    assert draft.boilerplate == WORDS


@pytest.mark.parametrize("mark", ["# # #", "-30-", "\u2014 END \u2014", "ENDS", "###", "SOURCE Us"])
def test_marks_of_the_end_are_not_printed(mark: str) -> None:
    assert of(f"{TITLE}\n\n{TEXT}\n\n{mark}\n\nNote for editors.").body == (
        f"{TEXT}\n\nNote for editors."
    )


def test_a_line_in_bold_type_is_a_heading() -> None:
    draft = of(f"<h1>{TITLE}</h1><p><b>Background</b></p><p>{TEXT}</p>", "r.html")
    assert draft.body == f"## Background\n\n{TEXT}"


def test_a_text_copied_out_of_word_has_paragraphs() -> None:
    lines = [TITLE, TEXT, MORE, "Results:", "\u2022 one", "\u2022 two", TEXT, ABOUT, WORDS]
    draft = of("\n".join([*lines, "Media Contact:", CONTACT]))
    assert draft.title == TITLE
    assert draft.body == f"{TEXT}\n\n{MORE}\n\nResults:\n- one\n- two\n\n{TEXT}"
    assert (draft.boilerplate, draft.media_contact) == (WORDS, CONTACT)


def test_a_text_with_broken_lines_keeps_its_paragraphs() -> None:
    wrapped = "\n".join(textwrap.wrap(TEXT, 72))
    assert of(f"{TITLE}\n\n{wrapped}\n\n{MORE}").body == f"{wrapped}\n\n{MORE}"


def test_what_a_news_wire_puts_around_a_text() -> None:
    wire = "NEWS PROVIDED BY\nExample Group\nMar 26, 2025, 08:00 ET\n\nSHARE THIS ARTICLE"
    draft = of(f"{TITLE}\n\n{wire}\n\nCHICAGO, March 26, 2025 /PRNewswire/ -- {TEXT}\n\n{MORE}")
    assert draft.dated == "2025-03-26"
    assert draft.body.startswith("CHICAGO, March 26, 2025 /PRNewswire/ -- The drug")


def test_the_settings_of_a_page_in_markdown_are_no_text() -> None:
    settings = f'---\ntitle: "{TITLE}"\ndate: 2025-03-26\ntags:\n  - news\n---\n\n'
    for heading in ("", f"# {TITLE}\n\n"):
        draft = of(f"{settings}{heading}{TEXT}\n\n{MORE}", "r.md")
        assert (draft.title, draft.dated, draft.notes) == (TITLE, "2025-03-26", ())
        assert draft.body == f"{TEXT}\n\n{MORE}"


def test_a_release_in_spanish() -> None:
    draft = of(
        "PARA PUBLICACIÓN INMEDIATA\n26 de marzo de 2025\n\nUn fármaco frena los tumores\n\n"
        "«Es una buena noticia», dijo la Dra. Jane Doe, del Hospital X.\n\n"
        "Acerca de la Alliance\nLa Alliance hace estudios.\n\nContacto de prensa:\nJoe Roe\n"
        "joe@example.org"
    )
    assert (draft.dated, draft.title) == ("2025-03-26", "Un fármaco frena los tumores")
    assert draft.boilerplate == "La Alliance hace estudios."
    assert draft.media_contact == "Joe Roe\njoe@example.org"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["r.txt", "r.md", "r.html"])
def test_reading_any_layout_takes_time_in_line_with_length(name: str) -> None:
    for part in (
        "Contact: ",
        "Contact:\n",
        "312-555-0100\n",
        "About A: B ",
        '"a," said A B C ',
        "Embargo until ",
        "E-News ",
        "<a@b.c> ",
        "https://a ",
        "SOURCE ",
        "**a** ",
        "\u2018a,\u2019 ",
    ):
        with suppress(ReleaseRefused):
            of(f"Title\n\nBody {part}\n\n" + part * (100_000 // len(part)), name)
